// From a drawing to the row of 64 numbers that a network for digits reads, as
// reference_impl/digits.py has it, and what a network says of such a row.
//
// A drawing is 32 rows of 32 dots, 0 for paper and 1 for ink.
import { softmax } from "./activations.js";
import { forward } from "./network.js";

export const SIDE = 32; // dots along a side of a drawing
export const LINES = 8; // blocks along a side
export const DARK = 16; // dots in a block
const WIDE = 20; // dots across a digit, before it is set upright
const INK = 313; // dots in a digit; the table's middle one
const PENS = [2, 3, 4, 5, 6, 7, 8]; // dots across a stroke
const STROKE = 1 / 9; // of a digit's height: how thick people write
const EDGE = 2; // lines at the top and at the foot that may be ragged

export const empty = () => Array.from({ length: SIDE }, () => new Array(SIDE).fill(0));
const total = (drawing) => drawing.flat().reduce((sum, dot) => sum + dot, 0);
const steps = (count) => Array.from({ length: count }, (_, i) => i);

// The dark dots of each block of 4 by 4, line of blocks after line of blocks.
export function blocks(drawing) {
  const counts = new Array(LINES * LINES).fill(0);
  const block = SIDE / LINES;
  drawing.forEach((line, r) =>
    line.forEach((dot, c) => (counts[Math.floor(r / block) * LINES + Math.floor(c / block)] += dot)),
  );
  return counts;
}

// A thin trace drawn anew, as tall as the bitmap, upright and in its middle, with the pen that
// comes nearest to the usual amount of ink. A trace without ink stays empty.
export function centred(trace) {
  const rows = steps(SIDE).filter((r) => trace[r].some(Boolean));
  const columns = steps(SIDE).filter((c) => trace.some((line) => line[c]));
  if (!rows.length) return empty();
  const cut = trace.slice(rows[0], rows.at(-1) + 1).map((line) => line.slice(columns[0], columns.at(-1) + 1));
  const off = (drawing) => Math.abs(total(drawing) - INK);
  return upright(PENS.map((pen) => redrawn(cut, pen)).reduce((best, next) => (off(next) < off(best) ? next : best)));
}

// Stretched as if it had been written with a stroke of the usual thickness.
function redrawn(cut, pen) {
  const [tall, wide] = [cut.length, cut[0].length];
  const [height, widest] = [SIDE - pen + 1, WIDE - pen + 1];
  const span = (WIDE * (wide - 1)) / (wide - 1 + STROKE * tall);
  const width = Math.min(widest, 1 + Math.floor(span + 0.5));
  const left = Math.floor((SIDE - width - pen + 1) / 2);
  const drawing = empty();
  for (const r of steps(height)) {
    for (const c of steps(width)) {
      if (!cut[Math.floor((r * tall) / height)][Math.floor((c * wide) / width)]) continue;
      for (const down of steps(pen)) drawing[r + down].fill(1, left + c, left + c + pen);
    }
  }
  return drawing;
}

// Each line is pushed sideways, so that the left edge is above itself at top and foot.
function upright(drawing) {
  const [top, foot] = [EDGE, SIDE - 1 - EDGE];
  const lean = (drawing[top].indexOf(1) - drawing[foot].indexOf(1)) / (foot - top); // dots a line
  return drawing.map((line, r) => {
    const by = Math.floor(lean * (r - SIDE / 2) + 0.5);
    return line.map((_, c) => line[c - by] ?? 0);
  });
}

// The ten probabilities for one row of 64 counts; the network was trained on sixteenths.
export function probabilities(layers, counts) {
  const scores = forward(layers, [counts.map((count) => count / DARK)]).at(-1).a[0];
  return softmax(scores, 1);
}

// The layers of a network that reads digits, from {W1, b1, W2, ...}; null if it is none.
export function layersOf(arrays) {
  const layers = steps(Object.keys(arrays).length / 2).map((i) => ({
    W: arrays[`W${i + 1}`], b: arrays[`b${i + 1}`],
  }));
  let size = LINES * LINES;
  for (const { W, b } of layers) {
    if (!grid(W, size) || !list(b, W[0].length)) return null;
    size = b.length;
  }
  return layers.length && size === 10 ? layers : null;
}

const list = (row, count) => Array.isArray(row) && row.length === count && count > 0;
const grid = (W, rows) => list(W, rows) && W.every((row) => list(row, W[0].length));

// Whether a weight is no number, or some drawing makes a sum too large for one: none makes a larger
// sum than ink everywhere would, if no weight were below zero.
export function runsAway(layers) {
  const sizes = (row) => row.map((v) => Math.abs(v ?? NaN));
  const positive = layers.map(({ W, b }) => ({ W: W.map(sizes), b: sizes(b) }));
  const ink = new Array(LINES * LINES).fill(1);
  return !forward(positive, [ink]).at(-1).z[0].every(Number.isFinite);
}
