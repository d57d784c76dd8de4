// A cell of the page: its code in an editor, its buttons, its status, its output.
import { arriving } from "../lacking.js";
import { script } from "../root.js";
import { Output } from "./output.js";

export const ENDED = {
  stopped: "Stopped. Python starts again with the next run, and your code has not changed.",
  unbegun: "Stopped before it began. Your code has not changed.",
  stuck: "This took too long and was stopped. Is there a loop that never ends? Your code has not changed.",
  broken: "Python could not go on. That is not your fault. Press again to try once more.",
};

export class Cell {
  // `spec` is a line of the page's cells.json; `page` runs it.
  constructor(element, spec, page) {
    Object.assign(this, { element, page, ...spec });
    this.source ??= element.querySelector(".cell_input pre").textContent.replace(/\n$/, "");
    this.released = this.source;
    this.output = new Output(element);
    // A chapter has cells that no reader sees; they run, and that is all.
    this.input = element?.querySelector(":scope > .cell_input");
    this.bar = element?.querySelector(":scope > .nn-bar");
  }

  // Puts buttons into the room that the page has kept for them.
  furnish(buttons) {
    if (!this.bar) return;
    this.status = document.createElement("span");
    this.status.className = "nn-status";
    this.status.setAttribute("role", "status");
    this.stop = button("Stop", () => this.page.python.stop(this));
    this.stop.hidden = true;
    this.buttons = buttons.map(([label, act]) => button(label, act, `${label}: ${this.title()}`));
    this.bar.replaceChildren(...this.buttons, this.stop, this.status);
  }

  title() {
    return this.name ?? `cell ${this.place + 1}`;
  }

  // Becomes an editor when it comes near; until then it is called one to those who do not see it.
  editWhenNear() {
    const box = this.input.firstElementChild;
    const names = { role: "textbox", "aria-multiline": "true", "aria-label": this.#label() };
    for (const [name, value] of Object.entries(names)) box.setAttribute(name, value);
    box.tabIndex = 0;
    box.addEventListener("focusin", () => this.enter(), { once: true });
    const near = new IntersectionObserver(
      (seen) => seen.some((one) => one.isIntersecting) && this.edit().then(() => near.disconnect()),
      { rootMargin: "100% 0%" },
    );
    near.observe(box);
  }

  #label() {
    return `Python code of ${this.title()}`;
  }

  // Puts an editor where the code stands, at the same size, so that nothing moves.
  async edit() {
    if (this.view) return this.view;
    const { editor } = await this.#editing();
    if (this.view) return this.view;
    const way = wayOut(this.element.id);
    const keys = [
      { key: "Shift-Enter", run: () => this.#atKey(() => this.page.run(this)) },
      { key: "Mod-Enter", run: () => this.#atKey(() => this.page.check?.(this)) },
    ];
    this.view = editor({
      text: this.source,
      label: this.#label(),
      words: this.words,
      told: way.id,
      keys,
      changed: (text) => this.#changed(text),
    });
    this.input.classList.add("nn-editing");
    const coloured = document.createElement("div");
    coloured.className = "highlight";
    coloured.append(this.view.dom);
    this.input.replaceChildren(coloured, way);
    return this.view;
  }

  // Goes into the editor once it is there, unless the reader has gone elsewhere meanwhile.
  async enter() {
    const from = document.activeElement;
    const view = await this.edit();
    if ([from, document.body].includes(document.activeElement)) view.focus();
  }

  // Does what a button does, and nothing while the buttons are away. Says that the key was meant.
  #atKey(act) {
    if (!this.bar.hasAttribute("data-busy")) act();
    return true;
  }

  #editing() {
    return arriving(() => import(script("editor.js")), [this.bar]);
  }

  #changed(text) {
    this.source = text;
    this.page.changed(this);
  }

  // Shows a text that somebody else wrote: in the editor, or where one will come.
  async show(text) {
    this.source = text;
    if (!this.view) return this.edit();
    const { replaceText } = await import(script("editor.js"));
    return replaceText(this.view, this.source);
  }

  // Puts another text into the cell, with or without an editor.
  async write(text) {
    this.source = text;
    const { replaceText } = await this.#editing();
    replaceText(await this.edit(), text);
  }

  busy(yes) {
    if (!this.bar) return;
    this.bar.toggleAttribute("data-busy", yes);
    const held = document.activeElement;
    if (this.buttons.includes(held)) this.pressed = held; // it goes from under a hand, and comes back
    const on = [this.stop, ...this.buttons].includes(held);
    this.stop.hidden = !yes;
    for (const one of this.buttons) one.hidden = yes;
    if (on && yes) this.stop.focus();
    else if (on) this.focus();
  }

  // Goes to the button that was pressed last.
  focus() {
    (this.pressed ?? this.buttons[0]).focus();
  }

  say(text, verdict = "") {
    if (!this.status) return;
    this.status.textContent = text;
    this.status.dataset.verdict = verdict;
  }
}

// How to leave an editor that takes the Tab key for itself, said beside it while one is in it.
function wayOut(id) {
  const told = document.createElement("p");
  told.className = "nn-way-out";
  told.id = `${id}-way-out`;
  told.textContent = "Esc, then Tab leaves the editor.";
  return told;
}

export function button(label, act, name = label) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "nn-button";
  made.textContent = label;
  if (name !== label) made.setAttribute("aria-label", name);
  made.addEventListener("click", act);
  return made;
}
