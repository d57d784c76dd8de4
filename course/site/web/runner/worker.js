// Python for one page, in a thread of its own: loads Pyodide, and runs the cells it is told to.
import backend from "./python/page_backend.py";
import cells from "./python/page_cells.py";
import needs from "./python/page_needs.py";

/* global EDITION */ // of these scripts; the page says which one it has
const at = (path) => new URL(`../../${path}`, import.meta.url).href; // from the site's root
const say = (kind, content) => self.postMessage({ kind, content });
let python; // the promise of a notebook that is ready

// The page does not see what a thread loads. It has to, to have it kept.
new PerformanceObserver((list) => {
  const addresses = list.getEntries().map((entry) => entry.name);
  say("loaded", addresses);
}).observe({ type: "resource", buffered: true });

// These two lie there packed too, so that any static server sends a third of them or less.
const SCRIPT = "pyodide/pyodide.asm.js";
const BINARY = /pyodide\.asm\.wasm$/;
const fetchAsIs = self.fetch;
self.fetch = (address, options) => {
  const url = String(address.url ?? address);
  return BINARY.test(url) ? unpacked(url, "application/wasm") : fetchAsIs(address, options);
};

async function unpacked(url, type) {
  const packed = await fetchAsIs(`${url}.gz`);
  if (!packed.ok) throw new Error(`${url}.gz: ${packed.status}`);
  // Some servers say of any such file that it is packed for its way, and then the browser unpacks it.
  const onItsWay = packed.headers.has("Content-Encoding");
  const unpacking = () => packed.body.pipeThrough(new DecompressionStream("gzip"));
  return new Response(onItsWay ? packed.body : unpacking(), { headers: { "Content-Type": type } });
}

async function importUnpacked(url) {
  const script = await unpacked(url, "text/javascript");
  return import(URL.createObjectURL(await script.blob()));
}

// A file of the course's own, into a folder that Python looks in.
function place(pyodide, name, text) {
  pyodide.FS.writeFile(`/home/pyodide/${name}`, text);
}

async function load({ sources, answers }) {
  say("status", "Fetching Python, once: about 10 MB.");
  const wheel = fetchAsIs(at("wheel/course.json")).then((answer) => answer.json());
  const core = importUnpacked(at(SCRIPT)); // beside the rest
  const { loadPyodide } = await import(at("pyodide/pyodide.js"));
  const pyodide = await loadPyodide({
    indexURL: at("pyodide/"),
    packages: ["numpy"],
    createPyodideModule: async (settings) => (await core).default(settings),
  });
  say("status", "Starting Python.");
  const packed = await fetchAsIs(at(`wheel/${(await wheel).wheel}`));
  pyodide.unpackArchive(await packed.arrayBuffer(), "wheel");
  place(pyodide, "page_backend.py", backend);
  place(pyodide, "page_needs.py", needs);
  place(pyodide, "page_cells.py", cells);
  pyodide.runPython("import os; os.environ['MPLBACKEND'] = 'module://page_backend'");
  const { Notebook } = pyodide.pyimport("page_cells");
  const notebook = Notebook(pyodide.toPy(sources), pyodide.toPy(answers), say);
  return { pyodide, notebook };
}

async function run({ place: cell, changed }) {
  const { pyodide, notebook } = await python;
  notebook.change(pyodide.toPy(new Map(changed)));
  const wanted = notebook.packages(cell).toJs();
  const missing = wanted.filter((name) => !(name in pyodide.loadedPackages));
  if (missing.length) {
    say("status", `Fetching ${missing.join(" and ")}, once.`);
    await pyodide.loadPackage(missing, { messageCallback() {} });
  }
  say("running", cell);
  say("done", notebook.run(cell));
}

self.onmessage = async ({ data }) => {
  try {
    if (data.open && data.edition !== EDITION) throw new Error("this page is of another edition.");
    if (data.open) python = load(data.open);
    else await run(data);
    await python;
  } catch (error) {
    say("broken", String(error.message ?? error));
  }
};
