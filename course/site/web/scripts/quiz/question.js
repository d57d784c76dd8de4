// A question of the book made answerable: a button for each answer, its explanation under it.

let made = 0;

// Builds the buttons; `chosen(right)` is told of the first choice, and of no later one.
export function furnish(question, chosen) {
  const folded = question.querySelector(".nn-answers");
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  group.className = "nn-options";
  const words = [...question.children].filter((child) => child !== folded);
  group.setAttribute("aria-label", words.map((child) => spoken(child)).join(" "));
  const options = [...folded.querySelectorAll(":scope > ul > li")].map(option);
  let first = true;
  for (const one of shuffled(options)) {
    one.button.addEventListener("click", () => {
      if (first) chosen(one.right);
      first = false;
      open(one);
      if (one.right) options.forEach(open);
    });
    group.append(one.button, one.why);
  }
  folded.before(group);
  folded.className = "nn-on-paper"; // the list as it was written, which print shows
  folded.firstElementChild.remove();
}

function option(item) {
  const right = item.classList.contains("nn-right");
  const text = (item.querySelector(":scope > p") ?? item).cloneNode(true);
  const answer = text.querySelector("strong");
  answer.remove();
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "nn-button nn-option" });
  button.append(...answer.childNodes);
  const why = document.createElement("div");
  Object.assign(why, { className: "nn-why", id: `nn-why-${(made += 1)}` });
  why.setAttribute("role", "status");
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", why.id);
  text.prepend(right ? "✓" : "✗ Not this one.");
  const rest = [...item.children].filter((child) => child.localName !== "p").map((child) => child.cloneNode(true));
  return { right, button, why, explanation: [text, ...rest] };
}

function open({ right, button, why, explanation }) {
  if (why.childNodes.length) return;
  why.append(...explanation);
  button.dataset.verdict = right ? "right" : "wrong";
  button.setAttribute("aria-expanded", "true");
}

// The words of an element, an equation by its TeX-free text.
function spoken(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll(".katex-html").forEach((part) => part.remove());
  return copy.textContent.trim();
}

function shuffled(items) {
  const left = [...items];
  const mixed = [];
  while (left.length) mixed.push(...left.splice(Math.floor(Math.random() * left.length), 1));
  return mixed;
}
