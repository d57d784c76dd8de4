// On every page: looks for what the page has, and loads the script for it.
const PARTS = [
  ["[data-cell]", () => import("./runner/runner.js")],
  ["[data-explorable]", () => import("./explorables/explorables.js")],
  [".nn-quiz, .nn-review", () => import("./quiz/quiz.js")],
];

for (const [what, load] of PARTS) {
  if (document.querySelector(what)) load().then((part) => part.start(document));
}
