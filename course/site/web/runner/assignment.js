// An assignment's page: answers that are kept, checks, progress, the notebook out and in.
import { asking, save, statusLine } from "../files.js";
import { ROOT } from "../root.js";
import { read, whenNotKept, write } from "../storage.js";
import { button, ENDED } from "./cell.js";
import { hintsOf, openNext } from "./hints.js";
import { toBeKept } from "./kept.js";
import { answersIn, filled } from "./notebook.js";
import { count, keepSize, keepVerdict, markSidebar } from "./progress.js";
import { Page } from "./running.js";
import { Solutions } from "./solutions.js";

export class Assignment extends Page {
  patient = false;

  // `solutions` names the functions of which this site has one.
  constructor(name, solutions) {
    super();
    this.name = name;
    this.solved = solutions;
    this.solutions = new Solutions(name);
    this.stored = `answers/${name}`;
  }

  furnish(cells) {
    super.furnish(cells);
    this.answers = cells.filter((cell) => cell.kind === "answer");
    const kept = read(this.stored) ?? {};
    for (const cell of cells) {
      if (cell.kind === "given") cell.furnish([["Run", () => this.run(cell)]]);
      if (cell.kind === "answer") this.#furnishAnswer(cell, kept[cell.id]);
    }
    this.#furnishTools();
    keepSize(this.name, this.#parts());
    whenNotKept((reason) => this.#tell(NOT_KEPT + reason));
    toBeKept([new URL("web/runner/editor.js", ROOT).href]); // maybe none was near
  }

  #furnishAnswer(cell, kept) {
    const reset = ["Reset", () => this.#reset(cell)];
    const code = [["Run", () => this.run(cell)], ["Check", () => this.check(cell)], reset];
    const hints = hintsOf(cell);
    if (hints.length) code.push(["Hint", () => openNext(cell, hints)]);
    if (this.solved.includes(cell.name)) {
      code.push(["Solution", () => this.solutions.ask(cell, this.#isDone(cell))]);
    }
    cell.furnish(cell.words ? [reset] : code);
    if (kept === undefined) return cell.editWhenNear();
    cell.source = kept;
    cell.edit(); // at once, so that it is found and printed
  }

  // Runs an answer, then each check below it, and says how many of them are content.
  async check(cell) {
    const checks = this.#checksOf(cell);
    const first = await this.run(cell);
    for (const check of checks) check.output.clear();
    if (first !== "right") return first;
    let right = 0;
    for (const check of checks) {
      const ended = await this.run(check, cell);
      if (ended in ENDED) return ended;
      right += ended === "right";
      keepVerdict(this.name, check, ended === "right");
    }
    markSidebar();
    cell.say(verdict(right, checks.length), right === checks.length ? "right" : "wrong");
    return right === checks.length ? "right" : "wrong";
  }

  #checksOf(cell) {
    return this.coded.filter((one) => one.kind === "check" && one.of === cell.id);
  }

  #isDone(cell) {
    const parts = this.#parts();
    const done = read("done")?.[this.name];
    return count(done, { [cell.name]: parts[cell.name] }) === 1;
  }

  #parts() {
    const parts = {};
    for (const { kind, name, part } of this.coded) {
      if (kind === "check") (parts[name] ??= []).push(part);
    }
    return parts;
  }

  changed() {
    const mine = this.answers.filter((cell) => cell.source !== cell.released);
    write(this.stored, Object.fromEntries(mine.map((cell) => [cell.id, cell.source])));
  }

  async #reset(cell) {
    await cell.write(cell.released);
    cell.output.clear();
    cell.say("As it was at first. Undo (Ctrl+Z, or Cmd+Z) in the editor brings yours back.");
  }

  #furnishTools() {
    const box = document.querySelector(".nn-notebook-tools");
    if (!box) return;
    this.told = statusLine();
    box.replaceChildren(
      button("Download my notebook", () => this.#download(box.dataset.notebook)),
      ...asking("Load a notebook", ".ipynb,application/json", (file) => this.#load(file)),
      this.told,
    );
  }

  async #download(address) {
    const released = await (await fetch(address)).json();
    const answers = Object.fromEntries(this.answers.map((cell) => [cell.id, cell.source]));
    save(`${this.name}.ipynb`, filled(released, answers), "application/x-ipynb+json");
    this.#tell("This is what you hand in: the notebook with your answers in its cells.");
  }

  async #load(file) {
    try {
      const ids = this.answers.map((cell) => cell.id);
      const { answers, missing } = answersIn(await file.text(), ids);
      this.#offerBack(this.answers.map((cell) => [cell, cell.source]));
      for (const cell of this.answers) if (cell.id in answers) await cell.write(answers[cell.id]);
      const left = missing.length ? ` It lacks ${missing.join(", ")}: those stay as they were.` : "";
      this.#tell(`${Object.keys(answers).length} answers are taken from ${file.name}.${left}`);
    } catch (error) {
      this.#tell(error.message);
    }
  }

  // A way back from a notebook that was the wrong one.
  #offerBack(before) {
    this.back?.remove();
    this.back = button("Bring my answers back", async () => {
      for (const [cell, text] of before) await cell.write(text);
      this.back.remove();
      this.#tell("Your answers are as they were.");
    });
    this.told.before(this.back);
  }

  #tell(words) {
    if (this.told) this.told.textContent = words;
  }
}

const NOT_KEPT =
  "Your browser does not keep anything for this page, so download your notebook before you leave: ";

function verdict(right, all) {
  if (right === all) return all === 1 ? "Right: its check is content." : `Right: all ${all} checks.`;
  if (all === 1) return "Not yet. Its check says why, below.";
  return `Not yet: ${right} of ${all} checks are content. The others say why, below.`;
}
