// What `page_checks.py` asks of a page, inside the browser; each answer is a list of faults.
const WORDS = /[\p{L}\p{N}\p{P}\p{S}]/u;

const right = (element) => element.getBoundingClientRect().right;

// Where an element is cut off: the edge of the screen, or of a box that hides what is beyond it.
function edge(element) {
  const box = element.parentElement;
  if (!box) return document.documentElement.clientWidth;
  const overflow = getComputedStyle(box).overflowX;
  if (["auto", "scroll"].includes(overflow)) return Infinity;
  return ["hidden", "clip"].includes(overflow) ? right(box) : edge(box);
}

function shown(element) {
  const visible = { visibilityProperty: true, opacityProperty: true };
  const forEars = ".katex-mathml, .visually-hidden";
  return element.checkVisibility(visible) && !element.closest(forEars);
}

function speaks(element) {
  const texts = [...element.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE);
  return texts.some((text) => WORDS.test(text.data));
}

const named = (elements) => elements.slice(-3).map((one) => one.outerHTML.slice(0, 200));

function wider() {
  const all = [...document.body.querySelectorAll("*")];
  const { scrollWidth: wide, clientWidth: room } = document.scrollingElement;
  const beyond = all.filter((one) => right(one) + window.scrollX > room + 1);
  if (wide > room) return [`${wide} px wide in ${room}`, ...named(beyond)];
  return named(all.filter((one) => speaks(one) && shown(one) && right(one) > edge(one) + 1));
}

// A folded box shows what it shows on purpose; an equation's says more than it draws.
const MAY_BE = ".toggle-hidden, .math, .katex-mathml, .visually-hidden, .cm-editor";

function fuller() {
  const all = [...document.body.querySelectorAll("*")].filter((one) => !one.closest(MAY_BE));
  const hides = (overflow) => ["hidden", "clip"].includes(overflow);
  const cuts = (one) => {
    const { overflowX, overflowY } = getComputedStyle(one);
    const below = one.scrollHeight > one.clientHeight + 1 && hides(overflowY);
    return below || (one.scrollWidth > one.clientWidth + 1 && hides(overflowX));
  };
  return named(all.filter((one) => cuts(one) && shown(one)));
}

function told(picture) {
  const words = picture.getAttribute("alt") ?? picture.getAttribute("aria-label") ?? "";
  return words.trim() !== "" || picture.closest("[aria-hidden=true], button, summary, a");
}

function untold() {
  const pictures = [...document.querySelectorAll("img, svg, canvas, [role=img]")];
  return pictures.filter((one) => !told(one)).map((one) => one.outerHTML.slice(0, 200));
}

// Rules of WCAG 2.1 AA that axe has, and leaves out unless it is asked: they are still on trial.
const ON_TRIAL = ["label-content-name-mismatch", "css-orientation-lock"];

// All rules of axe's, or those alone that are named.
async function barriers(rules) {
  const options = { resultTypes: ["violations"], selectors: false };
  options.rules = Object.fromEntries(ON_TRIAL.map((rule) => [rule, { enabled: true }]));
  if (rules) options.runOnly = { type: "rule", values: rules };
  const { violations } = await window.axe.run(document, options);
  const words = (rule, node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`;
  return violations.flatMap((rule) => rule.nodes.map((node) => words(rule, node)));
}

window.pageChecks = { barriers, fuller, untold, wider };
