// Python for one page, in a thread of its own: loads Pyodide, and runs the cells it is told to.
import backend from "./python/page_backend.py";
import cells from "./python/page_cells.py";
import modules from "./python/page_modules.py";
import needs from "./python/page_needs.py";
import pasted from "./python/page_pasted.py";
import settings from "./python/page_settings.py";
import { fetchWhole, onlyWhile, say, watchFetch } from "./arriving.js";
import { harmless, seal } from "./sealed.js";

/* global EDITION */ // of these scripts; the page says which one it has
const at = (path) => new URL(`../../${path}`, import.meta.url).href; // from the site's root
const SLICE = 0.05; // seconds of looking between two turns for what else is to be done
let python; // the promise of a notebook that is ready
let looking; // the number of what is looked for now

// The page does not see what a thread loads. It has to, to have it kept.
new PerformanceObserver((list) => {
  const addresses = list.getEntries().map((entry) => entry.name);
  say("loaded", addresses);
}).observe({ type: "resource", buffered: true });

const SCRIPT = "pyodide/pyodide.asm.js";
watchFetch(at("pyodide/"));

async function importUnpacked(url) {
  const script = await fetchWhole(url, "text/javascript");
  return import(URL.createObjectURL(await script.blob()));
}

// A file of the course's own, into a folder that Python looks in.
function place(pyodide, name, text) {
  pyodide.FS.writeFile(`/home/pyodide/${name}`, text);
}

async function load({ sources, answers, checks }) {
  say("status", "Starting Python. The first time your browser fetches it, about 10 MB.");
  const wheel = fetchWhole(at("wheel/course.json")).then((answer) => answer.json());
  const core = importUnpacked(at(SCRIPT)); // beside the rest
  const { loadPyodide } = await import(at("pyodide/pyodide.js"));
  const pyodide = await loadPyodide({
    indexURL: at("pyodide/"),
    packages: ["numpy"],
    jsglobals: harmless(),
    createPyodideModule: async (settings) => (await core).default(settings),
  });
  expectLoaded(pyodide, ["numpy"]);
  // WebKit can't end a thread that stays within WebAssembly; with this, Python looks out at times.
  pyodide.setInterruptBuffer(new Uint8Array(1));
  say("status", "Starting Python.");
  const packed = await fetchWhole(at(`wheel/${(await wheel).wheel}`));
  pyodide.unpackArchive(await packed.arrayBuffer(), "wheel");
  place(pyodide, "page_backend.py", backend);
  place(pyodide, "page_modules.py", modules);
  place(pyodide, "page_needs.py", needs);
  place(pyodide, "page_pasted.py", pasted);
  place(pyodide, "page_settings.py", settings);
  place(pyodide, "page_cells.py", cells);
  pyodide.runPython("import os; os.environ['MPLBACKEND'] = 'module://page_backend'");
  const { Notebook } = pyodide.pyimport("page_cells");
  const notebook = Notebook(
    pyodide.toPy(sources), pyodide.toPy(answers), say, pyodide.toPy(checks),
  );
  seal();
  return { pyodide, notebook };
}

// Pyodide says on its console that a package did not arrive, and goes on without.
function expectLoaded(pyodide, names) {
  const missing = names.filter((name) => !(name in pyodide.loadedPackages));
  if (missing.length) throw new Error(`${missing.join(" and ")} did not arrive.`);
}

async function run({ place: cell, changed }) {
  const { pyodide, notebook } = await python;
  notebook.change(pyodide.toPy(new Map(changed)));
  const wanted = notebook.packages(cell).toJs();
  const missing = wanted.filter((name) => !(name in pyodide.loadedPackages));
  if (missing.length) {
    say("status", `Fetching ${missing.join(" and ")}, once.`);
    await onlyWhile(() => pyodide.loadPackage(missing, { messageCallback() {}, errorCallback() {} }));
    expectLoaded(pyodide, missing);
  }
  say("running", cell);
  say("done", notebook.run(cell));
}

// Looks for the line that a check refused, in slices, until there are words or none can be found.
async function look({ look: place, number }) {
  looking = number;
  const { notebook } = await python;
  let words;
  for (let seconds = 0; looking === number && words === undefined; seconds = SLICE) {
    words = notebook.look(place, seconds);
    say("line", { number, words }); // without words: it goes on
    await new Promise((turn) => setTimeout(turn));
  }
  if (words === undefined) say("line", { number, words: "" }); // it was ended
}

// The verdict is out, and stands whatever becomes of this.
async function lookInPeace(data) {
  try {
    await look(data);
  } catch (error) {
    console.error(error);
    say("line", { number: data.number, words: "" });
  }
}

// Of what Python says of an error of its own, the last line is for people.
function inWords(error) {
  const text = String(error.message ?? error).trim();
  return error.type ? text.split("\n").at(-1).replace(/^[\w.]*NotTheReaders: /, "") : text;
}

self.onmessage = async ({ data }) => {
  looking = null;
  if ("look" in data) return lookInPeace(data);
  if (data.rest) return;
  try {
    if (data.open && data.edition !== EDITION) throw new Error("this page is of another edition.");
    if (data.open) python = load(data.open);
    else await run(data);
    await python;
  } catch (error) {
    say("broken", inWords(error));
  }
};
