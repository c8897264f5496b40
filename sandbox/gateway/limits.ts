import { type Clock, DAY_MS } from '../clock';

/** How many requests a sub-account (or an agency) may make. */
export interface Limits {
  /** Requests in each interval. */
  burst: number;
  intervalMs: number;
  /** Requests in each day. */
  daily: number;
}

/** As HighLevel documents them. A trial's token was measured at 25 in 10 s and 10,000 a day. */
const DOCUMENTED_LIMITS: Limits = { burst: 100, intervalMs: 10_000, daily: 200_000 };

/** The requests counted since a moment. */
interface Window {
  since: number;
  count: number;
}

/** Counts the requests of each sub-account. */
export class RateLimits {
  settings: Limits = { ...DOCUMENTED_LIMITS };
  #bursts = new Map<string, Window>();
  #days = new Map<string, Window>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a request of an owner: a sub-account, or an agency. False if it is one too many. */
  take(owner: string): boolean {
    const burst = this.#window(this.#bursts, owner, this.settings.intervalMs);
    const day = this.#window(this.#days, owner, DAY_MS);
    if (burst.count >= this.settings.burst || day.count >= this.settings.daily) return false;
    burst.count += 1;
    day.count += 1;
    return true;
  }

  /** The headers that every answer has. `daily-reset` is a duration in milliseconds. */
  headers(owner: string): { [name: string]: string } {
    const { burst, intervalMs, daily } = this.settings;
    const day = this.#window(this.#days, owner, DAY_MS);
    const left = (limit: number, used: number) => String(Math.max(0, limit - used));
    return {
      'x-ratelimit-max': String(burst),
      'x-ratelimit-remaining': left(burst, this.#window(this.#bursts, owner, intervalMs).count),
      'x-ratelimit-interval-milliseconds': String(intervalMs),
      'x-ratelimit-limit-daily': String(daily),
      'x-ratelimit-daily-remaining': left(daily, day.count),
      'x-ratelimit-daily-reset': String(day.since + DAY_MS - this.#clock.ms()),
    };
  }

  /** Sets all counts to zero, and goes back to the documented limits. */
  reset(): void {
    this.settings = { ...DOCUMENTED_LIMITS };
    this.#bursts.clear();
    this.#days.clear();
  }

  #window(windows: Map<string, Window>, owner: string, length: number): Window {
    const now = this.#clock.ms();
    const open = windows.get(owner);
    if (open && now - open.since < length && now >= open.since) return open;
    const fresh = { since: now, count: 0 };
    windows.set(owner, fresh);
    return fresh;
  }
}
