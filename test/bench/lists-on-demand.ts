/**
 * Lists of any length that nobody holds: a record is computed from its number when a page asks for it. They take
 * the place of the sandbox's own lists. The sandbox still checks every request, and its answer to the same
 * question is the pattern: each record is a copy of the first one there, or of the first of all where the question
 * finds none, with an id and times of its own.
 */
import { castArray, invert, mapValues, omit, omitBy, pickBy } from 'lodash';
import { type EndpointKey, endpoint, shape } from '../../highlevel/contract';
import { routes } from '../../sandbox/api';
import { DAY_MS } from '../../sandbox/clock';
import type { Answer, Call, Route, Routes } from '../../sandbox/gateway/call';
import { isObject, type Json, type JsonObject, number, objects, text } from '../../sandbox/json';

/** The time from the oldest record of a list to the newest, whatever its length, unless another is given. */
export const SPAN_MS = 10 * 365 * DAY_MS;

/** The order in which a list gives its records: their numbers by their places, and back. The newest has number 0. */
interface Order {
  numberAt(place: number): number;
  placeOf(number: number): number;
}

/** The place of the first record of a page. */
type Start = (call: Call, made: Made, order: Order) => number;

/** What is known of a list, beside what the sandbox's answer shows. */
interface ListFacts {
  start: Start;
  /** The field that orders the list; none where the records tell no time. */
  time?: string;
  /** The order that a call asks for; the newest first where this is not given. */
  order?: (call: Call, made: Made) => Order;
  /** The parameters that ask for the records of some days: the first of them, and the last. */
  within?: [first: string, last: string];
  /** The record to copy where the sandbox has none. */
  pattern?: JsonObject;
  /** Changes a record that is complete but for the times of its kind. */
  finish?: (record: JsonObject, number: number, made: Made, call: Call) => JsonObject;
}

/** The records of a list, by their numbers. */
class Made {
  readonly #begun: number;

  /** @param stepMs the time between two records, in ms. It is even, so that half of it is whole. */
  private constructor(
    readonly count: number,
    readonly stepMs: number,
    begun: number,
  ) {
    this.#begun = begun;
  }

  /** So many records, the newest added now, and the oldest so many ms ago. */
  static over(count: number, spanMs: number): Made {
    return new Made(count, 2 * Math.floor(spanMs / count / 2), Date.now());
  }

  /** Those of them that were added at this moment or later, in epoch ms. */
  since(moment: number): Made {
    return new Made(this.countSince(moment), this.stepMs, this.#begun);
  }

  /** When the record with this number was added, in epoch ms. */
  addedAt(number: number): number {
    return this.#begun - number * this.stepMs;
  }

  /** How many records were added at this moment or later. */
  countSince(moment: number): number {
    const since = Math.floor((this.#begun - moment) / this.stepMs) + 1;
    return Math.min(this.count, Math.max(0, since));
  }

  /** When the record was last changed that stands at this place by that time, in epoch ms. */
  changedAt(place: number): number {
    return this.#begun - (place * this.stepMs) / 2;
  }

  readonly newestFirst: Order = { numberAt: (place) => place, placeOf: (number) => number };

  /** Those changed last first: by turns one of the newer half, which nobody changed since, and one of the older. */
  readonly changedFirst: Order = {
    numberAt: (place) => (place % 2 ? this.#half + (place - 1) / 2 : place / 2),
    placeOf: (number) => (number < this.#half ? 2 * number : 2 * (number - this.#half) + 1),
  };

  /** Without any order that a page would show. */
  get unsorted(): Order {
    let step = Math.ceil(this.count * 0.618);
    while (commonDivisor(step, this.count) > 1) step += 1;
    const placeOf = () => {
      throw new Error('A list without an order pages by no record.');
    };
    return { numberAt: (place) => (place * step) % this.count, placeOf };
  }

  /** An order from its end. */
  reversed({ numberAt, placeOf }: Order): Order {
    const last = this.count - 1;
    return { numberAt: (place) => numberAt(last - place), placeOf: (number) => last - placeOf(number) };
  }

  get #half(): number {
    return Math.ceil(this.count / 2);
  }
}

const commonDivisor = (a: number, b: number): number => (b ? commonDivisor(b, a % b) : a);

const ID = /^OnDemand(\d{12})$/;
const idOf = (number: number) => `OnDemand${String(number).padStart(12, '0')}`;

/** The place after the record with this id. A record that is not of the list is before all of it. */
function placeAfter(id: Json | undefined, order: Order): number {
  const number = ID.exec(text(id) ?? '')?.[1];
  return number === undefined ? 0 : order.placeOf(Number(number)) + 1;
}

/** The size of the page that a call asks for. */
const sizeOf = ({ query, body }: Call) =>
  number(query.limit ?? query.pageSize ?? body.pageLimit ?? body.limit, 20);

/** Pages by how many records to leave out. */
const bySkip: Start = ({ query, body }) => number(query.skip ?? query.offset ?? body.skip, 0);

/** Pages by their number, or by the last record before them. */
const byPageOrLast: Start = (call, _made, order) => {
  const { page, startAfterId, searchAfter, cursor } = { ...call.query, ...call.body };
  if (cursor !== undefined) return placeAfter(cursor, order);
  if (Array.isArray(searchAfter)) return placeAfter(searchAfter.at(-1), order);
  if (startAfterId !== undefined) return placeAfter(startAfterId, order);
  return (number(page, 1) - 1) * sizeOf(call);
};

/** What all lists of contacts give of a contact: the time of the last change has an order of its own. */
const contact = {
  time: 'dateAdded',
  finish: (record: JsonObject, number: number, made: Made, { body }: Call): JsonObject => {
    const changed = made.changedAt(made.changedFirst.placeOf(number));
    const dated = { ...record, dateUpdated: new Date(changed).toISOString() };
    if (!record.searchAfter) return dated;
    const time = sortOf(body).field === 'dateUpdated' ? changed : made.addedAt(number);
    return { ...dated, searchAfter: [time, text(record.id) ?? ''] };
  },
};

const sortOf = ({ sort }: JsonObject) => objects(sort)[0] ?? { field: 'dateAdded', direction: 'desc' };

/** @throws Error where contacts on demand have no such order, or can't be chosen so */
function contactOrder({ body }: Call, made: Made): Order {
  const { field, direction } = sortOf(body);
  if (objects(body.sort).length > 1 || (field !== 'dateAdded' && field !== 'dateUpdated')) {
    throw new Error('Contacts on demand are sorted by dateAdded or dateUpdated alone.');
  }
  if (/date/i.test(JSON.stringify(body.filters ?? []))) {
    throw new Error('Contacts on demand can’t be filtered by a date.');
  }
  const order = field === 'dateAdded' ? made.newestFirst : made.changedFirst;
  return direction === 'desc' ? order : made.reversed(order);
}

/** The times of an opportunity, by which all of them come in the same order, by the names that sort by them. */
const OPPORTUNITY_TIMES: { [field: string]: string } = {
  date_added: 'createdAt',
  date_updated: 'updatedAt',
  last_stage_change_date: 'lastStageChangeAt',
  last_status_change_date: 'lastStatusChangeAt',
};

/** What the search of opportunities gives: those that had their time by a moment, where it asks for such. */
const opportunity = {
  time: 'createdAt',
  /** @throws Error where opportunities on demand have no such order */
  order: ({ body }: Call, made: Made): Order => {
    const [{ field, direction } = {}] = objects(body.sort);
    if (!OPPORTUNITY_TIMES[String(field)] || direction !== 'desc') {
      throw new Error('Opportunities on demand are sorted by a time, the latest first.');
    }
    const [until] = objects(body.filters).flatMap(({ value }) => (isObject(value) ? [value.lte] : []));
    const later = until === undefined ? 0 : made.countSince(Date.parse(String(until)));
    return { numberAt: (place) => later + place, placeOf: (number) => number - later };
  },
  /** Nothing happened to it since it was added. */
  finish: ({ createdAt = '', ...record }: JsonObject): JsonObject => ({
    ...record,
    ...mapValues(invert(OPPORTUNITY_TIMES), () => createdAt),
    sort: [Date.parse(String(createdAt)), text(record.id) ?? ''],
  }),
};

/**
 * @param wanted the values of the parameters that sort, with which a list has the newest first; several where each does
 * @throws Error where the list has another order
 */
const onlyIf =
  (wanted: { [parameter: string]: string | string[] }) =>
  ({ query }: Call, made: Made): Order => {
    const isOther = (name: string) =>
      query[name] !== undefined && !castArray(wanted[name]).some((value) => value === query[name]);
    const other = Object.keys(wanted).filter(isOther);
    if (other.length) throw new Error(`A list on demand can’t be ordered by ${other.join(', ')}.`);
    return made.newestFirst;
  };

/** A list that HighLevel sorts by nothing, as far as is known. */
const unsorted = { start: bySkip, order: (_call: Call, made: Made) => made.unsorted };

/** The same, of which the records of some days can be asked for. */
const unsortedOfDays = (time: string): ListFacts => ({ ...unsorted, time, within: ['startAt', 'endAt'] });

/** A record that nothing happened to since it was added, with its place in the order, which it tells itself. */
const placedBy =
  (added: string, updated: string) =>
  (record: JsonObject): JsonObject => {
    const place = [Date.parse(String(record[added])), text(record.id ?? record._id) ?? ''];
    const placed = pickBy({ sort: place, searchAfter: place }, (_place, name) => name in record);
    return { ...record, [updated]: record[added] ?? null, ...placed };
  };

/** What the search of an object's records gives. */
const objectRecord: Omit<ListFacts, 'start'> = {
  time: 'createdAt',
  /** @throws Error where records on demand have no such order */
  order: ({ body }, made) => {
    const { field, direction } = sortOf(body);
    if ((field !== 'createdAt' && field !== 'updatedAt') || direction !== 'desc') {
      throw new Error('Records on demand are sorted by createdAt or updatedAt, the latest first.');
    }
    return made.newestFirst;
  },
  finish: placedBy('createdAt', 'updatedAt'),
};

/** Every list that a trigger reads in pages. */
const LISTS: { [endpoint in EndpointKey]?: ListFacts } = {
  'POST /contacts/search': { ...contact, start: byPageOrLast, order: contactOrder },
  'GET /contacts/': { ...contact, start: byPageOrLast },
  'GET /contacts/business/{businessId}': { ...contact, ...unsorted },
  'GET /conversations/search': {
    start: ({ query }, made) => made.countSince(number(query.startAfterDate, Number.POSITIVE_INFINITY)),
    time: 'lastMessageDate',
    order: onlyIf({ sort: 'desc', sortBy: 'last_message_date' }),
  },
  'GET /conversations/{conversationId}/messages': {
    start: ({ query }, _made, order) => placeAfter(query.lastMessageId, order),
    time: 'dateAdded',
  },
  'GET /conversations/messages/export': {
    start: byPageOrLast,
    time: 'dateAdded',
    order: onlyIf({ sortBy: ['createdAt', 'updatedAt'], sortOrder: 'desc' }),
    within: ['startDate', 'endDate'],
    finish: placedBy('dateAdded', 'dateUpdated'),
  },
  'GET /voice-ai/dashboard/call-logs': {
    start: byPageOrLast,
    time: 'createdAt',
    order: onlyIf({ sortBy: 'createdAt', sort: 'descend' }),
    within: ['startDate', 'endDate'],
  },
  'POST /locations/{locationId}/tasks/search': {
    start: bySkip,
    time: 'dateAdded',
    finish: placedBy('dateAdded', 'dateUpdated'),
  },
  'GET /opportunities/search': {
    start: byPageOrLast,
    time: 'createdAt',
    order: onlyIf({ order: 'added_desc' }),
  },
  'POST /opportunities/search': { ...opportunity, start: byPageOrLast },
  'GET /users/search': {
    start: bySkip,
    time: 'dateAdded',
    order: onlyIf({ sort: 'dateAdded', sortDirection: 'desc' }),
  },
  'GET /locations/search': unsorted,
  'GET /businesses/': { ...unsorted, time: 'createdAt' },
  'GET /calendars/{calendarId}/notifications': unsorted,
  'GET /calendars/resources/{resourceType}': unsorted,
  'GET /calendars/appointments/{appointmentId}/notes': {
    ...unsorted,
    time: 'dateAdded',
    pattern: { id: '', body: 'Asked to be called before.', dateAdded: '2026-01-05T14:20:00.000Z' },
  },
  'GET /associations/': unsorted,
  'GET /associations/relations/{recordId}': {
    ...unsorted,
    pattern: { id: '', associationId: 'a1', firstRecordId: 'r1', secondRecordId: 'r2' },
  },
  'GET /blogs/authors': { ...unsorted, time: 'updatedAt' },
  'GET /blogs/categories': { ...unsorted, time: 'updatedAt' },
  'GET /blogs/posts/all': { ...unsorted, time: 'updatedAt' },
  'GET /blogs/site/all': unsorted,
  'GET /forms/submissions': { ...unsortedOfDays('createdAt'), start: byPageOrLast },
  'GET /surveys/submissions': { ...unsortedOfDays('createdAt'), start: byPageOrLast },
  'GET /invoices/': {
    start: bySkip,
    time: 'createdAt',
    order: onlyIf({ sortField: 'issueDate', sortOrder: 'descend' }),
    within: ['startAt', 'endAt'],
  },
  'GET /invoices/estimate/list': unsortedOfDays('createdAt'),
  'GET /payments/transactions': unsortedOfDays('createdAt'),
  'GET /payments/orders': unsortedOfDays('createdAt'),
  'GET /payments/subscriptions': unsortedOfDays('createdAt'),
  'GET /proposals/document': { ...unsorted, time: 'createdAt', within: ['dateFrom', 'dateTo'] },
  'POST /objects/{schemaKey}/records/search': { ...objectRecord, start: byPageOrLast },
};

/** What tells where a page begins. */
const PLACES =
  'page searchAfter startAfter startAfterId skip offset startAfterDate lastMessageId cursor'.split(' ');

/**
 * Routes for the sandbox with so many records in every list that pages, and at every question: all of them match.
 *
 * @param counts how many; `other` for the lists that are not named
 * @param spanMs the time from the oldest to the newest
 */
export function listsOnDemand(
  counts: { other: number } & { [endpoint in EndpointKey]?: number },
  spanMs = SPAN_MS,
): Routes {
  return mapValues(LISTS, (facts, key: EndpointKey) => {
    const route = routes[key];
    if (!facts || !route) throw new Error(`The sandbox does not know ${key}.`);
    const made = Made.over(counts[key] ?? counts.other, spanMs);
    return { ...route, handle: (call: Call) => pageOf(made, facts, route, call) };
  });
}

/** A page of a list, in the form of the sandbox's own answer. */
function pageOf(all: Made, facts: ListFacts, route: Route, call: Call): Answer {
  // The sandbox refuses what the API refuses of the page itself.
  route.handle(call);
  const asked = (part: (sent: JsonObject) => JsonObject) =>
    route.handle({ ...call, query: omit(part(call.query), PLACES), body: omit(part(call.body), PLACES) });
  const answer = asked((sent) => sent);
  const made = ofDays(all, facts, call);
  const order = facts.order?.(call, made) ?? made.newestFirst;
  const start = facts.start(call, made, order);
  const length = Math.max(0, Math.min(sizeOf(call), made.count - start));
  const pattern =
    firstOf(answer) ?? firstOf(asked((sent) => requiredOf(call.endpoint, sent))) ?? facts.pattern;
  if (!pattern) throw new Error(`The sandbox has no record for ${call.endpoint}.`);
  const records = Array.from({ length }, (_, place) => {
    const number = order.numberAt(start + place);
    const record = copyOf(pattern, number, made, facts.time);
    return facts.finish?.(record, number, made, call) ?? record;
  });
  return withRecords(answer, { records, start, made, size: sizeOf(call) });
}

/**
 * The records of the days that a call asks for.
 *
 * @throws Error where it asks for none of the newest
 */
function ofDays(made: Made, { within }: ListFacts, { query }: Call): Made {
  if (!within) return made;
  const [first, last] = within.map((name) => query[name]);
  if (dayOf(last ?? Date.now()) + DAY_MS <= Date.now()) throw new Error('Days on demand end today or later.');
  return first === undefined ? made : made.since(dayOf(first));
}

/** A moment or the beginning of a day, as a query names it, in epoch ms. */
const dayOf = (sent: Json) => (Number.isNaN(Number(sent)) ? Date.parse(String(sent)) : Number(sent));

/** Of what was sent, that without which the endpoint refuses the call. */
function requiredOf(key: EndpointKey, sent: JsonObject): JsonObject {
  const { query, body } = endpoint(key);
  const facts = { ...query, ...body };
  return omitBy(sent, (_value, name) => !facts[name] || !shape(facts[name]).required);
}

/** The first record of the list in an answer. */
function firstOf(answer: unknown): JsonObject | undefined {
  if (Array.isArray(answer)) return objects(answer)[0];
  if (!isObject(answer)) return undefined;
  return Object.values(answer).map(firstOf).find(Boolean);
}

/** The copy of a record that has this number. Its other times lie as far from the one that orders the list. */
function copyOf(pattern: JsonObject, number: number, made: Made, time: string | undefined): JsonObject {
  const id = idOf(number);
  const copied = { ...pattern, ...('_id' in pattern ? { _id: id } : { id }) };
  const known = time ? momentOf(pattern[time]) : undefined;
  if (known === undefined) return copied;
  const added = made.addedAt(number);
  return mapValues(copied, (value) => movedBy(added - known, added, value));
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:/;

/** A moment in epoch ms, where a value is one: a date with its time, or a number of milliseconds. */
function momentOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value > 1e12 ? value : undefined;
  return typeof value === 'string' && ISO.test(value) ? Date.parse(value) : undefined;
}

/** A value with its moments moved by so many ms. What would lie in the future is at `latest` instead. */
function movedBy(ms: number, latest: number, value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((one) => movedBy(ms, latest, one) ?? null);
  if (isObject(value)) return mapValues(value, (one) => movedBy(ms, latest, one));
  const moment = momentOf(value);
  if (moment === undefined) return value;
  const moved = moment + ms > Date.now() ? latest : moment + ms;
  return typeof value === 'number' ? moved : new Date(moved).toISOString();
}

interface PageOfList {
  records: JsonObject[];
  start: number;
  made: Made;
  size: number;
}

/** The answer with these records in the place of its own, and with what it tells about the list. */
function withRecords(answer: unknown, page: PageOfList): Json {
  if (Array.isArray(answer)) return page.records;
  if (!isObject(answer)) throw new Error('An answer to a list is a list or an object.');
  const list = Object.keys(answer).find((name) => Array.isArray(answer[name]));
  const inner = Object.keys(answer).find((name) => holdsList(answer[name]));
  const own = list ? { [list]: page.records } : inner ? { [inner]: withRecords(answer[inner], page) } : {};
  return { ...told(answer, page), ...(isObject(answer.meta) && { meta: told(answer.meta, page) }), ...own };
}

const holdsList = (value: Json | undefined) => isObject(value) && Object.values(value).some(Array.isArray);

/** What an answer tells about the list, where it tells it. */
function told(answer: JsonObject, { records, start, made, size }: PageOfList): JsonObject {
  const isMore = start + records.length < made.count;
  const last = records.at(-1);
  const pageNumber = Math.floor(start / size) + 1;
  const all: JsonObject = {
    total: made.count,
    totalCount: made.count,
    count: made.count,
    hasMore: isMore,
    page: pageNumber,
    currentPage: pageNumber,
    prevPage: pageNumber > 1 ? pageNumber - 1 : null,
    nextPage: typeof answer.nextPage === 'boolean' ? isMore : isMore ? pageNumber + 1 : null,
    lastMessageId: last?.id ?? '',
    startAfterId: isMore ? (last?.id ?? null) : null,
    startAfter: isMore ? (momentOf(last?.dateAdded ?? last?.createdAt) ?? null) : null,
    nextCursor: isMore ? (last?.id ?? null) : null,
    nextPageUrl: isMore ? `http://localhost:5070/?page=${pageNumber + 1}` : null,
  };
  return mapValues(answer, (value, name) => (name in all ? all[name] : value));
}
