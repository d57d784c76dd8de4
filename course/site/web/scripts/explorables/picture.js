// A picture on a JSXGraph board, drawn in the book's colours and open to keyboard and touch.
//
// Where a number is asked for, a function that returns one will do; `update` asks it again.
import JXG from "jsxgraph";

import { point as place, written } from "./numbers.js";

const TEXT = 14; // px
const STILL = {
  fixed: true, highlight: false, tabindex: null, withLabel: false, visible: true,
  snapToGrid: false, strokeOpacity: 1, cssClass: "", highlightCssClass: "",
};
const BOARD = {
  axis: false, grid: false, showNavigation: false, showCopyright: false, keepAspectRatio: false,
  showInfobox: false, registerEvents: true, renderer: "svg",
  pan: { enabled: false }, zoom: { enabled: false, wheel: false, pinch: false },
  keyboard: { enabled: true, dx: 10, dy: 10, panShift: false, panCtrl: false },
  selection: { enabled: false },
  resize: { enabled: true },
};

// The CSS variable of a colour of the book: W, y_hat, loss, ink, muted, grid...
export const colour = (name) => `var(--nn-${name.replace("_", "-")})`;

let boards = 0;

export class Picture {
  // `label` says what it shows.
  constructor(stage, [left, top, right, bottom], label) {
    stage.id ||= `nn-stage-${(boards += 1)}`;
    this.board = JXG.JSXGraph.initBoard(stage.id, {
      ...BOARD, boundingBox: [left, top, right, bottom],
    });
    stage.removeAttribute("role"); // the library makes it a landmark without a name
    stage.removeAttribute("aria-label");
    const drawing = stage.querySelector("svg");
    drawing.setAttribute("role", "group");
    drawing.setAttribute("aria-label", `At the start: ${label}`); // later the words below say it
    drawing.addEventListener("keydown", (event) => this.#leave(event), true);
    this.bounds = { left, top, right, bottom };
    stage.style.touchAction = "pan-y pinch-zoom"; // a finger beside the handles scrolls the page
    stage.style.overflow = "hidden";
  }

  // A key with another one held down is the browser's or the page's; the library would swallow it.
  #leave({ ctrlKey, altKey, metaKey, shiftKey }) {
    this.board.attr.keyboard.enabled = !(ctrlKey || altKey || metaKey || shiftKey);
  }

  update() {
    this.board.fullUpdate();
  }

  end() {
    JXG.JSXGraph.freeBoard(this.board);
  }

  // Axes with numbers at every so many units, and what they count.
  axes({ x, y, every = [1, 1] }) {
    const { left, top, right, bottom } = this.bounds;
    this.segment([left, 0], [right, 0], { colour: "muted", width: 1 });
    this.segment([0, bottom], [0, top], { colour: "muted", width: 1 });
    const small = { colour: "muted", size: 12 };
    for (const at of ticks(left, right, every[0])) this.text([at, 0], written(at), { ...small, below: true });
    for (const at of ticks(bottom, top, every[1])) this.text([0, at], written(at), { ...small, before: true });
    if (x) this.text([right, 0], x, { anchor: "right", above: true });
    if (y) this.text([0, top], y, { anchor: "left", below: true, shift: [8, 0] });
  }

  // A straight line from one place to another.
  segment(from, to, { colour: name = "ink", width = 2, dash = 0, arrow = false } = {}) {
    return this.board.create("segment", [this.#fixed(from), this.#fixed(to)], {
      ...STILL, strokeColor: colour(name), strokeWidth: width, dash,
      lastArrow: arrow && { type: 2, size: 6 },
    });
  }

  // A line through the places [[x...], [y...]] that `points` gives.
  path(points, { colour: name = "ink", width = 2, dash = 0, fill = null, opacity = 0.15 } = {}) {
    const curve = this.board.create("curve", [[0], [0]], {
      ...STILL, strokeColor: colour(name), strokeWidth: width, dash,
      fillColor: fill ? colour(fill) : "none", fillOpacity: fill ? opacity : 0,
    });
    curve.updateDataArray = function () {
      [this.dataX, this.dataY] = points();
    };
    return curve;
  }

  // A graph of `f` over the whole width, or from one end to another.
  graph(f, { from = this.bounds.left, to = this.bounds.right, pieces = 200, ...style } = {}) {
    const xs = Array.from({ length: pieces + 1 }, (_, i) => from + ((to - from) * i) / pieces);
    return this.path(() => [xs, xs.map(f)], style);
  }

  // A mark; faces are o, x, +, [], <>, ^ and v.
  dot(at, { colour: name = "ink", face = "o", size = 4, filled = true, visible = true } = {}) {
    return this.board.create("point", at, {
      ...STILL, face, size, visible, strokeColor: () => colour(value(name)), strokeWidth: 2,
      fillColor: () => (value(filled) ? colour(value(name)) : colour("paper")),
    });
  }

  // A circle of `radius` units of the picture.
  circle(at, radius, { colour: name = "ink", width = 2, dash = 0, fill = null, opacity = 0.12 } = {}) {
    return this.board.create("circle", [this.#fixed(at), radius], {
      ...STILL, strokeColor: () => colour(value(name)), strokeWidth: width, dash,
      fillColor: () => (value(fill) ? colour(value(fill)) : "none"), fillOpacity: opacity,
    });
  }

  // Words at a place; they lie on it, or `above`, `below`, `before` it by half a line.
  text(at, words, { colour: name = "ink", size = TEXT, anchor, above, below, before, bold, shift = [0, 0] } = {}) {
    const right = shift[0] - (before ? 6 : 0);
    const up = shift[1] + (above ? 10 : 0) - (below ? 10 : 0);
    const place = [() => value(at[0]) + right / this.board.unitX, () => value(at[1]) + up / this.board.unitY];
    return this.board.create("text", [...place, words], {
      ...STILL, display: "internal", fontSize: size, strokeColor: () => colour(value(name)),
      anchorX: anchor ?? (before ? "right" : "middle"), anchorY: "middle",
      cssStyle: bold ? "font-weight: bold" : "", parse: false, useMathJax: false,
    });
  }

  // A place that the reader can move, by pointer, finger or arrow keys.
  // `name` says what it is, `says` where; `moved` gets its new place and may return another for it.
  handle(at, { name, says = place, colour: tint = "ink", face = "o", size = 7, label, aside = [12, 12], step = 0.1, moved }) {
    const { left, top, right, bottom } = this.bounds;
    const point = this.board.create("point", at, {
      ...STILL, fixed: false, tabindex: 0, face, size, name: label ?? "", withLabel: Boolean(label),
      label: { display: "internal", fontSize: TEXT, strokeColor: () => colour(value(tint)), offset: aside, fixed: true, tabindex: null, highlight: false },
      snapToGrid: step > 0, snapSizeX: step, snapSizeY: step,
      fillColor: () => colour(value(tint)), strokeColor: () => colour(value(tint)),
      ...(face === "x" ? { strokeWidth: 4, strokeOpacity: 1 } : { strokeWidth: 10, strokeOpacity: 0.25 }),
    });
    const node = point.rendNode;
    node.setAttribute("role", "slider");
    node.style.touchAction = "none";
    node.style.cursor = "grab";
    const tell = () => {
      node.setAttribute("aria-label", name);
      node.setAttribute("aria-valuenow", point.X());
      node.setAttribute("aria-valuemin", left);
      node.setAttribute("aria-valuemax", right);
      node.setAttribute("aria-valuetext", says([point.X(), point.Y()]));
    };
    point.on("drag", () => {
      const within = [clamp(point.X(), left, right), clamp(point.Y(), bottom, top)];
      const wanted = moved(within) ?? within;
      point.setPositionDirectly(JXG.COORDS_BY_USER, wanted);
      tell();
    });
    point.put = (where) => {
      point.setPositionDirectly(JXG.COORDS_BY_USER, where);
      tell();
    };
    tell();
    return point;
  }

  // An area to draw on with one pointer, finger or pen at a time. `draw` gets the places that it was
  // at since it was last called, outside the area too, and whether a stroke begins there; `end` is
  // called when it lifts; `key` gets the name of a key and answers whether it was for the area.
  pad([left, top, right, bottom], { name, draw, end, key }) {
    const corners = () => [[left, right, right, left, left], [top, top, bottom, bottom, top]];
    const area = this.path(corners, { colour: "ink", width: 1, fill: "paper", opacity: 1 });
    const node = area.rendNode;
    for (const [what, value] of Object.entries({ role: "application", "aria-label": name, tabindex: 0 })) {
      node.setAttribute(what, value);
    }
    Object.assign(node.style, { touchAction: "none", cursor: "crosshair", pointerEvents: "all", borderRadius: 0 });
    node.style.outlineOffset = "-3px"; // at the picture's edge a ring outside would be cut off
    let drawing = null; // the pointer that draws
    const listen = (event, act) => node.addEventListener(event, (happened) => act(happened));
    const lift = () => ((drawing = null), end());
    listen("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault(); // no text is marked by drawing
      event.stopPropagation();
      if (drawing !== null && drawing !== event.pointerId) return; // a palm, or a second finger
      node.setPointerCapture(event.pointerId);
      node.focus({ preventScroll: true });
      drawing = event.pointerId;
      draw([this.#at(event)], true);
    });
    listen("pointermove", (event) => {
      if (event.pointerId !== drawing) return;
      if (!event.buttons) return lift(); // it was let go where nobody told, such as over a menu
      const between = event.getCoalescedEvents?.() ?? [];
      draw((between.length ? between : [event]).map((one) => this.#at(one)), false);
    });
    for (const lifted of ["pointerup", "pointercancel", "lostpointercapture"]) {
      listen(lifted, (event) => event.pointerId === drawing && lift());
    }
    listen("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !key(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    return area;
  }

  // Where a pointer is, in units of the picture.
  #at({ clientX, clientY }) {
    const { left, top, right, bottom } = this.bounds;
    const stage = this.board.containerObj.getBoundingClientRect();
    return [
      left + ((clientX - stage.left) / stage.width) * (right - left),
      top + ((clientY - stage.top) / stage.height) * (bottom - top),
    ];
  }

  // A place for a line or circle to hold on to, which is not drawn.
  #fixed(at) {
    return this.board.create("point", at, { ...STILL, visible: false });
  }
}

// Whole steps of `every` from one end to another, without zero, and with room at the ends.
function ticks(from, to, every) {
  const room = 0.04 * (to - from);
  const all = [];
  for (let at = Math.ceil((from + room) / every) * every; at < to - room; at += every) all.push(at);
  return all.filter((at) => at !== 0);
}

const value = (given) => (typeof given === "function" ? given() : given);
const clamp = (number, low, high) => Math.min(Math.max(number, low), high);
