// A perceptron's line: the reader lays it by hand, or lets it learn, bottle by bottle.
import { look, mistaken, positiveSide } from "../maths/perceptron.js";
import { written } from "../numbers.js";

const MIDDLE = [2, 2];
const LETTERS = "ABCD";
const LONG = 200; // looks after which it pauses by itself

export function start(box) {
  const { crossed, ...given } = box.given;
  let { X, y } = structuredClone(given);
  let line = structuredClone(given.line);
  let turn = 0;
  let calm = 0; // looks without a mistake, one after another
  const picture = box.picture([-0.7, 5, 5.3, -0.7]);
  picture.path(() => columns(positiveSide(picture.bounds, line)), { colour: "grid", width: 0, fill: "y_hat" });
  picture.axes({ x: "fruit", y: "vinegar" });
  const ends = [1, -1].map((side) =>
    picture.handle(placeOn(line, side), {
      name: `End ${side > 0 ? 1 : 2} of the line`, colour: "W", face: "[]", step: 0.1,
      moved: (at) => layLine(side, at),
    }),
  );
  picture.path(() => columns(line.w.some(Boolean) ? [placeOn(line, 9), placeOn(line, -9)] : []), { colour: "W", width: 3 });
  const bottles = X.map((row, i) =>
    picture.handle(row, {
      name: `Bottle ${LETTERS[i]}, to ${y[i] > 0 ? "pour" : "send back"}`, label: `${LETTERS[i]}: ${y[i] > 0 ? "pour" : "send back"}`,
      colour: () => (mistaken(X[i], y[i], line.w, line.b) ? "gradient" : "a"), face: y[i] > 0 ? "o" : "x", size: 8, step: 0.5,
      moved(at) {
        X[i] = at;
        calm = 0;
        say(`Bottle ${LETTERS[i]} was moved.`);
      },
    }),
  );

  X.forEach((_, i) => {
    const radius = () => (mistaken(X[i], y[i], line.w, line.b) ? 0.36 : 0);
    picture.circle([() => X[i][0], () => X[i][1]], radius, { colour: "gradient", dash: 2 });
  });

  // The line through the two handles; the side that says yes stays the side.
  function layLine(side, at) {
    const other = ends[side > 0 ? 1 : 0];
    const [dx, dy] = [at[0] - other.X(), at[1] - other.Y()];
    if (!dx && !dy) return;
    const w = side > 0 ? [dy, -dx] : [-dy, dx];
    line = { w, b: -(w[0] * at[0] + w[1] * at[1]) };
    calm = 0;
    say("You moved the line.");
  }

  function learn() {
    const i = turn % X.length;
    const wrong = mistaken(X[i], y[i], line.w, line.b);
    line = look(X[i], y[i], line);
    turn += 1;
    calm = wrong ? 0 : calm + 1;
    if (wrong) ends.forEach((end, k) => end.put(placeOn(line, k ? -1 : 1)));
    const done = calm >= X.length ? " A whole round without a mistake: it is done." : "";
    say(`Bottle ${LETTERS[i]}: ${wrong ? (y[i] > 0 ? "wrong, so it is added" : "wrong, so it is taken away") : "right, nothing changes"}.${done}`);
    return calm < X.length && turn % LONG !== 0;
  }

  function say(before) {
    const wrong = [...LETTERS].filter((_, i) => mistaken(X[i], y[i], line.w, line.b));
    const count = wrong.length ? `Wrong: ${wrong.join(", ")}.` : "No bottle is wrong.";
    box.show(`${before} ${count} Weights ${line.w.map((v) => written(v)).join(" and ")}, bias ${written(line.b)}.`);
  }

  box.button("Show it the next bottle", learn);
  box.player("Let it learn", learn, 400);
  box.button("Cross the bottles", () => {
    X = structuredClone(crossed);
    bottles.forEach((bottle, i) => bottle.put(X[i]));
    calm = 0;
    say("Now the two kinds are placed crosswise.");
  });
  say("What lies on the tinted side is poured. A dashed ring marks a mistake.");
}

// A place on the line, `far` units from the point of it that is nearest to the middle.
function placeOn({ w, b }, far) {
  const length = Math.hypot(...w);
  if (!length) return MIDDLE.map((v) => v + far);
  const off = (w[0] * MIDDLE[0] + w[1] * MIDDLE[1] + b) / length ** 2;
  return [MIDDLE[0] - off * w[0] - (far * w[1]) / length, MIDDLE[1] - off * w[1] + (far * w[0]) / length];
}

const columns = (points) => [points.map((p) => p[0]), points.map((p) => p[1])];
