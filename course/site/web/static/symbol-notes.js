// What a symbol of an equation or a term of the glossary is, said beside it when a reader points at
// it, taps it, or moves to it with the keyboard.
const SOON = 150; // milliseconds, so that a pointer on its way elsewhere opens nothing
const LATER = 300; // and so that it can move onto the note, and the note stays
const TERM = 'a.reference.internal[href*="#term-"]';
// What the page has to say of its symbols.
const data = document.getElementById("nn-symbols");
window.nnSymbols = data ? JSON.parse(data.textContent) : {};

const note = document.createElement("div");
note.className = "nn-note";
note.setAttribute("role", "status"); // a screen reader says what comes into it, if it was there
document.body.append(note);
let waiting; // for a note to open or to close
let glossary; // the promise of the glossary's page

function line(text, kind) {
  const part = document.createElement(kind);
  part.textContent = text;
  return part;
}

function aboutSymbol({ name, say, what, shape, value }) {
  const parts = [line(`${name} (“${say}”)`, "strong"), line(what, "p"), line(`Shape: ${shape}`, "p")];
  if (value) parts.push(line(`In the running example: ${value}`, "p"));
  return parts;
}

// The glossary's own words; its page is fetched once, when the first term is asked about.
async function aboutTerm(link) {
  const address = new URL(link.href);
  glossary ??= fetch(address.pathname).then((answer) => answer.text());
  const page = new DOMParser().parseFromString(await glossary, "text/html");
  const term = page.getElementById(decodeURIComponent(address.hash.slice(1)));
  const meaning = term?.closest("dl")?.querySelector(`#${CSS.escape(term.id)} ~ dd`);
  return meaning ? [line(link.textContent, "strong"), ...meaning.cloneNode(true).childNodes] : null;
}

function place(target) {
  const box = target.getBoundingClientRect();
  const room = document.documentElement.clientWidth - note.offsetWidth - 8;
  note.style.left = `${Math.max(8, Math.min(box.left, room)) + window.scrollX}px`;
  const below = box.bottom + 6 + note.offsetHeight < window.innerHeight;
  const top = below ? box.bottom + 6 : box.top - note.offsetHeight - 6;
  note.style.top = `${top + window.scrollY}px`;
}

async function open(target) {
  clearTimeout(waiting);
  const known = window.nnSymbols[target.dataset.symbol];
  const parts = known ? aboutSymbol(known) : await aboutTerm(target).catch(() => null);
  if (!parts) return;
  note.replaceChildren(...parts);
  place(target);
}

function close() {
  clearTimeout(waiting);
  note.replaceChildren();
}

// The symbol or the term that an event is about.
function askedAbout(event) {
  const target = event.target.closest?.(`[data-symbol], ${TERM}`);
  return target?.dataset.symbol && !window.nnSymbols[target.dataset.symbol] ? null : target;
}

document.addEventListener("mouseover", (event) => {
  const target = askedAbout(event);
  if (note.contains(event.target)) return clearTimeout(waiting);
  clearTimeout(waiting);
  if (target) waiting = setTimeout(() => open(target), SOON);
  else if (note.hasChildNodes()) waiting = setTimeout(close, LATER);
});
document.addEventListener("click", (event) => {
  const target = askedAbout(event);
  if (target?.dataset.symbol) open(target);
  else if (!note.contains(event.target)) close();
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches(TERM)) open(event.target);
});
document.addEventListener("focusout", close);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});

// With the keyboard each equation is one stop, and the arrows go from symbol to symbol in it.
const STEPS = {
  ArrowRight: (at, last) => Math.min(at + 1, last),
  ArrowLeft: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (at, last) => last,
};

function walk(equation) {
  const symbols = [...equation.querySelectorAll(".katex-html [data-symbol]")];
  let at = -1;
  equation.tabIndex = 0;
  equation.setAttribute("role", "group");
  equation.setAttribute("aria-label", "Equation. The arrow keys tell what its symbols are.");
  equation.addEventListener("keydown", (event) => {
    if (!(event.key in STEPS)) return;
    event.preventDefault();
    symbols[at]?.classList.remove("nn-at");
    at = STEPS[event.key](at, symbols.length - 1);
    symbols[at].classList.add("nn-at");
    open(symbols[at]);
  });
  equation.addEventListener("focusout", () => {
    symbols[at]?.classList.remove("nn-at");
    at = -1;
  });
}

for (const equation of document.querySelectorAll(".katex")) {
  if (equation.querySelector("[data-symbol]")) walk(equation);
}
