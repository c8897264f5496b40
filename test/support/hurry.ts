/** Time that runs ahead: what a program waits for passes at once, and its clock says that it has passed. */
import timers from 'node:timers/promises';

/** The shortest time-out that the app gives a request, in ms; a shorter timer is none. */
export const LEAST_TIMEOUT = 2000;
/** A request's time-out is cut down to this, in ms, so that an answer of this machine still comes in time. */
const SHORT_TIMEOUT = 500;

/** What is cut short beside the waits. */
export interface Pace {
  cutTimeouts: boolean;
}

/**
 * Runs something without its waits, which are those of `node:timers/promises`; a request's time-out is a
 * timer of `setTimeout`. `Date.now` moves on by what was cut, for good: a program that reckons with the
 * time that it has left comes to the same end as if it had waited.
 */
export async function hurried<T>({ cutTimeouts }: Pace, run: () => Promise<T>): Promise<T> {
  const { setTimeout: later } = globalThis;
  const { setTimeout: wait } = timers;
  let over = false;
  const shortened = (done: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
    if (ms < LEAST_TIMEOUT) return later(done, ms, ...given);
    return later(() => {
      if (!over) skip(ms - SHORT_TIMEOUT);
      done(...given);
    }, SHORT_TIMEOUT);
  };
  if (cutTimeouts) globalThis.setTimeout = Object.assign(shortened, later);
  timers.setTimeout = (ms = 0, ...rest) => {
    skip(ms);
    return wait(0, ...rest);
  };
  try {
    return await run();
  } finally {
    over = true;
    globalThis.setTimeout = later;
    timers.setTimeout = wait;
  }
}

let skipped = 0;
const machineNow = Date.now;

function skip(ms: number): void {
  skipped += ms;
  Date.now = () => machineNow() + skipped;
}
