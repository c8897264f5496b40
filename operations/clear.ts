/**
 * Clearing: a field that is left empty stays as it is, so what is to be cleared is said in a field of
 * its own. A mapped field that happens to be empty can then wipe nothing.
 */
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Field } from '../fields/field';
import { toNames } from '../fields/values';
import type { Input } from '../highlevel/compose';
import { refuse } from '../highlevel/errors';
import type { Run } from './spec';

type Choices = { results: { id: string; label: string }[] };

/** What is sent for “nothing”: empty text, but for values that must be well-formed or lists. */
const NOTHING: { [parameter: string]: unknown } = {
  tags: [],
  email: null,
  phone: null,
  dateOfBirth: null,
  assignedTo: null,
  userId: null,
};

/** The field in which the user says what to clear; `more` lists what the account itself defines. */
export function fieldsToClear(
  labels: { [key: string]: string },
  more?: (z: ZObject, bundle: Bundle) => Promise<Choices>,
): Field {
  const own = Object.entries(labels).map(([id, label]) => ({ id, label }));
  return {
    key: 'clear',
    label: 'Fields to Clear',
    type: 'string',
    list: true,
    choices: more
      ? {
          perform: async (z: ZObject, bundle: Bundle) => ({
            results: [...own, ...(await more(z, bundle)).results],
          }),
        }
      : labels,
    helpText: 'These are emptied. A field that you leave empty above stays as it is.',
    own: 'It is sent as empty values of the fields that it names.',
    send: toNames,
  };
}

/** The values without `clear`, and with an empty value for each field that it names. */
export function clearing({ clear, ...values }: Input, { z }: Run): Input {
  const names = toNames(clear);
  const both = names.find((name) => values[name] !== undefined);
  if (both) throw refuse(z, `“${both}” has a value and is to be cleared: choose one of the two.`);
  return {
    ...values,
    ...Object.fromEntries(names.map((name) => [name, name in NOTHING ? NOTHING[name] : ''])),
  };
}
