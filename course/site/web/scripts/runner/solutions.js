// A solution, explained statement by statement: after a pass, or at the second asking.
import { ROOT } from "../root.js";

const ASK = "This one is not right yet. Press Solution again if you want to see one now.";
const HERE = "A solution is below. There are other good ones.";
const AWAY = "The solution can't be fetched now. Try again when you are online.";
const NONE = "The host of this page has no solution of this one now. Reload the page, then ask again.";

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
    let all;
    try {
      all = await (this.all ??= this.#fetch());
    } catch {
      this.all = null; // the next press tries again
      return cell.say(AWAY);
    }
    const lines = all?.[cell.name];
    if (!lines) return cell.say(NONE);
    if (!cell.solution) this.#show(cell, lines); // else it was asked for twice, and is there
  }

  async #fetch() {
    const answer = await fetch(this.address, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${this.address}: ${answer.status}`);
    return answer.json();
  }

  #show(cell, lines) {
    cell.solution = drawn(cell.name, lines);
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
