/** Input fields of a contact, and the ids of what belongs to one. */
import { DND_CHANNELS } from '../records/contact';
import { CUSTOM_FIELDS_GROUP } from './custom-fields';
import { toDay } from './dates';
import { choicesOf } from './dropdowns';
import { choice, date, type Field, inGroup, list, text, yesNo } from './field';
import { idField, user } from './ids';
import { country, timeZone } from './postal-address';
import { toTags } from './values';

/** A task of the chosen contact. */
export const taskId = (): Field => idField('taskId', 'Task', 'contactTasks', { of: 'contact' });

/** A note of the chosen contact; the API calls its id just `id`. */
export const noteId = (): Field => idField('id', 'Note', 'contactNotes', { of: 'contact' });

/** Tags, by name: chosen from the location's, or typed. */
export const tags = (helpText: string, about: Partial<Field> = {}): Field =>
  list('tags', 'Tags', { choices: choicesOf('tags'), helpText, send: toTags, ...about });

const DND_STATES = { active: 'On', inactive: 'Off', permanent: 'On, for Good' };

/** The parts of a contact's form, after who it is. */
export const CONTACT_GROUPS = {
  more: 'More About the Contact',
  address: 'Address',
  dnd: 'Do Not Disturb',
  ...CUSTOM_FIELDS_GROUP,
};
type Group = keyof typeof CONTACT_GROUPS;

/** Who a contact is. */
export const contactIdentity = (tagFields: Field[]): Field[] => [
  text('firstName', 'First Name'),
  text('lastName', 'Last Name'),
  text('name', 'Full Name', 'Use this if the first and last name are not separate.'),
  text('email', 'Email', { whenCleared: null }),
  text('phone', 'Phone', {
    helpText: 'With its country code, such as +1 312 555 0142. HighLevel may drop a number without one.',
    whenCleared: null,
  }),
  text('companyName', 'Company'),
  ...tagFields,
  user('assignedTo', 'Owner', 'Who looks after this contact.'),
  text('source', 'Source', 'Where the contact came from, such as “Website form”.'),
];

/**
 * What else is known of a contact, in the parts of its form. Custom fields come after these.
 *
 * @param more what this form alone asks for
 */
export const contactDetails = (...more: Field[]): Field[] => [
  ...inGroup<Group>('more', [
    date('dateOfBirth', 'Date of Birth', {
      helpText: 'The day counts; the time is left out.',
      send: toDay,
      whenCleared: null,
    }),
    ...more,
    text('website', 'Website'),
    timeZone('The time zone where the contact lives, such as America/Chicago.'),
  ]),
  ...inGroup<Group>('address', [
    text('address1', 'Street Address'),
    text('city', 'City'),
    text('state', 'State'),
    text('postalCode', 'Postal Code'),
    country(),
  ]),
  ...inGroup<Group>('dnd', [
    yesNo('dnd', 'Do Not Disturb', 'Yes stops messages on all channels.'),
    ...Object.entries(DND_CHANNELS).map(([channel, label]) =>
      choice(`dndSettings__${channel}__status`, `Do Not Disturb: ${label}`, DND_STATES),
    ),
    choice(
      'inboundDndSettings__all__status',
      'Do Not Disturb: Incoming',
      { active: 'On', inactive: 'Off' },
      'On blocks messages that the contact sends.',
    ),
  ]),
];

const WRITTEN_BY_HIGHLEVEL = 'HighLevel writes it itself, for its own log.';
/** Parameters that are not offered as fields, and why. */
export const CONTACT_LEFT_OUT = Object.fromEntries(
  Object.keys(DND_CHANNELS)
    .flatMap((channel) => [`dndSettings__${channel}__message`, `dndSettings__${channel}__code`])
    .concat('inboundDndSettings__all__message')
    .map((parameter) => [parameter, WRITTEN_BY_HIGHLEVEL]),
);
