/**
 * Clearing: a field that is left empty stays as it is, so what is to be cleared is said in a field of
 * its own. A mapped field that happens to be empty can then wipe nothing.
 */
import { keyBy, mapValues, partition, pick } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isOwnChoice, keyOfChoice } from '../fields/custom-fields';
import { BadValue, type Field, list, nameOf, toChoices } from '../fields/field';
import { show, toNames } from '../fields/values';
import { isBlank } from '../highlevel/blank';
import type { Input } from '../highlevel/compose';
import { endpoint, shape } from '../highlevel/contract';
import { staticFields } from './form';
import { factOf } from './input';
import type { AnySpec, Run } from './spec';

type Choice = { id: string; label: string };

/** Fields that the account itself defines, and that a step can clear. */
export interface OwnFields {
  /** How the choices of them begin. */
  prefix: string;
  choices: (z: ZObject, bundle: Bundle) => Promise<{ results: Choice[] }>;
  /** The fields of the form that say whose they are. */
  dependsOn?: readonly string[];
}

/** The fields of a form, with the field by which some of them can be cleared: after those that are in no group. */
export function withFieldsToClear(fields: Field[], keys: string[], more?: OwnFields): Field[] {
  const [grouped, others] = partition(fields, ({ group }) => group);
  return [...others, fieldsToClear(fields, keys, more), ...grouped];
}

/**
 * The field in which the user says what to clear.
 *
 * @param fields the fields of the form
 * @param keys those that can be cleared, in the order in which they are offered
 * @param more what else can be cleared
 */
export function fieldsToClear(fields: Field[], keys: string[], more?: OwnFields): Field {
  const labels = pick(mapValues(keyBy(fields, 'key'), nameOf), keys);
  const unknown = keys.find((key) => labels[key] === undefined);
  if (unknown) throw new Error(`The form has no field "${unknown}" to clear.`);
  return list('clear', 'Fields to Clear', {
    choices: more
      ? {
          perform: async (z: ZObject, bundle: Bundle) => ({
            results: [...toChoices(labels), ...(await more.choices(z, bundle)).results],
          }),
          ...(more.dependsOn && { dependsOn: more.dependsOn }),
        }
      : labels,
    helpText: 'These are emptied. Any other field that you leave empty stays as it is.',
    notSent: 'It is sent as empty values of the fields that it names.',
    send: (value) => toNames(value).map((name) => toKey(name, labels, more?.prefix)),
  });
}

/** The key of the field that a user names by its key, its label, or the choice of a field that the account defines. */
function toKey(name: string, labels: { [key: string]: string }, prefix?: string): string {
  const isOwn = prefix !== undefined && name.startsWith(prefix) && name !== prefix;
  if (Object.hasOwn(labels, name) || isOwn) return name;
  const found = Object.keys(labels).find((key) => labels[key]?.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const choices = [...Object.values(labels), ...(prefix ? ['a custom field'] : [])].join(', ');
  throw new BadValue(`fields of this list: ${choices}; ${show(name)} is not one of them`, 'name');
}

/** The values without `clear`, and with an empty value for each field that it names. */
export function clearing({ clear, ...values }: Input, run: Run): Input {
  const names = toNames(clear);
  const both = filledIn(names, values, run);
  if (both) throw run.refuse(`“${both}” has a value and is to be cleared: choose one of the two.`);
  const nothing = names.map((name) => [name, emptyValue(run.spec, name)]);
  return { ...values, ...Object.fromEntries(nothing) };
}

/** What a field is sent as when it is cleared: what the field says, or else what is empty by the contract. */
export function emptyValue(spec: AnySpec, key: string): unknown {
  const field = staticFields(spec).find((one) => one.key === key);
  if (field?.whenCleared !== undefined) return field.whenCleared;
  const fact = spec.endpoint && factOf(endpoint(spec.endpoint), key);
  const { list: isList, type } = shape(fact ?? 'string');
  if (isList) return [];
  return type === 'object' ? {} : '';
}

/** The label of a field that has a value though it is to be cleared, custom fields among them. */
function filledIn(names: string[], values: Input, { bundle, wording }: Run): string | undefined {
  const own = names.find((name) => values[name] !== undefined);
  if (own) return wording.labels[own] ?? own;
  const { inputData = {}, meta } = bundle;
  const keys = toNames(inputData.clear).filter(isOwnChoice).map(keyOfChoice);
  const custom = Object.keys(inputData).find(
    (given) =>
      !isBlank(inputData[given]) && keys.some((key) => given === key || given.startsWith(`${key}__`)),
  );
  return custom && String(meta?.inputFields?.[custom]?.name ?? 'A custom field');
}
