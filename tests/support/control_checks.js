// What `control_checks.py` asks of a page, inside the browser.
const REACHED = "a[href], button, input, select, textarea, summary, [tabindex]";
const LEAST = 3; // to 1, between a ring and what lies behind it: WCAG 1.4.11

const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
const opaque = (colour) => (parts(colour)[3] ?? 1) === 1;

function contrast(one, other) {
  const [dark, pale] = [light(parts(one)), light(parts(other))].sort((a, b) => a - b);
  return (pale + 0.05) / (dark + 0.05);
}

// The colour behind an element: that of the next box around it which has one.
function behind(element) {
  for (let box = element.parentElement; box; box = box.parentElement) {
    const { backgroundColor } = getComputedStyle(box);
    if (opaque(backgroundColor)) return backgroundColor;
  }
  return "rgb(255, 255, 255)";
}

const short = (element) => element.outerHTML.slice(0, 160);

function stops() {
  const all = [...document.querySelectorAll(REACHED)];
  const visible = { visibilityProperty: true };
  return all.filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility(visible));
}

// Some draw their ring on a part of themselves, and an editor around itself.
const places = (element) => [element, element.closest(".cm-editor"), ...element.children].filter(Boolean);

function ring(place) {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(place);
  if (outlineStyle === "none" || !parseFloat(outlineWidth)) return "";
  const seen = outlineStyle === "auto" || contrast(outlineColor, behind(place)) >= LEAST;
  return seen ? [outlineStyle, outlineWidth, outlineColor].join(" ") : "";
}

// Whether the element that has the focus shows it by a ring that it does not have without.
function isRinged(element) {
  const now = places(element).map(ring);
  element.blur();
  const before = places(element).map(ring);
  element.focus({ focusVisible: true, preventScroll: true });
  return now.some((one, i) => one && one !== before[i]);
}

// The stops of the page that show no ring, or do something else than be there when they are reached.
function rings() {
  const here = location.href;
  return stops().flatMap((one) => {
    if (!one.isConnected) return []; // it stood in a note that has gone since
    one.focus({ focusVisible: true, preventScroll: true });
    if (location.href !== here) return [`leads away: ${short(one)}`];
    if (document.activeElement !== one) return [`passes the focus on: ${short(one)}`];
    return isRinged(one) ? [] : [`no ring: ${short(one)}`];
  });
}

// One step of a walk by the Tab key: where it is now, and what is wrong with that.
let visited = new Set();
let last = null;

function begin() {
  visited = new Set();
  last = null;
}

function step() {
  const now = document.activeElement;
  if (!now || now === document.body) return { end: true };
  const wrong = [];
  if (now === last) wrong.push(`does not let go: ${short(now)}`);
  else if (last && !(last.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)) {
    if (visited.has(now)) return { end: true }; // the browser begins again at the top
    wrong.push(`stands before the stop it comes after: ${short(now)}`);
  }
  visited.add(now);
  last = now;
  return { wrong, editor: now.getAttribute("role") === "textbox" };
}

// An editor has come in the place of the stop that was reached: it is where the walk is now.
function arrived() {
  last = document.activeElement;
  visited.add(last);
}

const missed = () => stops().filter((one) => !visited.has(one)).map(short);

// Fields whose looks are ours: those that the browser draws itself are its own business.
const FIELDS = "input, select, textarea, .nn-button, .cm-editor, [role=textbox]:not(.cm-content)";

function isPlain(field) {
  const { appearance } = getComputedStyle(field);
  return ["checkbox", "radio", "range", "file"].includes(field.type) && appearance !== "none";
}

function edged(field) {
  const box = field.closest(".cell_input, form.bd-search") ?? field;
  const { borderBottomColor, borderBottomStyle, borderBottomWidth, backgroundColor } = getComputedStyle(box);
  const paper = behind(box);
  const drawn = borderBottomStyle !== "none" && parseFloat(borderBottomWidth) > 0;
  const filled = opaque(backgroundColor) && contrast(backgroundColor, paper) >= LEAST;
  return filled || (drawn && contrast(borderBottomColor, paper) >= LEAST);
}

function faintEdges() {
  const all = [...document.querySelectorAll(FIELDS)].filter((one) => one.checkVisibility());
  return all.filter((one) => !isPlain(one) && !edged(one)).map(short);
}

window.controlChecks = { arrived, begin, faintEdges, missed, rings, step };
