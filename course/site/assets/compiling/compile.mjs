// Has the Pyodide in a folder compile its own modules, under Node: compile.mjs FOLDER ZIP PACKAGE...
// ZIP becomes what modules.py, beside this, makes.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, zip, ...packages] = process.argv.slice(2);
// (Node would print the line where it went wrong: Pyodide's script, all of it.)
process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exit(1);
});
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${folder}/` });
await python.loadPackage(packages, { messageCallback() {} });
python.runPython(readFileSync(new URL("modules.py", import.meta.url), "utf8"));
writeFileSync(zip, python.FS.readFile("compiled.zip"));
