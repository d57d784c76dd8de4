// What goes on once a verdict is out: Python looks for the line to blame, until the next run.
const SILENCE = 5_000; // milliseconds; while it looks a sign of life comes far more often

export class Looking {
  #number = 0; // what comes late, from a looking that is over, has another
  #hear = null;
  #clock;
  #python;

  constructor(python) {
    this.#python = python;
  }

  // Goes on looking for the line that the check at `place` refused, until the next run. `hear(words)`
  // gets undefined while it looks, then the words, or "" if there are none.
  begin(place, hear) {
    const { worker, finish } = this.#python;
    if (!worker || finish) return;
    this.end();
    this.#hear = hear;
    worker.postMessage({ look: place, number: this.#number });
    this.heard();
  }

  // Ends the looking, and not Python.
  rest() {
    this.end();
    this.#python.worker?.postMessage({ rest: true });
  }

  hear({ number, words }) {
    if (number === this.#number) this.#tell(words);
  }

  // Python has said something, whatever it is.
  heard() {
    clearTimeout(this.#clock);
    if (this.#hear) this.#clock = setTimeout(() => this.#python.startAnew(), SILENCE);
  }

  // There will be no words. The clock goes on: Python may be stuck, and has to say something first.
  end() {
    this.#number += 1;
    this.#tell("");
  }

  #tell(words) {
    this.#hear?.(words);
    if (words !== undefined) this.#hear = null;
  }
}
