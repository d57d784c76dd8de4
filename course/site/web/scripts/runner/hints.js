// The folded hints of a task: one more is opened at each press.

// The hints between a cell and the one before it, as the page has them.
export function hintsOf(cell) {
  const parts = [...document.querySelectorAll(".bd-article details, .bd-article .cell")];
  const before = parts.slice(0, parts.indexOf(cell.element));
  const from = before.findLastIndex((part) => part.classList.contains("cell")) + 1;
  return before.slice(from).filter((part) => /^Hint/.test(part.querySelector("summary").textContent));
}

// Opens the next closed hint and goes there; says so when there is none left.
export function openNext(cell, hints) {
  const next = hints.find((hint) => !hint.open);
  if (!next) return cell.say("Those were all the hints, and the last one gives nearly the whole line.");
  next.open = true;
  next.querySelector("summary").focus();
  const left = hints.filter((hint) => !hint.open).length;
  cell.say(`A hint is open above. ${left ? `${left} left.` : "It is the last."}`);
}
