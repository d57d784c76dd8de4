// Maps of the plane: an affine one, and one that bends. W is two rows, a point is a row.

import { affine } from "./network.js";

export const moved = (point, W, b) => affine([point], W, b)[0];

// How many times larger an area becomes; below zero if the plane is turned over.
export const stretch = ([[p, q], [r, s]]) => p * s - q * r;

// A layer with tanh, and its Jacobian: a row for each output, a column for each input.
export const bent = (point, W, b) => moved(point, W, b).map(Math.tanh);
export const jacobian = (point, W, b) =>
  bent(point, W, b).map((a, out) => W.map((row) => (1 - a ** 2) * row[out]));
