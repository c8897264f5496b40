/**
 * Every output field and every sample, held against what is described and was recorded of the answer: nothing
 * misspelt, nothing promised that does not come, right types.
 */
import { mapValues, merge } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import { endpoint, type Fact, type Facts, shape } from '../../highlevel/contract';
import type { AnySpec, OperationSpec } from '../../operations/spec';
import { isItem } from '../../zapier';
import { knownFacts } from '../contract/recorded';
import type { Note } from '../notes';
import { byNoun, everywhere } from '../notes/records';
import { endpointCalls, endpointCallsUnderTest, faultsIn } from '../support/operations';

type Named = Pick<PlainOutputField, 'key' | 'type' | 'list'>;

/** A field that is promised, those of line items by the keys by which they are mapped. */
const promised = (fields: PlainOutputField[]): Named[] =>
  fields.flatMap((field) =>
    field.children?.length
      ? field.children.map((child) => ({ ...child, key: `${field.key}[]${child.key}` }))
      : [field],
  );

/** The names on the way to a value: `roles__type` and `results[]id` have two. */
const pathOf = (key: string) => key.split(/__|\[\]/);

const fieldsOf = (fact: Fact | undefined): Facts | undefined =>
  typeof fact === 'object' ? fact.fields : undefined;

/** The places where an answer can hold the record: itself, and what is up to two steps inside. */
function places(facts: Facts, depth = 2): Facts[] {
  const inner = Object.values(facts).map(fieldsOf);
  return [facts, ...(depth ? inner.flatMap((one) => (one ? places(one, depth - 1) : [])) : [])];
}

/** Where an operation says that its record is; everywhere, where a function finds it. */
function placesOf(spec: AnySpec, facts: Facts): Facts[] {
  const name = 'items' in spec ? spec.items : 'answer' in spec ? spec.answer : undefined;
  const named = typeof name === 'string' ? fieldsOf(facts[name]) : undefined;
  return named ? [named] : places(facts);
}

/** A value's fact at the end of a path; `true` where an object on the way is not described. */
function find(facts: Facts, [name = '', ...rest]: string[]): Fact | true | undefined {
  const fact = facts[name] ?? (name === 'id' ? facts._id : undefined);
  if (fact === undefined || !rest.length) return fact;
  const inner = fieldsOf(fact);
  if (inner) return find(inner, rest);
  return /^(object|any)/.test(shape(fact).type) ? true : undefined;
}

const TYPES: { [type: string]: PlainOutputField['type'][] } = {
  string: ['string', 'datetime', 'file'],
  number: ['number', 'integer', 'datetime'],
  boolean: ['boolean'],
};

const specs = endpointCalls().map(({ spec }) => spec);

/**
 * The places where a record of a kind can stand, in the answers of all operations that give one: a
 * list tells less of a record than the record alone, and one list of fields serves both.
 */
const familyOf = (noun: string): Facts[] =>
  specs
    .filter(({ record }) => record.noun === noun)
    .flatMap((spec) => placesOf(spec, knownFacts(spec.endpoint)));

/** What an operation is given, and so can give back: the API's answer to a write is often an empty one. */
function given({ endpoint: key }: OperationSpec): Facts {
  const { path, query, body } = endpoint(key);
  const [ownId] = Object.entries(path).reverse();
  return { ...body, ...query, ...path, ...(ownId && { id: ownId[1] }) };
}

/** The facts of a field, wherever an operation can have it from. */
function factOf(spec: OperationSpec, key: string): Fact | true | undefined {
  const facts = [...placesOf(spec, knownFacts(spec.endpoint)), ...familyOf(spec.record.noun), given(spec)];
  return facts.map((place) => find(place, pathOf(key))).find((one) => one !== undefined);
}

/** What is wrong with a promised field of an operation. */
function faultsOf(spec: OperationSpec, field: Named): string[] {
  const fact = factOf(spec, field.key);
  if (fact === undefined) return [`${field.key} is not in the answer`];
  return fact === true ? [] : typeFaults(field, fact);
}

function typeFaults({ key, type, list = false }: Named, fact: Fact): string[] {
  const described = shape(fact);
  const types = TYPES[described.type];
  if (!types) return [];
  return [
    ...(types.includes(type) ? [] : [`${key} is a ${described.type}, not a ${type}`]),
    ...(described.list === list || key.includes('[]')
      ? []
      : [`${key} is ${described.list ? 'a' : 'no'} list`]),
  ];
}

const ownOf = ({ record }: OperationSpec, { adds }: Note) => ({
  ...everywhere,
  ...byNoun[record.noun],
  ...mapValues(record.names ?? {}, ({ list }) => `A name from the list of ${list}.`),
  ...adds,
});

/** A sample's values, by the keys by which they are mapped. */
function leaves(value: unknown, key = ''): [key: string, value: unknown][] {
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, isItem(one) ? `${key}[]` : key));
  if (!isItem(value)) return [[key, value]];
  const joint = key && !key.endsWith('[]') ? '__' : '';
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${key}${joint}${name}`));
}

const SAMPLES: { [type: string]: (value: unknown) => boolean } = {
  string: (value) => typeof value === 'string',
  datetime: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value),
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  file: (value) => typeof value === 'string',
};

/** A rule for an operation's outputs: what is wrong, in sentences that go on after its key. */
type Rule = (spec: OperationSpec, note: Note) => string[];

const RULES: { [rule: string]: Rule } = {
  'promises what its answer has, in the answer’s own types': (spec, note) => {
    const own = ownOf(spec, note);
    return promised(spec.record.fields)
      .filter(({ key }) => !Object.hasOwn(own, key))
      .flatMap((field) => faultsOf(spec, field))
      .map(
        (fault) =>
          `promises what ${spec.endpoint} does not answer: ${fault}. If the app adds it, say so in \`adds\` of its note.`,
      );
  },

  'has a sample of what it promises, in those types': ({ record }) => {
    const fields = promised(record.fields);
    return leaves(record.sample).flatMap(([key, value]) => {
      const field = fields.find((one) => one.key === key);
      if (!field) return `has “${key}” in its sample, which is no output field.`;
      const type = field.type ?? 'string';
      return SAMPLES[type]?.(value)
        ? []
        : `has ${JSON.stringify(value)} in its sample as “${key}”, which is no ${type}.`;
    });
  },

  'finds its record where its answer has it': (spec) => {
    const name = 'items' in spec ? spec.items : 'answer' in spec ? spec.answer : undefined;
    return typeof name !== 'string' || Object.hasOwn(knownFacts(spec.endpoint), name)
      ? []
      : [`looks for its record in “${name}”, which ${spec.endpoint} does not answer.`];
  },

  'has no needless note on what the app adds': (spec, { adds = {} }) =>
    Object.keys(adds)
      .filter(
        (name) =>
          !promised(spec.record.fields).some((field) => field.key === name && faultsOf(spec, field).length),
      )
      .map(
        (name) => `has a note on “${name}” in \`adds\`, which is in its answer, or no output: take it out.`,
      ),
};

test.each(Object.entries(RULES))('every operation %s', (_rule, rule) => {
  expect(faultsIn(endpointCallsUnderTest(), ({ spec, note }) => rule(spec, note))).toEqual([]);
});

test('what the notes on records say that the app adds is in no answer, or is there in another type', () => {
  const noted = [
    ...Object.keys(everywhere).map((name) => ({ name, its: specs })),
    ...Object.entries(byNoun).flatMap(([noun, adds]) =>
      Object.keys(adds).map((name) => ({ name, its: specs.filter(({ record }) => record.noun === noun) })),
    ),
  ];
  const isNeeded = ({ name, its }: (typeof noted)[number]) =>
    its.some((spec) =>
      promised(spec.record.fields).some((field) => field.key === name && faultsOf(spec, field).length),
    );
  const needless = noted.filter((one) => !isNeeded(one));
  expect(needless.map(({ name }) => `${name}: take it out of test/notes/records.ts.`)).toEqual([]);
});

test.each([
  ['a misspelt field', { key: 'firstname', type: 'string' }, 'firstname is not in the answer'],
  ['another type', { key: 'dnd', type: 'string' }, 'dnd is a boolean, not a string'],
  ['a list for one value', { key: 'email', type: 'string', list: true }, 'email is no list'],
  ['one value for a list', { key: 'tags', type: 'string' }, 'tags is a list'],
] as const)('%s is caught', (_what, field, fault) => {
  const [contact] = specs.filter(({ key }) => key === 'get_contact');
  expect(contact && faultsOf(contact, field)).toEqual([fault]);
});

test.each<[what: string, to: object, fault: RegExp]>([
  ['what is in a sample alone', { record: { sample: { nickname: 'Ada' } } }, /^has “nickname” in its sample/],
  ['another type in a sample', { record: { sample: { dnd: 'no' } } }, /^has "no" in its sample as “dnd”/],
  ['a record that is not there', { answer: 'contcat' }, /^looks for its record in “contcat”/],
])('%s is caught', (_what, to, fault) => {
  const [contact] = specs.filter(({ key }) => key === 'get_contact');
  const faults = Object.values(RULES).flatMap((rule) => (contact ? rule(merge({}, contact, to), {}) : []));
  expect(faults).toContainEqual(expect.stringMatching(fault));
});
