// A network of affine layers with ReLU between them, as reference_impl/network.py has it.
//
// Numbers stand in rows, as everywhere in the book: X is n rows of d_in, W is d_in rows of d_out.

const columns = (matrix) => matrix[0].map((_, j) => matrix.map((row) => row[j]));
const product = (left, right) =>
  left.map((row) => columns(right).map((column) => row.reduce((sum, v, i) => sum + v * column[i], 0)));
const zip = (left, right, f) => left.map((row, i) => row.map((v, j) => f(v, right[i][j])));

export const affine = (X, W, b) => product(X, W).map((row) => row.map((v, j) => v + b[j]));
export const relu = (Z) => Z.map((row) => row.map((v) => Math.max(v, 0)));
export const mse = (yHat, y) => {
  const misses = zip(yHat, y, (a, b) => (a - b) ** 2).flat();
  return misses.reduce((sum, v) => sum + v, 0) / misses.length;
};

// The cache of the way forward: z and a of each layer, the last a being the prediction.
// `layers` is a list of {W, b}.
export function forward(layers, X) {
  const cache = [{ a: X }];
  layers.forEach(({ W, b }, l) => {
    const z = affine(cache[l].a, W, b);
    cache.push({ z, a: l === layers.length - 1 ? z : relu(z) });
  });
  return cache;
}

// The way back: {dW, db, dz, da} for each layer, `da` being the gradient at what came into it.
export function backward(layers, cache, y) {
  const size = y.length * y[0].length;
  let dz = zip(cache.at(-1).a, y, (a, b) => (2 * (a - b)) / size);
  const grads = [];
  for (let l = layers.length - 1; l >= 0; l -= 1) {
    const da = product(dz, columns(layers[l].W));
    const db = columns(dz).map((column) => column.reduce((sum, v) => sum + v, 0));
    grads.unshift({ dW: product(columns(cache[l].a), dz), db, dz, da });
    if (l) dz = zip(da, cache[l].z, (gradient, z) => (z > 0 ? gradient : 0));
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
