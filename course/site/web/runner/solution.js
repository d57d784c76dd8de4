// A solution, explained line by line, for a learner who has passed or who asks for it.
import { button } from "./cell.js";

export async function showSolution(assignment, cell) {
  if (cell.solution) return cell.solution.toggleAttribute("hidden");
  const address = new URL(`../../answers/${assignment}.json`, import.meta.url);
  const answer = await fetch(address);
  const found = answer.ok ? (await answer.json())[cell.name] : null;
  if (!found) return cell.say("There is no solution to show here.");
  cell.solution = drawn(found);
  cell.bar.after(cell.solution);
}

function drawn({ lines, also }) {
  const box = document.createElement("div");
  box.className = "nn-solution";
  for (const { code, say } of lines) {
    const pre = document.createElement("pre");
    pre.textContent = code;
    const words = document.createElement("p");
    words.innerHTML = say;
    box.append(pre, words);
  }
  if (also) box.append(Object.assign(document.createElement("p"), { innerHTML: also }));
  return box;
}
