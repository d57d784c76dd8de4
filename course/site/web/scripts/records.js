// The records that a browser keeps for this book. Each has a name of its own, so that a page writes
// what changed in it and nothing else:
//   answers/<assignment>/<id>            {text, at, from}  a null text is the released one
//   beside/<assignment>/<id>/<page>      {text, at}        another text, until its writer chooses
//   done/<assignment>/<function>/<part>  {day, at}         when a check was content; null: it is not
//   sizes/<assignment>                   {function: its parts}
//   review/<page>#<question>             {due, right, at}  a null day: it is known by now
//   before/<assignment>                  {id: text}        what stood there as a notebook was loaded;
//                                                          of this browser alone, and not exported
//   brought/<assignment>                 {id: text}        what stood there then, likewise
// `at` is the time of writing, in milliseconds and a random fraction, and so names a version; `from`
// is the version that the writer had seen.
import { names, read, remove, write } from "./storage.js";

// What was written before answers had times. It is older than all that has one.
const FORMER = 1;
export const timed = (record) => record.at >= FORMER + 1;

// A time that no other version has, later than `before`.
export const stamp = (before = 0) => Math.max(Date.now(), Math.floor(before) + 1) + Math.random();

const WORD = "(?!__)\\w{1,80}";
const ID = "(?!__)[\\w-]{1,80}";
const PART = "[^<>&\"/\\\\]{0,80}";
const SHAPES = [
  [`answers/${WORD}/${ID}`, answer],
  [`beside/${WORD}/${ID}/${ID}`, answer],
  [`done/${WORD}/${WORD}/${PART}`, check],
  [`sizes/${WORD}`, size],
  [`review/(?![/.])(?!.*\\.\\.)[\\w./-]{0,200}#[\\w-]{1,200}`, question],
].map(([name, shape]) => [new RegExp(`^${name}$`), shape]);

// A record with no more in it than it should have; undefined if it is none of ours.
export function clean(name, value) {
  const shape = SHAPES.find(([pattern]) => pattern.test(name))?.[1];
  return value && typeof value === "object" ? shape?.(value) : undefined;
}

const isTime = (at) => Number.isFinite(at) && at >= FORMER;
const isDay = (day) => day === null || (typeof day === "string" && /^\d{4}-\d\d-\d\d$/.test(day));
const past = (at) => Math.min(at, Date.now()); // a clock that is wrong must not win for ever

function answer({ text, at, from }) {
  if (!isTime(at) || !(text === null || typeof text === "string")) return undefined;
  return { text, at: past(at), ...(isTime(from) && { from }) };
}

function check({ day, at }) {
  return isDay(day) && isTime(at) ? { day, at: past(at) } : undefined;
}

function size(parts) {
  const fine = Object.entries(parts).every(
    ([name, all]) => new RegExp(`^${WORD}$`).test(name) && Array.isArray(all) &&
      all.every((part) => typeof part === "string" && new RegExp(`^${PART}$`).test(part)),
  );
  return fine ? { ...parts } : undefined;
}

function question({ due, right, at }) {
  const fine = isDay(due) && Number.isInteger(right) && right >= 0 && isTime(at);
  return fine ? { due, right, at: past(at) } : undefined;
}

// How older visits kept the same: whole objects, which two pages took from each other.
const FORMERLY = [
  [/^answers\/[^/]*$/, (name, id, text) => [[`${name}/${id}`, { text, at: FORMER }]]],
  [/^done$/, (_, assignment, functions) => checksOf(assignment, functions ?? {})],
  [/^sizes$/, (_, assignment, parts) => [[`sizes/${assignment}`, parts]]],
  [/^review$/, (_, key, entry) => [[`review/${key}`, { ...entry, at: FORMER }]]],
];

function checksOf(assignment, functions) {
  return Object.entries(functions).flatMap(([name, parts]) =>
    Object.entries(parts ?? {}).map(([part, day]) => [
      `done/${assignment}/${name}/${part}`,
      { day, at: Date.parse(day) },
    ]),
  );
}

const splitOf = (name) => FORMERLY.find(([pattern]) => pattern.test(name))?.[1];

// A chapter whose page had another name once.
const MOVED = /^review\/chapters\/chain-rule\.html#/;
const placed = (name) => name.replace(MOVED, "review/chapters/chain_rule.html#");

const isFormer = (name) => MOVED.test(name) || splitOf(name);

// What is kept under a name, in today's form: [[name, value]].
export function modern(name, value) {
  return parted(name, value).map(([one, inner]) => [placed(one), inner]);
}

function parted(name, value) {
  const split = splitOf(name);
  if (!split) return [[name, value]];
  if (typeof value !== "object") return [[name, undefined]]; // never written by us
  return Object.entries(value ?? {}).flatMap(([key, inner]) => split(name, key, inner));
}

// Brings what older visits kept, or an older page in another tab keeps now, into today's form.
export function modernize() {
  for (const name of names().filter(isFormer)) {
    const value = read(name);
    if (value === null) continue; // damaged
    const kept = modern(name, value).map(([one, inner]) => settle(one, clean(one, inner)));
    if (kept.every(Boolean)) remove(name);
  }
}

function settle(name, record) {
  const here = read(name);
  if (!record || here?.text === record.text && here) return true;
  if (!here) return write(name, record);
  if (!name.startsWith("answers/")) return record.at <= (here.at ?? 0) || write(name, record);
  if (!timed(here)) return write(name, { ...record, at: FORMER + Math.random() });
  return write(`${name.replace("answers", "beside")}/former`, record);
}
