/** Custom fields in what a step sends, beside the fields that every account has. */
import { partition } from 'lodash';
import { CUSTOM_CHOICE, customFieldValues, writableFieldChoices } from '../fields/custom-fields';
import { toList, toNames } from '../fields/values';
import type { Input } from '../highlevel/compose';
import type { Model } from '../records/custom-fields/definitions';
import { clearing, type OwnFields } from './clear';
import { nest } from './input';
import type { Run } from './spec';

/** The values of the step, with its custom fields added. */
export function withCustomFields(values: Input, { z, bundle }: Run): Input {
  const customFields = customFieldValues(z, bundle);
  return { ...nest(values), ...(customFields.length && { customFields }) };
}

/**
 * The values of the step, and an empty value for each field that is to be cleared, custom fields included.
 */
export function clearingCustomFields(values: Input, run: Run): Input {
  const [custom, own] = partition(toNames(values.clear), (name) => name.startsWith(CUSTOM_CHOICE));
  const { customFields = [], ...input } = withCustomFields(clearing({ ...values, clear: own }, run), run);
  const emptied = custom.map((name) => ({ id: name.slice(CUSTOM_CHOICE.length), field_value: '' }));
  const all = [...toList(customFields), ...emptied];
  return { ...input, ...(all.length && { customFields: all }) };
}

/** The account's custom fields that can be written, to choose those to clear from. */
export const customFieldsToClear = (model: Model): OwnFields => ({
  prefix: CUSTOM_CHOICE,
  choices: async (z, bundle) => ({ results: await writableFieldChoices(z, bundle, model) }),
});
