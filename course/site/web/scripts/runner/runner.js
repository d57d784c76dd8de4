// Makes the cells of a page run: in assignments with checks and answers, in chapters to try things.
import { Cell } from "./cell.js";
import { Page } from "./running.js";

export async function start(document) {
  const mark = document.querySelector("[data-cells]");
  const address = new URL(mark.dataset.cells, document.baseURI);
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const { assignment, solutions, cells } = await answer.json();
  const page = assignment ? await anAssignment(assignment, solutions) : new Chapter();
  page.furnish(
    cells.map((spec, place) => {
      const element = document.getElementById(`nn-cell-${spec.cell}`);
      return new Cell(element, { place, kind: "given", ...spec }, page);
    }),
  );
}

// What only an assignment has use for is no weight on a chapter.
async function anAssignment(name, solutions) {
  const { Assignment } = await import("./assignment.js");
  return new Assignment(name, solutions);
}

class Chapter extends Page {
  furnish(cells) {
    super.furnish(cells);
    for (const cell of cells.filter((one) => one.bar)) {
      cell.furnish([
        ["Run", () => this.run(cell)],
        ["Edit", () => cell.enter()],
        ["Reset", () => this.#reset(cell)],
      ]);
    }
  }

  async #reset(cell) {
    if (cell.view) await cell.write(cell.released);
    cell.source = cell.released;
    cell.output.clear();
    cell.say("This is the code as the book has it.");
  }
}
