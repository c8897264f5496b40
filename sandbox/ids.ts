const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Makes ids that look like HighLevel's: 20 letters and digits. The same seed gives the same ids in the same
 * order.
 */
export class Ids {
  #state = 0;

  constructor(seed: number) {
    this.rewind(seed);
  }

  /** Starts again with the first id of a seed. */
  rewind(seed: number): void {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to 1, by the algorithm mulberry32: these ids need not be secret. */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** The next id. */
  next(length = 20): string {
    let id = '';
    while (id.length < length) id += LETTERS[Math.floor(this.random() * LETTERS.length)];
    return id;
  }
}
