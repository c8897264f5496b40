/** The fields of a message to send: those of the chosen channel. */
import { channelForm } from './channel-form';
import { toEpochSeconds } from './dates';
import type { DropdownName } from './dropdown-list';
import { choicesOf } from './dropdowns';
import {
  ADVANCED,
  choice,
  date,
  type Field,
  type FieldsOf,
  file,
  inGroup,
  list,
  longText,
  text,
  yesNo,
} from './field';
import { contactId, optional } from './ids';
import { toLinks, toNames } from './values';

/** The channels, by the API's names and as people call them. */
export const CHANNELS = {
  SMS: 'SMS',
  Email: 'Email',
  WhatsApp: 'WhatsApp',
  RCS: 'RCS',
  FB: 'Facebook',
  IG: 'Instagram',
  TIKTOK: 'TikTok',
  Live_Chat: 'Live Chat',
  Custom: 'Custom Provider',
} as const;

type Channel = keyof typeof CHANNELS;

/** The channel; the rest of the form follows it. */
export const channel = (): Field =>
  choice('type', 'Channel', CHANNELS, { required: true, default: 'SMS', altersDynamicFields: true });

/** One report (2026): the template parser refused a text with `||` in it, and nothing was sent. */
const MERGE_TAGS = 'HighLevel may refuse a merge tag that it can’t read, and any text with “||”.';

const body = longText('message', 'Message', MERGE_TAGS);
const plainText = longText('message', 'Plain Text', `For email apps that show no HTML. ${MERGE_TAGS}`);
const html = longText('html', 'Body', `HTML, or plain text. ${MERGE_TAGS}`);
/** An email’s subject. */
export const subject = text('subject', 'Subject');
/** Files of earlier steps. */
export const files = file('files', 'Files', {
  list: true,
  helpText: 'Files of earlier steps. They are uploaded first, and sent with the attachments.',
  notSent: 'They are uploaded, and their addresses are sent as attachments.',
  send: toLinks,
});
/** Files by their addresses. */
export const attachments = list('attachments', 'Attachments', {
  helpText: 'Links to files that anyone may open.',
  send: toLinks,
});
/** The provider of a channel that an app has added. */
export const provider = text(
  'conversationProviderId',
  'Conversation Provider',
  'The ID of the provider, from its page in the developer Marketplace.',
);
/** Email addresses. */
export const addresses = (key: string, label: string): Field =>
  list(key, label, { helpText: 'Email addresses.', send: toNames });

/** The parts of the form. */
export const MESSAGE_GROUPS = {
  people: 'From and To',
  reply: 'Reply',
  forward: 'Forward an Email',
  ...ADVANCED,
};
type Group = keyof typeof MESSAGE_GROUPS;

const NUMBERS = inGroup<Group>('people', [
  text('fromNumber', 'From Number', 'Choose one of your numbers, or enter it as +1 312 555 0142.'),
  text('toNumber', 'To Number', "Leave it empty for the contact's own number."),
]);

const FORWARD = inGroup<Group>('forward', [
  yesNo(
    'forward__isForwarded',
    'Forward an Email',
    'Yes forwards an email; the fields below say which one, and to whom.',
  ),
  text('forward__messageId', 'Message to Forward', {
    helpText: 'The message that the email is in.',
    isId: true,
  }),
  text('forward__emailMessageId', 'Email to Forward', {
    helpText: 'Not needed to forward the whole thread.',
    isId: true,
  }),
  yesNo('forward__forwardWholeThread', 'Forward the Whole Thread', 'Yes forwards all emails of the thread.'),
  text('forward__toEmail', 'Forward to Email'),
  optional(contactId('forward__recipientContactId'), {
    helpText: 'The contact that gets the email; or fill in Forward to Email.',
    label: 'Forward to Contact',
  }),
]);

const EMAIL: Field[] = [
  subject,
  html,
  plainText,
  attachments,
  files,
  ...inGroup<Group>('people', [
    text('emailFrom', 'From Email', 'Such as office@example.com. Leave it empty for the usual sender.'),
    text('emailTo', 'To Email', "One of the contact's addresses. Leave it empty for the first."),
    addresses('emailCc', 'Cc'),
    addresses('emailBcc', 'Bcc'),
  ]),
  ...inGroup<Group>('reply', [
    choice('emailReplyMode', 'Reply Mode', { reply: 'Reply', reply_all: 'Reply to All' }),
    text('threadId', 'Thread', { helpText: 'The message whose thread it belongs to.', isId: true }),
  ]),
  ...FORWARD,
  ...inGroup<Group>('advanced', [
    yesNo('usesNativeSchedulingAi', 'Let AI Choose the Time', 'For an email that is sent later.'),
    choice('optimizationPeriod', 'Time for AI to Choose In', {
      '24h': '24 Hours',
      '48h': '48 Hours',
      '72h': '72 Hours',
    }),
    text(
      'customSubtypeId',
      'Subscription Type',
      'The ID of a custom type of email that contacts can unsubscribe from.',
    ),
    provider,
  ]),
];

const PHONE = [body, attachments, files, ...NUMBERS];
const SOCIAL = [body, attachments, files];

const OF_CHANNEL: { [channel in Channel]: Field[] } = {
  SMS: [...PHONE, ...inGroup<Group>('advanced', [provider])],
  Email: EMAIL,
  WhatsApp: PHONE,
  RCS: PHONE,
  FB: SOCIAL,
  IG: SOCIAL,
  TIKTOK: SOCIAL,
  Live_Chat: SOCIAL,
  Custom: [provider, ...PHONE, subject, html],
};

/** The lists of fields that come with a channel: what HighLevel has the latest of. */
const LISTS: { [key: string]: DropdownName } = {
  fromNumber: 'phoneNumbers',
  threadId: 'emailMessages',
  forward__messageId: 'emailMessages',
  forward__emailMessageId: 'emails',
};

const FORM = channelForm(OF_CHANNEL, LISTS);

/** The fields of a channel. While the channel is not known (an earlier step may give it), all fields. */
export const fieldsOfChannel = FORM.fieldsOf;

/** All that one may say of a message, beside its channel and its contact. */
export const messageFields = (): (Field | FieldsOf)[] => [
  FORM.partOf(undefined),
  choice(
    'templateId',
    'Template',
    choicesOf('messageTemplates'),
    'A template of the chosen channel, for the whole message.',
  ),
  date('scheduledTimestamp', 'Send At', {
    helpText: 'Leave it empty to send now.',
    send: toEpochSeconds,
  }),
  choice(
    'appointmentId',
    'Appointment',
    choicesOf('contactAppointments'),
    'The appointment that the message is about.',
  ),
  FORM.partOf('people'),
  ...inGroup<Group>('reply', [
    choice('replyMessageId', 'Reply To', choicesOf('messages'), 'The message that this one answers.'),
  ]),
  FORM.partOf('reply', 'forward', 'advanced'),
];

/** The fields that a message of this channel has no use for. */
export const notOfChannel = FORM.notOf;
