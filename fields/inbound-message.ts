/** The fields of a message that came in elsewhere: those of its channel. */
import { omit } from 'lodash';
import { channelForm } from './channel-form';
import { conversationId } from './conversation';
import { toMoment } from './dates';
import type { DropdownName } from './dropdown-list';
import { ADVANCED, choice, date, type Field, type FieldsOf, inGroup, longText, text } from './field';
import { optional } from './ids';
import { addresses, attachments, CHANNELS, files, provider, subject } from './message';

/** The channels by which a message can have come in, by the API's names and as people call them. */
const INBOUND_CHANNELS = {
  ...omit(CHANNELS, ['Custom']),
  GMB: 'Google Business',
  WebChat: 'Web Chat',
  Call: 'Call',
  Custom: CHANNELS.Custom,
} as const;

/** The channel; the rest of the form follows it. */
export const inboundChannel = (): Field =>
  choice('type', 'Channel', INBOUND_CHANNELS, {
    required: true,
    default: 'SMS',
    altersDynamicFields: true,
  });

/** The channels of an app’s own, which HighLevel knows by their provider (its documentation, 2026). */
const OF_PROVIDER = ['Call', 'Custom'];

/** Whether a message of this channel must name its provider. */
export const needsProvider = (chosen: unknown): boolean => OF_PROVIDER.includes(String(chosen));

/** The parts of the form. */
export const INBOUND_GROUPS = { people: 'From and To', reply: 'Reply', ...ADVANCED };
type Group = keyof typeof INBOUND_GROUPS;

const body = longText('message', 'Message');
const html = longText('html', 'Body', 'HTML, or plain text.');
const plainText = longText('message', 'Plain Text', 'For email apps that show no HTML.');

const PEOPLE = inGroup<Group>('people', [
  text('emailFrom', 'From Email', "Leave it empty for the contact's own address."),
  text('emailTo', 'To Email', 'The address of yours that it came to.'),
  addresses('emailCc', 'Cc'),
  addresses('emailBcc', 'Bcc'),
]);

const REPLY = inGroup<Group>('reply', [
  text('emailMessageId', 'Answers Email', {
    helpText: 'The email that it answers: it is put into the thread of that one.',
    isId: true,
  }),
]);

const CALL: Field[] = [
  choice('call__status', 'Call Status', {
    completed: 'Completed',
    answered: 'Answered',
    'no-answer': 'No Answer',
    busy: 'Busy',
    voicemail: 'Voicemail',
    failed: 'Failed',
    canceled: 'Canceled',
    pending: 'Pending',
  }),
  attachments,
  files,
  ...inGroup<Group>('people', [
    text('call__from', 'From Number', 'The number of the contact, such as +1 312 555 0142.'),
    text('call__to', 'To Number', 'The number that was called.'),
  ]),
];

const TEXT = [body, attachments, files];
const OTHER = inGroup<Group>('advanced', [provider]);

const FORM = channelForm(
  {
    SMS: [...TEXT, ...OTHER],
    Email: [subject, html, plainText, attachments, files, ...PEOPLE, ...REPLY, ...OTHER],
    WhatsApp: TEXT,
    RCS: TEXT,
    FB: TEXT,
    IG: TEXT,
    TIKTOK: TEXT,
    Live_Chat: TEXT,
    GMB: TEXT,
    WebChat: TEXT,
    Call: [provider, ...CALL],
    Custom: [provider, body, subject, html, attachments, files, ...PEOPLE],
  },
  { emailMessageId: 'emails' satisfies DropdownName },
);

/** All that one may say of a message that came in, beside its channel and its contact. */
export const inboundFields = (): (Field | FieldsOf)[] => [
  FORM.partOf(undefined),
  date('date', 'Date', { helpText: 'When it came in. Leave it empty for now.', send: toMoment }),
  FORM.partOf('people', 'reply', 'advanced'),
  ...inGroup<Group>('advanced', [
    text('altId', 'External ID', 'Map the ID from an earlier step that it has where it came in.'),
    optional(
      conversationId(),
      "Leave it empty for the contact's conversation; a new one begins where there is none.",
    ),
  ]),
];

/** The fields that a message of this channel has no use for. */
export const notOfInboundChannel = FORM.notOf;
