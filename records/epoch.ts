/**
 * Moments that are no text: numbers, and objects of seconds. HighLevel answers them, and steps of a Zap give
 * them.
 */
import { isRecord, type Raw } from '../highlevel/json';

/**
 * The seconds that reach the year 2100. Smaller numbers are read as seconds, larger ones as milliseconds: so
 * milliseconds are read right but for those within seven weeks of 1970-01-01.
 */
const LAST_SECOND = Date.UTC(2100, 0, 1) / 1000;

/**
 * A number of seconds or milliseconds as text. One with fewer digits may be a day (`20261224`), and one with
 * more a day and a time (`20261224090000`).
 */
const NUMERIC = /^-?\d{9,13}(?:\.\d+)?$/;

/**
 * A moment as milliseconds since 1970, of any year, negative before 1970: from a number or its text, in seconds
 * or milliseconds, and from `{ seconds, nanoseconds }`; `undefined` for anything else.
 */
export function epochMilliseconds(value: unknown): number | undefined {
  if (isRecord(value)) return ofParts(value);
  const isNumeric = typeof value === 'number' || (typeof value === 'string' && NUMERIC.test(value.trim()));
  const number = isNumeric ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) return undefined;
  return Math.trunc(Math.abs(number) < LAST_SECOND ? number * 1000 : number);
}

/**
 * A moment in seconds and nanoseconds, as `GET /conversations/{conversationId}` gives it (recorded 2026-07).
 * Firestore, whose form this is, spells it with an underscore as well.
 */
function ofParts({ seconds, nanoseconds, _seconds, _nanoseconds }: Raw): number | undefined {
  const whole = Number(seconds ?? _seconds ?? Number.NaN);
  const rest = Number(nanoseconds ?? _nanoseconds ?? 0);
  return Number.isFinite(whole + rest) ? whole * 1000 + Math.floor(rest / 1_000_000) : undefined;
}

/** Days as people read them. Three numbers with the year last begin with the month, as in the US. */
const DAYS = [
  /^(?<year>\d{4})[/.](?<month>\d\d?)[/.](?<date>\d\d?)$/,
  /^(?<month>\d\d?)[/-](?<date>\d\d?)[/-](?<year>\d{4})$/,
  /^(?<month>[a-z]{3,9})\.? (?<date>\d\d?)(?:st|nd|rd|th)?,? (?<year>\d{4})$/i,
];

/**
 * A day as `YYYY-MM-DD`: from a day, from a time in ISO 8601 (the day that it names), from a day as people read
 * it (`Aug 31st 2026`), and from a number, which HighLevel gives as the milliseconds of the day's midnight in UTC.
 * `undefined` for anything else.
 */
export function toIsoDay(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  const [day] = /^\d{4}-\d\d-\d\d(?=$|[T ])/.exec(text) ?? [];
  if (day) return day;
  const { year, month, date: ofMonth } = firstMatch(DAYS, text);
  if (year) return existingDay(`${month} ${ofMonth} ${year} UTC`, Number(ofMonth));
  const date = new Date((typeof value === 'number' ? value : epochMilliseconds(value)) ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}

const firstMatch = (forms: RegExp[], text: string): { [part: string]: string } => {
  for (const form of forms) {
    const groups = form.exec(text)?.groups;
    if (groups) return groups;
  }
  return {};
};

/** JavaScript takes the 30th of February for the 2nd of March. */
function existingDay(text: string, ofMonth: number): string | undefined {
  const date = new Date(text);
  return date.getUTCDate() === ofMonth ? date.toISOString().slice(0, 10) : undefined;
}
