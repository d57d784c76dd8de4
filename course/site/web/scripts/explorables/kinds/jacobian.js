// A layer that bends: a small square, where the layer sends it, and what the Jacobian says.
import { bent, jacobian } from "../maths/plane.js";
import { point, written } from "../numbers.js";

const PIECES = 12; // of each edge of the square
const RIGHT = 4.6; // the picture of the outputs begins here
const LARGE = 1.7; // how much larger its units are

export function start(box) {
  const { W1: W, b1: b } = box.given;
  let { at, side } = box.given;
  const out = ([p, q]) => [RIGHT + LARGE * p, LARGE * q]; // an output's place in the picture
  const picture = box.picture([-2.3, 2.6, 7.3, -2.6]);
  frame(picture, 0, 2, 1);
  frame(picture, RIGHT, 1, LARGE);
  picture.text([0, 2.35], "in: x", { colour: "x" });
  picture.text([RIGHT, 2.35], "out: tanh(xW + b)", { colour: "a" });
  picture.path(() => columns(square()), { colour: "x", fill: "x" });
  picture.path(() => columns(square().map((p) => out(bent(p, W, b)))), { colour: "a", fill: "a", width: 3 });
  picture.path(() => columns(square().map((p) => out(flat(p)))), { colour: "gradient", dash: 2 });
  picture.dot([() => out(bent(at, W, b))[0], () => out(bent(at, W, b))[1]], { colour: "a", face: "<>", size: 5 });
  picture.handle(at, {
    name: "The bottle", colour: "x", step: 0.1,
    moved([p, q]) {
      at = [Math.min(p, 2), Math.min(Math.max(q, -2), 2)].map((v) => Math.round(v * 10) / 10);
      say();
      return at;
    },
  });
  const sizes = { from: 0.05, to: 1, step: 0.05, value: side, says: (v) => written(v) };
  box.slider("Side of the square", sizes, (v) => ((side = v), say()));
  say();

  // The outline of the square, from its corner at the bottle, with places along each edge.
  function square() {
    const corners = [[0, 0], [1, 0], [1, 1], [0, 1]];
    const outline = corners.flatMap((corner, i) =>
      Array.from({ length: PIECES }, (_, k) =>
        corner.map((v, axis) => v + (k / PIECES) * (corners[(i + 1) % 4][axis] - v)),
      ),
    );
    return [...outline, corners[0]].map((p) => p.map((v, axis) => at[axis] + side * v));
  }

  // Where the Jacobian alone would send a place: the bottle's own place, and rates times nudges.
  function flat(place) {
    const nudge = place.map((v, axis) => v - at[axis]);
    const rates = jacobian(at, W, b);
    return bent(at, W, b).map((v, i) => v + rates[i][0] * nudge[0] + rates[i][1] * nudge[1]);
  }

  function say() {
    const rates = jacobian(at, W, b);
    const far = Math.max(...square().map((p) => Math.hypot(...bent(p, W, b).map((v, i) => v - flat(p)[i]))));
    const rows = rates.map((row) => point(row, 3)).join(" and ");
    box.show(`At ${point(at)} the Jacobian has the rows ${rows}. Its box (dashed) is off by ${written(far, 4)} at most; the square's side is ${written(side)}.`);
  }
}

function frame(picture, across, reach, unit) {
  const [low, high] = [-reach * unit, reach * unit];
  picture.segment([across + low, 0], [across + high, 0], { colour: "muted", width: 1 });
  picture.segment([across, low], [across, high], { colour: "muted", width: 1 });
  for (const end of [-reach, reach]) {
    picture.text([across + end * unit, 0], written(end), { colour: "muted", size: 12, below: true });
  }
}

const columns = (points) => [points.map((p) => p[0]), points.map((p) => p[1])];
