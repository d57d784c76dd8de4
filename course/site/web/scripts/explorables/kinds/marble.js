// A marble on the loss of two weights: it rolls by gradient descent, at a rate that you choose.
import { backward, forward, mse } from "../maths/network.js";
import { point, written } from "../numbers.js";

const HEIGHTS = [1, 4, 9, 16, 25];
const LABELS = 1.9; // how high up the numbers stand
const REST = 1e-4; // a marble whose loss changes less has come to rest

export function start(box) {
  const { x, y, W1, b1, W2, b2, rate } = box.given;
  let at = [W1[0][0], W2[0][0]];
  let eta = rate;
  let trail = [at];
  const layers = ([first, second]) => [
    { W: [[first, W1[0][1]], W1[1]], b: b1 },
    { W: [[second], W2[1]], b: b2 },
  ];
  const loss = (place) => mse(forward(layers(place), x).at(-1).a, y);
  const slopes = (place) => {
    const [one, two] = backward(layers(place), forward(layers(place), x), y);
    return [one.dW[0][0], two.dW[0][0]];
  };

  const picture = box.picture([-0.9, 2.6, 4, -0.9]);
  contours(picture, box.given);
  picture.axes({ x: "first weight", y: "last weight" });
  picture.path(() => [trail.map((p) => p[0]), trail.map((p) => p[1])], { colour: "loss", width: 2 });
  picture.segment([() => at[0], () => at[1]], [() => tip(0), () => tip(1)], { colour: "gradient", width: 3, arrow: true });
  const marble = picture.handle(at, {
    name: "The marble", colour: "loss", size: 9, step: 0.05,
    moved(place) {
      at = place;
      trail = [at];
      say("You put it here.");
    },
  });

  // The end of the arrow downhill: longer where it is steeper, and never longer than fits.
  function tip(axis) {
    const slope = slopes(at);
    return at[axis] - (0.9 * slope[axis]) / (8 + Math.hypot(...slope));
  }

  function roll() {
    const before = loss(at);
    at = at.map((v, axis) => v - eta * slopes(at)[axis]);
    trail.push(at);
    marble.put(at);
    const after = loss(at);
    if (after > REST && !slopes(at).some(Boolean)) say("Here the neuron is inactive, and the ground is flat: no step will move the marble.");
    else say(`Step ${trail.length - 1}: the loss went from ${written(before, 4)} to ${written(after, 4)}.`);
    return Math.abs(before - after) > REST;
  }

  function say(before) {
    const [first, second] = slopes(at);
    box.show(`${before} The weights are ${point(at, 2)}; the loss is ${written(loss(at), 4)}, its slopes ${written(first)} and ${written(second)}.`);
  }

  box.button("One step", roll);
  box.player("Roll", roll, 250);
  const rates = { from: 0.002, to: 0.1, step: 0.002, value: eta, says: (v) => written(v, 3) };
  box.slider("Learning rate", rates, (v) => ((eta = v), say("A new learning rate.")));
  say("The arrow points downhill, against the gradient.");
}

// Lines of the same loss: where the active neuron's sum z is above zero, last = (target ± √loss) / z.
function contours(picture, { x, y, W1, b1, b2 }) {
  const { left, right, top, bottom } = picture.bounds;
  const sum = (first) => x[0][0] * first + x[0][1] * W1[1][0] + b1[0];
  for (const [i, height] of [...HEIGHTS, ...HEIGHTS].entries()) {
    const wanted = y[0][0] - b2[0] + (i < HEIGHTS.length ? 1 : -1) * Math.sqrt(height);
    const line = (first) => (sum(first) > 0 ? wanted / sum(first) : NaN);
    picture.graph((first) => (line(first) < top && line(first) > bottom ? line(first) : NaN), {
      from: left, to: right, pieces: 300, colour: "muted", width: 1,
    });
    if (i >= HEIGHTS.length) continue;
    const where = (wanted / LABELS - sum(0)) / x[0][0]; // where the line is as high as its label
    picture.text([where, LABELS], written(height), { colour: "muted", size: 12 });
  }
  picture.graph((first) => (sum(first) > 0 ? (y[0][0] - b2[0]) / sum(first) : NaN), { pieces: 300, colour: "loss", dash: 2, from: left, to: right });
}
