import type { Raw } from '../highlevel/json';
import { outputs, type RecordType, withId } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** What a calendar tells people about, and how it calls that. */
export const NOTIFICATION_TYPES = {
  booked: 'Appointment Booked (Unconfirmed)',
  confirmation: 'Appointment Booked (Confirmed)',
  cancellation: 'Cancellation',
  reschedule: 'Reschedule',
  reminder: 'Reminder',
  followup: 'Follow-up',
};

/** The ways in which a notification goes out. */
export const CHANNELS = { email: 'Email', inApp: 'In-App', sms: 'SMS', whatsapp: 'WhatsApp' };

/** Who gets a notification. */
export const RECEIVERS = {
  contact: 'Contact',
  guest: 'Guests',
  assignedUser: 'Assigned User',
  emails: 'Additional Emails',
  phoneNumbers: 'Additional Phone Numbers',
  business: 'Business',
};

const wordFor = (words: object, value: unknown) =>
  Object.entries(words).find(([name]) => name === value)?.[1] ?? value;

/** A notification has no name: it is known by what it is about, its channel and its receiver. */
export function notificationLabel({ notificationType, channel, receiverType }: Raw): string {
  const words = [
    wordFor(NOTIFICATION_TYPES, notificationType),
    wordFor(CHANNELS, channel),
    wordFor(RECEIVERS, receiverType),
  ];
  return words.filter(Boolean).join(' · ');
}

/** What a calendar sends, to whom and when. */
export const calendarNotification: RecordType = {
  noun: 'Notification',
  fields: [
    ...outputs('string', {
      id: 'Notification ID',
      notificationType: 'Notification Type',
      channel: 'Channel',
      receiverType: 'Receiver',
    }),
    { key: 'isActive', label: 'Is Active', type: 'boolean' },
    ...outputs('string', { subject: 'Subject', body: 'Message', templateId: 'Template ID' }),
    { key: 'additionalEmailIds', label: 'Additional Emails', type: 'string', list: true },
    { key: 'additionalPhoneNumbers', label: 'Additional Phone Numbers', type: 'string', list: true },
    { key: 'selectedUsers', label: 'Selected User IDs', type: 'string', list: true },
    { key: 'beforeTime[]timeOffset', label: 'Time Before', type: 'number' },
    { key: 'beforeTime[]unit', label: 'Unit of Time Before', type: 'string' },
    { key: 'afterTime[]timeOffset', label: 'Time After', type: 'number' },
    { key: 'afterTime[]unit', label: 'Unit of Time After', type: 'string' },
    { key: 'deleted', label: 'Is Deleted', type: 'boolean' },
  ],
  sample: {
    id: SAMPLE_IDS.Notification,
    notificationType: 'reminder',
    channel: 'email',
    receiverType: 'contact',
    isActive: true,
    subject: 'Your appointment is tomorrow',
    body: 'Hi, we look forward to seeing you.',
    templateId: SAMPLE_IDS.Template,
    additionalEmailIds: ['office@example.com'],
    additionalPhoneNumbers: ['+13125550118'],
    selectedUsers: [SAMPLE_IDS.User],
    beforeTime: [{ timeOffset: 1, unit: 'days' }],
    afterTime: [{ timeOffset: 2, unit: 'hours' }],
    deleted: false,
  },
  from: (raw) => withId(raw),
};
