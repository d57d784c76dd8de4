// Back-propagation on the running example, one place at a time, forward and back.
import { backward, forward, mse, step } from "../maths/network.js";
import { written } from "../numbers.js";

const PLACES = {
  x: [[40, 220], [40, 90]],
  z: [[145, 220], [145, 90]],
  a: [[225, 220], [225, 90]],
  y_hat: [[310, 155]],
  loss: [[372, 155]],
};
const LAST = 9;
const RATE = 0.01;

export function start(box) {
  const { x, y, W1, b1, W2, b2 } = box.given;
  let layers = [{ W: W1, b: b1 }, { W: W2, b: b2 }];
  let at = 0;
  let steps = 0;
  let cache, grads;
  const run = () => {
    cache = forward(layers, x);
    grads = backward(layers, cache, y);
  };
  run();
  const picture = box.picture([0, 300, 400, 0]);
  draw(picture, () => ({ at, layers, cache, grads, y, x }));

  function go(to) {
    at = to;
    if (at > LAST) {
      layers = step(layers, grads, RATE);
      steps += 1;
      run();
      at = 0;
    }
    if (at === 0 && document.activeElement === back) next.focus(); // or the keys would be nowhere
    back.disabled = at === 0;
    next.textContent = at === LAST ? "Take the step" : "Next";
    box.show(told(at, { x, y, layers, cache, grads, steps }));
  }

  const back = box.button("Back", () => go(at - 1));
  const next = box.button("Next", () => go(at + 1));
  go(0);
}

function draw(picture, state) {
  const forwardValues = {
    x: () => state().x[0], z: () => state().cache[1].z[0], a: () => state().cache[1].a[0],
    y_hat: () => state().cache[2].a[0],
    loss: () => [mse(state().cache[2].a, state().y)],
  };
  const gradient = {
    z: () => state().grads[0].dz[0], a: () => state().grads[1].da[0], y_hat: () => state().grads[1].dz[0],
  };
  const seenAt = { x: 0, z: 1, a: 2, y_hat: 3, loss: 4 };
  const reachedAt = { y_hat: 5, a: 7, z: 8 };
  const when = (first, words) => () => (state().at >= first ? words() : "");

  for (const i of [0, 1]) {
    for (const j of [0, 1]) weight(PLACES.x[i], PLACES.z[j], i === j ? 0.42 : 0.24, 0, i, j, 9);
    weight(PLACES.a[i], PLACES.y_hat[0], 0.45, 1, i, 0, 6);
    arrow(PLACES.z[i], PLACES.a[i]);
    bias(PLACES.z[i], 0, i, 9);
  }
  bias(PLACES.y_hat[0], 1, 0, 6);
  arrow(PLACES.y_hat[0], PLACES.loss[0]);
  for (const [name, places] of Object.entries(PLACES)) {
    places.forEach((place, j) => {
      const active = () => name !== "z" || state().cache[1].z[0][j] > 0;
      picture.circle(place, 19, { colour: name, fill: "paper", opacity: 1 });
      picture.text(place, when(seenAt[name], () => written(forwardValues[name]()[j])), { colour: name, size: 13, bold: true });
      if (name in reachedAt) {
        const size = () => written(gradient[name]()[j]);
        picture.text([place[0], place[1] - 32], when(reachedAt[name], size), { colour: "gradient", bold: true });
      }
      if (name === "z") {
        picture.text([place[0] + 40, place[1] + 14], when(2, () => (active() ? "active" : "inactive")), { colour: "muted", size: 12 });
      }
    });
  }
  const heads = { x: "x", z: "z", a: "a", y_hat: "ŷ", loss: "loss" };
  for (const [name, words] of Object.entries(heads)) {
    const [across, up] = PLACES[name][0];
    picture.text([across, up + 34], words, { colour: name });
  }

  function arrow(from, to, name = "muted") {
    picture.segment(near(from, to, 20), near(to, from, 22), { colour: name, width: 1.5, arrow: true });
  }

  function weight(from, to, part, layer, i, j, told) {
    arrow(from, to, "W");
    const place = [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
    picture.text([place[0], place[1] + 9], () => written(state().layers[layer].W[i][j]), { colour: "W" });
    const share = when(told, () => written(state().grads[layer].dW[i][j]));
    picture.text([place[0], place[1] - 8], share, { colour: "gradient", bold: true });
  }

  function bias(place, layer, j, told) {
    const words = () => {
      const value = state().layers[layer].b[j];
      return `${value < 0 ? "−" : "+"} ${written(Math.abs(value))}`;
    };
    const at = [place[0], place[1] - 54];
    picture.text(at, words, { colour: "b", size: 13 });
    const share = when(told, () => written(state().grads[layer].db[j]));
    picture.text([at[0], at[1] - 17], share, { colour: "gradient", bold: true });
  }
}

// The place `gap` units from `from`, on the way to `to`.
function near(from, to, gap) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return from.map((v, axis) => v + (gap / length) * (to[axis] - v));
}

// What happens at each place, in words with the numbers of the moment.
function told(at, { x, y, layers, cache, grads, steps }) {
  const [a, z] = [cache[1].a[0], cache[1].z[0]];
  const yHat = cache[2].a[0][0];
  const list = (values) => values.flat().map((v) => written(v)).join(" and ");
  const beginning = steps
    ? `After ${steps} ${steps === 1 ? "step" : "steps"} with a learning rate of ${RATE}, each parameter with a gradient other than 0 has moved a little. Press Next.`
    : "The bottle measures 2 and 1. Press Next, and its numbers go forward.";
  return [
    steps ? beginning : beginning.replace("2 and 1", list(x)),
    `Each hidden neuron multiplies, adds, and adds its bias: the sums are ${list(z)}.`,
    `ReLU lets a positive sum through and makes 0 of the rest: ${list(a)}.`,
    `The output does the same with its own weights: the network says ${written(yHat)}.`,
    `The tasters said ${list(y)}, so the loss is ${written(mse(cache[2].a, y))}. From here it goes back.`,
    `The gradient at the prediction: 2 times the miss, ${written(grads[1].dz[0][0])}.`,
    `The gradient of each weight of the last layer: what came in times that, ${list(grads[1].dW)}. Of the bias it is that itself, ${list(grads[1].db)}.`,
    `Back along each arrow goes the weight times that gradient: ${list(grads[1].da)}.`,
    `An inactive neuron stops it, an active one lets it through: ${list(grads[0].dz)}.`,
    `The gradient of each weight of the first layer: the measurement times the gradient at its neuron. Now all ${layers.length === 2 ? "nine" : ""} parameters have theirs.`,
  ][at];
}
