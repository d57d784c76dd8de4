// A network learns to tell two half-moons apart: the border that it draws, its hidden neurons, its loss.
import { Learner } from "../maths/moons.js";
import { surface } from "../maths/network.js";
import { positiveSide } from "../maths/perceptron.js";
import { regions } from "../maths/regions.js";
import { written } from "../numbers.js";

const WIDE = 400;
const HIGH = 376;
const CELLS = [47, 30];
const MARK = 4; // half as wide as a point is drawn
const SLOT = { wide: 40, high: 25, apart: 51, top: 280 }; // a hidden neuron in the row of them
const CURVE = { left: 224, right: 396, top: 320, bottom: 370, most: 1 };
const FRAME = 70; // ms
const LEAP = 25; // epochs at one press, for who has asked for less motion
const RATES = [0.01, 0.03, 0.1, 0.3, 1, 3];

export function start(box) {
  box.chosen ??= {}; // what the reader has set, which "Start again" keeps
  const learner = new Learner({ ...box.given, ...box.chosen });
  const set = (what) => Object.assign(learner, Object.assign(box.chosen, what));
  draw(box.picture([0, 0, WIDE, HIGH]), learner, box.given.plane);

  if (matchMedia("(prefers-reduced-motion: reduce)").matches)
    box.button(`Learn for ${LEAP} epochs`, () => learn(LEAP));
  else play();
  box.button("One epoch", () => learn(1));
  box.button("Add a neuron", () => count(1));
  box.button("Take one away", () => count(-1));
  const rates = { from: 0, to: RATES.length - 1, step: 1, value: RATES.indexOf(learner.rate), says: (i) => String(RATES[i]) };
  box.slider("Learning rate", rates, (i) => set({ rate: RATES[i] }));
  const noises = { from: 0, to: box.given.most_noise, step: 0.05, value: learner.noise, says: (v) => written(v) };
  box.slider("Noise", noises, (noise) => (set({ noise }), learner.afresh(), say("Other points.")));
  say("");

  // While it learns only the picture changes: the numbers are said when it is paused.
  function play() {
    const went = () => (learner.learn(), box.show("It learns."), !learner.ended);
    box.player("Learn", went, FRAME);
    const { pause } = box;
    box.pause = () => (pause(), say(""));
  }

  function learn(times) {
    learner.learn(times);
    say("");
  }

  function count(by) {
    const hidden = learner.hidden + by;
    if (hidden < 0) return say("There is none left to take away.");
    if (hidden > learner.most) return say(`There is room for ${learner.most} and no more.`);
    set({ hidden });
    learner.afresh();
    say(hidden ? "" : "Without hidden neurons the border is a straight line.");
  }

  function say(before) {
    const { epochs, training, fresh, hidden } = learner;
    const when = epochs ? `After ${epochs} ${epochs === 1 ? "epoch" : "epochs"}` : "With fresh weights";
    const idle = learner.inactive();
    const rest = idle ? ` Inactive on every point: ${idle} of ${hidden}.` : "";
    const end = learner.ended ? "It stops here." : "";
    box.show(`${before} ${end} ${neurons(hidden)}. ${when} the loss is ${loss(learner)}. ${right(training)} points are right, and ${right(fresh)} new points.${rest}`.replace(/ +/g, " ").trim());
  }
}

const neurons = (count) => (count ? `${count} hidden ${count === 1 ? "neuron" : "neurons"}` : "No hidden neuron");
const right = (points) => `${points.right} of ${points.y.length}`;
const loss = (learner) => learner.losses.at(-1).toFixed(3);

function draw(picture, learner, plane) {
  const unit = WIDE / (plane.right - plane.left);
  const high = unit * (plane.top - plane.bottom); // how much of the picture is the plane
  const onPlane = ([x, y]) => [unit * (x - plane.left), unit * (plane.top - y)];
  const border = ground(picture, learner, plane, onPlane);
  points(picture, learner, onPlane);
  border();
  const inSlot = (j, [x, y]) => [slot(j)[0][0] + (SLOT.wide * x) / WIDE, SLOT.top + (SLOT.high * y) / high];
  row(picture, learner, (j) => {
    const [{ W, b }] = learner.layers;
    const part = positiveSide(plane, { w: W.map((weights) => weights[j]), b: b[j] });
    return part.map((at) => inSlot(j, onPlane(at)));
  });
  results(picture, learner);
}

// What the network says everywhere: plain ground for circles, striped for triangles. Returns what
// draws the border between them.
function ground(picture, learner, { left, right, top, bottom }, onPlane) {
  const [xs, ys] = [[left, right], [bottom, top]].map(([from, to], axis) =>
    Array.from({ length: CELLS[axis] + 1 }, (_, i) => from + ((to - from) * i) / CELLS[axis]));
  const all = box(...onPlane([left, top]), ...onPlane([right, bottom]));
  picture.path([all], { width: 0, fill: "W", opacity: 0.07, closed: true });
  const shown = (lines) => lines.map((line) => line.map(onPlane));
  let found;
  const polygons = () => {
    found = regions(xs, ys, surface(learner.layers, xs, ys));
    return shown(found.polygons);
  };
  picture.path(polygons, { width: 0, fill: "y_hat", opacity: 0.14, closed: true });
  picture.path(() => shown(found.stripes), { colour: "y_hat", width: 0.5 });
  return () => picture.path(() => shown(found.border), { width: 3 });
}

function points(picture, learner, onPlane) {
  const style = { colour: "paper", width: 1, closed: true };
  const those = (moon, mark) => () => {
    const { X, y } = learner.training;
    return X.filter((_, i) => y[i][0] === moon).map((at) => mark(onPlane(at)));
  };
  picture.path(those(0, circle), { ...style, fill: "W" });
  picture.path(those(1, triangle), { ...style, fill: "y_hat" });
}

// The hidden neurons, each a small plane with the part of it where the neuron is active.
function row(picture, learner, activePart) {
  const slots = Array.from({ length: learner.most }, (_, j) => j);
  const there = () => slots.slice(0, learner.hidden);
  const free = () => slots.slice(learner.hidden).map(slot);
  const words = () => neurons(learner.hidden) + (learner.hidden ? ", and where each is active" : "");
  picture.text([0, 273], words, { colour: "a" });
  picture.path(free, { colour: "muted", width: 1, dash: "2 4", closed: true });
  const parts = () => there().map(activePart).filter((part) => part.length);
  picture.path(parts, { width: 0, fill: "a", opacity: 0.35, closed: true });
  picture.path(() => there().map(slot), { colour: "a", width: 1.5, closed: true });
}

function results(picture, learner) {
  picture.text([0, 330], () => `Loss: ${loss(learner)}`, { colour: "loss" });
  picture.text([0, 350], () => `Points right: ${right(learner.training)}`);
  picture.text([0, 370], () => `New points right: ${right(learner.fresh)}`);
  const { left, right: end, top, bottom, most } = CURVE;
  const across = (epoch) => left + ((end - left) * epoch) / learner.enough;
  const up = (height) => bottom - ((bottom - top) * Math.min(height, most)) / most;
  picture.path([[[left, top], [left, bottom], [end, bottom]]], { colour: "muted", width: 1 });
  picture.path(() => [learner.losses.map((height, i) => [across(i), up(height)])], { colour: "loss", width: 2.5 });
}

const box = (left, top, right, bottom) => [[left, top], [right, top], [right, bottom], [left, bottom]];
const slot = (j) => box(1 + SLOT.apart * j, SLOT.top, 1 + SLOT.apart * j + SLOT.wide, SLOT.top + SLOT.high);
const circle = ([x, y]) =>
  Array.from({ length: 10 }, (_, i) => (Math.PI * i) / 5).map((turn) => [x + MARK * Math.cos(turn), y + MARK * Math.sin(turn)]);
const triangle = ([x, y]) => [[x, y - 1.4 * MARK], [x + 1.3 * MARK, y + MARK], [x - 1.3 * MARK, y + MARK]];
