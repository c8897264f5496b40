/**
 * How many runs Zapier may start in so many seconds. It holds back the rest, and starts it later. HighLevel
 * documents 100 requests in 10 s for an app in a sub-account
 * (https://marketplace.gohighlevel.com/docs/other/rate-limits). 20 of them are left for runs that need more than
 * one request. The headers of the answers show where an account has a lower limit.
 *
 * HighLevel counts by sub-account, so there is one budget for each connection (`scope`) and each Location of an
 * agency's steps (`key`). Without the key all sub-accounts of an agency would share the 80 runs. A sub-account's
 * form has no Location: what Zapier makes of the reference then is not documented, but it is the same for all
 * steps, so that the budget stays the connection's own. Zapier documents references to input fields alone:
 * `bundle.authData` in their place, without a scope, might put all connections into one budget. Two connections
 * to one sub-account have a budget each; where they go beyond its limit together, the runs wait for HighLevel.
 */
export const BUDGET = {
  window: 10,
  limit: 80,
  scope: ['auth' as const],
  key: 'location-{{bundle.inputData.locationId}}',
};

/** How long to wait until HighLevel takes calls again, and whether the calls of the day are used up. */
export interface Wait {
  seconds: number;
  daily: boolean;
}

/** The headers of an answer. */
export interface Headers {
  get(name: string): string | null;
}

/**
 * How long to wait, from HighLevel's own headers, because the limits differ between accounts.
 * `x-ratelimit-interval-milliseconds` and `x-ratelimit-daily-reset` are durations in milliseconds (public
 * reports, 2026). `Retry-After` (seconds, or a date) is read where it comes. No limit lasts longer than a day,
 * so a longer duration is taken for something else, such as a date, and is ignored.
 */
export function waitAfter(headers: Headers): Wait {
  const number = (name: string) => Number.parseInt(headers.get(name) ?? '', 10);
  if (number('x-ratelimit-daily-remaining') <= 0) {
    return { seconds: inSeconds(number('x-ratelimit-daily-reset'), 3600), daily: true };
  }
  const retryAfter = secondsOf(headers.get('retry-after') ?? '');
  if (isWait(retryAfter)) return { seconds: retryAfter, daily: false };
  return { seconds: inSeconds(number('x-ratelimit-interval-milliseconds'), 10), daily: false };
}

const DAY_SECONDS = 86_400;
const isWait = (seconds: number) => seconds > 0 && seconds <= DAY_SECONDS;

function inSeconds(milliseconds: number, otherwise: number): number {
  const seconds = Math.ceil(milliseconds / 1000);
  return isWait(seconds) ? seconds : otherwise;
}

/** The seconds of a `Retry-After`: it is a number of them, or a date. */
const secondsOf = (text: string): number =>
  /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);

/** The headers of the last answer to a token in a run, and when it came, in epoch ms. */
interface LastAnswer {
  headers: Headers;
  at: number;
}

const lastAnswers = new WeakMap<object, Map<string, LastAnswer>>();

/** Remembers the limits that an answer shows for a token, for the rest of the run. */
export function noteLimits(run: object, token: string, headers: Headers): void {
  const notes = lastAnswers.get(run) ?? new Map<string, LastAnswer>();
  lastAnswers.set(run, notes.set(token, { headers, at: Date.now() }));
}

/** How long a token must still wait, where its last answer in this run said that no calls are left. */
export function waitBefore(run: object, token: string): (Wait & { headers: Headers }) | undefined {
  const note = lastAnswers.get(run)?.get(token);
  if (!note || !isUsedUp(note.headers)) return undefined;
  const wait = waitAfter(note.headers);
  const seconds = wait.seconds - (Date.now() - note.at) / 1000;
  return seconds > 0 ? { ...wait, seconds, headers: note.headers } : undefined;
}

const isUsedUp = (headers: Headers) =>
  ['x-ratelimit-remaining', 'x-ratelimit-daily-remaining'].some((name) => headers.get(name) === '0');
