// Starts offline.js, which keeps what was opened for a visit without a network, and tells it what
// that is.
import { ROOT } from "./root.js";

const serviceWorker = attempt(() => navigator.serviceWorker);
const SETTLED = 2000; // milliseconds
const wanted = []; // the addresses of what this page has not loaded itself; see runner/kept.js

// A frame that is shut off from the page's own host may not so much as name it.
function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}

// Keeping fetches each file once more: first the page is drawn, and answers its reader.
export function keepWhenSettled() {
  if (!serviceWorker) return;
  document.addEventListener("nn-keep", ({ detail }) => wanted.push(...detail));
  const settle = () => setTimeout(keep, SETTLED);
  if (document.readyState === "complete") settle();
  else window.addEventListener("load", settle);
}

function keep() {
  document.addEventListener("nn-keep", tell);
  serviceWorker.addEventListener("controllerchange", tell); // a new worker saw nothing of all this
  new PerformanceObserver(tell).observe({ type: "resource" }); // nor of what was on its way then
  tell();
  // A browser may forbid it; the page is whole without.
  serviceWorker.register(new URL("sw.js", ROOT)).catch(() => {});
}

function tell() {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  serviceWorker.controller?.postMessage({ keep: [location.href, ...loaded, ...wanted] });
}
