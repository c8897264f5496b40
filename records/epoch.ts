/**
 * Moments that are no text: numbers, and objects of seconds. HighLevel answers them, and steps of a Zap give
 * them.
 */
import { isRecord, type Raw } from '../highlevel/json';
import { DAY_FORMS, dayOf, toPlainText } from './calendar-day';

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

/** The forms in which a day is read in an answer, beside ISO 8601 and numbers. */
const ANSWERED = [DAY_FORMS.yearFirst, DAY_FORMS.monthFirst, DAY_FORMS.nameAndDay];

/**
 * A day as `YYYY-MM-DD`: from a day, from a time in ISO 8601 (the day that it names), from a day as people read
 * it (`Aug 31st 2026`), and from a number, which HighLevel gives as the milliseconds of the day's midnight in UTC.
 * `undefined` for anything else.
 */
export function toIsoDay(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  const [day] = /^\d{4}-\d\d-\d\d(?=$|[T ])/.exec(text) ?? [];
  if (day) return day;
  const plain = toPlainText(text);
  for (const form of ANSWERED) {
    const written = dayOf(form.exec(plain)?.groups);
    if (written) return written;
  }
  const date = new Date((typeof value === 'number' ? value : epochMilliseconds(value)) ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}
