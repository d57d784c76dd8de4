// The page of a reader's progress: how much is done, and the file to take it elsewhere.
import { asking, save, statusLine, textOf } from "./files.js";
import { forgetAll } from "./forget.js";
import { exportAll, importAll } from "./progress-file.js";
import { button } from "./runner/cell.js";
import { allDone, count, inWords, markSidebar } from "./runner/progress.js";
import { hearOthers, hearReturn } from "./storage.js";
import { whyNot } from "./unreadable.js";

export function start(document) {
  const page = document.querySelector(".nn-progress");
  const told = statusLine();
  const bar = document.createElement("div");
  bar.className = "nn-progress-bar";
  bar.append(
    button("Export my progress", () => save("progress.json", exportAll(), "application/json")),
    ...asking("Import", ".json,application/json", (file) => take(file, told, () => show(page))),
    deleting(told, () => show(page)),
    told,
  );
  page.append(bar);
  show(page);
  hearOthers(() => show(page));
  hearReturn(() => show(page));
}

function show(page) {
  const done = allDone();
  for (const place of page.querySelectorAll(".nn-count")) {
    const parts = JSON.parse(place.dataset.parts);
    const right = count(done[place.dataset.assignment], parts);
    const all = Object.keys(parts).length;
    place.textContent = inWords(right, all);
  }
  markSidebar(); // which hears of other pages by itself, and not of this one
}

async function take(file, told, then) {
  try {
    const { all, undo } = importAll(await textOf(file));
    told.textContent = taken(file.name, all);
    if (all.some(({ how }) => how !== "newer")) told.append(" ", undoing(undo, told, then));
  } catch (error) {
    told.textContent = whyNot(error);
  }
  then();
}

function undoing(undo, told, then) {
  return button("Undo this import", () => {
    undo();
    told.textContent = "The import is undone: everything is as it was before.";
    then();
  });
}

const number = (n, one, many) => (n === 1 ? `1 ${one}` : `${n} ${many}`);

// What an import took, and what it left.
function taken(name, all) {
  const count = (how, start) => all.filter((one) => one.how === how && one.name.startsWith(start)).length;
  const answers = count("taken", "answers/");
  const others = count("taken", "") - answers;
  const newer = count("newer", "");
  const asked = count("asked", "");
  if (!answers && !others && !asked) {
    return `Nothing was imported from ${name}: this browser has all of it, or something newer.`;
  }
  const said = [`Your progress was imported from ${name}: ${number(answers, "answer", "answers")}, and ${number(others, "other record", "other records")} of checks and questions.`];
  if (newer) said.push(`${number(newer, "answer is", "answers are")} newer here and did not change.`);
  if (asked) said.push(`${number(asked, "answer differs", "answers differ")}, and nothing says which text is newer: the assignment's page asks you.`);
  return said.join(" ");
}

// Deletes at the second press, for what is gone here is gone.
function deleting(told, then) {
  let asked = false;
  return button("Delete everything", async () => {
    const sure = asked;
    asked = !asked;
    told.textContent = sure ? gone(await forgetAll()) : SURE;
    then();
  });
}

const SURE = "This deletes your answers, your progress, the pages kept for reading offline and your notebooks in Jupyter, in this browser. Press once more to do it.";

function gone(held) {
  if (!held) return "Deleted. Nothing of yours is left in this browser.";
  return `Deleted, but for your ${held}. Close that tab and press twice again.`;
}
