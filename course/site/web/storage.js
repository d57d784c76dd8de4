// What a reader's browser keeps for this book: small values by name, in localStorage.
import { ROOT } from "./root.js";

// The address of the book is part of each key, so that two books on one host don't mix.
const KEY = `nn:${ROOT.pathname}:`;
const FORM = "Neural networks for the math-averse: progress"; // what an exported file says it is

export class Unreadable extends Error {}

const NOT_KEPT = "nn-not-kept";
let trouble = null; // what went wrong first

// Tells `hear` once if the browser keeps nothing, be it from now on or since before.
export function whenNotKept(hear) {
  if (trouble) hear(trouble);
  else document.addEventListener(NOT_KEPT, ({ detail }) => hear(detail));
}

// A browser may forbid storage, or have no room left: the page goes on, and says so once.
function attempt(work, otherwise) {
  try {
    return work();
  } catch (error) {
    if (!trouble) {
      trouble = error.message;
      document.dispatchEvent(new CustomEvent(NOT_KEPT, { detail: trouble }));
    }
    return otherwise;
  }
}

// The value under a name; null if there is none, or none that can be read.
export function read(name) {
  return attempt(() => {
    const text = localStorage.getItem(KEY + name);
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }, null);
}

export function write(name, value) {
  attempt(() => localStorage.setItem(KEY + name, JSON.stringify(value)));
}

export function names() {
  const keys = attempt(() => Object.keys(localStorage), []);
  return keys.filter((key) => key.startsWith(KEY)).map((key) => key.slice(KEY.length));
}

// All that is kept, as the text of a file.
export function exportAll() {
  const kept = Object.fromEntries(names().map((name) => [name, read(name)]));
  return JSON.stringify({ form: FORM, kept }, null, 1);
}

// Takes over an exported file; what the file does not have stays. Unreadable says what is wrong.
export function importAll(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Unreadable("This file is no progress file of this course: it is not JSON.");
  }
  if (file?.form !== FORM || typeof file.kept !== "object" || file.kept === null) {
    throw new Unreadable("This file was not exported from this course, so nothing was changed.");
  }
  for (const [name, value] of Object.entries(file.kept)) write(name, value);
  return Object.keys(file.kept).length;
}

export function removeAll() {
  for (const name of names()) attempt(() => localStorage.removeItem(KEY + name));
}
