// The questions of a chapter: a wrong first choice is kept, and comes back on the review page.
import { place } from "../root.js";
import { keep, kept } from "./missed.js";
import { furnish } from "./question.js";
import { missed, today } from "./schedule.js";

export function start(document) {
  const page = place();
  for (const question of document.querySelectorAll(".nn-question")) {
    const key = `${page}#${question.id}`;
    furnish(question, (right) => {
      if (!right) keep(key, missed(kept(), key, today())[key]);
    });
  }
}
