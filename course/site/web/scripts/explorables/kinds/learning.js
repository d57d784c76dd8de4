// A network learns a curve: what its hidden neurons pass on, and what comes of it, step by step.
import { backward, forward, mse, step } from "../maths/network.js";
import { written } from "../numbers.js";

const PER_FRAME = 5; // steps between two pictures
const ENOUGH = 3000;
const BAND = 2.5; // how far the hidden layer's picture lies above the output's
const ROOM = 2.4; // and how high it may reach

export function start(box) {
  const { X, layers: beginning } = box.given;
  const y = structuredClone(box.given.y);
  let layers = beginning;
  let rate = box.given.rate;
  let steps = 0;
  const grid = Array.from({ length: 121 }, (_, i) => [-2 + i / 30]);
  const picture = box.picture([-2.3, 5.4, 2.3, -1.7]);
  const hidden = layers[0].b.length;
  for (let j = 0; j < hidden; j += 1) {
    const passed = () => forward(layers, grid)[1].a.map((row) => (row[j] < ROOM ? BAND + row[j] : NaN));
    picture.path(() => [grid.map(([x]) => x), passed()], { colour: "a", width: 1.5, dash: j % 4 });
  }
  picture.segment([-2.1, BAND], [2.1, BAND], { colour: "muted", width: 1 });
  picture.segment([-2.1, -1.4], [2.1, -1.4], { colour: "muted", width: 1 });
  picture.text([-2.1, 5.15], `what ${hidden} hidden neurons pass on`, { colour: "a", anchor: "left" });
  picture.text([-2.1, 2.05], "their weighted sum, the output", { colour: "y_hat", anchor: "left" });
  picture.path(() => [grid.map(([x]) => x), forward(layers, grid).at(-1).a.map(([v]) => v)], { colour: "y_hat", width: 3 });
  X.forEach(([x], i) =>
    picture.handle([x, y[i][0]], {
      name: `Example ${i + 1}`, colour: "y", face: "<>", size: 5, step: 0.1,
      moved([, up]) {
        y[i][0] = Math.min(Math.max(up, -1.4), 1.8);
        say("You changed a target.");
        return [x, y[i][0]];
      },
    }),
  );

  function learn(times) {
    for (let i = 0; i < times; i += 1) {
      const next = step(layers, backward(layers, forward(layers, X), y), rate);
      if (!Number.isFinite(loss(next)) || loss(next) > 1e6) {
        say("The loss grew without limit, so this step was not taken. Choose a smaller learning rate.");
        return false;
      }
      layers = next;
      steps += 1;
    }
    say("");
    return steps < ENOUGH;
  }

  const loss = (of) => mse(forward(of, X).at(-1).a, y);
  function say(before) {
    const inactive = layers[0].b.filter((_, j) => forward(layers, X)[1].a.every((row) => row[j] === 0)).length;
    const idle = inactive ? ` Inactive on every example: ${inactive} of ${hidden}.` : "";
    box.show(`${before} After ${steps} ${steps === 1 ? "step" : "steps"} the loss is ${written(loss(layers), 4)}.${idle}`.trim());
  }

  box.button("One step", () => learn(1));
  box.player("Learn", () => learn(PER_FRAME), 60);
  const rates = { from: 0.01, to: 0.4, step: 0.01, value: rate, says: (v) => written(v) };
  box.slider("Learning rate", rates, (v) => (rate = v));
  say("Fresh weights, drawn at random.");
}
