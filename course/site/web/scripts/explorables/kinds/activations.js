// One neuron with one input: turn its weight and bias, choose its activation, slide along it.
import * as maths from "../maths/activations.js";
import { written } from "../numbers.js";

const REACH = 5;
const TOP = 4.9; // where the handle waits, whole, when the curve runs out of the picture
const FLAT = 3; // sums beyond it lie on the flat ends of an S

export function start(box) {
  let kind = "relu";
  let { w, b } = box.given;
  let x = box.given.x;
  const sum = () => w * x + b;
  const activation = (at) => maths[kind](w * at + b);
  const picture = box.picture([-REACH - 0.6, 5.4, REACH + 0.6, -1.9]);
  picture.axes({ x: "x", y: "a" });
  picture.graph(activation, { colour: "a", width: 3 });
  picture.segment([() => x, 0], [() => x, () => activation(x)], { colour: "muted", width: 1, dash: 2 });
  const handle = picture.handle([x, activation(x)], {
    name: "The number that comes in", says: ([at]) => written(at), colour: "a", step: 0,
    moved([at]) {
      x = Math.round(Math.min(Math.max(at, -REACH), REACH) * 10) / 10;
      return say();
    },
  });

  const redraw = () => handle.put(say());
  box.choice("Activation", Object.keys(NAMES), (chosen) => ((kind = NAMES[chosen]), redraw()));
  const turns = { from: -3, to: 3, step: 0.5, says: (v) => written(v) };
  box.slider("Weight", { ...turns, value: w }, (v) => ((w = v), redraw()));
  box.slider("Bias", { ...turns, value: b }, (v) => ((b = v), redraw()));
  say();

  // Says it, and gives the place of the handle.
  function say() {
    const [z, a] = [sum(), activation(x)];
    box.show(`${written(x)} comes in. The sum is ${written(w)} × ${written(x)} + ${written(b)} = ${written(z)}, and the neuron passes on ${written(a, 3)}. ${comment(kind, z)}`);
    return [x, Math.min(a, TOP)];
  }
}

const NAMES = { ReLU: "relu", sigmoid: "sigmoid", tanh: "tanh" };

function comment(kind, z) {
  if (kind === "relu") return z > 0 ? "It is active." : "It is inactive.";
  return Math.abs(z) > FLAT ? "Out here a change of the sum hardly counts." : "Here each change of the sum counts.";
}
