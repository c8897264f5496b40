/**
 * Custom fields: a location's own, as typed inputs and as outputs under their names. Inputs and
 * outputs share one key, `customFields__<id>`: ids outlive a change of name, and need no look-up
 * when a Zap runs. The data type travels in the field's `meta`, which Zapier hands back at run time.
 */
import { createHash } from 'node:crypto';
import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import { closedLocation, request } from '../highlevel/client';
import { connectionOf, locationOf } from '../highlevel/connection';
import { isRecord, type Raw, rowsOf } from '../highlevel/json';
import { toDay } from './dates';
import { asRefusal, type Field } from './field';
import { coerce, isBlank, toLinks, toList, toNames, toNumber, toText } from './values';

/** The prefix of every custom field's key. */
export const CUSTOM_FIELD = 'customFields__';
/** How a choice names a custom field, as the API's own filters do. */
export const CUSTOM_CHOICE = 'customFields.';

/** What a custom field belongs to. */
export type Model = 'contact' | 'opportunity';

interface Definition {
  id: string;
  name: string;
  dataType: string;
  position: number;
  options: { id: string; label: string }[];
  hint?: string;
}

const ENDPOINT = 'GET /locations/{locationId}/customFields';
/** The endpoints that custom fields need, for the scopes. */
export const customFieldEndpoints = [ENDPOINT] as const;

/** How each data type is asked for, and how its value is sent (HighLevel spells `MONETORY` so). */
const INPUTS: {
  [dataType: string]: {
    field: Omit<Field, 'key'>;
    send: (value: unknown, options: string[]) => unknown;
  };
} = {
  TEXT: { field: { type: 'string' }, send: toLine },
  LARGE_TEXT: { field: { type: 'text' }, send: toText },
  NUMERICAL: { field: { type: 'number' }, send: toNumber },
  FLOAT: { field: { type: 'number' }, send: toNumber },
  MONETORY: {
    field: { type: 'number', helpText: 'An amount of money, without its currency.' },
    send: toNumber,
  },
  PHONE: { field: { type: 'string', helpText: 'A phone number, best with its country code.' }, send: toLine },
  DATE: { field: { type: 'datetime', helpText: 'The day counts; the time is left out.' }, send: toDay },
  TIME: { field: { type: 'string', helpText: 'A time of day, such as 14:30.' }, send: toLine },
  SINGLE_OPTIONS: { field: { type: 'string' }, send: toOption },
  RADIO: { field: { type: 'string' }, send: toOption },
  MULTIPLE_OPTIONS: { field: { type: 'string', list: true }, send: toOptions },
  CHECKBOX: { field: { type: 'string', list: true }, send: toOptions },
  TEXTBOX_LIST: { field: { type: 'string' }, send: toLine },
  FILE_UPLOAD: {
    field: { type: 'string', list: true, helpText: 'Links to files that anyone may open.' },
    send: toFiles,
  },
};

/** Data types that can be read, and not written by the API. */
const READ_ONLY = ['SIGNATURE'];

const OUTPUT_TYPES: { [dataType: string]: PlainOutputField['type'] } = {
  NUMERICAL: 'number',
  FLOAT: 'number',
  MONETORY: 'number',
};
const OPTION_LISTS = ['MULTIPLE_OPTIONS', 'CHECKBOX'];
const OUTPUT_LISTS = [...OPTION_LISTS, 'FILE_UPLOAD'];

/** A location's custom fields as input fields of the right type. */
export const customFieldInputs =
  (model: Model) =>
  async (z: ZObject, bundle: Bundle): Promise<Field[]> => {
    try {
      return (await ownDefinitions(z, bundle, model)).filter(isWritable).flatMap(inputsOf);
    } catch (error) {
      // A form opens as a whole or not at all, and in this one another Location can be chosen.
      const closed = closedLocation(error);
      if (closed === undefined) throw error;
      return [{ key: 'locationClosed', type: 'copy', helpText: closed }];
    }
  };

/** A location's custom fields as output fields, under their names. */
export const customFieldOutputs =
  (model: Model) =>
  async (z: ZObject, bundle: Bundle): Promise<PlainOutputField[]> =>
    (await ownDefinitions(z, bundle, model)).flatMap(outputsOf);

/** A location's custom fields as choices, for filters. */
export const customFieldChoices = async (z: ZObject, bundle: Bundle, model: Model) =>
  (await definitions(z, bundle, model)).map(choiceOf);

/** Those that can be written, and so be cleared. */
export const writableFieldChoices = async (z: ZObject, bundle: Bundle, model: Model) =>
  (await definitions(z, bundle, model)).filter(isWritable).map(choiceOf);

const choiceOf = ({ id, name }: Definition) => ({ id: CUSTOM_CHOICE + id, label: name });
const isWritable = ({ dataType }: Definition) => !READ_ONLY.includes(dataType);

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

/** The API's `[{ id, value }]` as `{ <id>: value }`, which Zapier shows as `customFields__<id>`. */
export function readCustomFields(raw: unknown): Raw {
  return Object.fromEntries(
    rowsOf(raw).flatMap(({ id, value, field_value, ...rest }) => {
      // An opportunity's are named by their type too: `fieldValueString`, `fieldValueArray`.
      const typed = Object.keys(rest).find((name) => name.startsWith('fieldValue') && !isBlank(rest[name]));
      const found = value ?? field_value ?? (typed && rest[typed]);
      return typeof id === 'string' && !isBlank(found) ? [[id, linksOf(found)]] : [];
    }),
  );
}

/** None before an agency has chosen a Location: the form that asks for it must open. */
async function ownDefinitions(z: ZObject, bundle: Bundle, model: Model): Promise<Definition[]> {
  const undecided = connectionOf(bundle).level === 'agency' && !locationOf(bundle);
  return undecided ? [] : definitions(z, bundle, model);
}

async function definitions(z: ZObject, bundle: Bundle, model: Model): Promise<Definition[]> {
  const answer = await request(z, bundle, {
    endpoint: ENDPOINT,
    input: { model },
    wording: { doing: 'Reading the custom fields', thing: 'location' },
  });
  return rowsOf(answer.customFields)
    .filter((one) => (one.model ?? model) === model)
    .map(definition)
    .sort((a, b) => a.position - b.position);
}

function definition(raw: Raw): Definition {
  // The boxes of a text-box list come under the one name or the other.
  const lists = [raw.picklistOptions, raw.textBoxListOptions].filter(Array.isArray);
  const options = lists.find(({ length }) => length > 0) ?? [];
  return {
    id: String(raw.id ?? ''),
    name: String(raw.name ?? ''),
    dataType: String(raw.dataType ?? 'TEXT'),
    position: Number(raw.position ?? 0),
    options: options.map((option: unknown) =>
      isRecord(option)
        ? { id: String(option.id ?? option.label ?? ''), label: String(option.label ?? option.name ?? '') }
        : { id: String(option), label: String(option) },
    ),
    ...(typeof raw.placeholder === 'string' && raw.placeholder && { hint: raw.placeholder }),
  };
}

function inputsOf({ id, name, dataType, options, hint }: Definition): Field[] {
  const key = CUSTOM_FIELD + id;
  const meta = { dataType, name };
  const { field } = INPUTS[dataType] ?? { field: { type: 'string' } };
  if (dataType === 'TEXTBOX_LIST') {
    return options.map((box) => ({
      ...field,
      key: `${key}__${box.id}`,
      label: `${name}: ${box.label}`,
      meta,
    }));
  }
  return [
    {
      ...field,
      key,
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

function outputsOf({ id, name, dataType, options }: Definition): PlainOutputField[] {
  const key = CUSTOM_FIELD + id;
  if (dataType === 'TEXTBOX_LIST') {
    return options.map((box) => ({
      key: `${key}__${box.id}`,
      label: `${name}: ${box.label}`,
      type: 'string',
    }));
  }
  const type = OUTPUT_TYPES[dataType] ?? 'string';
  return [{ key, label: name, type, ...(OUTPUT_LISTS.includes(dataType) && { list: true }) }];
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
    return (INPUTS[String(dataType)]?.send ?? asGiven)(given, String(options).split('\n'));
  } catch (error) {
    throw asRefusal(z, String(name), error);
  }
}

/** Text of one line: blanks around it are slips. */
function toLine(value: unknown): string {
  return toText(value).trim();
}

/** An option as its field spells it; what is none is HighLevel's to refuse. */
function toOption(value: unknown, options: string[]): string {
  return optionIn(options, toText(value)) ?? toLine(value);
}

/** Options, each once. A text that is none itself is several with commas. */
function toOptions(value: unknown, options: string[]): string[] {
  const chosen = toList(value).flatMap((item) => {
    const text = toText(item);
    return optionIn(options, text) ?? toNames(text).map((name) => optionIn(options, name) ?? name);
  });
  return [...new Set(chosen)];
}

const optionIn = (options: string[], name: string) =>
  options.find((one) => one.trim().toLowerCase() === name.trim().toLowerCase());

/** Without a data type (a step that was not opened since its fields changed): as Zapier typed it. */
const asGiven = (value: unknown): unknown =>
  Array.isArray(value) || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : coerce(value, { type: 'string', list: false, required: false });

/** Links as HighLevel keeps files: by an id of their own, which is the same for the same link. */
function toFiles(value: unknown): Raw {
  return Object.fromEntries(
    toLinks(value).map((link) => {
      const hash = createHash('sha256').update(link).digest('hex');
      const uuid = [
        hash.slice(0, 8),
        hash.slice(8, 12),
        hash.slice(12, 16),
        hash.slice(16, 20),
        hash.slice(20, 32),
      ].join('-');
      const name = decoded(new URL(link).pathname.split('/').pop() ?? '');
      return [uuid, { url: link, documentId: uuid, meta: { uuid, originalname: name || 'file' } }];
    }),
  );
}

/** `front%20side.pdf` as `front side.pdf`; what is badly encoded as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A file field's links; any other value as it is. */
function linksOf(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const links = Object.values(value).map((file) => (isRecord(file) ? file.url : undefined));
  return links.length && links.every((link) => typeof link === 'string') ? links : value;
}
