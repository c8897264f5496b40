/** Time that runs ahead: what a program waits for passes at once, and its clock says that it has passed. */

/** Shorter waits are left as they are. */
const LEAST_MS = 100;
/** A request's time-out is cut down to this, so that an answer of this machine still comes in time. */
const TIMEOUT_MS = 200;

/** How to tell a request's time-out from a wait, and whether time-outs are cut down. */
export interface Pace {
  /** What is longer than this, in ms, is a time-out. */
  longestWait: number;
  cutTimeouts: boolean;
}

/**
 * Runs something with `setTimeout` cut short. `Date.now` moves on by what was cut, for good: a program that
 * reckons with the time that it has left comes to the same end as if it had waited.
 */
export async function hurried<T>({ longestWait, cutTimeouts }: Pace, run: () => Promise<T>): Promise<T> {
  const { setTimeout: later } = globalThis;
  let over = false;
  const pass = (done: () => void, ms: number, real: number) =>
    later(() => {
      if (!over) skip(ms - real);
      done();
    }, real);
  const shortened = (done: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
    const call = () => done(...given);
    if (ms > longestWait) return cutTimeouts ? pass(call, ms, TIMEOUT_MS) : later(call, ms);
    return ms < LEAST_MS ? later(call, ms) : pass(call, ms, 1);
  };
  globalThis.setTimeout = Object.assign(shortened, later);
  try {
    return await run();
  } finally {
    over = true;
    globalThis.setTimeout = later;
  }
}

let skipped = 0;
const machineNow = Date.now;

function skip(ms: number): void {
  skipped += ms;
  Date.now = () => machineNow() + skipped;
}
