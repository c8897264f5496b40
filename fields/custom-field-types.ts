/** The data types of custom fields: how each is asked for, and how its value is sent. */
import { createHash } from 'node:crypto';
import type { Raw } from '../highlevel/json';
import { toDay } from './dates';
import type { Field } from './field';
import { coerce, toLinks, toList, toNames, toNumber, toText } from './values';

interface DataType {
  field: Omit<Field, 'key'>;
  /** Throws {@link BadValue} where the value does not fit. */
  send: (value: unknown, options: string[]) => unknown;
}

/** A data type that the table does not have is asked for as text. */
const OTHER: DataType = { field: { type: 'string' }, send: asGiven };

/** By HighLevel's names; it spells `MONETORY` so. */
const TYPES: { [dataType: string]: DataType } = {
  TEXT: { field: { type: 'string' }, send: toLine },
  LARGE_TEXT: { field: { type: 'text' }, send: toText },
  NUMERICAL: { field: { type: 'number' }, send: toNumber },
  FLOAT: { field: { type: 'number' }, send: toNumber },
  MONETORY: {
    field: { type: 'number', helpText: 'An amount of money, without its currency.' },
    send: toNumber,
  },
  EMAIL: { field: { type: 'string' }, send: toLine },
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

/** How a data type is asked for and sent. */
export const dataTypeOf = (dataType: unknown): DataType => TYPES[String(dataType)] ?? OTHER;

/** Whether the API takes values of a data type. */
export const isWritable = ({ dataType }: { dataType: string }): boolean => !READ_ONLY.includes(dataType);

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

/**
 * Where the data type is not known (a step that was not opened since its fields changed): as Zapier typed
 * it.
 */
function asGiven(value: unknown): unknown {
  const isTyped = Array.isArray(value) || typeof value === 'number' || typeof value === 'boolean';
  return isTyped ? value : coerce(value, { type: 'string', list: false, required: false });
}

/** Links as HighLevel keeps files: by an id of their own, which is the same for the same link. */
function toFiles(value: unknown): Raw {
  return Object.fromEntries(
    toLinks(value).map((link) => {
      const uuid = uuidOf(link);
      const name = decoded(new URL(link).pathname.split('/').pop() ?? '');
      return [uuid, { url: link, documentId: uuid, meta: { uuid, originalname: name || 'file' } }];
    }),
  );
}

/** A text's hash in the form of a UUID. */
function uuidOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** `front%20side.pdf` as `front side.pdf`; what is badly encoded as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
