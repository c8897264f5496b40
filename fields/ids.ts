/** The records that steps are about: each chosen from a drop-down, or mapped as an id of an earlier step. */
import type { DropdownName } from './dropdown-list';
import { choicesOf } from './dropdowns';
import { choice, type Field, list } from './field';
import { toNames } from './values';

/** Further properties of an id field. */
interface IdAbout extends Partial<Field> {
  /** Whose records are listed, where another field chooses that: `contact`. */
  of?: string;
}

/** The field of a record's id, with the usual help. It is required unless `about` says otherwise. */
export function idField(
  key: string,
  noun: string,
  from: DropdownName | Pick<Field, 'choices' | 'dynamic' | 'search'>,
  { of, ...about }: IdAbout = {},
): Field {
  const name = noun.toLowerCase();
  return {
    key,
    label: noun,
    type: 'string',
    required: true,
    ...(typeof from === 'string' ? { choices: choicesOf(from) } : from),
    ...chosenOrMapped(of ? `one of the ${of}'s ${plural(name)}` : withArticle(name), `the ${name} ID`),
    ...about,
  };
}

/**
 * The help of a field whose value is chosen from its list, or mapped.
 *
 * @param choice what is chosen: `a calendar`
 * @param mapped what is mapped: `the calendar ID`
 */
export const chosenOrMapped = (
  choice: string,
  mapped: string,
): Required<Pick<Field, 'helpText' | 'helpInTrigger'>> => ({
  helpText: `Choose ${choice}, or map ${mapped} of an earlier step.`,
  helpInTrigger: `Choose ${choice}.`,
});

/** `a calendar`, `an appointment`. */
export const withArticle = (name: string) => `${/^(?!us)[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
const plural = (name: string) => `${name.replace(/y$/, 'ie')}s`;

/** The same field, not required, with a help text of its own, or with that and what else is its own. */
export function optional(
  { helpInTrigger: _usual, ...field }: Field,
  about: string | (Partial<Field> & Required<Pick<Field, 'helpText'>>),
): Field {
  return { ...field, required: false, ...(typeof about === 'string' ? { helpText: about } : about) };
}

/** The contact that a step is about: chosen by name, found by a search step, or mapped. */
export const contactId = (key = 'contactId'): Field =>
  idField(key, 'Contact', { dynamic: 'search_contacts.id.name', search: 'find_contact.id' });

/** The contacts that a bulk step is about. */
export const contactIds = (key: string): Field =>
  list(key, 'Contacts', {
    required: true,
    choices: choicesOf('contacts'),
    helpText: 'Choose contacts, or map contact IDs of an earlier step, with commas between them.',
    isId: true,
    send: toNames,
  });

/** A campaign of the location. */
export const campaignId = (): Field => idField('campaignId', 'Campaign', 'campaigns');

/** A workflow of the location. */
export const workflowId = (): Field => idField('workflowId', 'Workflow', 'workflows');

/** A business of the location. */
export const businessId = (): Field => idField('businessId', 'Business', 'businesses');

/** A user of the team. HighLevel wants `null`, and no empty text, for nobody. */
export const user = (key: string, label: string, helpText: string): Field =>
  choice(key, label, choicesOf('users'), { helpText, isId: true, whenCleared: null });

/** Several users of the team. */
export const users = (key: string, label: string, helpText: string, about: Partial<Field> = {}): Field =>
  list(key, label, { choices: choicesOf('users'), helpText, isId: true, send: toNames, ...about });
