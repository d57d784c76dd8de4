// Three scores become three shares; a temperature makes softmax sure or shy.
import { softmax } from "../maths/activations.js";
import { written } from "../numbers.js";

const WIDE = 0.32; // half of a bar

export function start(box) {
  const { scores, temperature } = structuredClone(box.given);
  let warmth = temperature;
  const shares = () => softmax(scores, warmth);
  const picture = box.picture([-0.75, 1.2, 2.75, -0.3]);
  picture.segment([-0.6, 0], [2.6, 0], { colour: "muted", width: 1 });
  scores.forEach((_, i) => {
    const share = () => shares()[i];
    const corners = () => [
      [i - WIDE, i - WIDE, i + WIDE, i + WIDE],
      [0, share(), share(), 0],
    ];
    picture.path(corners, { colour: "a", fill: "a", opacity: 0.25 });
    picture.text([i, () => share() + 0.08], () => written(share(), 3), { colour: "a", bold: true });
    picture.text([i, -0.1], () => `score ${written(scores[i])}`, { colour: "z" });
  });

  const turns = { from: -4, to: 8, step: 0.5, says: (v) => written(v) };
  const sliders = scores.map((score, i) =>
    box.slider(`Score ${i + 1}`, { ...turns, value: score }, (v) => ((scores[i] = v), say())),
  );
  const warm = { from: 0.25, to: 5, step: 0.25, value: warmth, says: (v) => written(v) };
  box.slider("Temperature", warm, (v) => ((warmth = v), say()));
  box.button("Add 1 to all scores", () => {
    if (Math.max(...scores) + 1 > turns.to) return box.show("The sliders end here. Start again, or lower a score.");
    sliders.forEach((slider, i) => {
      slider.value = scores[i] += 1;
      slider.dispatchEvent(new Event("input"));
    });
    say("One more for each, and no share has moved. ");
  });
  say();

  function say(before = "") {
    const all = shares().map((share) => written(share, 3));
    box.show(`${before}At temperature ${written(warmth)} the shares are ${all.slice(0, -1).join(", ")} and ${all.at(-1)}. Together they are 1.`);
  }
}
