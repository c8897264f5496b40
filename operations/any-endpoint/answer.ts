/** What any endpoint answers, as the fields that later steps map. */
import { isEmpty } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import { parameterLabel } from '../../fields/parameter-label';
import { type Fact, type Facts, shape } from '../../highlevel/contract';
import { BARE_LIST, isRecord, type Raw, rowsOf } from '../../highlevel/json';
import { idOf, type Output } from '../../records/record';
import { stateHash } from '../revision';

/** The name of a list that is the whole answer. */
const ITEMS = 'items';

/** A record within a record is told field by field to this depth. */
const MOST_LEVELS = 4;

const TYPES = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  file: 'file',
  object: undefined,
  any: undefined,
} as const;

/** The output fields of an answer or a record. Its own id is the step's field `id`. */
export const ownAnswerFields = (facts: Facts): PlainOutputField[] =>
  answerFields(facts).filter(({ key }) => key !== 'id' && key !== '_id');

/** The output fields of what is described so: records within by their parts, lists of records as line items. */
export function answerFields(facts: Facts, above = '', before = '', levels = 1): PlainOutputField[] {
  const told = Object.entries(facts).filter(([name]) => name !== '_id' || !Object.hasOwn(facts, 'id'));
  return told.flatMap(([name, fact]): PlainOutputField[] => {
    const called = name === BARE_LIST ? ITEMS : name;
    const key = above + called;
    const label = before + parameterLabel(called);
    const { type, list, fields = {} } = shape(fact);
    const isDateTime = typeof fact === 'object' && fact.format !== undefined;
    if (isEmpty(fields)) {
      const of = isDateTime ? 'datetime' : TYPES[type];
      return [
        { key, label, ...(of && !list && { type: of }), ...(list && type !== 'object' && { list: true }) },
      ];
    }
    if (list) return [{ key, label, children: answerFields(fields).filter(({ children }) => !children) }];
    if (levels >= MOST_LEVELS) return [{ key, label }];
    return answerFields(fields, `${key}__`, `${label}: `, levels + 1);
  });
}

/** The path of the list in what is described so: the shallowest list of records, of several that of `about`. */
export function listPath(facts: Facts, about: string): string[] | undefined {
  const here = Object.entries(facts).filter(([, fact]) => isListOfRecords(fact));
  const [found] = here.find(([name]) => name === BARE_LIST || isSameThing(name, about)) ?? here[0] ?? [];
  if (found !== undefined) return [found];
  for (const [name, fact] of Object.entries(facts)) {
    const { fields, list } = shape(fact);
    const inner = fields && !list ? listPath(fields, about) : undefined;
    if (inner) return [name, ...inner];
  }
  return undefined;
}

const isListOfRecords = (fact: Fact) => {
  const { list, type, fields } = shape(fact);
  return list && (type === 'object' || fields !== undefined);
};

/** Whether a list is called after what the endpoint is about: `invoices` for `/invoices/`. */
const isSameThing = (name: string, about: string) => {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .replace(/(e?s)$/, '');
  return plain(name) === plain(about);
};

/** The facts of the records in a list. */
export function itemFacts(facts: Facts, path: readonly string[]): Facts {
  return path.reduce<Facts>((here, name) => shape(here[name] ?? 'any').fields ?? {}, facts);
}

/**
 * The records of the list at a path, or of the first list of records in the answer where it is not as described.
 *
 * @returns `undefined` where the answer has no such list
 */
export function rowsIn(answer: Raw, path: readonly string[] = []): Raw[] | undefined {
  const described = path.reduce<unknown>((here, name) => (isRecord(here) ? here[name] : undefined), answer);
  return Array.isArray(described) ? rowsOf(described) : firstRowsIn(answer);
}

/** The rows of the first list of records. A list within a record with an id is a part of that one. */
function firstRowsIn(answer: Raw): Raw[] | undefined {
  if (idOf(answer)) return undefined;
  const inside = Object.entries(answer).flatMap(([name, inner]) => (ASIDE.has(name) ? [] : [inner]));
  const lists = inside.filter((inner) => Array.isArray(inner));
  const list = lists.find((one) => one.some(isRecord)) ?? lists.find((one) => !one.length);
  if (list) return rowsOf(list);
  for (const inner of inside) {
    const found = isRecord(inner) ? firstRowsIn(inner) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** What says nothing of a record, beside it in an answer. */
const ASIDE = new Set([
  'traceId',
  'success',
  'succeeded',
  'succeded',
  'message',
  'error',
  'errors',
  'warnings',
  'status',
  'statusCode',
  'meta',
]);

/** The name of the one record that an answer, or its description, wraps; `undefined` where it is the record itself. */
function wrapperIn(names: string[], isRecordAt: (name: string) => boolean): string | undefined {
  const inside = names.filter((name) => !ASIDE.has(name));
  const [only] = inside;
  return inside.length === 1 && only !== undefined && isRecordAt(only) ? only : undefined;
}

/** The one record that an answer is about. */
export function recordIn(answer: Raw): Raw {
  const wrapped = answer[wrapperIn(Object.keys(answer), (name) => isRecord(answer[name])) ?? ''];
  return isRecord(wrapped) ? wrapped : withNamedList(answer);
}

/** The facts of the one record that an answer is about. */
export function recordFacts(facts: Facts): Facts {
  const isRecordAt = (name: string) => {
    const { list, fields } = shape(facts[name] ?? 'any');
    return !list && fields !== undefined;
  };
  const wrapper = wrapperIn(Object.keys(facts), isRecordAt);
  return wrapper === undefined ? facts : itemFacts(facts, [wrapper]);
}

/** An answer as a step gives it: a list that is the whole of it has a name. */
export const withNamedList = ({ [BARE_LIST]: list, ...answer }: Raw): Raw =>
  list === undefined ? answer : { [ITEMS]: list, ...answer };

/** A record of a list, with its id: the field that was chosen, HighLevel's own, or what it holds. */
export function itemWithId(raw: Raw, idField?: string): Output {
  const chosen = idField === undefined ? undefined : raw[idField];
  const id = typeof chosen === 'string' || typeof chosen === 'number' ? String(chosen) : idOf(raw);
  return { ...raw, id: id || stateHash(raw) };
}
