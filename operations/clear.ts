/**
 * Clearing: a field that is left empty stays as it is, so what is to be cleared is said in a field of
 * its own. A mapped field that happens to be empty can then wipe nothing.
 */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { CUSTOM_CHOICE } from '../fields/custom-fields';
import { BadValue, type Field, toChoices } from '../fields/field';
import { show, toNames } from '../fields/values';
import { isBlank } from '../highlevel/blank';
import type { Input } from '../highlevel/compose';
import { CUSTOM_FIELD } from '../records/custom-fields/definitions';
import type { Run } from './spec';

type Choices = { results: { id: string; label: string }[] };

/** What is sent for “nothing”: empty text, but for values that must be well-formed or lists. */
const NOTHING: { [parameter: string]: unknown } = {
  tags: [],
  calendarIds: [],
  additionalEmailIds: [],
  additionalPhoneNumbers: [],
  selectedUsers: [],
  email: null,
  phone: null,
  dateOfBirth: null,
  assignedTo: null,
  userId: null,
  scopes: [],
  scopesAssignedToOnly: [],
  twilioPhone: {},
  openHours: [],
  availabilities: [],
  teamMembers: [],
  locationConfigurations: [],
  notifications: [],
  beforeTime: [],
  afterTime: [],
};

/** The field in which the user says what to clear; `more` lists what the account itself defines. */
export function fieldsToClear(
  labels: { [key: string]: string },
  more?: (z: ZObject, bundle: Bundle) => Promise<Choices>,
): Field {
  return {
    key: 'clear',
    label: 'Fields to Clear',
    type: 'string',
    list: true,
    choices: more
      ? {
          perform: async (z: ZObject, bundle: Bundle) => ({
            results: [...toChoices(labels), ...(await more(z, bundle)).results],
          }),
        }
      : labels,
    helpText: 'These are emptied. Any other field that you leave empty stays as it is.',
    notSent: 'It is sent as empty values of the fields that it names.',
    send: (value) => toNames(value).map((name) => toKey(name, labels, more !== undefined)),
  };
}

/** What names a field: its key, its label, or a custom field's choice. */
function toKey(name: string, labels: { [key: string]: string }, customs: boolean): string {
  const isCustom = customs && name.startsWith(CUSTOM_CHOICE) && name !== CUSTOM_CHOICE;
  if (Object.hasOwn(labels, name) || isCustom) return name;
  const found = Object.keys(labels).find((key) => labels[key]?.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const choices = [...Object.values(labels), ...(customs ? ['a custom field'] : [])].join(', ');
  throw new BadValue(`fields of this list: ${choices}; ${show(name)} is not one of them`, 'name');
}

/** The values without `clear`, and with an empty value for each field that it names. */
export function clearing({ clear, ...values }: Input, run: Run): Input {
  const names = toNames(clear);
  const both = filledIn(names, values, run);
  if (both) throw run.refuse(`“${both}” has a value and is to be cleared: choose one of the two.`);
  const nothing = names.map((name) => [name, Object.hasOwn(NOTHING, name) ? NOTHING[name] : '']);
  return { ...values, ...Object.fromEntries(nothing) };
}

/** The label of a field that has a value though it is to be cleared, custom fields among them. */
function filledIn(names: string[], values: Input, { bundle, wording }: Run): string | undefined {
  const own = names.find((name) => values[name] !== undefined);
  if (own) return wording.labels[own] ?? own;
  const { inputData = {}, meta } = bundle;
  const customs = toNames(inputData.clear).filter((name) => name.startsWith(CUSTOM_CHOICE));
  const keys = customs.map((name) => CUSTOM_FIELD + name.slice(CUSTOM_CHOICE.length));
  const custom = Object.keys(inputData).find(
    (given) =>
      !isBlank(inputData[given]) && keys.some((key) => given === key || given.startsWith(`${key}__`)),
  );
  return custom && String(meta?.inputFields?.[custom]?.name ?? 'A custom field');
}
