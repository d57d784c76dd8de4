// The page of a reader's progress: how much is done, and the file to take it elsewhere.
import { asking, save, statusLine } from "./files.js";
import { button } from "./runner/cell.js";
import { count } from "./runner/progress.js";
import { exportAll, importAll, read, removeAll } from "./storage.js";

export function start(document) {
  const page = document.querySelector(".nn-progress");
  const told = statusLine();
  const take = async (file) => {
    told.textContent = await taken(file);
    show(page);
  };
  const bar = document.createElement("div");
  bar.className = "nn-progress-bar";
  bar.append(
    button("Export my progress", () => save("progress.json", exportAll(), "application/json")),
    ...asking("Import", ".json,application/json", take),
    deleting(told, () => show(page)),
    told,
  );
  page.append(bar);
  show(page);
}

function show(page) {
  const done = read("done") ?? {};
  for (const place of page.querySelectorAll(".nn-count")) {
    const parts = JSON.parse(place.dataset.parts);
    const right = count(done[place.dataset.assignment], parts);
    const all = Object.keys(parts).length;
    place.textContent = right === all ? "✓ done" : `${right} of ${all}`;
  }
}

async function taken(file) {
  try {
    importAll(await file.text());
    return `Your progress is taken over from ${file.name}.`;
  } catch (error) {
    return error.message;
  }
}

// Deletes at the second press, for what is gone here is gone.
function deleting(told, then) {
  let asked = false;
  return button("Delete everything", () => {
    if (asked) removeAll();
    told.textContent = asked
      ? "Deleted. This browser knows nothing of you any more."
      : "This deletes your answers and your progress in this browser. Press once more to do it.";
    asked = !asked;
    then();
  });
}
