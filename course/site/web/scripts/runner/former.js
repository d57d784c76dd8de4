// Answers that are kept for an assignment and that its page has no place for: an earlier edition
// asked for them, or a file brought them.
import { names, read } from "../storage.js";

const WORDS =
  "An earlier edition of this page asked for this, or asked it elsewhere. This page no longer " +
  "uses it, so copy from it what you want to keep.";

// A box that shows them, folded; null where there are none.
export function former(assignment, cells) {
  const start = `answers/${assignment}/`;
  const here = new Set(cells.map((cell) => start + cell.id));
  const left = names(start).filter((name) => !here.has(name) && read(name)?.text);
  if (!left.length) return null;
  const box = Object.assign(document.createElement("details"), { className: "nn-former" });
  const title = `What you wrote for an earlier edition (${left.length})`;
  box.append(element("summary", title), element("p", WORDS));
  for (const name of left.sort()) {
    const text = Object.assign(element("pre", read(name).text), { tabIndex: 0 });
    box.append(element("p", name.slice(start.length)), text);
  }
  return box;
}

function element(tag, textContent) {
  return Object.assign(document.createElement(tag), { textContent });
}
