// A chain of gauges: turn the first, and each passes the turn on at its own rate.
import { along } from "../maths/slopes.js";
import { written } from "../numbers.js";

const RADIUS = 27;
const ACROSS = (i) => 42 + 79 * i;
const UP = 130;
const COLOURS = ["W", "z", "a", "y_hat", "loss"];
const DIGITS = 4; // of a product: the smallest that is not 0 is nearly a thousandth

export function start(box) {
  const { names, rates } = structuredClone(box.given);
  let turn = 0;
  const turns = () => along(rates).map((rate) => rate * turn);
  const picture = box.picture([0, 230, 400, 0]);
  names.forEach((name, i) => {
    const place = [ACROSS(i), UP];
    const angle = () => Math.PI / 2 - turns()[i] * (Math.PI / 6); // a whole one is an hour of a clock
    const tip = [() => place[0] + 0.85 * RADIUS * Math.cos(angle()), () => place[1] + 0.85 * RADIUS * Math.sin(angle())];
    picture.circle(place, RADIUS, { colour: COLOURS[i], fill: COLOURS[i] });
    picture.segment(place, tip, { colour: COLOURS[i], width: 4, arrow: true });
    picture.text([place[0], UP + 46], name, { colour: COLOURS[i], bold: true });
    picture.text([place[0], UP - 46], () => signed(turns()[i]), { colour: COLOURS[i] });
    if (!i) return;
    const between = (ACROSS(i - 1) + ACROSS(i)) / 2;
    picture.segment([between - 10, UP], [between + 10, UP], { colour: "muted", arrow: true });
    picture.text([between, UP + 66], () => `× ${written(rates[i - 1])}`, { colour: "gradient", bold: true });
  });
  picture.text([200, 24], () => `in all: × ${written(along(rates).at(-1), DIGITS)}`, { colour: "gradient", bold: true });

  const limits = { step: 0.25, says: (v) => written(v) };
  box.slider(`Turn ${names[0]} by`, { ...limits, from: -3, to: 3, value: turn }, (v) => ((turn = v), say()));
  rates.forEach((rate, i) =>
    box.slider(`${names[i]} to ${names[i + 1]}`, { ...limits, from: -4, to: 4, value: rate }, (v) => ((rates[i] = v), say())),
  );
  say();

  function say() {
    const product = rates.map((rate) => (rate < 0 ? `(${written(rate)})` : written(rate))).join(" × ");
    const last = names.at(-1);
    const stopped = rates.indexOf(0);
    const end = stopped < 0 ? "" : ` A rate of 0 holds everything still from ${names[stopped + 1]} on.`;
    const moved = turn ? `${names[0]} turned by ${written(turn)}, and ${last} by ${written(turns().at(-1), DIGITS)}.` : `Turn ${names[0]}, and watch ${last}.`;
    box.show(`${moved} Rates along the chain: ${product} = ${written(along(rates).at(-1), DIGITS)}.${end}`);
  }
}

const signed = (value) => (value > 0 ? "+" : "") + written(value, DIGITS);
