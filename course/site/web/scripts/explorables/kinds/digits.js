// A drawing board for digits: a network says what the drawing is, or what an image of the test
// set is. The network is the book's, until the reader's own is handed over by a cell.
import { DARK, LINES, SIDE, blocks, centred, empty, layersOf, probabilities, runsAway } from "../maths/digits.js";

const DOT = 7; // units of a dot of the board
const BOARD = [4, 396, 4 + SIDE * DOT, 396 - SIDE * DOT]; // left, top, right, bottom
const PIXEL = 19; // units of a pixel that the network gets
const IMAGE = [244, 396];
const FLOOR = 28; // of the bars
const TALL = 92; // a bar of probability 1
const STEP = 2; // dots that an arrow key moves the pen
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const [BOOKS, YOURS] = ["the book's", "yours"];

export function start(box) {
  const { hundredths, samples } = box.given;
  const books = hundredths.map(({ W, b }) => ({
    W: W.map((row) => row.map((v) => v / 100)), b: b.map((v) => v / 100),
  }));
  const kept = (box.chosen ??= {}); // the reader's network, which "Start again" keeps
  let whose = kept.yours ? YOURS : BOOKS;
  let trace = empty();
  let sample = samples[0];
  let counts = [];
  const pen = { row: 8, column: 12, down: false };
  let shares = [];
  const inked = () => trace.some((line) => line.some(Boolean));
  const blank = () => !sample && !inked();
  const first = () => shares.indexOf(Math.max(...shares));

  look();

  const picture = box.picture([0, 420, 400, 0]);
  picture.pad(BOARD, {
    name: "Drawing board. The arrow keys move the pen, Space puts it down or lifts it.",
    draw: (places, begins) => {
      const dots = places.map(dotAt);
      if (begins) [[pen.row, pen.column]] = dots;
      for (const [row, column] of dots) reach(row, column);
      look();
      picture.update();
    },
    end: () => {
      Object.assign(pen, { row: inside(pen.row), column: inside(pen.column) });
      say();
    },
    key,
  });
  const ink = { colour: "ink", width: 0, fill: "ink", opacity: 1 };
  const drawn = picture.path(() => squares(BOARD, DOT, thick(trace)), ink);
  const nib = [() => BOARD[0] + (inside(pen.column) + 0.5) * DOT, () => BOARD[1] - (inside(pen.row) + 0.5) * DOT];
  const halo = picture.circle(nib, 6, { colour: "paper", width: 6 }); // on ink, where colours are few
  const tip = picture.circle(nib, 6, { colour: "W", width: 2, fill: () => (pen.down ? "W" : null), opacity: 1 });
  picture.text([BOARD[0] + 112, 408], "your drawing");
  const hint = picture.text([BOARD[0] + 112, 284], () => (inked() ? "" : "draw here"), { colour: "muted" });
  for (const over of [drawn, halo, tip, hint]) over.rendNode.style.pointerEvents = "none"; // the board is below
  frame(picture, [IMAGE[0], IMAGE[1], IMAGE[0] + LINES * PIXEL, IMAGE[1] - LINES * PIXEL]);
  picture.path(() => squares(IMAGE, PIXEL, grid(counts)), ink);
  picture.text([IMAGE[0] + 76, 408], "the network gets");
  picture.text([IMAGE[0] + 76, 222], () => (blank() ? "" : "it says"));
  picture.text([IMAGE[0] + 76, 194], () => (blank() ? "" : String(first())), { colour: "y_hat", size: 34, bold: true });
  picture.text([4, 152], "probability, in hundredths", { anchor: "left", colour: "muted" });
  for (let digit = 0; digit < 10; digit += 1) bar(digit);

  const chooser = box.choice("From the test set", [NOTHING, ...samples.map(called)], (chosen) => {
    trace = empty();
    sample = samples.find((one) => called(one) === chosen) ?? null;
    say();
  });
  chooser.value = called(sample);
  const network = box.choice("Network", [BOOKS, YOURS], (chosen) => {
    whose = chosen === YOURS && !kept.yours ? BOOKS : chosen;
    network.value = whose;
    say(chosen === whose ? "" : "You have trained none yet: run the cell above that trains 64 hidden neurons. ");
  });
  network.value = whose;
  box.button("Clear", () => {
    trace = empty();
    sample = null;
    chooser.value = NOTHING;
    Object.assign(pen, { down: false });
    say();
  });
  say();
  box.onHanded((arrays) => {
    const layers = layersOf(arrays);
    const wrong = !layers ? NO_READER : runsAway(layers) ? RAN_AWAY : null;
    if (wrong) return say(`${wrong} The board keeps the network that it had. `);
    kept.yours = layers;
    network.value = whose = YOURS;
    say("This is the network that you have just trained. ");
  });

  function bar(digit) {
    const middle = 22 + digit * 39;
    const share = () => (blank() ? 0 : shares[digit]);
    const won = () => !blank() && digit === first();
    picture.path(() => [
      [middle - 13, middle - 13, middle + 13, middle + 13],
      [FLOOR, FLOOR + TALL * share(), FLOOR + TALL * share(), FLOOR],
    ], { colour: "y_hat", fill: "y_hat", opacity: 0.25 });
    picture.segment([middle - 17, FLOOR], [middle + 17, FLOOR], { colour: "muted", width: 1 });
    picture.text([middle, () => FLOOR + TALL * share() + 10], () => (blank() ? "" : percent(shares[digit])), { colour: "y_hat" });
    picture.text([middle, 13], () => (won() ? `▸${digit}` : String(digit)), { bold: true });
  }

  // Ink from where the pen is to another dot, as far as both lie on the board; a drawing takes the
  // place of an image.
  function reach(row, column) {
    if (sample) [sample, chooser.value] = [null, NOTHING];
    const far = Math.max(Math.abs(row - pen.row), Math.abs(column - pen.column), 1);
    for (let i = 0; i <= far; i += 1) {
      const between = (from, to) => Math.round(from + ((to - from) * i) / far);
      const [line, dot] = [trace[between(pen.row, row)], between(pen.column, column)];
      if (line && dot in line) line[dot] = 1;
    }
    Object.assign(pen, { row, column });
  }

  function key(name) {
    if (name === " ") {
      pen.down = !pen.down;
      if (pen.down) reach(pen.row, pen.column);
    } else if (name in MOVES) {
      const [row, column] = MOVES[name].map((by, i) => inside([pen.row, pen.column][i] + by * STEP));
      if (pen.down) reach(row, column);
      else Object.assign(pen, { row, column });
    } else return false;
    say(`Pen ${pen.down ? "down" : "up"}, line ${pen.row + 1}, column ${pen.column + 1}. `);
    return true;
  }

  function look() {
    counts = sample ? sample.counts : blocks(centred(trace));
    shares = probabilities(whose === YOURS ? kept.yours : books, counts);
  }

  function say(before = "") {
    look();
    box.show(before + (blank() ? "The board is empty. Draw a digit." : verdict()));
  }

  function verdict() {
    const [best, next] = [...shares.keys()].sort((a, b) => shares[b] - shares[a]);
    const speaker = whose === YOURS ? "Your network" : "The book's network";
    const said = `${speaker} says ${best}, with probability ${precise(shares[best])}. Next comes ${next}, with ${precise(shares[next])}.`;
    if (!sample) return said;
    const judged = best === sample.digit ? "That is right." : shares[best] > 0.95 ? "It is sure, and wrong." : "That is wrong.";
    return `Image ${sample.place} of the test set is ${digitName(sample.digit)}. ${said} ${judged}`;
  }
}

const NO_READER = "What a cell handed over does not read digits: 64 numbers in, ten out are needed.";
const RAN_AWAY =
  "The network that a cell handed over has weights that are infinite or no numbers (nan), so its " +
  "training ran away. Try a smaller learning rate.";
const NOTHING = "no image";
const digitName = (digit) => `${digit === 8 ? "an" : "a"} ${digit}`;
const called = ({ place, digit }) => `image ${place}, ${digitName(digit)}`;
const inside = (dot) => Math.min(Math.max(dot, 0), SIDE - 1);
const dotAt = ([x, y]) => [Math.floor((BOARD[1] - y) / DOT), Math.floor((x - BOARD[0]) / DOT)];

// In hundredths, never none and never all of them: softmax gives neither.
const percent = (share) => (share > 0.995 ? ">99" : share < 0.005 ? "<1" : (100 * share).toFixed(0));
const precise = (share) => (share > 0.999 ? "over 0.999" : share < 0.001 ? "under 0.001" : share.toFixed(3));

// A line of dots as a pen shows it: each dot, and those right of it and below it.
const thick = (trace) =>
  trace.map((line, r) => line.map((dot, c) => (dot || trace[r - 1]?.[c] || line[c - 1] || trace[r - 1]?.[c - 1] ? 1 : 0)));

const grid = (counts) =>
  Array.from({ length: LINES }, (_, r) => counts.slice(r * LINES, (r + 1) * LINES).map((count) => count / DARK));

// One square in each cell, its area being the cell's share of ink: the xs and ys of a path.
function squares([left, top], side, shares) {
  const [xs, ys] = [[], []];
  shares.forEach((line, r) =>
    line.forEach((share, c) => {
      if (!share) return;
      const half = (side / 2) * Math.sqrt(share);
      const [x, y] = [left + (c + 0.5) * side, top - (r + 0.5) * side];
      xs.push(x - half, x + half, x + half, x - half, x - half, NaN);
      ys.push(y - half, y - half, y + half, y + half, y - half, NaN);
    }),
  );
  return [xs, ys];
}

function frame(picture, [left, top, right, bottom]) {
  picture.path(() => [[left, right, right, left, left], [top, top, bottom, bottom, top]], { colour: "muted", width: 1 });
}
