// On every page: looks for what the page has, and loads the script for it.
import { markSidebar } from "./runner/progress.js";

const PARTS = [
  [".nn-runs [data-cells]", () => import("./runner/runner.js")],
  [".nn-explorable", () => import("./explorables/explorables.js")],
  [".nn-question", () => import("./quiz/quiz.js")],
  [".nn-review", () => import("./quiz/review.js")],
  [".nn-progress", () => import("./progress-page.js")],
];

markSidebar();
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

// Keeps what was opened for a visit without a network; see offline.js. It waits for the page.
function keepForOffline() {
  const { serviceWorker } = navigator;
  const loaded = () => performance.getEntriesByType("resource").map((entry) => entry.name);
  const tell = () => serviceWorker.controller?.postMessage({ keep: [location.href, ...loaded()] });
  serviceWorker.addEventListener("controllerchange", tell); // a new worker saw nothing of all this
  new PerformanceObserver(tell).observe({ type: "resource" }); // nor of what was on its way then
  tell();
  // A browser may forbid it; the page is whole without.
  serviceWorker.register(new URL("../sw.js", import.meta.url)).catch(() => {});
}

if (navigator.serviceWorker) {
  if (document.readyState === "complete") keepForOffline();
  else window.addEventListener("load", keepForOffline);
}
