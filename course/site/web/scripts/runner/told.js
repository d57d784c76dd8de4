// What is said of a notebook that was loaded: what was taken, and what was not.

const START = 40; // so many letters name a cell

const number = (n, one, many) => (n === 1 ? `1 ${one}` : `${n} ${many}`);

// `answers` and the rest are what answersIn returns; `there` are the page's cells that the notebook
// has, and `taken` those whose text was taken.
export function loaded(name, { answers, missing, own, left }, taken, there) {
  const untouched = taken.filter((cell) => answers.get(cell.id).trim() === cell.released.trim());
  const as = untouched.length ? `, ${untouched.length} of them not changed yet` : "";
  const said = [`${number(taken.length, "answer is", "answers are")} taken from ${name}${as}.`];
  const stay = there.filter((cell) => !taken.includes(cell)).map((cell) => cell.id);
  if (stay.length) said.push(`Nothing was written in it for ${stay.join(", ")}: yours stay.`);
  if (own) said.push(`${number(own, "cell of your own is", "cells of your own are")} at the top of the answer below.`);
  if (missing.length) said.push(`It does not have ${missing.join(", ")}: those have not changed.`);
  if (left.length) said.push(notTaken(left));
  return said.join(" ");
}

function notTaken(left) {
  const starts = left.map((text) => `“${text.trim().split("\n")[0].slice(0, START)}”`);
  const what = number(left.length, "cell of your own was", "cells of your own were");
  return `Not taken, because this page has no place for it: ${what} left out (${starts.join(", ")}).`;
}
