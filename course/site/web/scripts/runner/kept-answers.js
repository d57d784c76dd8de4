// The answers of an assignment as the browser keeps them, and as other pages change them.
//
// Each page writes only the answer that was changed. What another page writes is shown at once
// where this page's reader changed nothing; where both did, both texts are kept, and asked about.
import { modernize, stamp } from "../records.js";
import { hearOthers, hearReturn, names, read, remove, write } from "../storage.js";
import { ask, notice } from "./notice.js";

const PAGE = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
const GONE =
  "This was deleted on the progress page, in another tab. It is kept again once you change it.";

export class KeptAnswers {
  constructor(assignment, cells) {
    this.assignment = assignment;
    this.cells = cells;
    // What this page read or wrote last, what it had seen before its reader wrote, and whether
    // its reader wrote.
    this.states = new Map();
    this.asked = new Map();
  }

  // Puts what is kept into the cells; returns those that were written in.
  open() {
    modernize();
    for (const cell of this.cells) this.#seen(cell, this.#there(cell));
    hearOthers((name) => this.#hear(name));
    hearReturn(() => this.#comeBack());
    const written = this.cells.filter((cell) => this.states.get(cell).known.text !== null);
    for (const cell of written) cell.source = this.states.get(cell).known.text;
    return written;
  }

  // Asks about answers of which two texts are kept, once the cells have their bars.
  askAll() {
    for (const cell of this.cells) this.#ask(cell);
  }

  // Keeps what the reader wrote in a cell; says whether the browser did.
  keep(cell) {
    const state = this.states.get(cell);
    const text = this.#text(cell);
    if (text === state.known.text) return true;
    const there = this.#there(cell);
    if (there.at !== state.known.at && there.text !== text) this.#beside(cell, PAGE, there);
    state.known = { text, at: stamp(there.at), from: state.from };
    state.mine = true;
    return write(this.#name(cell), state.known);
  }

  // Keeps a text that takes the place of all that there is of this answer.
  settle(cell, text) {
    const there = this.#there(cell);
    cell.source = text;
    const record = { text: this.#text(cell), at: stamp(there.at), from: there.at };
    this.#seen(cell, record);
    const done = write(this.#name(cell), record);
    if (done) for (const name of this.#besides(cell)) remove(name);
    this.#ask(cell);
    return done;
  }

  #name(cell) {
    return `answers/${this.assignment}/${cell.id}`;
  }

  #there(cell) {
    return read(this.#name(cell)) ?? { text: null, at: 0 };
  }

  #seen(cell, record) {
    this.states.set(cell, { known: record, from: record.at, mine: false });
  }

  #besides(cell) {
    return names(`beside/${this.assignment}/${cell.id}/`);
  }

  #beside(cell, page, { text, at }) {
    write(`beside/${this.assignment}/${cell.id}/${page}`, { text, at });
  }

  #hear(name) {
    if (name === `answers/${this.assignment}`) return this.#comeBack(); // by an older page
    const cell = this.cells.find((one) => name.split("/")[2] === one.id);
    if (name === (cell && this.#name(cell))) this.#refresh(cell);
    else if (cell && name.startsWith(`beside/${this.assignment}/`)) this.#ask(cell);
  }

  // The reader sees now what there is, so what is written from here on goes on from it.
  #comeBack() {
    modernize();
    for (const cell of this.cells) {
      this.#refresh(cell);
      const state = this.states.get(cell);
      state.from = state.known.at;
    }
  }

  #refresh(cell) {
    const state = this.states.get(cell);
    const there = this.#there(cell);
    if (there.at === state.known.at) return this.#ask(cell);
    if (!there.at) return this.#deleted(cell, there);
    if (there.text === state.known.text) state.known = there;
    else if (state.mine && there.from !== state.known.at) this.#beside(cell, PAGE, this.#mine(cell));
    else this.#take(cell, there);
    this.#ask(cell);
  }

  // What stands in the editor stays there, and is the reader's own.
  #deleted(cell, nothing) {
    Object.assign(this.states.get(cell), { known: nothing, mine: true });
    cell.say(GONE);
    this.#ask(cell);
  }

  #mine(cell) {
    const { at } = this.states.get(cell).known;
    return { text: this.#text(cell), at: at || stamp() };
  }

  #text(cell) {
    return cell.source === cell.released ? null : cell.source;
  }

  #take(cell, there) {
    const { from } = this.states.get(cell);
    this.states.set(cell, { known: there, from, mine: false });
    cell.show(there.text ?? cell.released);
  }

  // The other texts of an answer, each once, the newest first.
  #others(cell) {
    const kept = [this.#there(cell), ...this.#besides(cell).map(read)];
    const texts = kept.sort((one, two) => two.at - one.at).map(({ text }) => text ?? cell.released);
    return [...new Set(texts)].filter((text) => text !== cell.source);
  }

  #ask(cell) {
    const others = this.#besides(cell).length ? this.#others(cell) : [];
    const asked = JSON.stringify(others);
    if (asked === (this.asked.get(cell) ?? "[]")) return;
    this.asked.set(cell, asked);
    const choose = (text) => {
      this.settle(cell, text);
      cell.show(text);
    };
    notice(cell, "two-texts", others.length ? ask(cell, others, choose) : null);
  }
}
