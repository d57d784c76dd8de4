// Where a cell's output stands: text, tables, pictures, and errors in words.

import { script } from "../root.js";

// What makes HTML safe to be shown; asked for early, as it is small beside Python.
export const cleaning = () => import(script("clean.js"));

export class Output {
  constructor(cell) {
    this.cell = cell;
    this.printed = cell?.querySelector(":scope > .cell_output"); // what the book's build printed
  }

  // Makes room for what a run brings.
  begin() {
    this.clear();
    this.settled = Promise.resolve(); // when all of it stands there
    this.box = document.createElement("div");
    this.box.className = "cell_output docutils container nn-output";
    this.cell.append(this.box);
    if (this.printed) this.printed.hidden = true;
  }

  // Shows the book's own output again.
  clear() {
    this.box?.remove();
    this.box = null;
    if (this.printed) this.printed.hidden = false;
  }

  add(kind, content) {
    if (kind === "html") this.#html(this.#append("div", "output text_html"), content);
    else this.#text(kind, content);
  }

  #html(place, content) {
    const filled = cleaning().then(
      ({ clean }) => place.append(clean(content)),
      () => place.append("A table or a picture can't be shown now. Run the cell again."),
    );
    this.settled = Promise.all([this.settled, filled]);
  }

  #text(kind, content) {
    const last = this.box.lastElementChild;
    const same = kind === "text" && last?.classList.contains("stream");
    const pre = same ? last.querySelector("pre") : this.#stream(kind);
    pre.append(content);
  }

  #stream(kind) {
    const box = this.#append("div", kind === "error" ? "output nn-error" : "output stream");
    const pre = document.createElement("pre");
    pre.tabIndex = 0; // it may scroll
    box.append(pre);
    return pre;
  }

  #append(tag, classes) {
    const part = document.createElement(tag);
    part.className = classes;
    this.box.append(part);
    return part;
  }
}
