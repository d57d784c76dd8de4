// On every page: looks for what the page has, and loads the script for it.
import { keepWhenSettled } from "./keep.js";
import { keepSidebarMarked } from "./runner/progress.js";

const PARTS = [
  [".nn-runs [data-cells]", () => import("./runner/runner.js")],
  [".nn-explorable", () => import("./explorables/explorables.js")],
  [".nn-question", () => import("./quiz/quiz.js")],
  [".nn-review", () => import("./quiz/review.js")],
  [".nn-jupyter", () => import("./jupyter.js")],
  [".nn-progress", () => import("./progress-page.js")],
];

keepSidebarMarked();
for (const [what, load] of PARTS) {
  if (document.querySelector(what)) load().then((part) => part.start(document));
}

// Paper is white: a page that is read in the dark is printed in the light.
let theme;
addEventListener("beforeprint", () => {
  theme = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
});
addEventListener("afterprint", () => (document.documentElement.dataset.theme = theme));

if (navigator.serviceWorker) keepWhenSettled();
