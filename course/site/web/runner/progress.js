// Which exercises are done: kept by the browser, and shown in the sidebar.
import { read, write } from "../storage.js";

// Keeps that a check was content, with the day; a later wrong answer takes it back.
export function keepVerdict(assignment, { name, part }, right) {
  const done = read("done") ?? {};
  const parts = ((done[assignment] ??= {})[name] ??= {});
  if (right) parts[part] = new Date().toISOString().slice(0, 10);
  else delete parts[part];
  if (!Object.keys(parts).length) delete done[assignment][name];
  write("done", done);
}

// How many of an assignment's functions have all their parts right.
export function count(done, parts) {
  return Object.entries(parts).filter(([name, all]) =>
    all.every((part) => done?.[name]?.[part]),
  ).length;
}

// Keeps what an assignment consists of, for the pages that don't have it: {function: parts}.
export function keepSize(assignment, parts) {
  write("sizes", { ...read("sizes"), [assignment]: parts });
}

// Says beside each assignment in the sidebar how much of it is done.
export function markSidebar() {
  const done = read("done") ?? {};
  const sizes = read("sizes") ?? {};
  for (const link of document.querySelectorAll(".bd-sidebar-primary a.reference.internal")) {
    const [, name] = new URL(link.href).pathname.match(/exercises\/([^/]+)\/\1(?:\.html)?$/) ?? [];
    const all = Object.keys(sizes[name] ?? {}).length;
    const right = all && done[name] ? count(done[name], sizes[name]) : 0;
    link.querySelector(".nn-done")?.remove();
    if (right) link.append(mark(right, all));
  }
}

function mark(right, all) {
  const made = document.createElement("span");
  made.className = "nn-done";
  made.textContent = right === all ? " ✓ done" : ` ${right} of ${all}`;
  return made;
}
