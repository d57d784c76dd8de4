// A network that learns which of two half-moons a point is from, as reference_impl's does by `fit`.
import { Pcg64 } from "./pcg64.js";
import { epoch, forward, logLoss, logLossGrad } from "./network.js";

const ENOUGH = 200; // epochs

export class Learner {
  // `sets` holds the points to learn from and new ones, `starts` a fresh network for each number of
  // hidden neurons; `hidden`, `noise` and `rate` are the reader's to change.
  constructor({ sets, starts, size, hidden, noise, rate }) {
    Object.assign(this, { sets, starts, size, hidden, noise, rate });
    this.most = starts.length - 1;
    this.enough = ENOUGH;
    this.afresh();
  }

  // Fresh weights, and the points with as much noise as there is now.
  afresh() {
    const { layers, random } = this.starts[this.hidden];
    this.layers = layers;
    this.random = new Pcg64(random);
    [this.training, this.fresh] = this.sets.map(({ clean, spread, y }) => ({
      X: clean.map((at, i) => at.map((v, axis) => v + this.noise * spread[i][axis])), y,
    }));
    this.losses = []; // before the first epoch, and after each
    this.#look();
  }

  get epochs() {
    return this.losses.length - 1;
  }

  get ended() {
    return this.epochs >= this.enough;
  }

  learn(times = 1) {
    const { X, y } = this.training;
    for (let i = 0; i < times && !this.ended; i += 1) {
      const order = this.random.permutation(y.length);
      const settings = { order, size: this.size, rate: this.rate, lossGrad: logLossGrad };
      this.layers = epoch(this.layers, X, y, settings);
      this.#look();
    }
  }

  // How many hidden neurons pass on zero for every point.
  inactive() {
    if (this.layers.length === 1) return 0;
    const passed = forward(this.layers, this.training.X)[1].a;
    return this.layers[0].b.filter((_, j) => passed.every((row) => row[j] === 0)).length;
  }

  #look() {
    for (const points of [this.training, this.fresh]) {
      points.logits = forward(this.layers, points.X).at(-1).a;
      points.right = points.logits.filter(([z], i) => z > 0 === (points.y[i][0] === 1)).length;
    }
    this.losses.push(logLoss(this.training.logits, this.training.y));
  }
}
