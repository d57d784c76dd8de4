// An assignment's page: answers that are kept, checks, progress, the notebook out and in.
import { asking, save, statusLine, textOf } from "../files.js";
import { exportAll } from "../progress-file.js";
import { script } from "../root.js";
import { read, whenNotKept, write } from "../storage.js";
import { Unreadable, whyNot } from "../unreadable.js";
import { button, ENDED } from "./cell.js";
import { former } from "./former.js";
import { hintsOf, openNext } from "./hints.js";
import { toBeKept } from "./kept.js";
import { KeptAnswers } from "./kept-answers.js";
import { askToLast } from "./lasting.js";
import { Line } from "./line.js";
import { Looking } from "./looking.js";
import { answersIn, filled } from "./notebook.js";
import { notice } from "./notice.js";
import { allDone, count, keepSize, keepVerdict, markSidebar } from "./progress.js";
import { Page } from "./running.js";
import { Solutions } from "./solutions.js";
import { loaded } from "./told.js";

export class Assignment extends Page {
  patient = false;

  // `solutions` names the functions of which this site has one.
  constructor(name, solutions) {
    super();
    this.name = name;
    this.solved = solutions;
    this.solutions = new Solutions(name);
  }

  furnish(cells) {
    super.furnish(cells);
    this.python.looking = new Looking(this.python);
    this.answers = cells.filter((cell) => cell.kind === "answer");
    this.kept = new KeptAnswers(this.name, this.answers);
    const written = this.kept.open();
    for (const cell of cells) {
      if (cell.kind === "given") cell.furnish([["Run", () => this.run(cell)]]);
      if (cell.kind === "answer") this.#furnishAnswer(cell, written.includes(cell));
    }
    this.#furnishTools();
    this.kept.askAll();
    keepSize(this.name, this.#parts());
    whenNotKept((reason) => this.#sayNotKept(reason));
    if (written.length) this.#askToLast();
    toBeKept([script("editor.js")]); // maybe none was near
  }

  #furnishAnswer(cell, written) {
    const reset = ["Reset", () => this.#reset(cell)];
    const code = [["Run", () => this.run(cell)], ["Check", () => this.check(cell)], reset];
    const hints = hintsOf(cell);
    if (hints.length) code.push(["Hint", () => openNext(cell, hints)]);
    if (this.solved.includes(cell.name)) {
      code.push(["Solution", () => this.solutions.ask(cell, this.#isDone(cell))]);
    }
    cell.furnish(code);
    if (written) cell.edit(); // at once, so that it is found and printed
    else cell.editWhenNear();
  }

  // To run is not to check: what was said of another text goes.
  async run(cell, ...how) {
    const ended = await super.run(cell, ...how);
    if (cell.checked !== undefined && cell.checked !== cell.source) {
      for (const check of this.#checksOf(cell)) check.output.clear();
    }
    return ended;
  }

  // Runs an answer, then each check below it, and says how many of them are content. All of them
  // get the cells as they are now: what is written meanwhile is for the next check.
  async check(cell) {
    const checks = this.#checksOf(cell);
    const texts = this.texts();
    cell.checked = cell.source;
    const first = await this.run(cell, cell, texts);
    for (const check of checks) check.output.clear();
    if (first !== "right") return first;
    let right = 0;
    let refused = null;
    for (const check of checks) {
      const ended = await this.run(check, cell, texts);
      if (ended in ENDED) return ended;
      if (ended === "right") right += 1;
      else refused ??= check;
      keepVerdict(this.name, check, ended === "right");
    }
    markSidebar();
    cell.say(verdict(right, checks.length), refused ? "wrong" : "right");
    if (refused) this.#look(refused, cell);
    return refused ? "wrong" : "right";
  }

  // Looks for the line to blame, and says it under the first refusal.
  #look(refused, cell) {
    const { looking } = this.python;
    const line = new Line(refused.output.box, cell, () => looking.rest());
    looking.begin(refused.place, (words) => line.say(words));
  }

  #checksOf(cell) {
    return this.cells.filter((one) => one.kind === "check" && one.of === cell.id);
  }

  #isDone(cell) {
    const parts = this.#parts();
    const done = allDone()[this.name];
    return count(done, { [cell.name]: parts[cell.name] }) === 1;
  }

  #parts() {
    const parts = {};
    for (const { kind, name, part } of this.cells) {
      if (kind === "check") (parts[name] ??= []).push(part);
    }
    return parts;
  }

  changed(cell) {
    if (cell.kind !== "answer") return;
    this.last = cell;
    if (cell.isReset && cell.source !== cell.released) cell.say("");
    cell.isReset = false;
    if (this.kept.keep(cell)) this.#askToLast();
    else this.#sayNotKept();
  }

  #askToLast() {
    askToLast(this.box, () => save("progress.json", exportAll(), "application/json"));
  }

  // Where the reader looks: in the tools, and under the cell that was changed last.
  #sayNotKept(reason = this.reason) {
    if (reason !== this.reason) this.#tell(reason ? NOT_KEPT + reason : KEPT_AGAIN);
    if (reason === this.reason && this.last === this.noticed) return;
    Object.assign(this, { reason, noticed: this.last });
    for (const cell of this.answers) {
      const here = reason && cell === this.last;
      notice(cell, "not-kept", here ? [NOT_KEPT + reason, this.#downloading()] : null);
    }
  }

  async #reset(cell) {
    await cell.edit(); // where none comes, its place says so, and nothing is changed
    await this.#put([[cell, cell.released]]);
    cell.output.clear();
    cell.isReset = true;
    cell.say("This is the cell as you were given it. Undo (Ctrl+Z, or Cmd+Z) in the editor brings your answer back.");
  }

  #furnishTools() {
    this.box = document.querySelector(".nn-notebook-tools");
    if (!this.box) return;
    this.released = new URL(this.box.dataset.notebook, document.baseURI);
    this.told = statusLine();
    const whose = Object.assign(document.createElement("p"), { textContent: WHOSE });
    whose.className = "nn-whose";
    this.box.replaceChildren(
      this.#downloading(),
      ...asking("Load a notebook", ".ipynb,application/json", (file) => this.#load(file)),
      whose,
      this.told,
      ...[former(this.name, this.answers)].filter(Boolean),
    );
    this.#offerBack();
    toBeKept([this.released.href]);
  }

  #downloading() {
    const made = button("Download my notebook", () => this.#download((words) => say(words)));
    const say = (words) => {
      this.#tell(words);
      if (!this.box?.contains(made)) notice(this.last, "download", [words]);
    };
    return made;
  }

  async #download(say) {
    try {
      const text = filled(await this.#fetchReleased(), this.#texts());
      save(`${this.name}.ipynb`, text, "application/x-ipynb+json");
      say("This is what you hand in: the notebook with your answers in its cells.");
    } catch {
      say(NO_NOTEBOOK);
    }
  }

  async #load(file) {
    try {
      const text = await textOf(file);
      const found = answersIn(text, this.#expected(), await this.#givenOut());
      const there = this.answers.filter((cell) => found.answers.has(cell.id));
      const taken = there.filter((cell) => !this.#wouldLose(cell, found.answers.get(cell.id)));
      await this.#editors(taken);
      await this.#bring(taken.map((cell) => [cell, found.answers.get(cell.id)]));
      this.#tell(loaded(file.name, found, taken, there));
    } catch (error) {
      this.#tell(whyNot(error));
    }
  }

  // Puts a notebook's texts into cells. However many are loaded after each other, the way back is
  // to what the reader had written before the first: the files have the rest.
  async #bring(texts) {
    const here = this.#texts();
    const brought = { ...here, ...Object.fromEntries(texts.map(([cell, text]) => [cell.id, text])) };
    if (same(here, brought)) return;
    if (!same(here, read(`brought/${this.name}`)) || !this.#hasBack()) this.#keepBack();
    write(`brought/${this.name}`, brought);
    await this.#put(texts);
  }

  // Whether the way back leads to anything that somebody wrote.
  #hasBack() {
    const before = read(`before/${this.name}`) ?? {};
    return this.answers.some(({ id, released }) => (before[id] ?? released).trim() !== released.trim());
  }

  // Waits for editors, before anything is changed that they would have to show.
  async #editors(cells) {
    try {
      await Promise.all(cells.map((cell) => cell.edit()));
    } catch {
      throw new Unreadable(NO_EDITOR);
    }
  }

  // What was never written takes no place of what was.
  #wouldLose(cell, text) {
    return text.trim() === cell.released.trim() && cell.source.trim() !== text.trim();
  }

  #expected() {
    return this.answers.map(({ id, name }) => ({ id, name }));
  }

  // The released notebook; throws if a host has something else to say at its address.
  async #fetchReleased() {
    const answer = await fetch(this.released, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${this.released}: ${answer.status}`);
    const notebook = await answer.json();
    if (!Array.isArray(notebook?.cells)) throw new Error(`${this.released}: not a notebook`);
    return notebook;
  }

  // The text of each answer, by its id.
  #texts() {
    return Object.fromEntries(this.answers.map((cell) => [cell.id, cell.source]));
  }

  // The cells of the released notebook; without them less of a brought one is recognized.
  async #givenOut() {
    try {
      return (await this.#fetchReleased()).cells;
    } catch {
      const given = this.cells.filter((cell) => cell.kind !== "answer");
      return given.map((cell) => ({ source: cell.released }));
    }
  }

  // Puts texts into cells: all are kept before the first is shown.
  async #put(texts) {
    for (const [cell, text] of texts) {
      cell.source = text;
      this.changed(cell);
    }
    await Promise.all(texts.map(([cell, text]) => cell.show(text)));
  }

  // A way back from a notebook that was the wrong one, also at another visit; and back again.
  #keepBack() {
    write(`before/${this.name}`, this.#texts());
    this.#offerBack();
  }

  #offerBack() {
    const before = read(`before/${this.name}`);
    if (!before || this.back) return;
    this.back = button("Bring my answers back", () => this.#bringBack());
    this.told.before(this.back);
  }

  async #bringBack() {
    const before = read(`before/${this.name}`) ?? {};
    const there = this.answers.filter((cell) => typeof before[cell.id] === "string");
    try {
      await this.#editors(there);
    } catch (error) {
      return this.#tell(whyNot(error));
    }
    this.#keepBack();
    await this.#put(there.map((cell) => [cell, before[cell.id]]));
    this.#tell(BACK);
  }

  #tell(words) {
    if (this.told) this.told.textContent = words;
  }
}

const BACK =
  "Your answers are as they were before the notebook was loaded. Pressed again, the same button " +
  "brings back what stood here until now.";
const NOT_KEPT =
  "Your browser does not keep anything for this page, so download your notebook before you leave: ";
const KEPT_AGAIN = "Your browser keeps what you write again.";
const NO_NOTEBOOK =
  "The notebook can't be fetched now, so nothing was downloaded. Your answers are still here: " +
  "try again when you are online.";
const NO_EDITOR =
  "The editor can't be fetched now, so nothing was changed. Check your internet connection, reload " +
  "the page, and try again.";
const WHOSE =
  "A notebook is a program: what you load here runs in your browser as if it were yours, so load " +
  "only one that you wrote or whose writer you trust.";

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function verdict(right, all) {
  if (right === all) return all === 1 ? "Right: its check passes." : `Right: all ${all} checks pass.`;
  if (all === 1) return "Not yet. Its check says why, below.";
  return `Not yet: ${right} of ${all} checks pass. The others say why, below.`;
}
