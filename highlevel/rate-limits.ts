/**
 * What the app tells Zapier of its budget: so many calls of one connection in so many seconds; the rest
 * are held back and run later. HighLevel documents 100 requests in 10 s for an app in a sub-account
 * (https://marketplace.gohighlevel.com/docs/other/rate-limits); the rest is for polls, forms and steps that
 * need more than one request. Accounts with lower limits are known by the headers, below.
 */
export const BUDGET = { window: 10, limit: 80, scope: ['auth' as const] };

/** How long to wait after a 429, and whether it is the day's budget that is gone. */
export interface Wait {
  seconds: number;
  daily: boolean;
}

/** The headers of an answer. */
export interface Headers {
  get(name: string): string | null;
}

/**
 * Reads HighLevel's own headers, because its limits differ from account to account. Both
 * `x-ratelimit-interval-milliseconds` and `x-ratelimit-daily-reset` are durations in milliseconds;
 * `Retry-After` (seconds, or a date) is read too, should a gateway send it. No budget lasts longer than a
 * day: what tells more, such as a date in milliseconds, tells nothing.
 */
export function waitAfter(headers: Headers): Wait {
  const number = (name: string) => Number.parseInt(headers.get(name) ?? '', 10);
  if (number('x-ratelimit-daily-remaining') <= 0) {
    return { seconds: seconds(number('x-ratelimit-daily-reset'), 3600), daily: true };
  }
  const retryAfter = secondsOf(headers.get('retry-after') ?? '');
  if (isWait(retryAfter)) return { seconds: retryAfter, daily: false };
  return { seconds: seconds(number('x-ratelimit-interval-milliseconds'), 10), daily: false };
}

const DAY_SECONDS = 86_400;
const isWait = (seconds: number) => seconds > 0 && seconds <= DAY_SECONDS;

function seconds(milliseconds: number, otherwise: number): number {
  const told = Math.ceil(milliseconds / 1000);
  return isWait(told) ? told : otherwise;
}

/** `Retry-After` is a number of seconds, or a date. */
const secondsOf = (text: string): number =>
  /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);

/** What the last answer to a token told in a run, and when. */
interface LastAnswer {
  headers: Headers;
  at: number;
}

const lastAnswers = new WeakMap<object, Map<string, LastAnswer>>();

/** Remembers, for the rest of a run, what an answer tells of the limits of the token that it was given to. */
export function noteLimits(run: object, token: string, headers: Headers): void {
  const notes = lastAnswers.get(run) ?? new Map<string, LastAnswer>();
  lastAnswers.set(run, notes.set(token, { headers, at: Date.now() }));
}

/** The wait that is left before another call with a token, where its last answer said that none is left. */
export function waitBefore(run: object, token: string): (Wait & { headers: Headers }) | undefined {
  const note = lastAnswers.get(run)?.get(token);
  if (!note || !isUsedUp(note.headers)) return undefined;
  const wait = waitAfter(note.headers);
  const seconds = wait.seconds - (Date.now() - note.at) / 1000;
  return seconds > 0 ? { ...wait, seconds, headers: note.headers } : undefined;
}

const isUsedUp = (headers: Headers) =>
  ['x-ratelimit-remaining', 'x-ratelimit-daily-remaining'].some((name) => headers.get(name) === '0');
