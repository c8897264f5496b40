/**
 * What a record of a custom object is written with: its object, and the object's own fields as typed inputs, which
 * travel as custom fields of contacts do (`custom-fields.ts`).
 */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isBlank } from '../highlevel/blank';
import { detailsOf, isNotThere, refuse } from '../highlevel/errors';
import type { Raw } from '../highlevel/json';
import { boxesIn, PROPERTY, type Property, propertiesOf } from '../records/object-record';
import { rawOf } from '../records/record';
import { dataTypeOf, isWritable } from './custom-field-types';
import { keyOfChoice, type Meta, onLines, orWhyClosed, PROPERTY_CHOICE } from './custom-fields';
import { choicesOf } from './dropdowns';
import { alsoSaying, asRefusal, choice, type Field, type FieldsOf, type Use } from './field';
import { joinWords, show } from './values';

/** The object whose records a step is about. */
export const ofObject = (): Field =>
  choice('schemaKey', 'Object', choicesOf('objectsWithFields'), {
    required: true,
    helpText: 'A kind of record, such as Company or your own.',
    altersDynamicFields: true,
  });

/** The fields of the chosen object as input fields of the right type. */
export const propertyInputs = (use: Use): FieldsOf =>
  orWhyClosed(async (z, bundle) => {
    try {
      return (await writable(z, bundle)).flatMap(inputsOf(use));
    } catch (error) {
      // Of an object that is gone: the form must open, so that another can be chosen.
      const { message } = detailsOf(error) ?? {};
      if (message === undefined || !isNotThere(error)) throw error;
      return [{ key: 'objectGone', type: 'copy', helpText: message }];
    }
  });

/** The fields of the chosen object, to choose those to clear from. */
export const propertiesToClear = {
  prefix: PROPERTY_CHOICE,
  dependsOn: ['schemaKey'],
  choices: async (z: ZObject, bundle: Bundle) => ({
    results: (await writable(z, bundle)).flatMap(boxesIn).map(({ key, label }) => ({
      id: key.replace(PROPERTY, PROPERTY_CHOICE),
      label,
    })),
  }),
};

const writable = async (z: ZObject, bundle: Bundle) => (await propertiesOf(z, bundle)).filter(isWritable);

/** A {@link Meta} that tells under which name the value is sent, too. */
interface PropertyMeta extends Meta {
  property?: unknown;
}

/** Lists take the place of what a record has, as a whole. */
const REPLACES = 'These take the place of those that the record has.';

const inputsOf =
  (use: Use) =>
  (property: Property): Field[] => {
    const { dataType, options, required, hint } = property;
    const { field } = dataTypeOf(dataType);
    const isChoice = options.length > 0 && dataType !== 'TEXTBOX_LIST';
    return boxesIn(property).map(({ key, label, property: name }) => {
      const input: Field = {
        ...field,
        key,
        label,
        ...(use === 'create' && required && { required }),
        meta: {
          ...{ dataType, name: label, property: name },
          ...(isChoice && {
            keys: options.map((option) => option.key).join('\n'),
            options: options.map((option) => option.label).join('\n'),
          }),
        },
        ...(isChoice && {
          choices: options.map((option) => ({ sample: option.key, value: option.key, label: option.label })),
        }),
        ...(hint && !isChoice && field.type !== 'datetime' && { placeholder: hint }),
      };
      return field.list && use === 'update' ? alsoSaying(input, REPLACES) : input;
    });
  };

/**
 * The `properties` to send, from what a step was given. HighLevel refuses the whole record for one that the object
 * does not have (one source, August 2026), so this is said before anything is sent.
 *
 * @param cleared the choices of those to empty: `properties.vin`
 * @throws z.errors.Error where a value does not fit the field's type, or the object has no such field
 */
export async function propertyValues(
  z: ZObject,
  bundle: Bundle,
  use: Use,
  cleared: readonly string[] = [],
): Promise<Raw> {
  const given = Object.entries(bundle.inputData ?? {}).filter(
    ([key, value]) => key.startsWith(PROPERTY) && !isBlank(value),
  );
  const emptied = cleared.map(keyOfChoice);
  const metaOf = await metas(z, bundle, [...given.map(([key]) => key), ...emptied]);
  return Object.fromEntries([
    ...given.map(([key, value]) => [metaOf(key).property, sendable(z, metaOf(key), value, use)]),
    ...emptied.map((key) => [metaOf(key).property, empty(metaOf(key))]),
  ]);
}

/**
 * What is known of the fields of these keys: from the form as Zapier hands it back, or, where a field is not in
 * it, from the object.
 */
async function metas(z: ZObject, bundle: Bundle, keys: string[]): Promise<(key: string) => PropertyMeta> {
  const form: { [key: string]: PropertyMeta } = bundle.meta?.inputFields ?? {};
  const missing = keys.filter((key) => form[key]?.property === undefined);
  if (!missing.length) return (key) => form[key] ?? {};
  const read = (await writable(z, bundle)).flatMap(inputsOf('update'));
  const known = { ...form, ...Object.fromEntries(read.map(({ key, meta }) => [key, meta ?? {}])) };
  const unknown = missing.filter((key) => known[key]?.property === undefined);
  if (!unknown.length) return (key) => known[key] ?? {};
  const names = unknown.map((key) => show(key.slice(PROPERTY.length)));
  throw refuse(
    z,
    `The object has no field ${joinWords(names, 'or')} that can be written: take it out of this step.`,
  );
}

/** A value in the form in which records of objects have it, which is not always that of custom fields of contacts. */
function sendable(z: ZObject, meta: PropertyMeta, given: unknown, use: Use): unknown {
  const { dataType, name, options, keys } = meta;
  const all = onLines(keys);
  const known = [...all, ...onLines(options)];
  const toKey = (one: unknown) => all[known.indexOf(String(one)) % all.length] ?? one;
  try {
    const value = dataTypeOf(dataType).send(given, known);
    switch (dataType) {
      case 'SINGLE_OPTIONS':
      case 'RADIO':
        return toKey(value);
      case 'MULTIPLE_OPTIONS':
      case 'CHECKBOX':
        return chosen([value].flat().map(toKey), all, use);
      case 'DATE':
        return `${value}T00:00:00.000Z`;
      case 'MONETORY':
        return { currency: 'default', value };
      case 'FILE_UPLOAD':
        return Object.values(rawOf(value)).map((file) => ({ url: rawOf(file).url }));
      default:
        return value;
    }
  } catch (error) {
    throw asRefusal(z, String(name), error);
  }
}

/** Options as a new record has them; a record that is there is told which to add, and which to take away. */
const chosen = (wanted: unknown[], all: string[], use: Use): unknown =>
  use === 'create' ? wanted : { add: wanted, remove: all.filter((key) => !wanted.includes(key)) };

/** What a field is sent as when it is cleared. */
function empty({ dataType, keys }: PropertyMeta): unknown {
  const { field } = dataTypeOf(dataType);
  if (keys !== undefined && field.list) return chosen([], onLines(keys), 'update');
  if (field.list) return [];
  return keys === undefined && (field.type === 'string' || field.type === 'text') ? '' : null;
}

/** What was sent for a field, in the form in which records give it back. */
export function asGivenBack(sent: unknown): unknown {
  const { add, currency, value } = rawOf(sent);
  if (add !== undefined) return add;
  return currency === undefined ? sent : value;
}
