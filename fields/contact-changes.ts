/** The parts of a contact whose change a trigger can wait for, and what is compared of each. */
import { sortBy, uniq } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isBlank } from '../highlevel/blank';
import { keptNames } from '../highlevel/cache';
import { locationOf } from '../highlevel/connection';
import { isRecord, type Raw } from '../highlevel/json';
import { DND_CHANNELS } from '../records/contact';
import { customFieldsOf } from '../records/custom-fields/definitions';
import { rawOf } from '../records/record';
import { CUSTOM_CHOICE, customFieldChoices } from './custom-fields';
import { type Field, list, toChoices } from './field';
import { toNames } from './values';

/** A part of a contact: what people call it, and what is compared. */
interface Part {
  label: string;
  of: (contact: Raw) => unknown;
}

const field = (key: string, label: string): [string, Part] => [key, { label, of: (contact) => contact[key] }];

const ADDRESS = ['address1', 'city', 'state', 'postalCode', 'country'];

const PARTS = new Map<string, Part>([
  field('name', 'Full Name'),
  field('email', 'Email'),
  field('phone', 'Phone'),
  field('companyName', 'Company'),
  field('assignedTo', 'Owner'),
  field('tags', 'Tags'),
  ['dnd', { label: 'Do Not Disturb', of: stopped }],
  [
    'address',
    {
      label: 'Address',
      of: (contact) =>
        ADDRESS.map((key) => contact[key])
          .filter(isFilled)
          .join(', '),
    },
  ],
  field('source', 'Source'),
  field('type', 'Type'),
  field('website', 'Website'),
  field('timezone', 'Time Zone'),
  field('dateOfBirth', 'Date of Birth'),
  field('additionalEmails', 'Additional Emails'),
  field('additionalPhones', 'Additional Phones'),
]);

const isFilled = (value: unknown) => !isBlank(value);

/** What is stopped. STOP by text stops the channel for good and leaves `dnd` as it is (one source, 2026). */
function stopped({ dnd, dndSettings }: Raw): string[] {
  const isOn = (channel: string) =>
    ['active', 'permanent'].includes(String(rawOf(rawOf(dndSettings)[channel]).status));
  const channels = Object.entries(DND_CHANNELS).flatMap(([channel, label]) => (isOn(channel) ? [label] : []));
  return [...(dnd === true ? ['All'] : []), ...channels];
}

/** The parts of a contact to choose from, the location's custom fields among them. */
export const watchedParts = (key: string, label: string, helpText: string): Field =>
  list(key, label, {
    choices: { perform: partChoices },
    helpText,
    send: toNames,
    notSent: 'HighLevel can’t filter by what changed; the trigger compares.',
  });

async function partChoices(z: ZObject, bundle: Bundle) {
  const own = Object.fromEntries([...PARTS].map(([key, { label }]) => [key, label]));
  return { results: [...toChoices(own), ...(await customFieldChoices(z, bundle, 'contact'))] };
}

/** The text of a part of a contact, whatever the order of what it lists; empty where there is none. */
export function partOf(contact: Raw, part: string): string {
  const value = PARTS.get(part)?.of(contact) ?? rawOf(contact.customFields)[customId(part)];
  if (isBlank(value)) return '';
  return Array.isArray(value) ? sortBy(uniq(value.map(textOf))).join(', ') : textOf(value);
}

/** A custom field may hold an object, such as files by their ids. */
const textOf = (value: unknown): string =>
  isRecord(value) ? JSON.stringify(sortBy(Object.entries(value))) : String(value);

const customId = (part: string) => part.replace(CUSTOM_CHOICE, '');

/**
 * What people call these parts. Custom fields are looked up, in a list that is kept for a while; one whose name can't
 * be had is called by its ID.
 */
export async function labelsOf(parts: string[], z: ZObject, bundle: Bundle): Promise<string[]> {
  const ids = parts.filter((part) => !PARTS.has(part)).map(customId);
  const read = async () =>
    (await customFieldsOf(z, bundle, 'contact')).map(({ id, name }): [string, string] => [id, name]);
  const key = `contactFields:${locationOf(bundle)}`;
  const names = new Map(ids.length ? await keptNames(z, key, read, { ids }).catch(() => []) : []);
  return parts.map((part) => PARTS.get(part)?.label ?? names.get(customId(part)) ?? customId(part));
}
