// Python on this page: one worker, started when first needed, ended when it is stuck.
import { ROOT } from "../root.js";
import { toBeKept } from "./kept.js";

/* global EDITION */ // of these scripts; the bundler puts it here
const LIMIT = 20_000; // milliseconds for a cell of an assignment
const LONG_LIMIT = 180_000; // chapters train networks, and a browser is slower

export class Python {
  constructor(sources, answers, patient) {
    this.open = { sources, answers };
    this.limit = patient ? LONG_LIMIT : LIMIT;
    this.queue = Promise.resolve();
  }

  // Runs a cell after those before it. `hear(kind, content)` gets status, text, html and error.
  // Resolves to "right", "wrong" (it raised an error), "stopped", "stuck" or "broken".
  run(place, changed, hear) {
    const turn = this.queue.then(() => this.#run(place, changed, hear));
    this.queue = turn.catch(() => {});
    return turn;
  }

  // Ends what is running. The next run starts Python anew; nobody's code is lost by it.
  stop(reason = "stopped") {
    this.worker?.terminate();
    this.worker = null;
    this.finish?.(reason);
  }

  #run(place, changed, hear) {
    if (!this.worker) this.#start();
    return new Promise((resolve) => {
      let clock;
      this.finish = (result) => {
        clearTimeout(clock);
        this.finish = null;
        resolve(result);
      };
      this.worker.onmessage = ({ data: { kind, content } }) => {
        if (kind === "running") {
          hear("status", "Running.");
          clock = setTimeout(() => this.stop("stuck"), this.limit);
        } else if (kind === "done") this.finish?.(content ? "right" : "wrong");
        else if (kind === "broken") this.#break(content, hear);
        else if (kind === "loaded") toBeKept(content);
        else hear(kind, content);
      };
      this.worker.onerror = (event) => this.#break(event.message ?? "its script", hear);
      this.worker.postMessage({ place, changed });
    });
  }

  #break(reason, hear) {
    hear("error", `Python could not be started or went down: ${reason}\nTry it once more.`);
    this.stop("broken");
  }

  #start() {
    this.worker = new Worker(new URL(`web/runner/worker.js?${EDITION}`, ROOT), { type: "module" });
    this.worker.postMessage({ open: this.open, edition: EDITION });
  }
}
