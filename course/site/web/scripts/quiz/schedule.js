// When a missed question comes back: each time it is answered right, it stays away longer.
//
// `kept` is what the browser keeps: {"page#id": {due: "2026-11-27", right: times in a row}}.

export const DAYS = [1, 3, 7, 21]; // after a miss, and after each right answer; then it is known

const later = (day, days) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

// Today as the reader's own calendar has it.
export function today(now = new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// One that would wait longer than any interval was put away by a clock that was wrong. A day more is
// for a reader who has travelled west.
const isDue = ({ due }, day) => due <= day || due > later(day, Math.max(...DAYS) + 1);

export function missed(kept, key, day) {
  return { ...kept, [key]: { due: later(day, DAYS[0]), right: 0 } };
}

// A question that was answered right in review; after the last interval it is known, and goes. One
// that is no longer due was answered in another tab meanwhile, and that counts once.
export function answered(kept, key, day) {
  const { [key]: entry, ...others } = kept;
  if (entry && !isDue(entry, day)) return kept;
  const right = (entry?.right ?? 0) + 1;
  if (!entry || right >= DAYS.length) return others;
  return { ...others, [key]: { due: later(day, DAYS[right]), right } };
}

// The questions that are due, the longest waiting first.
export function due(kept, day) {
  const waiting = Object.entries(kept).filter(([, entry]) => isDue(entry, day));
  return waiting.sort(([, a], [, b]) => (a.due < b.due ? -1 : 1)).map(([key]) => key);
}

// The day on which the next question comes back; undefined if there is none.
export function nextDay(kept) {
  return Object.values(kept).map((entry) => entry.due).sort()[0];
}
