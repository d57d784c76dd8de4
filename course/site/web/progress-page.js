// The page of a reader's progress: how much is done, and the file to take it elsewhere.
import { button } from "./runner/cell.js";
import { count } from "./runner/progress.js";
import { exportAll, importAll, read, removeAll } from "./storage.js";

export function start(document) {
  const page = document.querySelector(".nn-progress");
  const told = document.createElement("p");
  told.className = "nn-status";
  told.setAttribute("role", "status");
  const choose = document.createElement("input");
  Object.assign(choose, { type: "file", accept: ".json,application/json", hidden: true });
  choose.addEventListener("change", async () => {
    told.textContent = await taken(choose);
    show(page);
  });
  const bar = document.createElement("div");
  bar.className = "nn-progress-bar";
  bar.append(
    button("Export my progress", download),
    button("Import", () => choose.click()),
    choose,
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

async function taken(choose) {
  const [file] = choose.files;
  choose.value = "";
  if (!file) return "";
  try {
    importAll(await file.text());
    return `Your progress is taken over from ${file.name}.`;
  } catch (error) {
    return error.message;
  }
}

function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([exportAll()], { type: "application/json" }));
  link.download = "progress.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Deletes at the second press, for what is gone here is gone.
function deleting(told, then) {
  let asked = false;
  const made = button("Delete everything", () => {
    if (asked) removeAll();
    told.textContent = asked
      ? "Deleted. This browser knows nothing of you any more."
      : "This deletes your answers and your progress in this browser. Press once more to do it.";
    asked = !asked;
    then();
  });
  return made;
}
