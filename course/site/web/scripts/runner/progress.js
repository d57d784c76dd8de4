// Which exercises are done: kept by the browser, and shown in the sidebar.
import { modernize } from "../records.js";
import { hearOthers, hearReturn, names, read, write } from "../storage.js";

// Keeps that a check was content, with the day; a later wrong answer takes it back. A check has a
// record of its own, so that pages in two tabs do not take each other's.
export function keepVerdict(assignment, { name, part }, right) {
  const record = `done/${assignment}/${name}/${part}`;
  const day = right ? new Date().toISOString().slice(0, 10) : null;
  if (day || read(record)) write(record, { day, at: Date.now() });
}

const bare = () => Object.create(null);

// What is done: {assignment: {function: {part: day}}}.
export function allDone() {
  modernize();
  const done = bare();
  for (const name of names("done/")) {
    const [, assignment, answer, part] = name.split("/");
    const day = read(name)?.day;
    if (day) ((done[assignment] ??= bare())[answer] ??= bare())[part] = day;
  }
  return done;
}

// How many of an assignment's tasks have all their parts right.
export function count(done, parts) {
  return Object.entries(parts).filter(([name, all]) =>
    all.every((part) => done?.[name]?.[part]),
  ).length;
}

// Keeps what an assignment consists of, for the pages that don't have it: {function: parts}.
export function keepSize(assignment, parts) {
  const name = `sizes/${assignment}`;
  if (JSON.stringify(read(name)) !== JSON.stringify(parts)) write(name, parts);
}

// Says in the sidebar how much is done, from now on, whichever page does it.
export function keepSidebarMarked() {
  markSidebar();
  hearOthers((name) => /^(done|sizes)(\/|$)/.test(name) && markSidebar());
  hearReturn(markSidebar);
}

// Says beside each assignment in the sidebar how much of it is done.
export function markSidebar() {
  const done = allDone();
  for (const link of document.querySelectorAll(".bd-sidebar-primary a.reference.internal")) {
    const [, name] = new URL(link.href).pathname.match(/exercises\/([^/]+)\/\1(?:\.html)?$/) ?? [];
    const parts = (name && read(`sizes/${name}`)) ?? {};
    const all = Object.keys(parts).length;
    const right = all && done[name] ? count(done[name], parts) : 0;
    link.querySelector(".nn-done")?.remove();
    if (right) link.append(mark(right, all));
  }
}

// How much of an assignment is done, in words.
export const inWords = (right, all) => (right === all ? "✓ done" : `${right} of ${all} tasks`);

function mark(right, all) {
  const made = document.createElement("span");
  made.className = "nn-done";
  made.textContent = ` ${inWords(right, all)}`;
  return made;
}
