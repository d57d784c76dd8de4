// The review page: missed questions, one at a time, out of the chapters that they stand in.
import { button } from "../runner/cell.js";
import { isPage, ROOT } from "../root.js";
import { hearReturn } from "../storage.js";
import { keep, kept } from "./missed.js";
import { furnish } from "./question.js";
import { answered, due, missed, nextDay, today } from "./schedule.js";

export async function start(document) {
  const box = document.querySelector(".nn-review");
  const asked = Object.assign(document.createElement("div"), { className: "nn-asked" });
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  box.append(told, asked);
  hearReturn(() => asked.children.length || next(told, asked)); // maybe on another day
  next(told, asked);
}

async function next(told, asked) {
  const waiting = due(kept(), today());
  told.textContent = standing(waiting.length);
  asked.replaceChildren();
  if (!waiting.length) return;
  let question;
  try {
    question = await fetched(waiting[0]);
  } catch {
    told.textContent += " The chapter that it is from can't be fetched now. Try again when you are online.";
    return;
  }
  if (asked.children.length) return; // looked for twice, and here already
  if (question) ask(question, waiting[0], told, asked);
  else await forget(waiting[0], told, asked);
}

function ask(question, key, told, asked) {
  const [page] = key.split("#");
  furnish(question, (right) => {
    const all = (right ? answered : missed)(kept(), key, today());
    keep(key, all[key]);
    const back = Object.assign(document.createElement("a"), { textContent: "Where it is explained" });
    back.href = new URL(page, ROOT);
    const end = Object.assign(document.createElement("p"), { className: "nn-asked-end" });
    end.append(button("Next question", () => go(told, asked)), " ", back);
    asked.append(end);
  });
  asked.append(question);
}

// The button that was pressed goes with its question: the keys go on at the next one's first answer,
// or at what is told if there is none.
async function go(told, asked) {
  await next(told, asked);
  told.tabIndex = -1;
  (asked.querySelector(".nn-option") ?? told).focus();
}

// A question that the book no longer asks is dropped.
function forget(key, told, asked) {
  keep(key);
  return next(told, asked);
}

function standing(waiting) {
  const all = Object.keys(kept()).length;
  if (waiting) return `${waiting} ${waiting === 1 ? "question is" : "questions are"} due.`;
  if (!all) return "Nothing to review. A question that you miss in a chapter comes back here, first on the next day.";
  const wait = all === 1 ? "1 question waits" : `${all} questions wait, the first`;
  return `Nothing is due today. ${wait} until ${nextDay(kept())}.`;
}

// The question from its chapter's page, with links that work from here; null if it is gone.
// A page that can't be fetched now throws, and nothing is dropped. A host that is busy, or wants a
// password first, answers with a page of its own.
async function fetched(key) {
  const [page, id] = key.split("#");
  const address = new URL(page, ROOT);
  if (!address.href.startsWith(ROOT.href)) return null; // not of this book
  const answer = await fetch(address, { cache: "no-cache" });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const html = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!isPage(html)) throw new Error(`${address}: not a page of the book`);
  const question = html.getElementById(id);
  for (const link of question?.querySelectorAll("[href]") ?? []) {
    link.href = new URL(link.getAttribute("href"), address);
  }
  return question && document.adoptNode(question);
}
