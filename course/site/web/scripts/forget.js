// Deletes all that the book has kept in a reader's browser: what it wrote, the pages and files kept
// for reading without a network, and the notebooks that were changed in its Jupyter.
import { ROOT } from "./root.js";
import { removeAll } from "./storage.js";

const JUPYTER = new URL("lite/", ROOT).pathname; // stands in the names of its databases
const NOTEBOOKS = `JupyterLite Storage - ${JUPYTER}`;
const OF_THE_THEME = ["mode", "theme"]; // light or dark
const OF_JUPYTERLITE = "precache"; // its worker calls it so wherever it is

// Resolves to what another tab still holds, in words: then it is deleted when that tab is closed.
export async function forgetAll() {
  removeAll();
  await attempted(forgetSettings);
  await attempted(forgetPages);
  return (await attempted(forgetNotebooks)) ?? "";
}

// A browser that keeps nothing has nothing to delete.
async function attempted(work) {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

function forgetSettings() {
  const versions = Object.keys(localStorage).filter((name) => name.startsWith(ROOT.href));
  for (const name of [...OF_THE_THEME, ...versions]) localStorage.removeItem(name);
}

async function forgetPages() {
  const ours = (name) => name.startsWith(`${ROOT.pathname} `) || name === OF_JUPYTERLITE;
  const names = (await caches.keys()).filter(ours);
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function forgetNotebooks() {
  const all = (await indexedDB.databases?.()) ?? [{ name: NOTEBOOKS }]; // older ones tell no names
  const names = all.map(({ name }) => name).filter((name) => name.endsWith(JUPYTER));
  const held = await Promise.all(names.map(deleted));
  return held.includes(true) ? "notebooks in Jupyter, which is open in another tab" : "";
}

// Whether a database waits for another tab.
function deleted(name) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = () => resolve(false);
    asked.onblocked = () => resolve(true);
    asked.onerror = () => reject(asked.error);
  });
}
