// NumPy's random numbers, so that a page shuffles as `Generator.permutation` does: PCG64, by
// M. E. O'Neill.

const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;
const HALF = 64n;

export class Pcg64 {
  // `state` and `inc` are those of NumPy's `bit_generator.state`, as text: they have 39 digits.
  constructor({ state, inc }) {
    this.state = BigInt(state);
    this.inc = BigInt(inc);
    this.kept = null; // the upper half of the last 64 bits, until it is asked for
  }

  // The numbers from 0 to n - 1 in a random order.
  permutation(n) {
    const order = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i -= 1) {
      const j = this.#upTo(i);
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  // A whole number from 0 to `most`, each as likely as the others: too large ones are drawn again.
  #upTo(most) {
    const mask = 2 ** (32 - Math.clz32(most)) - 1;
    let drawn = this.#bits32() & mask;
    while (drawn > most) drawn = this.#bits32() & mask;
    return drawn;
  }

  #bits32() {
    if (this.kept !== null) {
      const upper = this.kept;
      this.kept = null;
      return upper;
    }
    const bits = this.#bits64();
    this.kept = Number(bits >> 32n);
    return Number(bits & 0xffffffffn);
  }

  #bits64() {
    this.state = BigInt.asUintN(128, this.state * MULTIPLIER + this.inc);
    const mixed = BigInt.asUintN(64, (this.state >> HALF) ^ this.state);
    const turn = this.state >> 122n;
    return BigInt.asUintN(64, (mixed >> turn) | (mixed << (HALF - turn)));
  }
}
