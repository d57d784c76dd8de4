// The activations, one sum at a time, as reference_impl/layers.py has them; and softmax of a row.

export const relu = (z) => Math.max(z, 0);
export const tanh = Math.tanh;
export const sigmoid = (z) => (1 + Math.tanh(z / 2)) / 2; // does not overflow, as exp(-z) would

// The shares of a row of scores, at a temperature.
export function softmax(scores, temperature = 1) {
  const top = Math.max(...scores);
  const votes = scores.map((score) => Math.exp((score - top) / temperature));
  const all = votes.reduce((sum, vote) => sum + vote, 0);
  return votes.map((vote) => vote / all);
}
