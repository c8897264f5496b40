import { lowerCase, pick, pickBy, startCase } from 'lodash';
import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import { isRecord, type Raw } from '../highlevel/json';
import { epochMilliseconds } from './epoch';

/** A record as steps of a Zap see it. */
export type Output = { id: string; [field: string]: unknown };

/** The lists that know the names of ids. Pipelines know those of their stages too. */
export type NameList =
  | 'pipelines'
  | 'users'
  | 'calendars'
  | 'businesses'
  | 'lostReasons'
  | 'forms'
  | 'surveys'
  | 'voiceAiAgents';

/** What a sample calls a record of each list. */
const SAMPLE_NAMES: { readonly [list in NameList]: string } = {
  pipelines: 'Sales',
  users: 'Renata Kovacs',
  calendars: 'First consultation',
  businesses: 'Okafor Interiors',
  lostReasons: 'Price',
  forms: 'Contact Us',
  surveys: 'How Was Your Visit?',
  voiceAiAgents: 'Reception',
};

/** A name that stands beside an id. */
export interface NameOf {
  /** The field of the id. */
  id: string;
  list: NameList;
}

/** One kind of record: stated once, and used by every trigger, create and search that gives it. */
export interface RecordType {
  /** What one is called: `Contact`. */
  noun: string;
  /** The fields that a person may map, `id` first. */
  fields: PlainOutputField[];
  /** Fields that the account defines, such as custom fields. */
  ownFields?: (z: ZObject, bundle: Bundle) => Promise<PlainOutputField[]>;
  sample: Output;
  /** Makes the API's record what `fields` promise. */
  from: (raw: Raw, z: ZObject, bundle: Bundle) => Output | Promise<Output>;
  /** The names beside ids that HighLevel does not give itself, by their fields. */
  names?: { readonly [field: string]: NameOf };
  /** The field that tells when it was made, for “newest first”. */
  added?: string;
  /** The fields that tell when it changed: the latest counts. Where there is none, a change of its content does. */
  updated?: readonly string[];
  /** What is another text after each change, where the times of change can't be trusted to tell it. */
  fingerprint?: (raw: Raw) => string;
}

/** Output fields of one type, from keys and labels. */
export function outputs(
  type: NonNullable<PlainOutputField['type']>,
  labels: { [key: string]: string },
): PlainOutputField[] {
  return Object.entries(labels).map(([key, label]) => ({ key, label, type }));
}

const ZONELESS = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;

/**
 * A moment as ISO 8601 with a zone (UTC if it has none), from ISO text or what {@link epochMilliseconds} reads;
 * `undefined` for anything else.
 */
export function toIsoMoment(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  const date = new Date(epochMilliseconds(value) ?? (ZONELESS.test(text) ? `${text}Z` : text));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** A moment in a drop-down, to the minute and as its zone has it: `2026-05-12 10:00`; empty where there is none. */
export const toMinute = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, 16).replace('T', ' ') : '';

/** The same with the offset of its zone: `2026-05-12 10:00 -05:00`, or `2026-05-12 15:00 UTC`. */
export function toMinuteInZone(value: unknown): string {
  const [, offset = ''] = /T.*(Z|[+-]\d\d:?\d\d)$/.exec(String(value)) ?? [];
  return `${toMinute(value)} ${offset === 'Z' ? 'UTC' : offset}`.trim();
}

/** A moment in epoch milliseconds; `undefined` where there is none. */
export function toMs(value: unknown): number | undefined {
  const moment = toIsoMoment(value);
  return moment === undefined ? undefined : Date.parse(moment);
}

/** A copy of the record, with these fields as moments where they have one. */
export function withMoments(raw: Raw, keys: string[]): Raw {
  const record = { ...raw };
  for (const key of keys) setMoment(record, key);
  return record;
}

/** Makes a field of a record a moment, where it can be read as one. */
export function setMoment(record: Raw, key: string): void {
  const moment = toIsoMoment(record[key]);
  if (moment !== undefined) record[key] = moment;
}

/** A copy of a record, without what is `null` and without the fields of these names. */
export function knownFields(raw: Raw, except: ReadonlySet<string>): Raw {
  const known: Raw = {};
  for (const key in raw) {
    const value = raw[key];
    if (value !== null && value !== undefined && !except.has(key)) known[key] = value;
  }
  return known;
}

/** The text that a table has under a name; `undefined` for a name of every object, such as `toString`. */
export const ownValue = (table: { [name: string]: string }, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** What people call a code: its word, or the code without its signs (“Some Code” for `SOME_CODE`). */
export const wordFor = (words: { [code: string]: string }, code: string): string =>
  ownValue(words, code) ?? startCase(lowerCase(code));

/** A part of an answer as a record: an empty one where it is none. */
export const rawOf = (value: unknown): Raw => (isRecord(value) ? value : {});

/** A record's id as text; empty where it has none. */
export function idOf({ id, _id }: Raw): string {
  const found = id ?? _id;
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

/** A record whose `_id` becomes `id`. If it has neither, the id is the one that was asked for. */
export function withId({ _id, ...raw }: Raw, asked?: unknown): Output {
  return { ...raw, id: idOf({ _id, ...raw }) || String(asked ?? '') };
}

/** A record that names itself as `_id`, and its sub-account as `altId`. */
export const ofAccount = ({ altId, altType: _location, ...raw }: Raw): Output => ({
  ...withId(raw),
  ...(altId !== undefined && { locationId: altId }),
});

/** Makes a record of an answer that needs only its id and its moments converted. */
export const plainRecord =
  (...moments: string[]) =>
  (raw: Raw): Output => ({ ...withMoments(raw, moments), id: idOf(raw) });

/** The record, and whether it was made now or there before. */
export const newOrNot = (record: RecordType): RecordType =>
  withMore(record, [{ key: 'new', label: 'Is New', type: 'boolean' }], { new: true });

/** The record of an endpoint that tells more of it. */
export const withMore = (record: RecordType, fields: PlainOutputField[], sample: Raw): RecordType => ({
  ...record,
  fields: [...record.fields, ...fields],
  sample: { ...record.sample, ...sample },
});

/** The record of an endpoint that tells of it these fields alone. A name comes with its id. */
export function only(record: RecordType, keys: readonly string[]): RecordType {
  const kept = (key: string) => keys.includes(record.names?.[key]?.id ?? key);
  const fields = record.fields.filter(({ key }) => kept(key));
  const names = record.names && pickBy(record.names, ({ id }) => keys.includes(id));
  return {
    ...record,
    fields,
    ...(names && { names }),
    sample: {
      ...pick(
        record.sample,
        fields.map(({ key }) => toPath(key)),
      ),
      id: record.sample.id,
    },
  };
}

/**
 * The record with a name beside each of these ids. Its field stands behind the id's.
 *
 * @param names by the id's field: the name's field, its label, the list that knows it, and a sample, if that is not
 * the list's usual one
 */
export function withNamesOf(
  record: RecordType,
  names: { [id: string]: { key: string; label: string; list: NameList; sample?: string } },
): RecordType {
  const beside = ({ key }: PlainOutputField): PlainOutputField[] => {
    const name = names[key];
    return name ? [{ key: name.key, label: name.label, type: 'string' }] : [];
  };
  const all = Object.entries(names);
  return {
    ...record,
    fields: record.fields.flatMap((field) => [field, ...beside(field)]),
    names: { ...record.names, ...Object.fromEntries(all.map(([id, { key, list }]) => [key, { id, list }])) },
    sample: {
      ...record.sample,
      ...Object.fromEntries(all.map(([, { key, list, sample = SAMPLE_NAMES[list] }]) => [key, sample])),
    },
  };
}

/** Where a sample has an output field: `business.name` for `business__name`, `stages` for `stages[]id`. */
const toPath = (key: string) => key.replace(/\[\].*/, '').replaceAll('__', '.');

/**
 * The record of an endpoint that does not tell these fields, nor what is in them: `business` leaves out
 * `business__name`.
 */
export function without(record: RecordType, keys: readonly string[]): RecordType {
  const isLeftOut = (key: string) => keys.some((one) => key === one || key.startsWith(`${one}__`));
  return only(
    record,
    record.fields.map(({ key }) => key).filter((key) => !isLeftOut(key)),
  );
}

/** The `answer` of a create whose record stands under a name, or is the whole answer. */
export const recordAndNewness =
  (name: string) =>
  ({ new: isNew, ...answer }: Raw): Raw => ({
    ...(isRecord(answer[name]) ? answer[name] : answer),
    new: isNew,
  });
