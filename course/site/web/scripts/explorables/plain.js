// A picture without a library, for one that is only looked at: a small SVG whose paths and words are
// asked for again by `update`. The front page has it, which must not be heavy.
const SVG = "http://www.w3.org/2000/svg";

export class Plain {
  // Its units are those of its bounds, y downwards.
  constructor(stage, [left, top, right, bottom]) {
    const drawing = add(stage, "svg", {
      viewBox: `${left} ${top} ${right - left} ${bottom - top}`, "aria-hidden": "true",
    });
    this.sheet = add(drawing, "g", {});
    this.drawn = [];
  }

  update() {
    for (const draw of this.drawn) draw();
  }

  end() {
    this.drawn = [];
  }

  // Lines and outlines; `lines` gives a list of them, each a list of places.
  path(lines, { colour = "ink", width = 2, dash = "", fill = null, opacity = 1, closed = false } = {}) {
    const path = add(this.sheet, "path", {
      fill: fill ? tint(fill) : "none", "fill-opacity": opacity, stroke: width ? tint(colour) : "none",
      "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round",
    });
    if (dash) path.setAttribute("stroke-dasharray", dash);
    const end = closed ? "Z" : "";
    this.#ask(lines, (all) => path.setAttribute("d", all.map((line) => `M${line.map(place).join("L")}${end}`).join("")));
  }

  // Words that begin at a place.
  text(at, words, { colour = "ink" } = {}) {
    const text = add(this.sheet, "text", { x: at[0], y: at[1], fill: tint(colour) });
    this.#ask(words, (now) => (text.textContent = now));
  }

  #ask(wanted, draw) {
    if (typeof wanted !== "function") draw(wanted);
    else this.drawn.push(() => draw(wanted()));
  }
}

const tint = (name) => `var(--nn-${name.replace("_", "-")})`;
const place = ([x, y]) => `${Math.round(10 * x) / 10},${Math.round(10 * y) / 10}`;

function add(parent, name, attributes) {
  const made = parent.appendChild(document.createElementNS(SVG, name));
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
