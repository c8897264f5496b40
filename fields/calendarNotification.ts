/** The form of a calendar's notification. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { CHANNELS, NOTIFICATION_TYPES, RECEIVERS } from '../records/calendarNotification';
import { choicesOf } from './dropdowns';
import { BadValue, type Field } from './field';
import { isBlank, rowsOf, toNames } from './values';

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
    rowsOf(value).map((row) => {
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
export const notificationFields = (required: boolean): Field[] => [
  { key: 'notificationType', label: 'Notify When', type: 'string', required, choices: NOTIFICATION_TYPES },
  { key: 'channel', label: 'Channel', type: 'string', required, choices: CHANNELS },
  { key: 'receiverType', label: 'Receiver', type: 'string', required, choices: RECEIVERS },
  { key: 'isActive', label: 'Is Active', type: 'boolean' },
  { key: 'subject', label: 'Subject', type: 'string', helpText: 'For an email.' },
  { key: 'body', label: 'Message', type: 'text', helpText: 'Not needed in the app, nor with a template.' },
  { key: 'templateId', label: 'Email Template', type: 'string', choices: choicesOf('emailTemplates') },
  times('beforeTime', 'Times of a Reminder', 'Before'),
  times('afterTime', 'Times of a Follow-Up', 'After'),
  {
    key: 'additionalEmailIds',
    label: 'Additional Emails',
    type: 'string',
    list: true,
    choices: choicesOf('userEmails'),
    helpText: "Choose the team's, or type others.",
    send: toNames,
  },
  {
    key: 'additionalPhoneNumbers',
    label: 'Additional Phone Numbers',
    type: 'string',
    list: true,
    send: toNames,
  },
  {
    key: 'selectedUsers',
    label: 'Users to Notify',
    type: 'string',
    list: true,
    choices: receivingUsers(),
    helpText: 'For notifications in the app, and emails to the business.',
    send: toNames,
  },
  { key: 'fromName', label: 'From Name', type: 'string' },
  { key: 'fromAddress', label: 'From Email', type: 'string' },
  { key: 'fromNumber', label: 'From Phone Number', type: 'string' },
];

/** What an update can clear, and its labels. */
export const NOTIFICATION_CLEARABLE = {
  subject: 'Subject',
  body: 'Message',
  fromName: 'From Name',
  fromAddress: 'From Email',
  fromNumber: 'From Phone Number',
  additionalEmailIds: 'Additional Emails',
  additionalPhoneNumbers: 'Additional Phone Numbers',
  selectedUsers: 'Users to Notify',
};
