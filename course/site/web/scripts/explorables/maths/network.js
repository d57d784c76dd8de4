// A network of affine layers with ReLU between them, as reference_impl/network.py has it.
//
// Numbers stand in rows, as everywhere in the book: X is n rows of d_in, W is d_in rows of d_out.
import { sigmoid } from "./activations.js";

const columns = (matrix) => matrix[0].map((_, j) => matrix.map((row) => row[j]));
const product = (left, right) => {
  const turned = columns(right);
  return left.map((row) => turned.map((column) => row.reduce((sum, v, i) => sum + v * column[i], 0)));
};
const zip = (left, right, f) => left.map((row, i) => row.map((v, j) => f(v, right[i][j])));

export const affine = (X, W, b) => product(X, W).map((row) => row.map((v, j) => v + b[j]));
export const relu = (Z) => Z.map((row) => row.map((v) => Math.max(v, 0)));
export const mse = (yHat, y) => {
  const misses = zip(yHat, y, (a, b) => (a - b) ** 2).flat();
  return misses.reduce((sum, v) => sum + v, 0) / misses.length;
};
export const mseGrad = (yHat, y) => zip(yHat, y, (a, b) => (2 * (a - b)) / (y.length * y[0].length));

// Log loss, of one logit a row and of answers 0 or 1.
export const logLoss = (logits, y) => {
  const losses = zip(logits, y, (z, truth) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - truth * z);
  return losses.flat().reduce((sum, v) => sum + v, 0) / y.length;
};
export const logLossGrad = (logits, y) => zip(logits, y, (z, truth) => (sigmoid(z) - truth) / y.length);

// The cache of the way forward: z and a of each layer, the last a being the output.
// `layers` is a list of {W, b}.
export function forward(layers, X) {
  const cache = [{ a: X }];
  layers.forEach(({ W, b }, l) => {
    const z = affine(cache[l].a, W, b);
    cache.push({ z, a: l === layers.length - 1 ? z : relu(z) });
  });
  return cache;
}

// The one output of a network with two inputs at each place of a grid, row by row; it has a hidden
// layer or none. A picture asks for hundreds of places many times a second, so no arrays are made.
export function surface(layers, xs, ys) {
  const [{ W: [first, second], b }, last] = layers;
  return ys.flatMap((y) =>
    xs.map((x) => {
      let sum = last ? last.b[0] : 0;
      for (let j = 0; j < b.length; j += 1) {
        const z = x * first[j] + y * second[j] + b[j];
        sum += last ? last.W[j][0] * Math.max(z, 0) : z;
      }
      return sum;
    }),
  );
}

// The way back: {dW, db, dz, da} for each layer, `da` being the gradient at what came into it.
export function backward(layers, cache, y, lossGrad = mseGrad) {
  let dz = lossGrad(cache.at(-1).a, y);
  const grads = [];
  for (let l = layers.length - 1; l >= 0; l -= 1) {
    const da = product(dz, columns(layers[l].W));
    const db = columns(dz).map((column) => column.reduce((sum, v) => sum + v, 0));
    grads.unshift({ dW: product(columns(cache[l].a), dz), db, dz, da });
    if (l) dz = zip(da, cache[l].z, (slope, z) => (z > 0 ? slope : 0));
  }
  return grads;
}

// The layers after one step of gradient descent.
export function step(layers, grads, lr) {
  return layers.map(({ W, b }, l) => ({
    W: zip(W, grads[l].dW, (w, slope) => w - lr * slope),
    b: b.map((v, j) => v - lr * grads[l].db[j]),
  }));
}

// The layers after an epoch of mini-batches, in the order of `order`; the last may be shorter.
export function epoch(layers, X, y, { order, size, rate, lossGrad }) {
  let now = layers;
  for (let start = 0; start < order.length; start += size) {
    const rows = order.slice(start, start + size);
    const cache = forward(now, rows.map((i) => X[i]));
    now = step(now, backward(now, cache, rows.map((i) => y[i]), lossGrad), rate);
  }
  return now;
}
