/**
 * What the app tells Zapier of its budget: so many calls of one connection in so many seconds, the rest
 * are held back and run later. HighLevel documents 100 requests in 10 s for an app in a sub-account
 * (https://marketplace.gohighlevel.com/docs/other/rate-limits); the rest is for polls, forms and steps that
 * need more than one request. Accounts with less are found out from the headers, below.
 */
export const BUDGET = { window: 10, limit: 80, scope: ['auth' as const] };

/** How long to wait after a 429, and whether it is the day's budget that is gone. */
export interface Wait {
  seconds: number;
  daily: boolean;
}

interface Headers {
  get(name: string): string | null;
}

/**
 * Reads HighLevel's own headers, because its limits differ from account to account. Both
 * `x-ratelimit-interval-milliseconds` and `x-ratelimit-daily-reset` are durations in milliseconds;
 * `Retry-After` (seconds) is read too, should a gateway send it.
 */
export function waitAfter(headers: Headers): Wait {
  const number = (name: string) => Number.parseInt(headers.get(name) ?? '', 10);
  if (number('x-ratelimit-daily-remaining') <= 0) {
    return { seconds: seconds(number('x-ratelimit-daily-reset'), 3600), daily: true };
  }
  const retryAfter = number('retry-after');
  if (retryAfter > 0) return { seconds: retryAfter, daily: false };
  return { seconds: seconds(number('x-ratelimit-interval-milliseconds'), 10), daily: false };
}

function seconds(milliseconds: number, otherwise: number): number {
  return milliseconds > 0 ? Math.ceil(milliseconds / 1000) : otherwise;
}
