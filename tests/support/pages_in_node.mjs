// Runs a Python file in the page's own Python under Node: pages_in_node.mjs SITE PAGE_PY DRIVER JOB
// It has all packages of the site, the course's wheel and the page's own modules, which lie in the
// folder PAGE_PY; `work(job)` of the driver gets the text of JOB, and prints what it finds.
import { readdirSync, readFileSync } from "node:fs";

const [site, modules, driver, job] = process.argv.slice(2);
const { loadPyodide } = await import(`${site}/pyodide/pyodide.js`);
const python = await loadPyodide({ indexURL: `${site}/pyodide/` });
const packages = ["numpy", "pandas", "matplotlib"];
await python.loadPackage(packages, { messageCallback() {} });
const { wheel } = JSON.parse(readFileSync(`${site}/wheel/course.json`, "utf8"));
python.unpackArchive(new Uint8Array(readFileSync(`${site}/wheel/${wheel}`)), "wheel");
for (const name of readdirSync(modules).filter((one) => one.endsWith(".py"))) {
  python.FS.writeFile(name, readFileSync(`${modules}/${name}`, "utf8"));
}
python.FS.writeFile("driver.py", readFileSync(driver, "utf8"));
python.runPython("import os; os.environ['MPLBACKEND'] = 'module://page_backend'");
python.pyimport("driver").work(readFileSync(job, "utf8"));
