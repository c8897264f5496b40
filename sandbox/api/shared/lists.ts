import { get, orderBy } from 'lodash';
import { DAY_MS } from '../../clock';
import type { Call } from '../../gateway/call';
import { refusal } from '../../gateway/errors';
import { type JsonObject, number, text, texts } from '../../json';
import type { LocationRow, PlainTable } from '../../state';

/** How the query of a list chooses among a location's records. */
export interface Choice {
  table: PlainTable;
  /** Query parameters, and the path of the field that each is compared with: `contactDetails.id`. */
  filters?: { [parameter: string]: string };
  /** Those of them that take several values: as a list, or with commas between them. */
  several?: string[];
  /** The query's text parameter, and the paths of the fields that it is looked for in. */
  words?: { parameter: string; in: string[] };
  /** The field of the date that `startAt` and `endAt` are about; the whole days in UTC where they are days. */
  dated?: string;
  /**
   * The date that orders the list, the latest first; of one moment, the one added last is first. Without it
   * the records come in the order in which they were added.
   */
  latest?: string;
}

/**
 * The moment, in epoch milliseconds, that a day or a moment of the query begins or ends with.
 * @throws Refusal 422 for what is neither
 */
function boundOf(query: JsonObject, name: string, isEnd: boolean): number | undefined {
  const sent = text(query[name]);
  if (sent === undefined || sent === '') return undefined;
  const moment = Date.parse(sent);
  if (Number.isNaN(moment)) throw refusal(422, [`${name} must be a valid ISO 8601 date string`]);
  return isEnd && /^\d{4}-\d\d-\d\d$/.test(sent) ? moment + DAY_MS - 1 : moment;
}

/**
 * Tells whether a moment, as ISO 8601 text, lies within the days of a query.
 * @throws Refusal 422 where the query has something else than a day or a moment
 */
export function within(query: JsonObject, [first, last]: [string, string]): (date: unknown) => boolean {
  const [start, end] = [boundOf(query, first, false), boundOf(query, last, true)];
  return (date) => {
    const moment = Date.parse(text(date) ?? '');
    return (start === undefined || moment >= start) && (end === undefined || moment <= end);
  };
}

function isSame(row: LocationRow, { query }: Call, parameter: string, path: string, several: string[]) {
  const sent = query[parameter];
  if (sent === undefined || sent === '') return true;
  const wanted = several.includes(parameter) ? [texts(sent), text(sent)?.split(',') ?? []].flat() : [sent];
  return wanted.includes(get(row, path) ?? null);
}

/** Whether a text stands in one of a record's fields, whatever its capitals. */
export function holds(row: JsonObject, paths: string[], wanted: unknown): boolean {
  const query = (text(wanted) ?? '').trim().toLowerCase();
  return paths.some((path) =>
    String(get(row, path) ?? '')
      .toLowerCase()
      .includes(query),
  );
}

/** The records of the request's location that its query chooses. */
export function chosen(call: Call, choice: Choice): LocationRow[] {
  const { state, query, locationId } = call;
  const { filters = {}, several = [], words, dated, latest } = choice;
  const isWithin = dated === undefined ? undefined : within(query, ['startAt', 'endAt']);
  const rows = state[choice.table].where(
    (row) =>
      row.locationId === locationId &&
      Object.entries(filters).every(([parameter, path]) => isSame(row, call, parameter, path, several)) &&
      (!words || holds(row, words.in, query[words.parameter])) &&
      (isWithin?.(row[dated ?? '']) ?? true),
  );
  return latest === undefined
    ? rows
    : orderBy(rows.reverse(), (row) => Date.parse(text(row[latest]) ?? ''), 'desc');
}

/** The page that `page` (from 1 on) and `size` ask for. */
export function numberedPage<T>(rows: T[], page: unknown, size: number): T[] {
  const start = (number(page, 1) - 1) * size;
  return rows.slice(start, start + size);
}

/** A record that names its account as `altId`, and itself as `_id`. */
export function ofAccount({ id, locationId, ...row }: JsonObject): JsonObject {
  return { _id: id, altId: locationId, altType: 'location', ...row };
}
