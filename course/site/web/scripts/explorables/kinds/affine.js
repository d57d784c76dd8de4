// An affine map takes a grid along: drag where the two unit steps and the corner land.
import { moved, stretch } from "../maths/plane.js";
import { point, written } from "../numbers.js";

const GRID = [-2, -1, 0, 1, 2, 3];

export function start(box) {
  const { x, b1 } = box.given;
  const W = structuredClone(box.given.W1);
  const b = [...b1];
  const image = (place) => moved(place, W, b);
  const picture = box.picture([-5, 4.2, 7, -4.8]);
  for (const k of GRID) for (const flip of [false, true]) gridLine(k, flip);
  squares(picture, image);
  picture.segment(ends(() => b), ends(() => image([1, 0])), { colour: "W", width: 3, arrow: true });
  picture.segment(ends(() => b), ends(() => image([0, 1])), { colour: "W", width: 3, dash: 2, arrow: true });
  picture.dot(ends(() => image(x[0])), { colour: "z", face: "<>", size: 7 });
  picture.text(ends(() => image(x[0])), "our bottle", { colour: "z", shift: [0, -18] });

  const corner = picture.handle(b, {
    name: "Where (0, 0) lands: the bias", colour: "b", face: "[]", label: "b", aside: [-18, -12],
    moved(to) {
      b.splice(0, 2, ...to);
      settle();
    },
  });
  const arms = W.map((_, i) =>
    picture.handle(image(i ? [0, 1] : [1, 0]), {
      name: `Where a step of measurement ${i + 1} lands`, colour: "W", label: `row ${i + 1}`, aside: [10, 12],
      moved(to) {
        W[i] = to.map((v, axis) => v - b[axis]);
        settle();
      },
    }),
  );
  settle();

  function gridLine(k, flip) {
    const from = flip ? [k, GRID[0]] : [GRID[0], k];
    const to = flip ? [k, GRID.at(-1)] : [GRID.at(-1), k];
    picture.segment(from, to, { colour: "grid", width: 1 });
    picture.segment(ends(() => image(from)), ends(() => image(to)), { colour: "muted", width: 1, dash: flip ? 2 : 0 });
  }

  function settle() {
    corner.put(b);
    arms.forEach((arm, i) => arm.put(image(i ? [0, 1] : [1, 0])));
    const area = stretch(W);
    const flat = Math.abs(area) < 1e-9;
    const onto = W.flat().some((v) => Math.abs(v) > 1e-9) ? "a line" : "a point";
    const size = flat ? `The sheet is pressed onto ${onto}: different bottles land on one spot.` : `Areas grow ${written(Math.abs(area))} times${area < 0 ? ", and the sheet is turned over" : ""}.`;
    box.show(`W has the rows ${point(W[0])} and ${point(W[1])}, b is ${point(b)}. Our bottle ${point(x[0])} lands on ${point(image(x[0]))}. ${size}`);
  }
}

// The small square, before and after.
function squares(picture, image) {
  const corners = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]];
  picture.path(() => columns(corners), { colour: "x", fill: "x" });
  picture.path(() => columns(corners.map(image)), { colour: "W", fill: "W" });
}

const columns = (points) => [points.map((p) => p[0]), points.map((p) => p[1])];
const ends = (place) => [() => place()[0], () => place()[1]];
