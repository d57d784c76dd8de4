// What a reader's browser keeps for this book: small values by name, in localStorage.
//
// Several pages of the book may be open at once, so nothing here is remembered from one reading to
// the next; records.js says under which names what is kept.
import { ROOT } from "./root.js";

// The address of the book is part of each key, so that two books on one host don't mix.
const KEY = `nn:${ROOT.pathname}:`;

const NOT_KEPT = "nn-not-kept";
const unkept = new Map(); // what this page could not have kept, as text: tried again at each write
let trouble = null; // why it could not; null once all is kept

// Tells `hear` why the browser keeps nothing, be it since before or from now on; null if it does
// so again.
export function whenNotKept(hear) {
  if (trouble) hear(trouble);
  document.addEventListener(NOT_KEPT, ({ detail }) => hear(detail));
}

// A browser may forbid storage, or have no room left: the page goes on, and says so once.
function tell(reason) {
  if (reason === trouble) return;
  trouble = reason;
  document.dispatchEvent(new CustomEvent(NOT_KEPT, { detail: reason }));
}

function reasonOf(error) {
  return error.name === "QuotaExceededError" ? "it has no room left for this site." : error.message;
}

function attempt(work, otherwise) {
  try {
    return work();
  } catch (error) {
    tell(reasonOf(error));
    return otherwise;
  }
}

// The value under a name; null if there is none, or none that can be read.
export function read(name) {
  const text = unkept.get(name) ?? attempt(() => localStorage.getItem(KEY + name), null);
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// Says whether the value is kept now.
export function write(name, value) {
  unkept.set(name, JSON.stringify(value));
  let reason = null;
  for (const [one, text] of unkept) {
    try {
      localStorage.setItem(KEY + one, text);
      unkept.delete(one);
    } catch (error) {
      reason = reasonOf(error);
    }
  }
  tell(reason);
  return !unkept.has(name);
}

export function remove(name) {
  unkept.delete(name);
  attempt(() => localStorage.removeItem(KEY + name));
}

// The names of what is kept, those that begin with `start`.
export function names(start = "") {
  const keys = attempt(() => Object.keys(localStorage), []).filter((key) => key.startsWith(KEY));
  const all = new Set([...keys.map((key) => key.slice(KEY.length)), ...unkept.keys()]);
  return [...all].filter((name) => name.startsWith(start));
}

// Tells `hear` the name of what another page wrote or deleted.
export function hearOthers(hear) {
  addEventListener("storage", ({ key }) => {
    const gone = key === null ? names() : []; // all at once
    for (const name of key?.startsWith(KEY) ? [key.slice(KEY.length)] : gone) {
      unkept.delete(name);
      hear(name);
    }
  });
}

// Tells `hear` when a reader comes back to this page, which heard of nothing while it was away.
export function hearReturn(hear) {
  addEventListener("pageshow", ({ persisted }) => persisted && hear());
  document.addEventListener("visibilitychange", () => document.hidden || hear());
}

export function removeAll() {
  for (const name of names()) remove(name);
}
