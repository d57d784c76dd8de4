// Rosenblatt's perceptron, as reference_impl/perceptron.py has it: rows of [x, y], labels of ±1.
import { clipped } from "./regions.js";

export const sum = (row, w, b) => row.reduce((total, v, i) => total + v * w[i], 0) + b;

// Whether a row is a mistake; one exactly on the line is.
export const mistaken = (row, label, w, b) => label * sum(row, w, b) <= 0;

// The line after a look at one row: corrected if the row is a mistake.
export function look(row, label, { w, b }) {
  if (!mistaken(row, label, w, b)) return { w, b };
  return { w: w.map((v, i) => v + label * row[i]), b: b + label };
}

// The corners of the part of a box where the sum is above zero; empty if there is none.
export function positiveSide({ left, right, bottom, top }, { w, b }) {
  const box = [[left, bottom], [right, bottom], [right, top], [left, top]];
  return clipped(box, box.map((corner) => sum(corner, w, b))).inside;
}
