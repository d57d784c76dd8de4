// A box under a cell that says what its reader has to know, and offers what can be done.
import { fillNew } from "../status.js";
import { button } from "./cell.js";

const TWO = "Another tab, or a file, has another text for this answer. Both are kept until you choose.";

// Puts a box under a cell in the place of the one of that kind; null takes it away.
export function notice(cell, kind, content) {
  const there = cell.element.querySelector(`:scope > .nn-notice[data-kind="${kind}"]`);
  if (!content) return there?.remove();
  const box = there ?? document.createElement("section");
  Object.assign(box, { className: "nn-notice" });
  box.dataset.kind = kind;
  box.setAttribute("role", "status");
  box.setAttribute("aria-label", `About ${cell.title()}`);
  if (!there) cell.bar.after(box);
  fillNew(box, content);
}

// The other texts of an answer, and the choice; `choose(text)` gets what the reader wants.
export function ask(cell, others, choose) {
  const words = Object.assign(document.createElement("p"), { textContent: TWO });
  const theirs = others.flatMap((text) => {
    const shown = Object.assign(document.createElement("pre"), { textContent: text, tabIndex: 0 });
    return [shown, button("Take theirs", () => choose(text), `Take theirs: ${cell.title()}`)];
  });
  const mine = button("Keep mine", () => choose(cell.source), `Keep mine: ${cell.title()}`);
  return [words, ...theirs, mine];
}
