const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Makes ids that look like HighLevel's: 20 letters and digits, the same row of them for the same seed. */
export class Ids {
  #state = 0;

  constructor(seed: number) {
    this.rewind(seed);
  }

  /** Starts the row of ids that belongs to a seed. */
  rewind(seed: number): void {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to 1 (mulberry32: small, and good enough for ids that need no secrecy). */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** The next id. */
  next(length = 20): string {
    const letter = () => LETTERS[Math.floor(this.random() * LETTERS.length)];
    return Array.from({ length }, letter).join('');
  }
}
