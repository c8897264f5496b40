/** Time that stands still while anybody works, and jumps to the next waking when all are asleep. */
import timers from 'node:timers/promises';
import { sortedIndexBy } from 'lodash';

/** The moment at which it begins, in epoch ms. */
const NOON = Date.UTC(2026, 10, 23, 12);

interface Sleeper {
  until: number;
  wake: () => void;
}

/** Who wakes next stands last; of those who wake together, who fell asleep first. */
const soonestLast = ({ until }: Sleeper) => -until;

export class StillTime {
  #now = NOON;
  #working = 0;
  readonly #sleepers: Sleeper[] = [];
  readonly #real = { now: Date.now, setTimeout: timers.setTimeout };

  /** Takes the place of the machine's time, for the app's waits and for the sandbox, until {@link restore}. */
  constructor() {
    Date.now = () => this.#now;
    Object.assign(timers, { setTimeout: (ms = 0) => this.sleep(ms) });
  }

  /** Gives the machine its own time back. */
  restore(): void {
    Date.now = this.#real.now;
    timers.setTimeout = this.#real.setTimeout;
  }

  /** Works at something, in which `sleep` may be called. */
  async work<T>(task: () => Promise<T>): Promise<T> {
    this.#working += 1;
    try {
      return await task();
    } finally {
      this.#rest();
    }
  }

  sleep(ms: number): Promise<void> {
    const asleep = new Promise<void>((wake) => {
      const sleeper = { until: this.#now + ms, wake };
      this.#sleepers.splice(sortedIndexBy(this.#sleepers, sleeper, soonestLast), 0, sleeper);
    });
    this.#rest();
    return asleep;
  }

  /** How long it has been since it began, in ms. */
  get passed(): number {
    return this.#now - NOON;
  }

  #rest(): void {
    this.#working -= 1;
    const next = this.#sleepers.at(-1);
    if (this.#working > 0 || !next) return;
    this.#now = next.until;
    const due = this.#sleepers.splice(sortedIndexBy(this.#sleepers, next, soonestLast));
    this.#working += due.length;
    for (const { wake } of due.reverse()) wake();
  }
}
