/**
 * A location's custom fields as typed inputs, and what is sent of them. A field's data type travels in
 * its `meta`, which Zapier hands back at run time: no look-up is needed then.
 */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isBlank } from '../highlevel/blank';
import { isRecord } from '../highlevel/json';
import { closedLocation } from '../highlevel/location-tokens';
import {
  boxesOf,
  CUSTOM_FIELD,
  customFieldsIfLocated,
  customFieldsOf,
  type Definition,
  type Model,
} from '../records/custom-fields/definitions';
import { dataTypeOf, isWritable } from './custom-field-types';
import { asRefusal, type Field, inGroup } from './field';
import { joinWords, show } from './values';

/** How a choice names a custom field, as the API's own filters do. */
export const CUSTOM_CHOICE = 'customFields.';

/** The part of a form in which custom fields stand, by the name that they give as their group. */
export const CUSTOM_FIELDS_GROUP = { customFields: 'Custom Fields' } as const;

/** A location's custom fields as input fields of the right type. */
export const customFieldInputs =
  (model: Model) =>
  async (z: ZObject, bundle: Bundle): Promise<Field[]> => {
    try {
      const definitions = await customFieldsIfLocated(z, bundle, model);
      return inGroup<keyof typeof CUSTOM_FIELDS_GROUP>(
        'customFields',
        definitions.filter(isWritable).flatMap(inputsOf),
      );
    } catch (error) {
      // A form opens as a whole or not at all, and in this one another Location can be chosen.
      const closed = closedLocation(error);
      if (closed === undefined) throw error;
      return [{ key: 'locationClosed', type: 'copy', helpText: closed }];
    }
  };

/** A location's custom fields as choices, for filters. */
export const customFieldChoices = async (z: ZObject, bundle: Bundle, model: Model) =>
  (await customFieldsOf(z, bundle, model)).map(choiceOf);

/** Those that can be written, and so be cleared. */
export const writableFieldChoices = async (z: ZObject, bundle: Bundle, model: Model) =>
  (await customFieldsOf(z, bundle, model)).filter(isWritable).map(choiceOf);

const choiceOf = ({ id, name }: Definition) => ({ id: CUSTOM_CHOICE + id, label: name });

/**
 * The `customFields` to send, from what a step was given: `[{ id, field_value }]`.
 *
 * @throws z.errors.Error where a value does not fit the field's type
 */
export function customFieldValues(z: ZObject, bundle: Bundle): { id: string; field_value: unknown }[] {
  const values = new Map<string, unknown>();
  for (const [key, given] of Object.entries(bundle.inputData)) {
    if (!key.startsWith(CUSTOM_FIELD) || isBlank(given)) continue;
    const [id = '', box] = key.slice(CUSTOM_FIELD.length).split('__');
    if (!id.trim()) continue;
    const value = sendable(z, bundle.meta?.inputFields?.[key] ?? {}, given);
    const before = values.get(id);
    values.set(id, box ? { ...(isRecord(before) ? before : {}), [box]: value } : value);
  }
  return [...values].map(([id, field_value]) => ({ id, field_value }));
}

/** The custom fields with a value that is none of their options, as the form knows them, in sentences. */
export function unknownOptions(bundle: Bundle): string {
  const form = bundle.meta?.inputFields ?? {};
  const wrong = Object.entries(bundle.inputData ?? {}).flatMap(([key, given]) => {
    const { dataType, name, options }: Meta = (key.startsWith(CUSTOM_FIELD) && form[key]) || {};
    if (!options || isBlank(given)) return [];
    const known = String(options).split('\n');
    const chosen = [dataTypeOf(dataType).send(given, known)].flat();
    const unknown = chosen.filter((one) => !known.includes(String(one)));
    const offered = joinWords(
      known.map((one) => `“${one}”`),
      'and',
    );
    return unknown.map((one) => `“${name}” has no option ${show(one)}: its options are ${offered}.`);
  });
  return wrong.join(' ');
}

function inputsOf(definition: Definition): Field[] {
  const { id, name, dataType, options, hint } = definition;
  const meta = { dataType, name };
  const { field } = dataTypeOf(dataType);
  if (dataType === 'TEXTBOX_LIST') return boxesOf(definition).map((box) => ({ ...field, ...box, meta }));
  return [
    {
      ...field,
      key: CUSTOM_FIELD + id,
      label: name,
      meta,
      ...(options.length > 0 && {
        meta: { ...meta, options: options.map(({ label }) => label).join('\n') },
        choices: options.map(({ label }) => ({ sample: label, value: label, label })),
      }),
      ...(hint && !options.length && field.type !== 'datetime' && { placeholder: hint }),
    },
  ];
}

/** What travels in the `meta` of a custom field's input. */
interface Meta {
  dataType?: unknown;
  name?: unknown;
  /** The labels of the options to choose from, on lines: `meta` is flat. */
  options?: unknown;
}

function sendable(
  z: ZObject,
  { dataType, name = 'Custom field', options = '' }: Meta,
  given: unknown,
): unknown {
  try {
    return dataTypeOf(dataType).send(given, String(options).split('\n'));
  } catch (error) {
    throw asRefusal(z, String(name), error);
  }
}
