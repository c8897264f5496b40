/**
 * HighLevel's answers as a test makes them: lists that it holds itself, in any order, in pages of any size; and
 * answers that it changes. Their shapes are those of the sandbox, whose own answer is the pattern.
 */
import { orderBy, sortBy } from 'lodash';
import type { EndpointKey } from '../../highlevel/contract';
import type { Incoming } from '../../sandbox/gateway/http';
import { isObject, type Json, type JsonObject } from '../../sandbox/json';
import type { Sandbox } from '../../sandbox/server';

/** What is asked for: the query and the body in one. */
export type Asked = JsonObject;

/** Answers the requests to one endpoint. */
export interface Script {
  endpoint: EndpointKey;
  answer: (asked: Asked) => { status?: number; body: Json };
}

/**
 * Answers the requests of the script's endpoint by the script, and all others by the sandbox, until the mocks
 * are restored. The script may be another one for each request, or several for as many endpoints.
 */
export function follow({ pipeline }: Sandbox, scriptNow: () => Script | Script[] | undefined): void {
  const usual = pipeline.answer.bind(pipeline);
  jest.spyOn(pipeline, 'answer').mockImplementation(async (incoming) => {
    const script = [scriptNow() ?? []].flat().find(({ endpoint }) => isTo(endpoint, incoming));
    if (!script) return usual(incoming);
    const { status = 200, body } = script.answer(askedOf(incoming));
    return { status, headers: {}, body };
  });
}

/** What the sandbox answers to the first request to an endpoint, while something is done. */
export async function overheard(
  { pipeline }: Sandbox,
  endpoint: EndpointKey,
  happens: () => Promise<unknown>,
): Promise<Json> {
  const usual = pipeline.answer.bind(pipeline);
  let found: Json | undefined;
  const spy = jest.spyOn(pipeline, 'answer').mockImplementation(async (incoming) => {
    const answered = await usual(incoming);
    if (isTo(endpoint, incoming) && !Buffer.isBuffer(answered.body)) found ??= answered.body;
    return answered;
  });
  await happens();
  spy.mockRestore();
  if (found === undefined) throw new Error(`Nothing of JSON came from ${endpoint}.`);
  return found;
}

const isTo = (endpoint: EndpointKey, { method, url }: Incoming) =>
  new RegExp(`^${endpoint.replace(/\{\w+\}/g, '[^/]+')}$`).test(`${method} ${url.replace(/\?.*/, '')}`);

function askedOf({ url, raw }: Incoming): Asked {
  const query = Object.fromEntries(new URL(url, 'http://localhost').searchParams);
  const body: unknown = raw.length ? JSON.parse(raw.toString()) : {};
  return { ...query, ...(isObject(body) && Object(body)) };
}

/** The order in which a list comes. */
export type Order =
  /** As it was asked for, or as the rows were put where nothing is said of an order. */
  | 'as asked'
  /** The same, but for each page, which is shuffled. */
  | 'shuffled pages'
  | 'oldest first'
  | 'any order';

/** How a list answers. */
export interface Manner {
  order?: Order;
  /** The most rows that a page holds, whatever is asked for. */
  cap?: number;
  /** Leaves the count of the whole list out of the answer. */
  uncounted?: boolean;
}

/** A field of a row that tells a moment. */
const isMoment = (key: string, value: unknown): boolean =>
  /^(date|created|updated|published|last)\w*$/i.test(key) &&
  !/birth/i.test(key) &&
  formOf(value) !== undefined;

const FORMS: [form: RegExp, write: (at: number) => Json][] = [
  [/^\d{4}-\d\d-\d\dT/, (at) => new Date(at).toISOString()],
  [/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, (at) => localTime(at, 'America/New_York')],
  [/^\d{13}$/, (at) => at],
];
const formOf = (value: unknown) => FORMS.find(([form]) => form.test(String(value)))?.[1];

/** `2026-05-08 10:00:00`, as it is in a time zone; that of the sandbox's first sub-account is New York's. */
export const localTime = (at: number, timeZone: string) =>
  new Date(at).toLocaleString('sv-SE', { timeZone }).slice(0, 19);

/** The largest part of a pattern that is taken over: a list of hundreds of rows is read often. */
const MOST_CHARACTERS = 150;

/** The fields of a row that a search sorts by another name. */
const SORTED_BY: { [name: string]: string } = {
  date_added: 'createdAt',
  date_updated: 'updatedAt',
  last_stage_change_date: 'lastStageChangeAt',
  last_status_change_date: 'lastStatusChangeAt',
};

/** A list of HighLevel's that the test holds: its rows, the newest first. */
export class ScriptedList implements Script {
  rows: JsonObject[] = [];
  manner: Manner = {};
  /** A row that comes before all others. */
  pinned: JsonObject | undefined;
  /** Whether a row is given to a request. */
  isListed: (row: JsonObject, asked: Asked) => boolean = () => true;
  /** The requests so far. */
  requests = 0;
  /** What is asked for, of each request. */
  asked: Asked[] = [];
  /** Answers the next requests otherwise: each as often as it stands here. */
  readonly instead: { status: number; body: Json }[] = [];
  private kept: { rows: JsonObject[]; length: number; key: string; list: JsonObject[] } | undefined;
  private readonly path: string[];
  private readonly idKey: string;
  /** The row that all are like. */
  readonly pattern: JsonObject;

  /**
   * @param pattern an answer with at least one row
   * @param sortedBy the field by which the list is sorted where the request does not tell it
   */
  constructor(
    readonly endpoint: EndpointKey,
    private readonly whole: Json,
    private readonly sortedBy: string | undefined,
    private readonly isPaged: boolean,
  ) {
    const found = pathToRows(whole);
    if (!found) throw new Error(`${endpoint} answered no rows to go by.`);
    this.path = found.path;
    this.idKey = typeof found.row.id === 'string' ? 'id' : '_id';
    const isSmall = ([, value]: [string, unknown]) => (JSON.stringify(value) ?? '').length < MOST_CHARACTERS;
    this.pattern = Object.fromEntries(Object.entries(found.row).filter(isSmall));
  }

  /** Whether the rows tell a moment by this name. */
  tells(key: string | undefined): key is string {
    return key !== undefined && isMoment(key, this.pattern[key]);
  }

  /** A row that was made at this moment, and not changed since. */
  row(id: string, at: number, more: JsonObject = {}): JsonObject {
    const moments = Object.keys(this.pattern).filter((key) => isMoment(key, this.pattern[key]));
    return { ...this.pattern, [this.idKey]: id, ...this.moments(moments, at), ...more };
  }

  /** So many rows, a minute after one another, the newest of which was made so long ago. */
  many(count: number, ago: number, name = 'old', step = 60_000): JsonObject[] {
    const newest = Date.now() - ago;
    return Array.from({ length: count }, (_, nth) => this.row(`${name}${nth}`, newest - nth * step));
  }

  /** These fields with the moment, each in the form that it has in HighLevel's answers. */
  moments(keys: string[], at: number): JsonObject {
    return Object.fromEntries(keys.map((key) => [key, formOf(this.pattern[key])?.(at) ?? this.pattern[key]]));
  }

  /** A field of text that may be changed. */
  get text(): string {
    const isText = (key: string) =>
      typeof this.pattern[key] === 'string' && !isMoment(key, this.pattern[key]);
    const texts = Object.keys(this.pattern).filter(isText);
    const isPlain = (key: string) => /(title|name|label|body|subject|message)$/i.test(key);
    const text = texts.find(isPlain) ?? texts.find((key) => key !== this.idKey);
    if (!text) throw new Error(`${this.endpoint} has no text to change.`);
    return text;
  }

  idOf = (row: JsonObject): string => String(row[this.idKey]);

  find(id: string): JsonObject {
    const row = this.rows.find((one) => this.idOf(one) === id);
    if (!row) throw new Error(`There is no row ${id}.`);
    return row;
  }

  /** Changes a row, which stays where it is. */
  change(id: string, changes: JsonObject): void {
    this.rows = this.rows.map((row) => (this.idOf(row) === id ? { ...row, ...changes } : row));
  }

  answer(asked: Asked): { status?: number; body: Json } {
    this.requests += 1;
    this.asked.push(asked);
    const instead = this.instead.shift();
    if (instead) return instead;
    const rows = this.ordered(asked).filter((row) => this.isListed(row, asked));
    const list = this.pinned ? [this.pinned, ...rows] : rows;
    const placed = (rows: JsonObject[]) => rows.map((row) => this.withPlace(row, this.sortField(asked)));
    if (!this.isPaged) return { body: this.bodyOf(placed(list), list, list.length, asked) };
    const size = Math.min(
      Number(asked.limit ?? asked.pageLimit ?? 20),
      this.manner.cap ?? Number.POSITIVE_INFINITY,
    );
    const start = this.startOf(asked, list, size);
    const page = list.slice(start, start + size);
    return { body: this.bodyOf(placed(this.shuffled(page)), list, start + page.length, asked) };
  }

  /** All rows, in the order in which they come. They are ordered once, until they are others. */
  private ordered(asked: Asked): JsonObject[] {
    const [sort] = Array.isArray(asked.sort) ? asked.sort : [];
    const field = this.sortField(asked);
    const isAscending = (isObject(sort) ? sort.direction : asked.sortDirection) === 'asc';
    const key = [this.manner.order, field, isAscending].join();
    if (this.kept?.rows !== this.rows || this.kept.length !== this.rows.length || this.kept.key !== key) {
      const list = this.inOrder(field, isAscending);
      this.kept = { rows: this.rows, length: this.rows.length, key, list };
    }
    return this.kept.list;
  }

  private inOrder(field: string | undefined, isAscending: boolean): JsonObject[] {
    const { order } = this.manner;
    const byHash = (row: JsonObject) => hash(this.idOf(row));
    if (order === 'any order') return sortBy(this.rows, byHash);
    // As HighLevel's: equal ones in the order of their ids, which is not that of their making.
    const time = (row: JsonObject) => momentOf(row[String(field)]) ?? Number.NEGATIVE_INFINITY;
    const list = this.tells(field) ? orderBy(this.rows, [time, byHash], ['desc', 'asc']) : [...this.rows];
    return isAscending !== (order === 'oldest first') ? list.reverse() : list;
  }

  private sortField({ sort }: Asked): string | undefined {
    const [by] = Array.isArray(sort) ? sort : [];
    return isObject(by) ? (SORTED_BY[String(by.field)] ?? String(by.field)) : this.sortedBy;
  }

  /** What tells the place of a row in the list, where HighLevel tells it. */
  private withPlace(row: JsonObject, field: string | undefined): JsonObject {
    const time = momentOf(row[String(field)]) ?? null;
    return {
      ...row,
      ...(this.pattern.searchAfter !== undefined && { searchAfter: [time, this.idOf(row)] }),
      ...(this.pattern.sort !== undefined && { sort: [time, this.idOf(row)] }),
    };
  }

  /** The last row stays: the next page may begin after it. */
  private shuffled(page: JsonObject[]): JsonObject[] {
    if (this.manner.order !== 'shuffled pages') return page;
    return [...sortBy(page.slice(0, -1), (row) => hash(this.idOf(row))), ...page.slice(-1)];
  }

  /** Where the page begins that is asked for. */
  private startOf(asked: Asked, list: JsonObject[], size: number): number {
    const [, searchAfter] = Array.isArray(asked.searchAfter) ? asked.searchAfter : [];
    const last = searchAfter ?? asked.startAfterId ?? asked.lastMessageId;
    if (last) return list.findIndex((row) => this.idOf(row) === last) + 1;
    if (asked.startAfterDate) {
      const before = Number(asked.startAfterDate);
      const found = list.findIndex((row) => Number(momentOf(row[String(this.sortedBy)])) < before);
      return found < 0 ? list.length : found;
    }
    if (asked.cursor) return Number(asked.cursor);
    if (asked.page) return (Number(asked.page) - 1) * size;
    return Number(asked.skip ?? asked.offset ?? 0);
  }

  private bodyOf(page: JsonObject[], list: JsonObject[], end: number, asked: Asked): Json {
    const last = page.at(-1);
    const more = end < list.length;
    const count = this.manner.uncounted ? undefined : list.length;
    const lastId = last ? this.idOf(last) : null;
    const lastTime = last && this.sortedBy ? (momentOf(last[this.sortedBy]) ?? null) : null;
    const told: JsonObject = {
      total: count,
      totalCount: count,
      count,
      nextPage:
        typeof at(this.whole, ['messages', 'nextPage']) === 'boolean'
          ? more
          : more
            ? Number(asked.page ?? 1) + 1
            : null,
      currentPage: Number(asked.page ?? 1),
      nextPageUrl: more ? 'https://services.leadconnectorhq.com/next' : null,
      startAfterId: lastId,
      startAfter: lastTime,
      lastMessageId: lastId,
      nextCursor: more ? String(end) : null,
      hasMore: more,
    };
    return replaced(this.whole, this.path, page, told);
  }
}

/** The answer with other rows, and with what it tells of the page, as far as it told that before. */
function replaced(body: Json, [key, ...rest]: string[], rows: JsonObject[], told: JsonObject): Json {
  if (key === undefined || !isObject(body)) return rows;
  const telling = (part: JsonObject) => ({
    ...part,
    ...Object.fromEntries(Object.entries(told).filter(([name]) => name in part)),
  });
  const { meta } = body;
  return {
    ...telling(body),
    ...(isObject(meta) && { meta: telling(meta) }),
    [key]: replaced(body[key] ?? [], rest, rows, told),
  };
}

const at = (body: Json, path: string[]): unknown =>
  path.reduce<unknown>((found, key) => (isObject(found) ? found[key] : undefined), body);

/** Where an answer has rows: the list itself, or one of its fields, or one of theirs. */
function pathToRows(
  body: Json | undefined,
  path: string[] = [],
): { path: string[]; row: JsonObject } | undefined {
  if (Array.isArray(body)) {
    const [row] = body;
    return isObject(row) && (row.id ?? row._id) !== undefined ? { path, row } : undefined;
  }
  if (!isObject(body) || path.length > 1) return undefined;
  for (const [key, value] of Object.entries(body)) {
    const found = pathToRows(value, [...path, key]);
    if (found) return found;
  }
  return undefined;
}

/** A moment of an answer in ms. */
function momentOf(value: unknown): number | undefined {
  const time = typeof value === 'number' ? value : Date.parse(String(value));
  return Number.isNaN(time) ? undefined : time;
}

/** A number that says nothing of its text. */
function hash(text: string): number {
  let found = 7;
  for (const letter of text) found = (Math.imul(found, 31) + letter.charCodeAt(0)) >>> 0;
  return Math.imul(found ^ (found >>> 15), 0x2c1b3c6d) >>> 0;
}

/** Makes `Math.random` the same at each run of a test, until the mocks are restored. */
export function seedRandom(seed: number): void {
  let state = seed;
  jest.spyOn(Math, 'random').mockImplementation(() => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  });
}
