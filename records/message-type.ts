/**
 * The types of messages and conversations, as HighLevel's codes and as people call them. Records, and the
 * choices of forms, take the words from here.
 */
import { ownValue, wordFor } from './record';

/** Every type of message that is described or was recorded, by its code. */
export const MESSAGE_TYPES = {
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
  TYPE_INTERNAL_COMMENT: 'Internal Comment',
  TYPE_INTERNAL_COMMENTS: 'Internal Comment',
  TYPE_ACTIVITY_APPOINTMENT: 'Activity: Appointment',
  TYPE_ACTIVITY_CONTACT: 'Activity: Contact',
  TYPE_ACTIVITY_INVOICE: 'Activity: Invoice',
  TYPE_ACTIVITY_PAYMENT: 'Activity: Payment',
  TYPE_ACTIVITY_OPPORTUNITY: 'Activity: Opportunity',
  TYPE_ACTIVITY_EMPLOYEE_ACTION_LOG: 'Activity: Employee',
  TYPE_ACTIVITY_WHATSAPP: 'Activity: WhatsApp',
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
  TYPE_NO_SHOW: 'No-Show',
} as const;

/** A code of a type of message. */
export type MessageType = keyof typeof MESSAGE_TYPES;

/**
 * Types of messages by their numbers, from 1. The description has them in this order and gives some of their
 * numbers (1, 3, 10); a public list of 2026 agrees. 31 and 100 were recorded. Types that came later, such as
 * RCS, have numbers that no source tells.
 */
const IN_ORDER: readonly MessageType[] = [
  'TYPE_CALL',
  'TYPE_SMS',
  'TYPE_EMAIL',
  'TYPE_SMS_REVIEW_REQUEST',
  'TYPE_WEBCHAT',
  'TYPE_SMS_NO_SHOW_REQUEST',
  'TYPE_CAMPAIGN_SMS',
  'TYPE_CAMPAIGN_CALL',
  'TYPE_CAMPAIGN_EMAIL',
  'TYPE_CAMPAIGN_VOICEMAIL',
  'TYPE_FACEBOOK',
  'TYPE_CAMPAIGN_FACEBOOK',
  'TYPE_CAMPAIGN_MANUAL_CALL',
  'TYPE_CAMPAIGN_MANUAL_SMS',
  'TYPE_GMB',
  'TYPE_CAMPAIGN_GMB',
  'TYPE_REVIEW',
  'TYPE_INSTAGRAM',
  'TYPE_WHATSAPP',
  'TYPE_CUSTOM_SMS',
  'TYPE_CUSTOM_EMAIL',
  'TYPE_CUSTOM_PROVIDER_SMS',
  'TYPE_CUSTOM_PROVIDER_EMAIL',
  'TYPE_IVR_CALL',
  'TYPE_ACTIVITY_CONTACT',
  'TYPE_ACTIVITY_INVOICE',
  'TYPE_ACTIVITY_PAYMENT',
  'TYPE_ACTIVITY_OPPORTUNITY',
  'TYPE_LIVE_CHAT',
  'TYPE_LIVE_CHAT_INFO_MESSAGE',
  'TYPE_ACTIVITY_APPOINTMENT',
  'TYPE_FACEBOOK_COMMENT',
  'TYPE_INSTAGRAM_COMMENT',
  'TYPE_CUSTOM_CALL',
];

const MESSAGE_NUMBERS: { [number: string]: string } = {
  ...Object.fromEntries(IN_ORDER.map((type, index) => [index + 1, type])),
  100: 'TYPE_NO_SHOW',
};

/** The types of conversations, by code. */
const CONVERSATION_TYPES: { [code: string]: string } = {
  TYPE_PHONE: 'Phone',
  TYPE_EMAIL: 'Email',
  TYPE_FB_MESSENGER: 'Facebook Messenger',
  TYPE_REVIEW: 'Review',
  TYPE_GROUP_SMS: 'Group SMS',
};

/** As the description numbers them, from 1. */
const CONVERSATION_NUMBERS: { [number: string]: string } = Object.fromEntries(
  Object.keys(CONVERSATION_TYPES).map((code, index) => [index + 1, code]),
);

/** A type's code, from its number or as it is; none for a number that is not known. */
const codeIn = (numbers: { [number: string]: string }, type: unknown): string | undefined =>
  ownValue(numbers, String(type)) ?? (typeof type === 'string' && /[a-z]/i.test(type) ? type : undefined);

/** The code of a message's type, from its number or code; none for a number that is not known. */
export const messageTypeOf = (type: unknown) => codeIn(MESSAGE_NUMBERS, type);

/** The code of a conversation's type, from its number or code; none for a number that is not known. */
export const conversationTypeOf = (type: unknown) => codeIn(CONVERSATION_NUMBERS, type);

const WORDS: { [code: string]: string } = { ...CONVERSATION_TYPES, ...MESSAGE_TYPES };

/** What people call a type of message or conversation: `SMS` for `TYPE_SMS`. */
export function typeName(code: string): string {
  const bare = code.replace(/^TYPE_/, '');
  return WORDS[`TYPE_${bare}`] ?? wordFor(WORDS, bare);
}

/** Whether a type is a call's, which alone has a duration: `TYPE_CALL`, `TYPE_CAMPAIGN_VOICEMAIL`. */
export const isCall = (code: string): boolean => /(?:^|_)(?:CALL|VOICEMAIL)$/i.test(code);

/** Types of rows among the messages that are no message: HighLevel notes in them what happened, or people do. */
const NOTES = ['TYPE_FORM_SUBMISSION', 'TYPE_NO_SHOW', 'TYPE_LIVE_CHAT_INFO_MESSAGE'];

/** Whether a type is of what went from one to another, a call too, and no activity or comment. */
export const isExchange = (code: string): boolean =>
  !/^TYPE_(?:ACTIVITY|INTERNAL_COMMENT)/.test(code) && !NOTES.includes(code);
