/** The form of a calendar's notification. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isBlank } from '../highlevel/blank';
import { CHANNELS, NOTIFICATION_TYPES, RECEIVERS } from '../records/calendar-notification';
import { choicesOf } from './dropdowns';
import { BadValue, type Field, listLabel, text } from './field';
import { inputRows, toNames } from './values';

const UNITS = { mins: 'Minutes', hours: 'Hours', days: 'Days' };

/** Lengths of time before or after an appointment; a form's columns have names of their own. */
const times = (key: string, label: string, when: 'Before' | 'After'): Field => ({
  key,
  label,
  children: [
    { key: `timeOffset${when}`, label: `Time ${when}`, type: 'number' },
    { key: `unit${when}`, label: `Unit of Time ${when}`, type: 'string', choices: UNITS },
  ],
  send: (value) =>
    inputRows(value).map((row) => {
      const [timeOffset, unit] = [row[`timeOffset${when}`], row[`unit${when}`]];
      if (isBlank(timeOffset) || isBlank(unit)) throw new BadValue('rows with a time and its unit each');
      return { timeOffset, unit };
    }),
});

/** The users of the location, and who administers it. */
function receivingUsers() {
  const users = choicesOf('users');
  return {
    perform: async (z: ZObject, bundle: Bundle) => {
      const { results } = await users.perform(z, bundle);
      return { results: [{ id: 'sub_account_admin', label: 'Sub-Account Admin' }, ...results] };
    },
  };
}

/** What one may say of a notification when it is made or changed. */
export const notificationFields = (updating: boolean): Field[] => [
  { ...text('notificationType', 'Notify When'), required: !updating, choices: NOTIFICATION_TYPES },
  { ...text('channel', 'Channel'), required: !updating, choices: CHANNELS },
  { ...text('receiverType', 'Receiver'), required: !updating, choices: RECEIVERS },
  { key: 'isActive', label: 'Is Active', type: 'boolean' },
  text('subject', 'Subject', 'For an email.'),
  {
    key: 'body',
    label: 'Message',
    type: 'text',
    helpText: 'Not needed for a notification in the app, or with a template.',
  },
  {
    ...text('templateId', 'Email Template', 'For an email, instead of a message.'),
    choices: choicesOf('emailTemplates'),
  },
  times('beforeTime', listLabel('Times of a Reminder', updating), 'Before'),
  times('afterTime', listLabel('Times of a Follow-Up', updating), 'After'),
  {
    ...text(
      'additionalEmailIds',
      listLabel('Additional Emails', updating),
      "Choose the team's, or type others.",
    ),
    list: true,
    choices: choicesOf('userEmails'),
    send: toNames,
  },
  {
    ...text(
      'additionalPhoneNumbers',
      listLabel('Additional Phone Numbers', updating),
      'With their country codes, such as +1 312 555 0142.',
    ),
    list: true,
    send: toNames,
  },
  {
    ...text(
      'selectedUsers',
      listLabel('Users to Notify', updating),
      'For notifications in the app, and emails to the business.',
    ),
    list: true,
    choices: receivingUsers(),
    send: toNames,
  },
  text('fromName', 'From Name'),
  text('fromAddress', 'From Email'),
  text('fromNumber', 'From Phone Number', 'One of your numbers, such as +1 312 555 0142.'),
];

/** What an update can clear, and its labels. */
export const NOTIFICATION_CLEARABLE = {
  subject: 'Subject',
  body: 'Message',
  templateId: 'Email Template',
  beforeTime: 'Times of a Reminder',
  afterTime: 'Times of a Follow-Up',
  fromName: 'From Name',
  fromAddress: 'From Email',
  fromNumber: 'From Phone Number',
  additionalEmailIds: 'Additional Emails',
  additionalPhoneNumbers: 'Additional Phone Numbers',
  selectedUsers: 'Users to Notify',
};
