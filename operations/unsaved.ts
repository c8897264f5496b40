/**
 * What HighLevel did not save though it answered with a success: a field that was to be cleared and still has its
 * value, or a custom field's value that is not in the answer. HighLevel drops both in silence (public reports, 2026).
 */
import { get, unescape as unescapeHtml } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import { isOwnChoice, keyOfChoice, onLines } from '../fields/custom-fields';
import { DAY_MS, toDay } from '../fields/dates';
import { BadValue } from '../fields/field';
import { asGivenBack } from '../fields/object-record';
import { joinWords, show, toNames } from '../fields/values';
import { isBlank } from '../highlevel/blank';
import type { Input } from '../highlevel/compose';
import { everythingIn, isRecord, type Raw, rowsOf } from '../highlevel/json';
import { CUSTOM_FIELD } from '../records/custom-fields/definitions';
import { keyOfProperty, PROPERTY } from '../records/object-record';
import { type Output, withMore } from '../records/record';
import { staticFields } from './form';
import type { CreateSpec, CustomCallSpec, Run } from './spec';

/** What the answer to a step shows: the API's record, and what the step gives of it. */
export interface Saved {
  raw: Raw;
  output: Output;
}

const FIELDS: PlainOutputField[] = [
  { key: 'unsavedFields', label: 'Fields Not Saved', type: 'string', list: true },
  { key: 'unsavedNote', label: 'Note on Fields Not Saved', type: 'string' },
];

const NOTHING = { unsavedFields: [], unsavedNote: '' };

/** Whether a step may find that something was not saved: it clears fields, or writes custom fields. */
export const mayFindUnsaved = (spec: CreateSpec | CustomCallSpec) =>
  spec.record.ownFields !== undefined || staticFields(spec).some(({ key }) => key === 'clear');

/** A step whose record tells what was not saved, where the step may find that. */
export function tellsUnsaved<Spec extends CreateSpec | CustomCallSpec>(spec: Spec): Spec {
  if (!mayFindUnsaved(spec)) return spec;
  return { ...spec, record: withMore(spec.record, FIELDS, NOTHING) };
}

/**
 * What was not saved, in a sentence. Nothing is claimed of a field that the answer does not show.
 *
 * @param values the step's
 * @param sent what was sent
 */
export async function unsaved(run: Run, values: Input, sent: Input, saved: Saved): Promise<Raw> {
  const kept = await keptLabels(run, toNames(values.clear), saved);
  const lost = lostValues(run, sent, saved);
  const notes = [
    kept.length &&
      `HighLevel did not clear ${joinWords(kept.map(inQuotes), 'and')}: the answer still has a value there. Clear it in HighLevel.`,
    ...lost.map(({ label, value, options }) => {
      const choose = options.length ? ` Its options are ${joinWords(options.map(inQuotes), 'and')}.` : '';
      return `HighLevel did not save ${show(valuesIn(value).join(', '))} in ${inQuotes(label)}.${choose}`;
    }),
  ];
  return {
    unsavedFields: [...kept, ...lost.map(({ label }) => label)],
    unsavedNote: notes.filter(Boolean).join(' '),
  };
}

const inQuotes = (text: string) => `“${text}”`;

/** The labels of the fields that were to be cleared and have a value in the answer. */
async function keptLabels(run: Run, names: string[], { raw, output }: Saved): Promise<string[]> {
  const kept = names.filter((name) => {
    const value: unknown = isOwnChoice(name)
      ? ownValue(output, keyOfChoice(name))
      : get(raw, name.split('__'));
    // A number that was cleared may be kept as 0.
    return !isBlank(value) && value !== 0 && value !== false;
  });
  return kept.length ? Promise.all(kept.map(labelsOf(run))) : [];
}

/** Names fields as Fields to Clear offers them. Its list is asked for when a custom field is to be named. */
function labelsOf({ z, bundle, spec, wording }: Run) {
  const { choices } = staticFields(spec).find(({ key }) => key === 'clear') ?? {};
  const listed = async () => {
    if (!isRecord(choices) || typeof choices.perform !== 'function') return [];
    const { results }: { results?: unknown } = await choices.perform(z, bundle).catch(() => ({}));
    return rowsOf(results);
  };
  let asked: Promise<Raw[]> | undefined;
  return async (name: string): Promise<string> => {
    if (!isOwnChoice(name)) return wording.labels[name] ?? name;
    asked ??= listed();
    const found = (await asked).find(({ id }) => id === name);
    return String(found?.label ?? 'A custom field');
  };
}

interface Lost {
  label: string;
  value: unknown;
  options: string[];
}

/** A value that was sent for a field that the account defines, and that field's key in the form. */
interface Sent {
  key: string;
  value: unknown;
}

/** What a step gives for such a field: in a group, under its id or name, and in that by the box of a text-box list. */
function ownValue(output: Output, key: string): unknown {
  const [group = '', ...path] = key.split('__');
  const values = output[group];
  return get(values, [path.join('__')], get(values, path));
}

/** What was sent for such fields, as far as the answer shows any. */
function ownSent({ customFields, properties }: Input, { raw }: Saved): Sent[] {
  const ofContact = rowsOf(raw.customFields).length ? rowsOf(customFields) : [];
  const ofObject = isRecord(raw.properties) && isRecord(properties) ? Object.entries(properties) : [];
  return [
    ...ofContact.flatMap(({ id, field_value: value }): Sent[] =>
      typeof id === 'string' ? [{ key: CUSTOM_FIELD + id, value }] : [],
    ),
    ...ofObject.map(([name, sent]): Sent => ({ key: keyOfProperty(name), value: asGivenBack(sent) })),
  ];
}

/** What such a field is called where the form does not tell its label. */
const ownName = (key: string) => (key.startsWith(PROPERTY) ? key.slice(PROPERTY.length) : 'A custom field');

/** The fields whose values were sent, and are not in the answer. */
function lostValues({ bundle }: Run, sent: Input, saved: Saved): Lost[] {
  return ownSent(sent, saved).flatMap(({ key, value }): Lost[] => {
    if (isBlank(value) || isIn(ownValue(saved.output, key), value)) return [];
    const form = bundle.meta?.inputFields ?? {};
    const input = Object.keys(form).find((name) => `${name}__`.startsWith(`${key}__`));
    const { name, options } = (input && form[input]) || {};
    return [{ label: String(name ?? ownName(key)), value, options: onLines(options) }];
  });
}

/**
 * Whether everything that was sent is in what came back, in whatever form HighLevel keeps it. What can't be
 * compared counts as saved: files get other addresses, and merge tags are filled in.
 */
function isIn(given: unknown, sent: unknown): boolean {
  const parts = valuesIn(sent);
  const all = valuesIn(given);
  const isCompared = ![...parts, ...all].some((one) => typeof one === 'boolean');
  if (!isCompared || parts.some((part) => /^https?:|\{\{/.test(String(part)))) return true;
  const shown = `,${all.map(wordsOf).join()},`;
  return parts.every((part) => shown.includes(`,${wordsOf(part)},`) || all.some((one) => isSame(one, part)));
}

/** The texts, numbers and the like in a value. */
function valuesIn(value: unknown): unknown[] {
  const within = [...everythingIn([value])].map(([, inner]) => inner);
  return within.filter((one) => typeof one !== 'object' && !isBlank(one));
}

/** A text without its markup, and of the rest the letters, the digits and the commas, which separate options. */
function wordsOf(value: unknown): string {
  const text = String(value).trim();
  const bare = unescapeHtml(text.replace(/<[^<>]*>/g, ' ').replaceAll('&nbsp;', ' '));
  const words = bare
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N},]+/gu, '');
  return words || text;
}

/** A time of day, such as `14:30`, `2.30 PM` or `2pm`. */
const CLOCK = /^\d{1,2}(?:[:.]\d\d|\s*[ap]\.?m)/i;

/** Whether two values say the same: a number, a day, a time of day or a phone number may be written in other ways. */
function isSame(given: unknown, sent: unknown): boolean {
  const [one, other] = [String(given).trim(), String(sent).trim()];
  if (typeof sent === 'number') {
    // An amount comes with its signs, and rounded: `$1,234.50`.
    const digits = one.replace(/[^\d.-]/g, '');
    return digits !== '' && Math.abs(Number(digits) - sent) < 0.01;
  }
  if (Number(one) === Number(other)) return true;
  if (/^\d{4}-\d\d-\d\d(?=$|T)/.test(other)) return isSameDay(one, other.slice(0, 10));
  if (CLOCK.test(other) && CLOCK.test(one)) return true;
  const [number, sentNumber] = [one, other].map(lastDigits);
  return Boolean(number && number === sentNumber);
}

/** Whether a text is a day, or the day beside it in another time zone. One that is no date can't be compared. */
function isSameDay(text: string, day: string): boolean {
  try {
    return Math.abs(Date.parse(toDay(text)) - Date.parse(day)) <= DAY_MS;
  } catch (error) {
    if (error instanceof BadValue) return true;
    throw error;
  }
}

/** The end of a phone number without its extension, which is the same with and without a country code. */
function lastDigits(text: string): string | undefined {
  const number = text.replace(/\s*(?:x|ext\.?|extension)\s*\d+$/i, '');
  return /[a-z]/i.test(number) ? undefined : /\d{7}$/.exec(number.replace(/\D/g, ''))?.[0];
}
