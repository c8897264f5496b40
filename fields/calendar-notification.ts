/** The form of a calendar's notification. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isBlank } from '../highlevel/blank';
import { CHANNELS, NOTIFICATION_TYPES, RECEIVERS } from '../records/calendar-notification';
import { choicesOf } from './dropdowns';
import {
  BadValue,
  choice,
  type Field,
  inGroup,
  list,
  longText,
  number,
  text,
  type Use,
  wholeList,
  yesNo,
} from './field';
import { inputRows, toNames } from './values';

const UNITS = { mins: 'Minutes', hours: 'Hours', days: 'Days' };

/** Lengths of time before or after an appointment; a form's columns have names of their own. */
const times = (key: string, label: string, when: 'Before' | 'After'): Field => ({
  key,
  label,
  children: [
    number(`timeOffset${when}`, `Time ${when}`),
    choice(`unit${when}`, `Unit of Time ${when}`, UNITS),
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

/** The parts of the form. */
export const NOTIFICATION_GROUPS = {
  times: 'Times',
  receivers: 'Further Receivers',
  sender: 'Sender',
};
type Group = keyof typeof NOTIFICATION_GROUPS;

/** What one may say of a notification when it is made or changed. */
export const notificationFields = (use: Use): Field[] => {
  const required = use === 'create';
  return [
    choice('notificationType', 'Notify When', NOTIFICATION_TYPES, { required }),
    choice('channel', 'Channel', CHANNELS, { required }),
    choice('receiverType', 'Receiver', RECEIVERS, { required }),
    yesNo('isActive', 'Is Active'),
    text('subject', 'Subject', 'For an email.'),
    longText('body', 'Message', 'Not needed for a notification in the app, or with a template.'),
    choice(
      'templateId',
      'Email Template',
      choicesOf('emailTemplates'),
      'For an email, instead of a message.',
    ),
    ...inGroup<Group>('times', [
      wholeList(use, times('beforeTime', 'Times of a Reminder', 'Before')),
      wholeList(use, times('afterTime', 'Times of a Follow-Up', 'After')),
    ]),
    ...inGroup<Group>('receivers', [
      wholeList(
        use,
        list('additionalEmailIds', 'Additional Emails', {
          helpText: "Choose the team's, or type others.",
          choices: choicesOf('userEmails'),
          isId: false,
          send: toNames,
        }),
      ),
      wholeList(
        use,
        list('additionalPhoneNumbers', 'Additional Phone Numbers', {
          helpText: 'With their country codes, such as +1 312 555 0142.',
          send: toNames,
        }),
      ),
      wholeList(
        use,
        list('selectedUsers', 'Users to Notify', {
          helpText: 'For notifications in the app, and emails to the business.',
          choices: receivingUsers(),
          send: toNames,
        }),
      ),
    ]),
    ...inGroup<Group>('sender', [
      text('fromName', 'From Name'),
      text('fromAddress', 'From Email'),
      choice(
        'fromNumber',
        'From Phone Number',
        choicesOf('phoneNumbers'),
        'Choose one of your numbers, or enter it as +1 312 555 0142.',
      ),
    ]),
  ];
};

/** What an update can clear. */
export const NOTIFICATION_CLEARABLE = [
  'subject',
  'body',
  'templateId',
  'beforeTime',
  'afterTime',
  'fromName',
  'fromAddress',
  'fromNumber',
  'additionalEmailIds',
  'additionalPhoneNumbers',
  'selectedUsers',
];
