// Python on this page: one worker, started when first needed, ended when it is stuck.
import { script } from "../root.js";
import { toBeKept } from "./kept.js";
import { cleaning } from "./output.js";

/* global EDITION */ // of these scripts; the bundler puts it here
const LIMIT = 20_000; // milliseconds for a cell of an assignment
const LONG_LIMIT = 180_000; // chapters train networks, and a browser is slower
const SILENCE = 60_000; // for what is on its way; each piece that arrives begins it anew

export class Python {
  looking = { end() {}, heard() {} }; // an assignment has one that looks

  constructor(sources, { answers, checks }, patient) {
    this.open = { sources, answers, checks };
    this.limit = patient ? LONG_LIMIT : LIMIT;
    this.queue = Promise.resolve();
    this.waiting = new Set();
  }

  // Runs a cell after those before it, for `asker`, who may stop it. `hear(kind, content)` gets
  // status, text, html and error. Resolves to "right", "wrong" (it raised an error), "stopped",
  // "unbegun" (stopped before its turn), "stuck" or "broken".
  run(place, changed, asker, hear) {
    return new Promise((resolve, reject) => {
      const turn = { asker, resolve };
      this.waiting.add(turn);
      const begun = () => this.waiting.delete(turn) && this.#run(place, changed, asker, hear);
      const ended = this.queue.then(begun);
      ended.then(resolve, reject);
      this.queue = ended.catch(() => {});
    });
  }

  // Ends the run of `asker`, be it under way or waiting for its turn, and nobody else's.
  stop(asker) {
    if (this.asker === asker) this.#stop("stopped");
    for (const turn of this.waiting) {
      if (turn.asker === asker && this.waiting.delete(turn)) turn.resolve("unbegun");
    }
  }

  // Ends what is running. The next run starts Python anew; nobody's code is lost by it.
  #stop(reason) {
    this.#end();
    this.finish?.(reason);
  }

  #end() {
    this.looking.end();
    this.looking.heard();
    this.worker?.terminate();
    this.worker = null;
  }

  // Where Python is stuck in looking; a run that waits for it begins once more.
  startAnew() {
    this.#end();
    if (this.finish) this.begin();
  }

  #run(place, changed, asker, hear) {
    this.looking.end();
    this.asker = asker;
    return new Promise((resolve) => {
      let clock;
      const within = (milliseconds, then) => {
        clearTimeout(clock);
        clock = setTimeout(then, milliseconds);
      };
      const arrive = () => within(SILENCE, () => this.#break("nothing arrived for a minute.", hear));
      this.finish = (result) => {
        clearTimeout(clock);
        this.finish = this.asker = null;
        resolve(result);
      };
      const listen = ({ data: { kind, content } }) => {
        if (kind === "line") this.looking.hear(content);
        else if (kind === "running") {
          hear("status", "Running.");
          within(this.limit, () => this.#stop("stuck"));
        } else if (kind === "done") this.finish?.(content ? "right" : "wrong");
        else if (kind === "broken") this.#break(content, hear);
        else if (kind === "loaded") toBeKept(content);
        else if (kind === "alive") arrive();
        else {
          if (kind === "status") arrive();
          hear(kind, content);
        }
        this.looking.heard();
      };
      this.begin = () => {
        if (!this.worker) this.#start();
        this.worker.onmessage = listen;
        this.worker.onerror = (event) => this.#break(event.message ?? "its script did not load.", hear);
        arrive();
        this.worker.postMessage({ place, changed });
      };
      this.begin();
    });
  }

  #break(reason, hear) {
    if (!this.finish) return; // it is ended already
    hear("error", `${NOT_YOURS}\n${reason}`);
    this.#stop("broken");
  }

  #start() {
    cleaning().catch(() => {}); // what it is for says so if it is not there
    this.worker = new Worker(script("worker.js"), { type: "module" });
    this.worker.postMessage({ open: this.open, edition: EDITION });
  }
}

const NOT_YOURS =
  "Python could not be started, or it stopped working. Your code did not cause this, and nothing " +
  "is lost. Check your internet connection, and press again.";
