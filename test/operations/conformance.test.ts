/** Every field of every operation, held against the contract: nothing misspelt, missing or superfluous. */

import type { Field } from '../../fields/field';
import { endpoint, type Facts, type Shape, shape } from '../../highlevel/contract';
import { accountParameters } from '../../highlevel/contract/account';
import { staticFields } from '../../operations/form';
import { factOf } from '../../operations/input';
import type { OperationSpec } from '../../operations/spec';
import type { ListTriggerSpec } from '../../operations/trigger-spec';
import { CUSTOM_FIELD } from '../../records/custom-fields/definitions';
import { operations } from '../../registry';

/** Parameters that the API requires and the form does not, because the operation sees to them. */
const SEEN_TO: { [operation: string]: string[] } = {
  bulk_update_contact_tags: ['tags'],
  update_calendar_group: ['name', 'slug', 'description'],
  update_association: ['firstObjectLabel', 'secondObjectLabel'],
  update_blog_post: [
    'title',
    'urlSlug',
    'description',
    'imageUrl',
    'imageAltText',
    'author',
    'categories',
    'status',
    'publishedAt',
  ],
  create_user: ['locationIds'],
  find_location: ['locationId'],
  upsert_opportunity: ['followers', 'followersActionType', 'isRemoveAllFollowers'],
  remove_opportunity_followers: ['followers'],
};

const TYPES: { [type in Shape['type']]: Field['type'][] } = {
  string: ['string', 'text', 'datetime', 'code'],
  number: ['number', 'integer', 'datetime'],
  boolean: ['boolean'],
  object: ['json'],
  file: ['file'],
  any: ['string', 'text', 'json', 'datetime', 'number'],
};

const specs = operations.flatMap(({ spec }): [string, OperationSpec][] =>
  spec.endpoint ? [[spec.key, spec]] : [],
);

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

function paging(spec: OperationSpec): string[] {
  return isList(spec) && spec.paging ? [spec.paging.size.parameter, ...spec.paging.by] : [];
}

const hasCustomFields = (spec: OperationSpec) => spec.fields.some((field) => typeof field === 'function');
const sentFields = (spec: OperationSpec) => staticFields(spec).filter(({ notSent }) => !notSent);

describe.each(specs)('%s', (key, spec) => {
  test('has no field that the endpoint does not know', () => {
    const known = parametersOf(spec);
    expect(
      sentFields(spec)
        .map((field) => field.key)
        .filter((name) => !known.includes(name)),
    ).toEqual([]);
  });

  test('has a field for every parameter, or a reason why not', () => {
    const seen = new Set([
      ...sentFields(spec).map((field) => field.key),
      ...Object.keys(spec.notOffered ?? {}),
      ...paging(spec),
      ...accountParameters(endpoint(spec.endpoint)).map(({ name }) => name),
      ...(hasCustomFields(spec) ? [CUSTOM_FIELD.replace('__', '')] : []),
    ]);
    expect(parametersOf(spec).filter((name) => !seen.has(name))).toEqual([]);
  });

  test('leaves out only what the endpoint knows', () => {
    const known = parametersOf(spec);
    expect(Object.keys(spec.notOffered ?? {}).filter((name) => !known.includes(name))).toEqual([]);
  });

  test('takes the types that the endpoint takes', () => {
    for (const field of sentFields(spec)) {
      const { type, list } = shape(factOf(endpoint(spec.endpoint), field.key) ?? 'any');
      expect({
        field: field.key,
        list: Boolean((field.list && !field.commaSeparated) || field.children),
      }).toEqual({
        field: field.key,
        list,
      });
      if (!field.children)
        expect({ field: field.key, types: TYPES[type] }).toEqual({
          field: field.key,
          types: expect.arrayContaining([field.type]),
        });
    }
  });

  test('requires what the endpoint requires, and nothing else', () => {
    for (const field of sentFields(spec)) {
      const { required } = shape(factOf(endpoint(spec.endpoint), field.key) ?? 'any');
      if (SEEN_TO[key]?.includes(field.key) || field.key.includes('__')) continue;
      expect({ field: field.key, required: Boolean(field.required) }).toEqual({ field: field.key, required });
    }
  });

  test('offers no choice that the endpoint refuses', () => {
    for (const { key: name, choices } of sentFields(spec)) {
      const allowed = shape(factOf(endpoint(spec.endpoint), name) ?? 'any').enum;
      if (!allowed || !choices || 'perform' in choices || Array.isArray(choices)) continue;
      expect(Object.keys(choices).filter((choice) => !allowed.includes(choice))).toEqual([]);
    }
  });
});
