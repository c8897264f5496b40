/** Every field of every operation, held against the contract: nothing misspelt, missing or superfluous. */
import { type Field, text, yesNo } from '../../fields/field';
import { endpoint, type Facts, type Shape, shape } from '../../highlevel/contract';
import { accountParameters } from '../../highlevel/contract/account';
import { staticFields } from '../../operations/form';
import { factOf } from '../../operations/input';
import { sortOf } from '../../operations/search-reading';
import type { Way } from '../../operations/search-spec';
import type { OperationSpec } from '../../operations/spec';
import type { ListTriggerSpec } from '../../operations/trigger-spec';
import { CUSTOM_FIELD } from '../../records/custom-fields/definitions';
import { PROPERTY } from '../../records/object-record';
import type { Note } from '../notes';
import { endpointCallsUnderTest, faultsIn, isSearch, isWithin } from '../support/operations';

const TYPES: { [type in Shape['type']]: Field['type'][] } = {
  string: ['string', 'text', 'datetime', 'code'],
  number: ['number', 'integer', 'datetime'],
  boolean: ['boolean'],
  object: ['json'],
  file: ['file'],
  any: ['string', 'text', 'json', 'datetime', 'number'],
};

/** The names of an endpoint's parameters, those inside objects joined by `__`. */
function parameters(facts: Facts, prefix = ''): string[] {
  return Object.entries(facts).flatMap(([name, fact]) => {
    const { type, list, fields } = shape(fact);
    return type === 'object' && !list && fields ? parameters(fields, `${prefix}${name}__`) : [prefix + name];
  });
}

const parametersOf = (spec: OperationSpec): string[] => {
  const { path, query, body } = endpoint(spec.endpoint);
  return [path, query, body].flatMap((facts) => parameters(facts));
};

const isList = (spec: OperationSpec): spec is ListTriggerSpec => 'fires' in spec && spec.fires === 'list';

/** Whether a field leads to this way of a search: without its value another way is taken. */
const leadsTo = (spec: OperationSpec & Partial<Way>, key: string) => spec.by?.includes(key) === true;

/** The parameters by which an operation reads pages; a search always sorts in one way. */
function paging(spec: OperationSpec): string[] {
  const pages = isList(spec) || isSearch(spec) ? spec.paging : undefined;
  return [
    ...(pages ? [pages.size.parameter, ...pages.by] : []),
    ...(isSearch(spec) ? Object.keys(sortOf(spec) ?? {}) : []),
  ];
}

const hasOwnFields = (spec: OperationSpec) => spec.fields.some((field) => typeof field === 'function');
const sentFields = (spec: OperationSpec) => staticFields(spec).filter(({ notSent }) => !notSent);
const shapeOf = (spec: OperationSpec, key: string) => shape(factOf(endpoint(spec.endpoint), key) ?? 'any');
const without = (names: string[], others: Iterable<string>) => {
  const left = new Set(others);
  return names.filter((name) => !left.has(name));
};

/** What is wrong with an operation's form by one rule, in sentences that go on after its key. */
type Rule = (spec: OperationSpec, note: Note) => string[];

const RULES: { [rule: string]: Rule } = {
  'has no field that its endpoint does not know': (spec) => {
    const keys = sentFields(spec).map(({ key }) => key);
    return without(keys, parametersOf(spec)).map(
      (key) =>
        `has a field “${key}” that ${spec.endpoint} does not know: correct its key, take it out, or say in its \`notSent\` what it is for.`,
    );
  },

  'has a field for every parameter, or a reason why not': (spec) => {
    const seen = [
      ...sentFields(spec).map(({ key }) => key),
      ...paging(spec),
      ...accountParameters(endpoint(spec.endpoint)).map(({ name }) => name),
      ...(hasOwnFields(spec) ? [CUSTOM_FIELD, PROPERTY].map((prefix) => prefix.replace('__', '')) : []),
    ];
    const isLeftOut = isWithin(Object.keys(spec.notOffered ?? {}));
    return without(
      parametersOf(spec).filter((name) => !isLeftOut(name)),
      seen,
    ).map(
      (name) =>
        `has no field for “${name}” of ${spec.endpoint}: add one, or say in \`notOffered\` why there is none.`,
    );
  },

  'leaves out only what its endpoint knows': (spec) =>
    Object.keys(spec.notOffered ?? {})
      .filter((name) => !parametersOf(spec).some(isWithin([name])))
      .map((name) => `says why “${name}” is no field, which ${spec.endpoint} does not know: take it out.`),

  'takes the types that its endpoint takes': (spec) =>
    sentFields(spec).flatMap((field) => {
      const { type, list } = shapeOf(spec, field.key);
      const isMany = Boolean((field.list && !field.commaSeparated) || field.children || field.oneInList);
      if (isMany !== list) {
        return `has a field “${field.key}” that is ${isMany ? 'a' : 'no'} list, and for ${spec.endpoint} it is ${list ? 'a' : 'no'} list.`;
      }
      return field.children || TYPES[type].includes(field.type)
        ? []
        : `has a field “${field.key}” of the type ${field.type}, and ${spec.endpoint} takes a ${type}: ${TYPES[type].join(', ')} would do.`;
    }),

  'requires what its endpoint requires, and nothing else': (spec, { notRequired = {} }) =>
    sentFields(spec).flatMap((field) => {
      const fact = factOf(endpoint(spec.endpoint), field.key);
      if (fact === undefined) return [];
      const { required } = shape(fact);
      const isNoted = Object.hasOwn(notRequired, field.key);
      if (field.key.includes('__') || Boolean(field.required) === (required && !isNoted)) return [];
      if (leadsTo(spec, field.key)) return [];
      return required
        ? `has a field “${field.key}” that is not required, and ${spec.endpoint} requires it: require it, or say why not in \`notRequired\` of its note.`
        : `requires “${field.key}”, and ${spec.endpoint} does not.`;
    }),

  'offers no choice that its endpoint refuses': (spec) =>
    sentFields(spec).flatMap(({ key, choices }) => {
      const allowed = shapeOf(spec, key).enum;
      if (!allowed || !choices || 'perform' in choices || Array.isArray(choices)) return [];
      return Object.keys(choices)
        .filter((choice) => !allowed.includes(choice))
        .map((choice) => `offers “${choice}” in “${key}”, which ${spec.endpoint} refuses.`);
    }),

  'has no needless note on what it does not require': (spec, { notRequired = {} }) => {
    const needed = sentFields(spec).filter(({ key }) => shapeOf(spec, key).required && !key.includes('__'));
    const keys = needed.map(({ key }) => key);
    // What this way of a search does not send, another one may require.
    const unsent = staticFields(spec).flatMap(({ key, notSent }) => (notSent ? [key] : []));
    return without(Object.keys(notRequired), [...keys, ...unsent]).map(
      (name) =>
        `has a note on “${name}” in \`notRequired\`, which ${spec.endpoint} does not require: take it out.`,
    );
  },
};

test.each(Object.entries(RULES))('every operation %s', (_rule, rule) => {
  expect(faultsIn(endpointCallsUnderTest(), ({ spec, note }) => rule(spec, note))).toEqual([]);
});

describe('an operation with a fault is caught:', () => {
  const sound: OperationSpec = {
    key: 'create_task',
    label: 'Create Task',
    description: 'Creates a task.',
    endpoint: 'POST /contacts/{contactId}/tasks',
    fields: [
      { ...text('contactId', 'Contact'), required: true },
      { ...text('title', 'Title'), required: true },
      text('body', 'Text'),
      { ...text('dueDate', 'Due Date'), required: true },
      { ...yesNo('completed', 'Is Completed'), required: true },
      text('assignedTo', 'Assigned User'),
    ],
    record: { noun: 'Task', fields: [], sample: { id: '1' }, from: () => ({ id: '' }) },
  };
  const faults = (spec: Partial<OperationSpec>, note: Note = {}) =>
    Object.values(RULES).flatMap((rule) => rule({ ...sound, ...spec }, note));
  const changed = (key: string, to: Partial<Field>) => ({
    fields: sound.fields.map((field) => ('key' in field && field.key === key ? { ...field, ...to } : field)),
  });

  test('none where there is none', () => {
    expect(faults({})).toEqual([]);
  });

  test('an object that is left out stands for all that is in it', () => {
    const endpoint = 'POST /invoices/{invoiceId}/send';
    const told = (notOffered: OperationSpec['notOffered'] = {}) =>
      faults({ endpoint, fields: [], notOffered }).filter((fault) => fault.includes('autoPayment'));
    expect(told().length).toBeGreaterThan(10);
    expect(told({ autoPayment: 'x' })).toEqual([]);
  });

  test.each<[what: string, spec: Partial<OperationSpec>, faults: RegExp[]]>([
    [
      'a misspelt field',
      changed('title', { key: 'titel' }),
      [/^has a field “titel” that POST .* does not know/, /^has no field for “title” of POST /],
    ],
    [
      'a superfluous one',
      { fields: [...sound.fields, text('color', 'Color')] },
      [/^has a field “color” that POST .*tasks does not know/],
    ],
    ['a reason for none', { notOffered: { color: 'x' } }, [/^says why “color” is no field/]],
    [
      'another type',
      changed('completed', { type: 'string' }),
      [/“completed” of the type string.* a boolean/],
    ],
    ['a list for one value', changed('body', { list: true }), [/“body” that is a list, .* it is no list/]],
    ['what is not required', changed('title', { required: false }), [/“title” that is not required/]],
    ['what is required in vain', changed('body', { required: true }), [/^requires “body”, and POST/]],
  ])('%s', (_what, spec, wanted) => {
    expect(faults(spec)).toEqual(wanted.map((one) => expect.stringMatching(one)));
  });

  test('a choice that is refused', () => {
    const { fields } = sound;
    const choosing = { ...text('type', 'What to Do'), required: true, choices: { toggle: 'Toggle' } };
    const endpoint = 'POST /contacts/bulk/tags/update/{type}';
    const found = faults({ endpoint, fields: [choosing, ...fields] });
    expect(found).toContain(`offers “toggle” in “type”, which ${endpoint} refuses.`);
  });

  test('a needless note', () => {
    const note = { notRequired: { body: 'x' } };
    expect(faults({}, note)).toEqual([expect.stringMatching(/^has a note on “body” in `notRequired`/)]);
  });
});
