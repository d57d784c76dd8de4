// The missed questions that the browser keeps, each in a record of its own.
import { modernize } from "../records.js";
import { names, read, write } from "../storage.js";

const START = "review/";

// {"page#id": {due, right}}, without those that are known by now.
export function kept() {
  modernize();
  const all = names(START).map((name) => [name.slice(START.length), read(name)]);
  return Object.fromEntries(all.filter(([, entry]) => entry?.due));
}

// Keeps what became of one question; one without an entry is known, or gone.
export function keep(key, entry = { due: null, right: 0 }) {
  write(START + key, { ...entry, at: Date.now() });
}
