/**
 * What HighLevel did not save though it answered with a success: a field that was to be cleared and still has its
 * value, or a custom field's value that is not in the answer. HighLevel drops both in silence (public reports, 2026).
 */
import { get } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import { CUSTOM_CHOICE } from '../fields/custom-fields';
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
      return `HighLevel did not save ${show(value)} in ${inQuotes(label)}.${choose}`;
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
    return !isBlank(id === undefined ? get(raw, name.split('__')) : customFieldsOf(output)[id]);
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

/** Whether everything that was sent is in what came back. HighLevel keeps files under other addresses. */
function isIn(given: unknown, sent: unknown): boolean {
  const parts = textsIn(sent);
  if (parts.some((part) => /^https?:/.test(part))) return true;
  const all = textsIn(given);
  const whole = all.join(', ');
  return parts.every((part) =>
    [...all, ...all.flatMap((one) => one.split(',')), whole].some((one) => isSame(one, part)),
  );
}

/** The texts, numbers and the like in a value. */
function textsIn(value: unknown): string[] {
  const within = [...everythingIn([value])].map(([, inner]) => inner);
  return within.filter((one) => typeof one !== 'object' && !isBlank(one)).map((one) => plain(String(one)));
}

/** A text without its markup and its blanks. */
const plain = (text: string) =>
  text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** Whether two texts say the same: a number, a day, a time of day or a phone number may be written in other ways. */
function isSame(one: string, other: string): boolean {
  if (one.trim() === other) return true;
  if (one !== '' && Number(one) === Number(other)) return true;
  if (/^\d{4}-\d\d-\d\d/.test(other) && one.slice(0, 10) === other.slice(0, 10)) return true;
  if (/^\d{1,2}:\d\d/.test(other) && /^\d{1,2}:\d\d/.test(one.trim())) return true;
  const [digits, others] = [one, other].map((text) => (/[a-z]/.test(text) ? '' : text.replace(/\D/g, '')));
  return Boolean(
    digits && others && others.length > 6 && (digits.endsWith(others) || others.endsWith(digits)),
  );
}
