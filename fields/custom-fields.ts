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
import { PROPERTY } from '../records/object-record';
import { dataTypeOf, isWritable } from './custom-field-types';
import { asRefusal, type Field, type FieldsOf, inGroup } from './field';
import { joinWords, show } from './values';

/** How a choice names a custom field, as the API's own filters do. */
export const CUSTOM_CHOICE = 'customFields.';

/** How a choice names a field of an object, as the API's own filters do. */
export const PROPERTY_CHOICE = 'properties.';

/** How the key of a form's field begins, by how a choice of that field does. */
const OWN_FIELDS = { [CUSTOM_CHOICE]: CUSTOM_FIELD, [PROPERTY_CHOICE]: PROPERTY };

const isOwnField = (key: string) => Object.values(OWN_FIELDS).some((prefix) => key.startsWith(prefix));

/** Whether a choice names a field that the account defines. */
export const isOwnChoice = (name: string): boolean =>
  Object.keys(OWN_FIELDS).some((prefix) => name.startsWith(prefix) && name !== prefix);

/** The key of the form's field that such a choice names. */
export function keyOfChoice(name: string): string {
  const [prefix = '', key = ''] = Object.entries(OWN_FIELDS).find(([one]) => name.startsWith(one)) ?? [];
  return key + name.slice(prefix.length);
}

/** The part of a form in which custom fields stand, by the name that they give as their group. */
export const CUSTOM_FIELDS_GROUP = { customFields: 'Custom Fields' } as const;

/** A location's custom fields as input fields of the right type. */
export const customFieldInputs = (model: Model): FieldsOf =>
  orWhyClosed(async (z, bundle) =>
    inGroup<keyof typeof CUSTOM_FIELDS_GROUP>(
      'customFields',
      (await customFieldsIfLocated(z, bundle, model)).filter(isWritable).flatMap(inputsOf),
    ),
  );

/** Fields that a location defines; where it is closed to the app, a line that says why. */
export const orWhyClosed =
  (fields: FieldsOf): FieldsOf =>
  async (z, bundle) => {
    try {
      return await fields(z, bundle);
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

/** The account's own fields with a value that is none of their options, as the form knows them, in sentences. */
export function unknownOptions(bundle: Bundle): string {
  const form = bundle.meta?.inputFields ?? {};
  const wrong = Object.entries(bundle.inputData ?? {}).flatMap(([key, given]) => {
    const { dataType, name, options, keys }: Meta = (isOwnField(key) && form[key]) || {};
    if (!options || isBlank(given)) return [];
    const labels = onLines(options);
    const known = [...onLines(keys), ...labels];
    const chosen = [dataTypeOf(dataType).send(given, known)].flat();
    const unknown = chosen.filter((one) => !known.includes(String(one)));
    const offered = joinWords(
      labels.map((one) => `“${one}”`),
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

/** What travels in the `meta` of the input of a field that the account defines. */
export interface Meta {
  dataType?: unknown;
  name?: unknown;
  /** The labels of the options to choose from, on lines: `meta` is flat. */
  options?: unknown;
  /** The values that are sent for them, in the same order, where these are not the labels. */
  keys?: unknown;
}

/** What stands on lines in a {@link Meta}. */
export const onLines = (text: unknown): string[] =>
  String(text ?? '')
    .split('\n')
    .filter(Boolean);

function sendable(z: ZObject, { dataType, name = 'Custom field', options }: Meta, given: unknown): unknown {
  try {
    return dataTypeOf(dataType).send(given, onLines(options));
  } catch (error) {
    throw asRefusal(z, String(name), error);
  }
}
