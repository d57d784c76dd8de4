// Runs verdicts.py in Pyodide under Node: in_node.mjs SITE VERDICTS_PY CELLS_JSON
// Prints a line of JSON for each assignment: [name, {what was asked: what was said}]. The last one
// has the modules of Python's own and of packages that it had to compile: ["from source", [path]].
import { readFileSync } from "node:fs";

const [site, script, cells] = process.argv.slice(2);
const { loadPyodide } = await import(`${site}/pyodide/pyodide.js`);
const python = await loadPyodide({ indexURL: `${site}/pyodide/` });
await python.loadPackage(["numpy"], { messageCallback() {} });
const { wheel } = JSON.parse(readFileSync(`${site}/wheel/course.json`, "utf8"));
python.unpackArchive(new Uint8Array(readFileSync(`${site}/wheel/${wheel}`)), "wheel");
python.FS.writeFile("verdicts.py", readFileSync(script, "utf8"));
const all = JSON.parse(readFileSync(cells, "utf8"));
const run = python.runPython(`
import json, sys
from verdicts import verdicts
lambda name, cells: json.dumps(verdicts(name, json.loads(cells)))
`);
for (const [name, sources] of Object.entries(all)) {
  console.log(JSON.stringify([name, JSON.parse(run(name, JSON.stringify(sources)))]));
}
console.log(
  python.runPython(`
specs = [getattr(module, "__spec__", None) for module in sys.modules.values()]
origins = [spec.origin for spec in specs if spec and spec.origin and spec.has_location]
json.dumps(["from source", [o for o in origins if o.startswith("/lib/") and o.endswith(".py")]])
`),
);
