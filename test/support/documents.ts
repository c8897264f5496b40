/** What the documents for people have in common: the words of the forms, and how lists are written. */
import type { Field } from '../../fields/field';
import { withResultsField } from '../../operations/search';
import type { AnySpec } from '../../operations/spec';
import { withTriggerOnField } from '../../operations/trigger';
import { isPolling, isSearch } from './operations';

/** The operation with the fields that its factory adds. */
export function wholeForm(spec: AnySpec): AnySpec {
  if (isPolling(spec)) return withTriggerOnField(spec);
  return isSearch(spec) ? withResultsField(spec) : spec;
}

/** The choices that are the same for every account: values and labels. */
export function choicesIn({ choices }: Field): [value: string, label: string][] {
  if (!choices || (!Array.isArray(choices) && 'perform' in choices)) return [];
  return Array.isArray(choices)
    ? choices.map((one): [string, string] => (typeof one === 'string' ? [one, one] : [one.value, one.label]))
    : Object.entries(choices).map(([value, label]): [string, string] => [value, String(label)]);
}

/** Where a heading stands in its document. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');

/** `A, B and C`. */
export function listed(names: readonly string[], word: 'and' | 'or'): string {
  const [last = ''] = names.slice(-1);
  const before = names.slice(0, -1);
  return before.length ? `${before.join(', ')} ${word} ${last}` : last;
}
