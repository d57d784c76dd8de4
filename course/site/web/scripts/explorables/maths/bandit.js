// The n-armed bandit and epsilon-greedy, as reference_impl/bandit.py has them.
//
// Draws are handed in, numbers from 0 to below 1, so that anybody can deal the same ones.

// The arm to pull: any one if `draw` is below epsilon, else the best so far; a tie, the lowest.
export function choose(values, epsilon, draw, drawArm) {
  if (draw < epsilon) return Math.floor(drawArm * values.length);
  return values.indexOf(Math.max(...values));
}

// A mean brought up to date; `count` includes this reward.
export const incrementalMean = (mean, count, reward) => mean + (reward - mean) / count;

// A draw from the normal distribution, from two even ones (Box and Muller, 1958).
export const normal = (mean, one, two) =>
  mean + Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * two);

// Even draws from 0 to below 1, the same for the same seed (mulberry32).
export function dealer(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
