/** Time that passes only when it is told to: days of polls in minutes. */
import { mock } from 'node:test';
import timers from 'node:timers/promises';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A timer of so much time is a time-out: nothing on this machine takes as long. */
const TIMEOUT = 2 * SECOND;

/** A time-out that goes by the machine's time, as long as nobody ends it. */
interface Waiting {
  ms: number;
  end: () => void;
}

/**
 * Takes the process's `Date` over, for good. Timers stay real, so that a request that hangs is found; what the
 * app waits for between two tries (`node:timers/promises`) passes at once.
 */
export class VirtualClock {
  readonly #waiting = new Map<NodeJS.Timeout | string | number | undefined, Waiting>();

  /** @param start when time begins, in epoch milliseconds */
  constructor(start: number) {
    mock.timers.enable({ apis: ['Date'], now: start });
    const { setTimeout: wait } = timers;
    timers.setTimeout = (ms = 0, ...rest) => {
      this.pass(ms);
      return wait(0, ...rest);
    };
    this.#noteTimeouts();
  }

  /** Time-outs are noted, so that they can be ended: see {@link endTimeouts}. */
  #noteTimeouts(): void {
    const { setTimeout: later, clearTimeout: clear } = globalThis;
    const noted = (done: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
      if (ms < TIMEOUT) return later(done, ms, ...given);
      const end = () => {
        this.#waiting.delete(timer);
        clear(timer);
        done(...given);
      };
      const timer = later(end, ms);
      this.#waiting.set(timer, { ms, end });
      return timer;
    };
    globalThis.setTimeout = Object.assign(noted, later);
    globalThis.clearTimeout = (timer) => {
      if (typeof timer !== 'object' || timer === null) return clear(timer);
      this.#waiting.delete(timer);
      return clear(timer);
    };
  }

  /** Whoever waits for an answer that will never be whole has waited long enough: the longest of the waits passes. */
  endTimeouts(): void {
    const all = [...this.#waiting.values()];
    this.pass(Math.max(0, ...all.map(({ ms }) => ms)));
    for (const { end } of all) end();
  }

  /** Goes on to a moment. One that has passed already changes nothing: time never goes back. */
  goTo(moment: number): void {
    if (moment > Date.now()) mock.timers.setTime(moment);
  }

  /** Lets so many milliseconds pass. */
  pass(ms: number): void {
    mock.timers.setTime(Math.round(Date.now() + ms));
  }

  /** Begins anew, at any moment: for another history. */
  restart(moment: number): void {
    mock.timers.setTime(moment);
  }
}
