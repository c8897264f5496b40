/** How much time a run has, and what ends a request that takes too long. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Bundle } from 'zapier-platform-core';
import { type Endpoint, isRead } from './contract';

/** Zapier ends a run after 30 s. The rest is for the answer to reach Zapier. */
const RUN_MS = 27_000;

/** The time of one request, so that a read that gets no answer leaves time for another try. */
const REQUEST_MS = 20_000;

/** With less time than this a call is not started: HighLevel might do it, and nobody would see the answer. */
const LEAST_MS = { read: 2000, write: 5000 };

const startedAt = new WeakMap<object, number>();

/** The time that is left of a run, in ms. A run begins with its first call. */
function timeLeft(bundle: Bundle): number {
  const start = startedAt.get(bundle) ?? Date.now();
  startedAt.set(bundle, start);
  return start + RUN_MS - Date.now();
}

/** The time that the next request of a run may take, in ms. */
export const requestTime = (bundle: Bundle): number => Math.min(REQUEST_MS, timeLeft(bundle));

/** The time of a run, as a call of one kind sees it. */
export interface RunTime {
  /** Whether enough is left to start the call after a wait of so many ms. */
  isEnough(after?: number): boolean;
  /** Waits, if enough time for the call is left after it; answers whether it did. */
  pause(ms: number): Promise<boolean>;
}

/** The time of a run for calls of this endpoint: a write needs more of it than a read. */
export function runTime(bundle: Bundle, facts: Endpoint): RunTime {
  const least = LEAST_MS[isRead(facts) ? 'read' : 'write'];
  const isEnough = (after = 0) => timeLeft(bundle) >= after + least;
  const pause = async (ms: number) => {
    if (!isEnough(ms)) return false;
    await wait(ms);
    return true;
  };
  return { isEnough, pause };
}

/** Aborts a request, or the reading of its body, when its time is over. */
export interface Deadline {
  signal: AbortSignal;
  /** Gives so many ms from now. */
  extend(ms: number): void;
  /** The request has ended. */
  clear(): void;
}

/** A deadline in so many ms. */
export function deadlineIn(ms: number): Deadline {
  const controller = new AbortController();
  const start = (left: number) => setTimeout(() => controller.abort(), Math.max(0, left)).unref();
  let timer = start(ms);
  const clear = () => clearTimeout(timer);
  const extend = (left: number) => {
    clear();
    timer = start(left);
  };
  return { signal: controller.signal, extend, clear };
}
