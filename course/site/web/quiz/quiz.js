// The questions of a chapter: a wrong first choice is kept, and comes back on the review page.
import { place } from "../root.js";
import { read, write } from "../storage.js";
import { furnish } from "./question.js";
import { missed, today } from "./schedule.js";

export function start(document) {
  const page = place();
  for (const question of document.querySelectorAll(".nn-question")) {
    furnish(question, (right) => {
      if (!right) write("review", missed(read("review") ?? {}, `${page}#${question.id}`, today()));
    });
  }
}
