// Starts offline.js, which keeps what was opened for a visit without a network, and tells it what
// that is.
import { ROOT } from "./root.js";

const { serviceWorker } = navigator;
const SETTLED = 2000; // milliseconds
const wanted = []; // the addresses of what this page has not loaded itself; see runner/kept.js

// Keeping fetches each file once more: first the page is drawn, and answers its reader.
export function keepWhenSettled() {
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
