/**
 * What HighLevel did not save though it answered with a success: a field that was to be cleared and still has its
 * value, or a custom field's value that is not in the answer. HighLevel drops both in silence (public reports, 2026).
 */
import { get, unescape as unescapeHtml } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import { CUSTOM_CHOICE } from '../fields/custom-fields';
import { DAY_MS, toDay } from '../fields/dates';
import { BadValue } from '../fields/field';
import { joinWords, show, toNames } from '../fields/values';
import { isBlank } from '../highlevel/blank';
import type { Input } from '../highlevel/compose';
import { everythingIn, isRecord, type Raw, rowsOf } from '../highlevel/json';
import { CUSTOM_FIELD } from '../records/custom-fields/definitions';
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
    const id = name.startsWith(CUSTOM_CHOICE) ? name.slice(CUSTOM_CHOICE.length) : undefined;
    const value: unknown = id === undefined ? get(raw, name.split('__')) : customFieldsOf(output)[id];
    // A number that was cleared may be kept as 0.
    return !isBlank(value) && value !== 0 && value !== false;
  });
  return kept.length ? Promise.all(kept.map(labelsOf(run))) : [];
}

const customFieldsOf = ({ customFields }: Output): Raw => (isRecord(customFields) ? customFields : {});

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
    if (!name.startsWith(CUSTOM_CHOICE)) return wording.labels[name] ?? name;
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

/** The custom fields whose values were sent, and are not in an answer that shows custom fields. */
function lostValues({ bundle }: Run, sent: Input, { raw, output }: Saved): Lost[] {
  const shown = rowsOf(raw.customFields);
  return rowsOf(sent.customFields).flatMap(({ id, field_value: value }): Lost[] => {
    if (typeof id !== 'string' || isBlank(value) || !shown.length) return [];
    if (isIn(customFieldsOf(output)[id], value)) return [];
    const form = bundle.meta?.inputFields ?? {};
    const key = Object.keys(form).find((name) => `${name}__`.startsWith(`${CUSTOM_FIELD}${id}__`));
    const { name, options = '' } = (key && form[key]) || {};
    return [
      {
        label: String(name ?? 'A custom field'),
        value,
        options: String(options).split('\n').filter(Boolean),
      },
    ];
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
