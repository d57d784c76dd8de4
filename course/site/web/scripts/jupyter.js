// The link to a notebook in JupyterLite, which shows its reader's own copy for ever: says when the
// book's notebook is another one by now, and leads to that one.
import { ROOT } from "./root.js";
import { hearReturn, read, write } from "./storage.js";

const LITE = new URL("lite/", ROOT);
const COPIES = `JupyterLite Storage - ${LITE.pathname}`; // its database, and the table in it
const FILES = "files";

const SINCE = "This notebook was corrected since you opened it in Jupyter. ";
const MAYBE = "You have a copy of this notebook in Jupyter, which may be older than this page. ";
const YOURS = "Jupyter shows you your own copy, as you left it, and that stays. ";

export function start(document) {
  for (const mark of document.querySelectorAll(".nn-jupyter")) attend(mark);
}

async function attend(mark) {
  const { path, version } = mark.dataset;
  const name = `jupyter/${path}`;
  const link = mark.parentElement.querySelector("a");
  let copied = false;
  const look = async () => {
    copied = await hasCopy(path).catch(() => false);
    const opened = read(name)?.version;
    mark.replaceChildren();
    if (copied && opened !== version) mark.append(...words(opened ? SINCE : MAYBE, path, version));
  };
  link.addEventListener("click", () => copied || write(name, { version }));
  hearReturn(look);
  await look();
}

function words(first, path, version) {
  const link = document.createElement("a");
  link.textContent = "Open this page's notebook beside it";
  link.href = new URL(`notebooks/index.html?path=corrected/${version}/${path.split("/").at(-1)}`, LITE);
  return [` ${first}${YOURS}`, link, ". "];
}

// Whether JupyterLite keeps a file that its reader changed.
async function hasCopy(path) {
  const all = await indexedDB.databases(); // to open one that is not there would make it
  if (!all.some(({ name }) => name === COPIES)) return false;
  const database = await answer(indexedDB.open(COPIES));
  try {
    if (!database.objectStoreNames.contains(FILES)) return false;
    const key = await answer(database.transaction(FILES).objectStore(FILES).getKey(path));
    return key !== undefined;
  } finally {
    database.close();
  }
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
