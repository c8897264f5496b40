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
import { type Json, type JsonObject, pick, text, texts } from '../json';
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
import { isAsked, pageOf, toldOf } from './lists';
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
  const all: JsonObject = {
    ...sent,
    ...(kept && knownOf(call, kept, collection)),
    ...known,
    message: MESSAGES[role],
  };
  const records = kept && at && recordAs(call, kept, recordFields(answer, at), collection);
  if (records && at?.length === 0) return records;
  const about = { seed: [name, kept?.id ?? ''].join(' '), noun: nounIn(collection) };
  return answerOf(call, answer, {
    ...about,
    known: (one) => all[one],
    ...(at && { at }),
    ...(records && { records }),
  });
}

function list(call: Call, plan: Plan, records: Records): Answer {
  const { answer, at, collection, name } = plan;
  const fact = at && factAt(answer, at);
  const isOfIds = fact !== undefined && shape(fact).type === 'string';
  const fields = at && recordFields(answer, at);
  const wanted = records
    .all()
    .map(({ id, ...kept }) => ({ id, item: recordAs(call, { id, ...kept }, fields, collection) }))
    .filter(({ item }) => isAsked(item, call.query));
  const asked = { ...call.query, ...call.body };
  const page = pageOf(
    asked,
    wanted.map(({ id }) => id),
  );
  const cut = wanted.slice(page.start, page.start + page.size);
  const items: Json[] = cut.map(({ id, item }) => (isOfIds ? id : item));
  if (at?.[0] === BARE_LIST) return items;
  if (Object.keys(answer).length === 0) return { [pluralOf(plan)]: items, total: page.total };
  const others: JsonObject = { ...asked, ...call.params, message: MESSAGES.list };
  const told = answerOf(call, answer, {
    seed: name,
    noun: nounIn(collection),
    known: (one) => {
      const ofList = toldOf(page, one);
      return ofList === undefined ? others[one] : ofList;
    },
    ...(at && { at }),
    records: items,
  });
  return at ? told : withOpenList(told, answer, items);
}

/** A list's own name, where no answer is described: the last word of its path. */
function pluralOf({ facts }: Plan): string {
  const named = facts.route
    .split('/')
    .filter((part) => /^[\w-]+$/.test(part) && !/^(list|search|all)$/.test(part));
  return named.at(-1)?.replace(/-(\w)/g, (_all, letter: string) => letter.toUpperCase()) ?? 'data';
}

/** An answer of which only an object without fields is described, and no list: then the list stands in it. */
function withOpenList(answer: JsonObject, facts: Facts, items: Json[]): JsonObject {
  const open = Object.keys(facts).find((name) => {
    const { type, list: isMany, fields } = shape(facts[name] ?? 'any');
    return type === 'object' && !isMany && !fields;
  });
  return open === undefined ? answer : { ...answer, [open]: { data: items, count: items.length } };
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
