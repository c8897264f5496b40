/** Input fields of conversations and messages, and the ids that steps about them need. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { toEpochMs } from './dates';
import { choicesOf } from './dropdowns';
import { choice, date, type Field, list, number, text, toChoices } from './field';
import { contactId, idField, optional } from './ids';

/** The conversation that a step is about. */
export const conversationId = (): Field => idField('conversationId', 'Conversation', 'conversations');

/** A message, or a call; some endpoints call its id just `id`. */
export const messageId = (key: 'id' | 'messageId', kind: 'messages' | 'calls' = 'messages'): Field =>
  idField(key, kind === 'calls' ? 'Call' : 'Message', kind, {
    helpText: `Choose one of the latest ${kind}, or map the message ID of an earlier step.`,
  });

/** An email: its id is another than the one of the message that it came as. */
export const emailId = (key: 'id' | 'emailMessageId'): Field =>
  idField(key, 'Email', 'emails', {
    helpText: 'Choose one of the latest emails, or map the email ID of an earlier step.',
  });

/** The kinds of message that a conversation can be read by. */
const MESSAGE_TYPES = {
  TYPE_SMS: 'SMS',
  TYPE_EMAIL: 'Email',
  TYPE_CALL: 'Call',
  TYPE_WHATSAPP: 'WhatsApp',
  TYPE_FACEBOOK: 'Facebook',
  TYPE_INSTAGRAM: 'Instagram',
  TYPE_LIVE_CHAT: 'Live Chat',
  TYPE_RCS: 'RCS',
  TYPE_GMB: 'Google Business',
  TYPE_TIKTOK: 'TikTok',
  TYPE_FORM_SUBMISSION: 'Form Submission',
  TYPE_INTERNAL_COMMENTS: 'Internal Comment',
  TYPE_ACTIVITY_APPOINTMENT: 'Activity: Appointment',
  TYPE_ACTIVITY_CONTACT: 'Activity: Contact',
  TYPE_ACTIVITY_INVOICE: 'Activity: Invoice',
  TYPE_ACTIVITY_PAYMENT: 'Activity: Payment',
  TYPE_ACTIVITY_OPPORTUNITY: 'Activity: Opportunity',
  TYPE_ACTIVITY_EMPLOYEE_ACTION_LOG: 'Activity: Employee',
  TYPE_ACTIVITY_WHATSAPP: 'Activity: WhatsApp',
};

/** Which kinds of message to read. */
export const messageTypes = (): Field =>
  list('type', 'Message Types', {
    commaSeparated: true,
    choices: MESSAGE_TYPES,
    helpText: 'Leave it empty for all.',
  });

/** The kinds that a last message can be beside those above, for the filter of conversations. */
const LAST_MESSAGE_TYPES = {
  TYPE_WEBCHAT: 'Web Chat',
  TYPE_REVIEW: 'Review',
  TYPE_SMS_REVIEW_REQUEST: 'SMS Review Request',
  TYPE_SMS_NO_SHOW_REQUEST: 'SMS No-Show Request',
  TYPE_SMS_REACTION: 'SMS Reaction',
  TYPE_IVR_CALL: 'IVR Call',
  TYPE_CUSTOM_SMS: 'Custom SMS',
  TYPE_CUSTOM_EMAIL: 'Custom Email',
  TYPE_CUSTOM_CALL: 'Custom Call',
  TYPE_CUSTOM_PROVIDER_SMS: 'Custom Provider SMS',
  TYPE_CUSTOM_PROVIDER_EMAIL: 'Custom Provider Email',
  TYPE_CAMPAIGN_SMS: 'Campaign SMS',
  TYPE_CAMPAIGN_EMAIL: 'Campaign Email',
  TYPE_CAMPAIGN_CALL: 'Campaign Call',
  TYPE_CAMPAIGN_VOICEMAIL: 'Campaign Voicemail',
  TYPE_CAMPAIGN_FACEBOOK: 'Campaign Facebook',
  TYPE_CAMPAIGN_GMB: 'Campaign Google Business',
  TYPE_CAMPAIGN_MANUAL_CALL: 'Campaign Manual Call',
  TYPE_CAMPAIGN_MANUAL_SMS: 'Campaign Manual SMS',
  TYPE_LIVE_CHAT_INFO_MESSAGE: 'Live Chat Info',
  TYPE_FACEBOOK_COMMENT: 'Facebook Comment',
  TYPE_INSTAGRAM_COMMENT: 'Instagram Comment',
  TYPE_TIKTOK_COMMENT: 'TikTok Comment',
  TYPE_INTERNAL_COMMENT: 'Internal Comment',
};

/** Every kind of last message, with its name. */
function lastMessageTypes() {
  const { TYPE_INTERNAL_COMMENTS: _plural, ...common } = MESSAGE_TYPES;
  return { results: toChoices({ ...common, ...LAST_MESSAGE_TYPES }) };
}

/** The team, and nobody. */
async function usersOrNobody(z: ZObject, bundle: Bundle) {
  const { results, ...more } = await choicesOf('users').perform(z, bundle);
  return { results: [{ id: 'unassigned', label: 'Nobody' }, ...results], ...more };
}

const people = (key: string, label: string, helpText: string, choices = choicesOf('users')): Field =>
  list(key, label, { helpText, commaSeparated: true, choices });

/** What conversations are searched by. */
export const conversationFilters = (): Field[] => [
  text('query', 'Search Text', 'Only conversations that have this text in them.'),
  optional(contactId(), 'Only conversations with this contact.'),
  people('assignedTo', 'Assigned To', 'Only conversations that are assigned to these users.', {
    perform: (z, bundle) => usersOrNobody(z, bundle),
  }),
  people('followers', 'Followers', 'Only conversations that these users follow.'),
  people('mentions', 'Mentioned Users', 'Only conversations in which these users are mentioned.'),
  choice('status', 'Status', {
    all: 'All',
    read: 'Read',
    unread: 'Unread',
    starred: 'Starred',
    recents: 'Recent',
  }),
  choice('lastMessageType', 'Last Message Type', { perform: async () => lastMessageTypes() }),
  choice('lastMessageDirection', 'Last Message Direction', {
    inbound: 'From the Contact',
    outbound: 'To the Contact',
  }),
  choice(
    'lastMessageAction',
    'Last Message Sent By',
    { manual: 'A Person', automated: 'An Automation' },
    'Who sent the last message to the contact.',
  ),
  date('startDate', 'Started After', { send: toEpochMs }),
  date('endDate', 'Started Before', { send: toEpochMs }),
  text(
    'scoreProfile',
    'Score Profile',
    'The ID of a score profile; its score is compared with the two values below.',
  ),
  number('scoreProfileMin', 'Lowest Score'),
  number('scoreProfileMax', 'Highest Score'),
];
