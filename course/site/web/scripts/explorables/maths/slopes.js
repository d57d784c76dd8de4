// Slopes found by nudging, as reference_impl/gradcheck.py has them, and curves to try them on.

export const oneSided = (f, x, h) => (f(x + h) - f(x)) / h;
export const twoSided = (f, x, h) => (f(x + h) - f(x - h)) / (2 * h);

// Each curve with its slope; a corner counts as flat, as everywhere in the book.
export const CURVES = {
  "the cube": { f: (x) => x ** 3, slope: (x) => 3 * x ** 2 },
  "the square": { f: (x) => x ** 2, slope: (x) => 2 * x },
  ReLU: { f: (x) => Math.max(x, 0), slope: (x) => (x > 0 ? 1 : 0) },
};

// Slopes along a chain: how fast each thing moves with the first one.
export const along = (rates) => {
  let product = 1;
  return [1, ...rates.map((rate) => (product *= rate))];
};
