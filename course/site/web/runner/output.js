// Where a cell's output stands: text, tables, pictures, and errors in words.

export class Output {
  constructor(cell) {
    this.cell = cell;
    this.printed = cell?.querySelector(":scope > .cell_output"); // what the book's build printed
  }

  // Makes room for what a run brings.
  begin() {
    this.clear();
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
    if (kind === "html") this.#append("div", "output text_html").innerHTML = content;
    else this.#text(kind, content);
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
