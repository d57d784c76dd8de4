// A solution, explained statement by statement: after a pass, or at the second asking.
import { ROOT } from "../root.js";

const ASK = "This one is not right yet. Press Solution again if you want to see one now.";
const HERE = "A solution is below. There are other good ones.";

export class Solutions {
  constructor(assignment) {
    this.address = new URL(`solutions/${assignment}.json`, ROOT);
    this.asked = new Set();
  }

  async ask(cell, done) {
    if (cell.solution) return this.#fold(cell);
    if (!done && !this.asked.has(cell)) {
      this.asked.add(cell);
      return cell.say(ASK);
    }
    try {
      this.all ??= await (await fetch(this.address, { cache: "no-cache" })).json();
    } catch {
      return cell.say("The solution can't be fetched now. Try again when you are online.");
    }
    cell.solution = drawn(cell.name, this.all[cell.name]);
    cell.element.append(cell.solution);
    cell.say(HERE);
  }

  #fold(cell) {
    cell.solution.remove();
    cell.solution = null;
    cell.say("");
  }
}

function drawn(name, lines) {
  const box = Object.assign(document.createElement("section"), { className: "nn-solution" });
  box.setAttribute("aria-label", `A solution of ${name}`);
  for (const [code, why] of lines) {
    const pre = Object.assign(document.createElement("pre"), {
      textContent: code, tabIndex: 0, translate: false,
    });
    const words = document.createElement("p");
    words.append(...withCode(why));
    box.append(pre, words);
  }
  return box;
}

// What stands between backticks, as code.
function withCode(text) {
  return text.split("`").map((part, i) => {
    if (i % 2 === 0) return part;
    return Object.assign(document.createElement("code"), { textContent: part, translate: false });
  });
}
