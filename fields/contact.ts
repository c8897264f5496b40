/** Input fields of a contact, and the ids that steps about a contact need. */
import { DND_CHANNELS } from '../records/contact';
import { choicesOf } from './dropdowns';
import type { Field } from './field';
import { countryChoices, timeZoneChoices, toCountryCode } from './places';
import { toDay, toNames } from './values';

/** The contact that a step is about: chosen by name, found by a search step, or mapped. */
export const contactId = (): Field => ({
  key: 'contactId',
  label: 'Contact',
  type: 'string',
  required: true,
  dynamic: 'search_contacts.id.name',
  search: 'find_contact.id',
  helpText: 'Choose a contact, or map the contact ID of an earlier step.',
});

/** A task of the chosen contact. */
export const taskId = (): Field => ({
  key: 'taskId',
  label: 'Task',
  type: 'string',
  required: true,
  choices: choicesOf('contactTasks'),
  helpText: "Choose one of the contact's tasks, or map the task ID of an earlier step.",
});

/** A note of the chosen contact; the API calls its id just `id`. */
export const noteId = (): Field => ({
  key: 'id',
  label: 'Note',
  type: 'string',
  required: true,
  choices: choicesOf('contactNotes'),
  helpText: "Choose one of the contact's notes, or map the note ID of an earlier step.",
});

/** A campaign of the location. */
export const campaignId = (): Field => ({
  key: 'campaignId',
  label: 'Campaign',
  type: 'string',
  required: true,
  choices: choicesOf('campaigns'),
});

/** A business of the location. */
export const businessId = (): Field => ({
  key: 'businessId',
  label: 'Business',
  type: 'string',
  required: true,
  choices: choicesOf('businesses'),
});

/** Somebody of the team. */
export const user = (key: string, label: string, helpText: string): Field => ({
  key,
  label,
  type: 'string',
  choices: choicesOf('users'),
  helpText,
});

/** Tags, by name: chosen from the location's, or typed. */
export const tags = (label: string, helpText: string, required = false): Field => ({
  key: 'tags',
  label,
  type: 'string',
  list: true,
  ...(required && { required }),
  choices: choicesOf('tags'),
  helpText,
  send: toNames,
});

const text = (key: string, label: string, helpText?: string): Field => ({
  key,
  label,
  type: 'string',
  ...(helpText && { helpText }),
});

const DND_STATES = { active: 'On', inactive: 'Off', permanent: 'On, for Good' };

/** What one may say of a contact when it is made or changed; custom fields come beside these. */
export const contactProfile = (tagsField: Field): Field[] => [
  text('firstName', 'First Name'),
  text('lastName', 'Last Name'),
  text('name', 'Full Name', 'Use this where the first and last name are not known apart.'),
  text('email', 'Email'),
  text('phone', 'Phone', 'Best with its country code, such as +1 312 555 0142.'),
  tagsField,
  text('source', 'Source', 'Where the contact came from, such as “Website form”.'),
  user('assignedTo', 'Owner', 'Who looks after this contact.'),
  text('address1', 'Street Address'),
  text('city', 'City'),
  text('state', 'State'),
  text('postalCode', 'Postal Code'),
  {
    key: 'country',
    label: 'Country',
    type: 'string',
    choices: { perform: () => countryChoices() },
    helpText: 'A country, or its code of two letters, such as US.',
    send: toCountryCode,
  },
  text('website', 'Website'),
  {
    key: 'timezone',
    label: 'Time Zone',
    type: 'string',
    choices: { perform: () => timeZoneChoices() },
    helpText: 'The time zone where the contact lives, such as America/Chicago.',
  },
  {
    key: 'dateOfBirth',
    label: 'Date of Birth',
    type: 'datetime',
    helpText: 'The day counts; the time is left out.',
    send: toDay,
  },
  {
    key: 'dnd',
    label: 'Do Not Disturb',
    type: 'boolean',
    helpText: 'Yes stops messages on all channels.',
  },
  ...Object.entries(DND_CHANNELS).map(
    ([channel, label]): Field => ({
      key: `dndSettings__${channel}__status`,
      label: `Do Not Disturb: ${label}`,
      type: 'string',
      choices: DND_STATES,
    }),
  ),
  {
    key: 'inboundDndSettings__all__status',
    label: 'Do Not Disturb: Incoming',
    type: 'string',
    choices: { active: 'On', inactive: 'Off' },
    helpText: 'On blocks messages that the contact sends.',
  },
];

/** The company's name, which the API takes when a contact is made, and not when it is changed. */
export const companyName = (): Field => text('companyName', 'Company');

/** Why parameters of contacts are no fields. */
const WRITTEN_BY_HIGHLEVEL = 'HighLevel writes it itself, for its own log.';
export const CONTACT_LEFT_OUT = Object.fromEntries(
  Object.keys(DND_CHANNELS)
    .flatMap((channel) => [`dndSettings__${channel}__message`, `dndSettings__${channel}__code`])
    .concat('inboundDndSettings__all__message')
    .map((parameter) => [parameter, WRITTEN_BY_HIGHLEVEL]),
);
