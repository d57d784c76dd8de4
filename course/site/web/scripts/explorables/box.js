// The frame around a picture that answers: the picture, its controls, and what it says in words.
import { HANDED } from "./handed.js";

let made = 0;

export class Box {
  // `begin` builds the explorable in this box, at first and after each "Start again", on a picture
  // of the class `Sheet`.
  constructor(element, begin, Sheet) {
    this.element = element;
    this.given = JSON.parse(element.dataset.given); // the numbers that the book has for it
    this.stage = element.querySelector(".nn-stage");
    this.controls = element.querySelector(".nn-controls");
    this.told = element.querySelector(".nn-told");
    this.label = this.stage.getAttribute("aria-label");
    this.begin = begin;
    this.Sheet = Sheet;
    element.addEventListener(HANDED, () => this.#take());
    this.#start();
    element.dataset.live = "";
  }

  #start() {
    this.controls.replaceChildren();
    this.stage.replaceChildren();
    this.begin(this);
    this.button("Start again", () => this.#again());
  }

  #again() {
    this.pause();
    this.drawing.end();
    this.#start();
    this.controls.lastElementChild.focus();
  }

  // Calls `take` with the arrays that a cell of the page hands over, now or later; once each.
  onHanded(take) {
    this.take = take;
    this.#take();
  }

  #take() {
    const { handed } = this.element;
    this.element.handed = null;
    if (handed) this.take?.(handed);
  }

  // An empty picture; `bounds` are the left, top, right and bottom that it shows.
  picture(bounds) {
    this.drawing = new this.Sheet(this.stage, bounds, this.label);
    return this.drawing;
  }

  // Draws what has changed, and says it.
  show(words) {
    this.drawing.update();
    if (this.told.textContent === words) return;
    this.told.textContent = words;
    this.#keepRoom();
  }

  // The buttons stay under the finger that presses them when the text above loses a line.
  #keepRoom() {
    const { style, offsetWidth } = this.told;
    if (offsetWidth !== this.wide) style.minHeight = "";
    this.wide = offsetWidth;
    style.minHeight = `${this.told.offsetHeight}px`;
  }

  button(label, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "nn-button", textContent: label });
    made.addEventListener("click", () => act(made));
    this.controls.append(made);
    return made;
  }

  // A slider with its name and its value beside it; `says` writes the value.
  slider(label, { from, to, step, value, says = String }, changed) {
    const input = this.#labelled("input", label, { type: "range", min: from, max: to, step, value });
    const shown = document.createElement("output");
    const tell = () => {
      shown.textContent = says(Number(input.value));
      input.setAttribute("aria-valuetext", shown.textContent);
    };
    input.addEventListener("input", () => (tell(), changed(Number(input.value))));
    input.after(shown);
    tell();
    return input;
  }

  // A list to choose one of; `changed` gets the chosen words.
  choice(label, options, changed) {
    const select = this.#labelled("select", label, {});
    select.append(...options.map((words) => new Option(words)));
    select.addEventListener("change", () => changed(select.value));
    return select;
  }

  // A box to tick.
  tick(label, checked, changed) {
    const input = this.#labelled("input", label, { type: "checkbox", checked });
    input.addEventListener("change", () => changed(input.checked));
    return input;
  }

  #labelled(tag, words, properties) {
    const input = Object.assign(document.createElement(tag), properties);
    const label = document.createElement("label");
    const name = document.createElement("span");
    name.textContent = words;
    label.append(name, input);
    label.className = "nn-control";
    input.id = `nn-control-${(made += 1)}`;
    this.controls.append(label);
    return input;
  }

  // A button that takes steps by itself until it is pressed again, or `step` returns false. What is
  // said meanwhile is for the eye: who listens hears the first of it, and at the end the last.
  player(label, step, milliseconds = 300) {
    const button = this.button(label, () => (this.timer ? this.pause() : play()));
    this.pause = () => {
      clearInterval(this.timer);
      this.timer = 0;
      button.textContent = label;
      this.#speak();
    };
    const play = () => {
      button.textContent = "Pause";
      let steps = 0;
      this.timer = setInterval(() => {
        if ((steps += 1) === 2) this.told.setAttribute("aria-live", "off");
        if (step() === false) this.pause();
      }, milliseconds);
    };
    return button;
  }

  pause() {} // until there is a player

  // Says aloud again what stands there, if it was for the eye alone until now.
  #speak() {
    if (!this.told.hasAttribute("aria-live")) return;
    this.told.removeAttribute("aria-live");
    this.told.replaceChildren(this.told.textContent);
  }
}
