// On every page: looks for what the page has, and loads the script for it.
import { keepWhenSettled } from "./keep.js";
import { arriving, isFile, isShutOff } from "./lacking.js";
import { keepSidebarMarked } from "./runner/progress.js";

// What a page may have, where it is said that it did not come, and its script.
const PARTS = [
  [".nn-runs [data-cells]", ".nn-bar, .nn-notebook-tools", () => runner()],
  [".nn-explorable", ".nn-explorable", () => import("./explorables/explorables.js")],
  [".nn-question", ".nn-question", () => import("./quiz/quiz.js")],
  [".nn-review", ".nn-review", () => import("./quiz/review.js")],
  [".nn-jupyter", ".nn-jupyter", () => import("./jupyter.js")],
  [".nn-progress", ".nn-progress", () => import("./progress-page.js")],
];

// A frame that is shut off from its host may start no thread for Python.
function runner() {
  if (isShutOff()) throw new Error("Python can't run in this frame.");
  return import("./runner/runner.js");
}

keepSidebarMarked();
for (const [what, places, load] of PARTS) {
  if (!document.querySelector(what)) continue;
  const started = async () => (await load()).start(document);
  arriving(started, document.querySelectorAll(places)).catch((error) => console.warn(error));
}
// Jupyter keeps notebooks in the browser's storage, which such a page has none of.
if (isFile() || isShutOff()) document.documentElement.classList.remove("nn-lite");

// Paper is white: a page that is read in the dark is printed in the light.
let theme;
addEventListener("beforeprint", () => {
  theme = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
});
addEventListener("afterprint", () => (document.documentElement.dataset.theme = theme));

keepWhenSettled();
