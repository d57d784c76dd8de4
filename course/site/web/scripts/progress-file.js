// The file of a reader's progress: out of the browser, and into it record by record.
import { clean, modern, modernize, timed } from "./records.js";
import { names, read, remove, write } from "./storage.js";
import { Unreadable } from "./unreadable.js";

const FORM = "Neural networks for the math-averse: progress"; // what an exported file says it is

// All that is kept, as the text of a file.
export function exportAll() {
  modernize();
  const all = names().map((name) => [name, clean(name, read(name))]);
  const kept = all.filter(([, record]) => record); // not what is of this browser alone
  return JSON.stringify({ form: FORM, kept: Object.fromEntries(kept) }, null, 1);
}

// Takes over what an exported file has and this browser has not, or has older. Returns what became
// of each record, and the way back: {all: [{how, name}], undo}. Unreadable says why nothing changed.
export function importAll(text) {
  const records = recordsIn(text);
  modernize();
  const all = records.map(([name, record]) => decided(name, record)).filter(Boolean);
  const undo = taker(all.filter((one) => one.how !== "newer"));
  return { all, undo };
}

// Writes all records or none; returns the way back.
function taker(chosen) {
  const written = chosen.map((one) => ({ ...one, before: read(one.name) }));
  const undo = () => written.forEach(back);
  if (written.map((one) => write(one.name, one.record)).every(Boolean)) return undo;
  undo();
  throw new Unreadable("This browser has no room for what is in the file, so nothing was changed.");
}

// What was written since stays.
function back({ name, record, before }) {
  if (JSON.stringify(read(name)) !== JSON.stringify(record)) return;
  if (before === null) remove(name);
  else write(name, before);
}

function recordsIn(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Unreadable("This is not a progress file of this course: it is not JSON.");
  }
  if (file?.form !== FORM || typeof file.kept !== "object" || file.kept === null) {
    throw new Unreadable("This file was not exported from this course, so nothing was changed.");
  }
  const there = Object.entries(file.kept).filter(([, value]) => value !== null);
  const records = there.flatMap(([name, value]) => modern(name, value));
  return records.map(([name, value]) => [name, clean(name, value) ?? refuse(name)]);
}

function refuse(name) {
  const shown = name.length > 60 ? `${name.slice(0, 60)} …` : name;
  throw new Unreadable(
    `This file has something in it that this course did not write ("${shown}"), so nothing was changed.`,
  );
}

// What becomes of a record of the file; null if it is here already.
function decided(name, record) {
  const here = read(name);
  if (!here) return { how: "taken", name, record };
  if (name.startsWith("sizes/") || same(here, record)) return null;
  if (!name.startsWith("answers/")) return record.at > here.at ? { how: "taken", name, record } : null;
  if (!timed(record) || !timed(here)) {
    return { how: "asked", name: `${name.replace("answers", "beside")}/file`, record };
  }
  if (record.at <= here.at) return { how: "newer", name };
  return { how: "taken", name, record: { ...record, from: here.at } };
}

const same = (one, other) =>
  ["text", "day", "due", "right"].every((part) => one[part] === other[part]);
