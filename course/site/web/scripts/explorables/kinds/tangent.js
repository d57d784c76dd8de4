// Slopes by nudging: the line through two places of a curve melts into the tangent.
import { CURVES, oneSided, twoSided } from "../maths/slopes.js";
import { written } from "../numbers.js";

const [LEFT, RIGHT] = [-1.6, 3.4];

export function start(box) {
  let name = "the cube";
  let { x, h } = box.given;
  const f = (at) => CURVES[name].f(at);
  const picture = box.picture([LEFT, 34, RIGHT, -8]);
  const slopes = () => ({ one: oneSided(f, x, h), two: twoSided(f, x, h), exact: CURVES[name].slope(x) });
  const line = (slope) => (at) => f(x) + slope() * (at - x);

  picture.axes({ x: "x", every: [1, 10] });
  picture.graph(f, { width: 3 });
  picture.graph(line(() => slopes().exact), { colour: "gradient", width: 2 });
  picture.graph(line(() => slopes().one), { colour: "W", width: 2, dash: 2 });
  picture.segment([() => x - h, () => f(x - h)], [() => x + h, () => f(x + h)], { colour: "y_hat", width: 2, dash: 1 });
  for (const side of [1, -1]) {
    picture.dot([() => x + side * h, () => f(x + side * h)], { colour: side > 0 ? "W" : "y_hat", face: side > 0 ? "[]" : "^" });
  }
  const handle = picture.handle([x, f(x)], {
    name: "The place on the curve", step: 0,
    moved([at]) {
      x = Math.round(Math.min(Math.max(at, -1.5), 3) * 10) / 10;
      say();
      return [x, f(x)];
    },
  });
  box.choice("Curve", Object.keys(CURVES), (chosen) => ((name = chosen), handle.put([x, f(x)]), say()));
  const nudges = { from: 0.01, to: 1.5, step: 0.01, value: h, says: (v) => written(v) };
  box.slider("Nudge", nudges, (v) => ((h = v), say()));
  say();

  function say() {
    const { one, two, exact } = slopes();
    const corner = name === "ReLU" && x === 0 ? " There is a corner here: this book counts it as flat." : "";
    box.show(`At ${written(x)}, nudged by ${written(h)}: one side says ${written(one, 4)} (dashed, square), both sides say ${written(two, 4)} (dotted, triangle), and the slope is ${written(exact, 4)}.${corner}`);
  }
}
