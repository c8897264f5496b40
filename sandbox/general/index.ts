import { omit } from 'lodash';
import {
  type AnyEndpointKey,
  type ApiVersion,
  BARE_LIST,
  type Facts,
  hasVersion,
  shape,
  V3,
} from '../../highlevel/contract';
import type { Answer, Call, Route } from '../gateway/call';
import { notFound } from '../gateway/errors';
import { type Json, type JsonObject, number, pick, text, texts } from '../json';
import { answerOf, knownOf, recordAs } from './answer';
import {
  abilitiesOf,
  type Described,
  described,
  isSingle,
  type Role,
  type Target,
  targetOf,
  withoutAccount,
} from './collections';
import { hasContact, hasTable, type Kept, nounIn, outerOf, type Records, recordsOf, sentAs } from './records';
import { factAt, hasOwnId, listIn, type Path, recordFields, recordIn } from './shapes';

/** What is known of an endpoint, found when it is first called. */
interface Plan extends Target, Described {
  /** Its name, with the version. */
  name: string;
  /** Where its answer has its records. */
  at: Path | undefined;
}

/** Endpoints that answer with 204 and no body, as described. */
const WITHOUT_BODY: readonly AnyEndpointKey[] = [
  'DELETE /voice-ai/actions/{actionId}',
  'DELETE /voice-ai/agents/{agentId}',
];

const plans = new Map<string, Plan>();

function planOf(key: AnyEndpointKey, version: ApiVersion): Plan {
  const name = `${version} ${key}`;
  const ready = plans.get(name);
  if (ready) return ready;
  const one = described(key, version);
  const target = targetOf(one);
  const { role, collection } = target;
  const where = role === 'list' ? listIn(one.answer, collection) : recordIn(one.answer, collection);
  // An answer without a record in it, such as `{ success, message }`, is told whole.
  const at = where?.length || hasOwnId(one.answer) ? where : undefined;
  const plan = { ...target, ...one, name, at };
  plans.set(name, plan);
  return plan;
}

/** What answers say of what was done. */
const MESSAGES: { [role in Role]: string } = {
  list: 'Fetched successfully',
  read: 'Fetched successfully',
  create: 'Created successfully',
  update: 'Updated successfully',
  put: 'Saved successfully',
  delete: 'Deleted successfully',
  act: 'Done successfully',
};

/** @throws Refusal 404 if there is no record with this id */
function mustFind(records: Records, id: string, collection: string): Kept {
  const kept = records.find(id);
  if (!kept) throw notFound(nounIn(collection), id);
  return kept;
}

/** @throws Refusal 404 where what the path names before the record is not there */
function checkOuter(call: Call, target: Pick<Target, 'collection' | 'parents'>): void {
  const outer = outerOf(target);
  if (!outer) return;
  checkOuter(call, outer);
  const { id: name, collection } = outer;
  const id = call.params[name] ?? '';
  if (collection !== '/contact') mustFind(recordsOf(call, outer), id, collection);
  else if (!hasContact(call, id)) throw notFound('Contact', id);
}

/** What a request tells of a record: its body, without the account. */
const valuesIn = ({ body }: Call, { facts }: Plan): JsonObject =>
  Object.keys(facts.body).length ? pick(body, Object.keys(withoutAccount(facts))) : body;

/** The one record that a request is about. @throws Refusal 404 if it is not there */
function recordOf(call: Call, plan: Plan, records: Records): Kept {
  const id = plan.id && text(sentAs(call, plan.id));
  if (id !== undefined) return mustFind(records, id, plan.collection);
  const [latest] = records.all();
  if (!latest) throw notFound(nounIn(plan.collection), '');
  return latest;
}

function answerWith(call: Call, plan: Plan, kept: Kept | undefined, known: JsonObject = {}): Answer {
  const { answer, at, collection, role, name } = plan;
  if (Object.keys(answer).length === 0) {
    const isGone = role === 'delete' || !kept;
    return isGone ? { success: true } : recordAs(call, kept, undefined, collection);
  }
  const sent = { ...call.query, ...call.params, ...call.body };
  const all = { ...sent, ...(kept && knownOf(call, kept, collection)), ...known, message: MESSAGES[role] };
  const records = kept && at && recordAs(call, kept, recordFields(answer, at), collection);
  if (records && at?.length === 0) return records;
  const about = { seed: [name, kept?.id ?? ''].join(' '), noun: nounIn(collection) };
  return answerOf(call, answer, { ...about, known: all, ...(at && { at }), ...(records && { records }) });
}

const SORTS = /sort|order/i;
const [WORDS, CURSOR] = [
  /^(search|query|q|searchText|searchQuery)$/i,
  /^(startAfterId|startAfter|cursor|last\w*Id|nextPageToken|pageToken)$/,
];

/** Whether a record, as the list shows it, is one that the query asks for. */
function isAsked(item: JsonObject, query: JsonObject): boolean {
  return Object.entries(query).every(([name, wanted]) => {
    if (wanted === '' || wanted === undefined) return true;
    if (WORDS.test(name)) return JSON.stringify(item).toLowerCase().includes(String(wanted).toLowerCase());
    const value = item[name];
    const canCompare = !SORTS.test(name) && ['string', 'number', 'boolean'].includes(typeof value);
    return !canCompare || String(wanted).split(',').includes(String(value));
  });
}

/** How a list is cut into pages. */
interface Page {
  start: number;
  size: number;
  page: number;
}

function pageIn(asked: JsonObject, ids: string[]): Page {
  const named = (names: string[]) => names.map((name) => asked[name]).find((value) => value !== undefined);
  const size = number(named(['limit', 'pageSize', 'pageLimit', 'size', 'perPage']), Math.max(ids.length, 1));
  const page = number(asked.page ?? asked.pageNumber, 1);
  const [, after] =
    Object.entries(asked).find(([name, id]) => CURSOR.test(name) && ids.includes(String(id))) ?? [];
  const skipped = named(['skip', 'offset', 'startAfter']);
  const start =
    after === undefined ? number(skipped, Math.max(page - 1, 0) * size) : ids.indexOf(String(after)) + 1;
  return { start, size: Math.max(size, 0), page };
}

/** What an answer tells of a list as a whole, by the names that answers have for it. */
function totalsOf({ start, size, page }: Page, total: number, lastId: string | undefined): JsonObject {
  const more = start + size < total;
  const pages = Math.max(Math.ceil(total / Math.max(size, 1)), 1);
  const totals = Object.fromEntries(
    ['total', 'count', 'totalCount', 'totalItems', 'totalRecords', 'totalLinks', 'activeCount'].map(
      (name) => [name, total],
    ),
  );
  const next = more ? page + 1 : undefined;
  return {
    ...totals,
    ...{ hasMore: more, hasNextPage: more, hasNext: more, hasPrevPage: start > 0 },
    ...{
      page,
      currentPage: page,
      totalPages: pages,
      nextPage: next,
      limit: size,
      pageSize: size,
      skip: start,
      offset: start,
    },
    ...(lastId !== undefined && { startAfterId: lastId, lastId, cursor: lastId }),
  };
}

function list(call: Call, plan: Plan, records: Records): Answer {
  const { answer: facts, at, collection, name } = plan;
  const asked = { ...call.query, ...call.body };
  const fact = at && factAt(facts, at);
  const isOfIds = fact !== undefined && shape(fact).type === 'string';
  const fields = at && recordFields(facts, at);
  const shown = records.all().map((kept) => ({ kept, item: recordAs(call, kept, fields, collection) }));
  const wanted = shown.filter(({ item }) => isAsked(item, call.query));
  const page = pageIn(
    asked,
    wanted.map(({ kept }) => kept.id),
  );
  const cut = wanted.slice(page.start, page.start + page.size);
  const items: Json[] = cut.map(({ kept, item }) => (isOfIds ? kept.id : item));
  const totals = totalsOf(page, wanted.length, cut.at(-1)?.kept.id);
  if (Object.keys(facts).length === 0) return { [pluralOf(plan)]: items, total: wanted.length };
  const known = { ...asked, ...call.params, ...totals, message: MESSAGES.list };
  const answer = answerOf(call, facts, {
    seed: name,
    noun: nounIn(collection),
    known,
    ...(at && { at }),
    records: items,
  });
  if (at?.[0] === BARE_LIST) return items;
  return at ? answer : withOpenList(answer, facts, items, totals);
}

/** A list's own name, where no answer is described: the last word of its path. */
function pluralOf({ facts }: Plan): string {
  const named = facts.route
    .split('/')
    .filter((part) => /^[\w-]+$/.test(part) && !/^(list|search|all)$/.test(part));
  return named.at(-1)?.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase()) ?? 'data';
}

/** An answer of which only an object without fields is described, and no list: then the list stands in it. */
function withOpenList(answer: JsonObject, facts: Facts, items: Json[], totals: JsonObject): JsonObject {
  const open = Object.keys(facts).find((name) => {
    const { type, list: isMany, fields } = shape(facts[name] ?? 'any');
    return type === 'object' && !isMany && !fields;
  });
  return open === undefined ? answer : { ...answer, [open]: { data: items, count: totals.count } };
}

function create(call: Call, plan: Plan, records: Records): Answer {
  const { collection } = plan;
  const values = valuesIn(call, plan);
  const [before] = isSingle(collection) ? records.all() : [];
  if (before) return answerWith(call, plan, records.update(before, values));
  if (!hasTable(collection)) return answerWith(call, plan, records.insert(values));
  return answerWith(call, plan, records.insert({ ...shownOf(call, plan, values), ...values }));
}

/** What the answer tells of a new record; lists of the sandbox's own show it. */
function shownOf(call: Call, { answer, at, collection }: Plan, values: JsonObject): JsonObject {
  const fields = at && recordFields(answer, at);
  if (!fields) return {};
  const now = call.clock.ms();
  const kept = { id: '', values, createdAt: now, updatedAt: now, isSeeded: false };
  return omit(recordAs(call, kept, fields, collection), ['id', '_id', 'altId', 'altType', 'traceId']);
}

function update(call: Call, plan: Plan, records: Records): Answer {
  const id = plan.id && text(sentAs(call, plan.id));
  const isNew = id !== undefined && !abilitiesOf(plan.collection).isKept && !records.find(id);
  if (isNew) return answerWith(call, plan, records.insert(valuesIn(call, plan), id));
  return answerWith(call, plan, records.update(recordOf(call, plan, records), valuesIn(call, plan)));
}

/** Changes the record that the body names, or makes one. */
function put(call: Call, plan: Plan, records: Records): Answer {
  const id = plan.id && text(sentAs(call, plan.id));
  const isKnown = id ? Boolean(records.find(id)) : isSingle(plan.collection);
  return id || isKnown ? update(call, plan, records) : create(call, plan, records);
}

function remove(call: Call, plan: Plan, records: Records): Answer {
  const ids = plan.ids && sentAs(call, plan.ids);
  if (ids !== undefined && !plan.id) {
    const gone = texts(ids).flatMap((id) => records.find(id) ?? []);
    for (const kept of gone) records.delete(kept);
    return answerWith(call, plan, undefined, { deleted: true, deletedCount: gone.length });
  }
  const kept = recordOf(call, plan, records);
  records.delete(kept);
  const told = { ...kept, values: { ...kept.values, deleted: true } };
  return answerWith(call, plan, told, { deleted: true });
}

/** Words at the end of a path that make a second record from the first. */
const COPIES = /\/(duplicate|clone|copy)$/;

function act(call: Call, plan: Plan, records: Records): Answer {
  if (!plan.id) return answerWith(call, plan, undefined);
  const kept = recordOf(call, plan, records);
  if (COPIES.test(plan.facts.route)) return answerWith(call, plan, records.insert(kept.values));
  const fields = (plan.at && recordFields(plan.answer, plan.at)) ?? {};
  const changes = Object.entries(valuesIn(call, plan)).filter(([name]) => Object.hasOwn(fields, name));
  return answerWith(call, plan, records.update(kept, Object.fromEntries(changes)));
}

const HANDLERS: { [role in Role]: (call: Call, plan: Plan, records: Records) => Answer } = {
  list,
  create,
  read: (call, plan, records) => answerWith(call, plan, recordOf(call, plan, records)),
  update,
  put,
  delete: remove,
  act,
};

const OTHER = { dated: V3, [V3]: 'dated' } as const;

/**
 * Answers an endpoint that has no handler of its own, by what the contract describes: it keeps what is sent, so
 * that it can be listed, read, changed and deleted, and makes up the rest.
 */
export function generalRoute(key: AnyEndpointKey, asked: ApiVersion): Route {
  const version = hasVersion(key, asked) ? asked : OTHER[asked];
  const handle = (call: Call): Answer => {
    const plan = planOf(key, version);
    checkOuter(call, plan);
    return HANDLERS[plan.role](call, plan, recordsOf(call, plan));
  };
  if (WITHOUT_BODY.includes(key)) return { status: 204, handle };
  return { handle, ...(planOf(key, version).role === 'create' && { status: 201 }) };
}
