// What pages with cells have in common: one Python, and cells that run in it.
import { tellIfRenewed } from "../lacking.js";
import { take } from "../explorables/handed.js";
import { ENDED } from "./cell.js";
import { Python } from "./python.js";

export class Page {
  patient = true;

  furnish(cells) {
    this.cells = cells;
    const places = (kind) => this.cells.filter((cell) => cell.kind === kind).map((c) => c.place);
    const sources = this.cells.map((cell) => cell.released);
    const roles = { answers: places("answer"), checks: places("check") };
    this.python = new Python(sources, roles, this.patient);
  }

  // Runs one cell; `teller` is the cell whose bar says how it goes, and `texts` are what the cells
  // say. Resolves to how it ended.
  async run(cell, teller = cell, texts = this.texts()) {
    teller.busy(true);
    teller.say("Waiting for Python.");
    cell.output.begin();
    const ended = await this.python.run(cell.place, texts, teller, (kind, content) => {
      if (kind === "status") teller.say(content);
      else if (kind === "handed") take(content);
      else cell.output.add(kind, content);
    });
    await cell.output.settled;
    teller.busy(false);
    if (ended === "broken") tellIfRenewed(teller.bar);
    teller.say(ENDED[ended] ?? (ended === "right" ? "Done." : "It stopped with an error."), ended);
    return ended;
  }

  // What the cells say at this moment: [[place, text]].
  texts() {
    return this.cells.map((cell) => [cell.place, cell.source]);
  }

  changed() {}
}
