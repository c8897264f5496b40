import { omit } from 'lodash';
import { BARE_LIST, type Facts, shape } from '../../highlevel/contract';
import type { Answer, Call } from '../gateway/call';
import { notFound } from '../gateway/errors';
import { type Json, type JsonObject, pick, text, texts } from '../json';
import { answerOf, knownOf, recordAs } from './answer';
import { abilitiesOf, isSingle, type Role, withoutAccount } from './collections';
import { isAsked, pageOf, toldOf } from './lists';
import { camel, nounIn } from './names';
import type { Plan } from './plan';
import { hasTable, type Kept, mustFind, type Records, sentAs } from './records';
import { factAt, recordFields } from './shapes';

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
  const ids = plan.ids && texts(sentAs(call, plan.ids));
  const wanted = records
    .all()
    .filter(({ id }) => !ids?.length || ids.includes(id))
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
  return camel(named.at(-1) ?? 'data');
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

/** The status that an action leads to, where the record can have one that begins as the action: void, cancelled. */
function statusAfter({ facts }: Plan, { status: fact = 'string' }: Facts): JsonObject {
  const stem = (facts.route.split('/').at(-1) ?? '').replace(/e$/, '');
  const status = shape(fact).enum?.find((one) => typeof one === 'string' && one.startsWith(stem));
  return typeof status === 'string' ? { status } : {};
}

function act(call: Call, plan: Plan, records: Records): Answer {
  if (!plan.id) return answerWith(call, plan, undefined);
  const kept = recordOf(call, plan, records);
  if (COPIES.test(plan.facts.route)) return answerWith(call, plan, records.insert(kept.values));
  const fields = (plan.at && recordFields(plan.answer, plan.at)) ?? {};
  const changes = pick(valuesIn(call, plan), Object.keys(fields));
  return answerWith(call, plan, records.update(kept, { ...statusAfter(plan, fields), ...changes }));
}

/** What each role does. @throws Refusal 404 where a record is not there */
export const ROLES: { [role in Role]: (call: Call, plan: Plan, records: Records) => Answer } = {
  list,
  create,
  read: (call, plan, records) => answerWith(call, plan, recordOf(call, plan, records)),
  update,
  put,
  delete: remove,
  act,
};
