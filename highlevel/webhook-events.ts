/**
 * The events that HighLevel reports of an app, by the names that its portal has for them. Facts of each: what it is
 * about, where its payload has the ids, whether it tells of a deletion. Source: the pages “webhook events” of
 * GoHighLevel/highlevel-api-docs (2026-06-19), and its issues where they say otherwise.
 */
import { isRecord, type Raw } from './json';

/** What an event is about, and where its payload has it. */
export interface SubjectFacts {
  /** The part of the payload that is the record; without it, the payload is. */
  within?: string;
  /** Where the record has its id; the first that is there counts. */
  ids: readonly string[];
  /** Where the record names its contact. */
  contact?: readonly string[];
  /** What tells that a payload is of this subject, where it may lack the id. */
  known?: string;
  /** The record is a sub-account itself: its id names it, and it is the agency's. */
  isLocation?: true;
}

const ofContact = { ids: ['id'], contact: ['contactId'] } satisfies SubjectFacts;

/** The subjects of events. */
export const SUBJECTS = {
  contact: { ids: ['id'], contact: ['id'] },
  note: ofContact,
  task: ofContact,
  appointment: { ...ofContact, within: 'appointment' },
  opportunity: ofContact,
  // The examples of text messages and emails have no messageId; those of emails have emailMessageId.
  message: { ids: ['messageId', 'emailMessageId'], contact: ['contactId'], known: 'conversationId' },
  conversation: ofContact,
  invoice: { ids: ['_id'], contact: ['contactDetails', 'id'] },
  order: { ids: ['_id'], contact: ['contactId'] },
  emailActivity: { within: 'webhookPayload', ids: ['id'] },
  voiceAiCall: ofContact,
  campaignStatus: ofContact,
  product: { ids: ['_id'] },
  price: { ids: ['_id'] },
  objectRecord: { ids: ['id'] },
  customObject: { ids: ['id'] },
  association: { ids: ['id'] },
  relation: { ids: ['id'] },
  user: { ids: ['id'] },
  location: { ids: ['id'], isLocation: true },
} as const satisfies { [subject: string]: SubjectFacts };

/** What an event may be about. */
export type Subject = keyof typeof SUBJECTS;

/** The facts of one event. */
export interface EventFacts {
  /** What people call it. */
  label: string;
  subject: Subject;
  /** It tells that the record was deleted. */
  deletes?: true;
  /** What its payload says as `type`, where that is not its name alone. */
  types?: readonly string[];
  /** Which way its message goes: where the payload says that, it counts more than `type`. */
  direction?: 'inbound' | 'outbound';
}

/**
 * The events that can be chosen. Those of an app's own life (its installation, its plan) are not among them, nor
 * those whose payload is described nowhere.
 */
export const EVENTS = {
  ContactCreate: { label: 'Contact Added', subject: 'contact' },
  ContactUpdate: { label: 'Contact Changed', subject: 'contact' },
  ContactTagUpdate: { label: 'Contact’s Tags Changed', subject: 'contact' },
  ContactDndUpdate: { label: 'Contact’s Do Not Disturb Changed', subject: 'contact' },
  ContactDelete: { label: 'Contact Deleted', subject: 'contact', deletes: true },
  NoteCreate: { label: 'Note Added', subject: 'note' },
  NoteUpdate: { label: 'Note Changed', subject: 'note' },
  NoteDelete: { label: 'Note Deleted', subject: 'note', deletes: true },
  TaskCreate: { label: 'Task Added', subject: 'task' },
  TaskComplete: { label: 'Task Completed', subject: 'task' },
  TaskDelete: { label: 'Task Deleted', subject: 'task', deletes: true },
  InboundMessage: {
    label: 'Message Received',
    subject: 'message',
    types: ['InboundMessage', 'OutboundMessage'],
    direction: 'inbound',
  },
  OutboundMessage: {
    label: 'Message Sent',
    subject: 'message',
    types: ['OutboundMessage', 'InboundMessage'],
    direction: 'outbound',
  },
  ConversationUnreadWebhook: {
    label: 'Conversation’s Unread Messages Changed',
    subject: 'conversation',
    types: ['ConversationUnreadUpdate', 'ConversationUnreadWebhook'],
  },
  AppointmentCreate: { label: 'Appointment Booked', subject: 'appointment' },
  // Their examples say AppointmentCreate.
  AppointmentUpdate: {
    label: 'Appointment Changed',
    subject: 'appointment',
    types: ['AppointmentUpdate', 'AppointmentCreate'],
  },
  AppointmentDelete: {
    label: 'Appointment Deleted',
    subject: 'appointment',
    types: ['AppointmentDelete', 'AppointmentCreate'],
    deletes: true,
  },
  OpportunityCreate: { label: 'Opportunity Added', subject: 'opportunity' },
  OpportunityUpdate: { label: 'Opportunity Changed', subject: 'opportunity' },
  OpportunityStageUpdate: { label: 'Opportunity’s Stage Changed', subject: 'opportunity' },
  OpportunityStatusUpdate: { label: 'Opportunity’s Status Changed', subject: 'opportunity' },
  OpportunityMonetaryValueUpdate: { label: 'Opportunity’s Value Changed', subject: 'opportunity' },
  OpportunityAssignedToUpdate: { label: 'Opportunity’s Owner Changed', subject: 'opportunity' },
  OpportunityDelete: { label: 'Opportunity Deleted', subject: 'opportunity', deletes: true },
  InvoiceCreate: { label: 'Invoice Added', subject: 'invoice' },
  InvoiceUpdate: { label: 'Invoice Changed', subject: 'invoice' },
  InvoiceSent: { label: 'Invoice Sent', subject: 'invoice' },
  InvoicePaid: { label: 'Invoice Paid', subject: 'invoice' },
  InvoicePartiallyPaid: { label: 'Invoice Partially Paid', subject: 'invoice' },
  InvoiceVoid: { label: 'Invoice Voided', subject: 'invoice' },
  InvoiceDelete: { label: 'Invoice Deleted', subject: 'invoice', deletes: true },
  OrderCreate: { label: 'Order Added', subject: 'order' },
  OrderStatusUpdate: { label: 'Order’s Status Changed', subject: 'order' },
  LCEmailStats: { label: 'Email Delivered, Opened, Clicked or Failed', subject: 'emailActivity' },
  VoiceAiCallEnd: { label: 'Voice AI Call Ended', subject: 'voiceAiCall' },
  CampaignStatusUpdate: { label: 'Campaign’s Status Changed', subject: 'campaignStatus' },
  RecordCreate: { label: 'Custom Object Record Added', subject: 'objectRecord' },
  RecordUpdate: { label: 'Custom Object Record Changed', subject: 'objectRecord' },
  RecordDelete: { label: 'Custom Object Record Deleted', subject: 'objectRecord', deletes: true },
  ObjectSchemaCreate: { label: 'Custom Object Added', subject: 'customObject' },
  ObjectSchemaUpdate: { label: 'Custom Object Changed', subject: 'customObject' },
  AssociationCreate: { label: 'Association Added', subject: 'association' },
  AssociationUpdate: { label: 'Association Changed', subject: 'association' },
  AssociationDelete: { label: 'Association Deleted', subject: 'association', deletes: true },
  RelationCreate: { label: 'Relation Added', subject: 'relation' },
  RelationDelete: { label: 'Relation Deleted', subject: 'relation', deletes: true },
  ProductCreate: { label: 'Product Added', subject: 'product' },
  ProductUpdate: { label: 'Product Changed', subject: 'product' },
  ProductDelete: { label: 'Product Deleted', subject: 'product', deletes: true },
  PriceCreate: { label: 'Price Added', subject: 'price' },
  PriceUpdate: { label: 'Price Changed', subject: 'price' },
  PriceDelete: { label: 'Price Deleted', subject: 'price', deletes: true },
  UserCreate: { label: 'User Added', subject: 'user' },
  LocationCreate: { label: 'Sub-Account Added', subject: 'location' },
  LocationUpdate: { label: 'Sub-Account Changed', subject: 'location' },
} as const satisfies { [event: string]: EventFacts };

/** An event that can be chosen. */
export type EventName = keyof typeof EVENTS;

const facts: { readonly [event: string]: EventFacts } = EVENTS;
const subjects: { readonly [subject in Subject]: SubjectFacts } = SUBJECTS;

/** Whether a name is that of an event that can be chosen. */
export const isEventName = (name: unknown): name is EventName =>
  typeof name === 'string' && Object.hasOwn(EVENTS, name);

/** The facts of an event. */
export const eventFacts = (event: EventName): EventFacts => EVENTS[event];

/** What other events say as `type`: whatever carries it is none that can be chosen. */
const OTHER_TYPES = [
  'INSTALL',
  'UNINSTALL',
  'PLAN_CHANGE',
  'AppInstall',
  'AppUninstall',
  'AppUpdate',
  'PlanChange',
  'UserUpdate',
  'UserDelete',
  'SaaSPlanCreate',
  'ExternalAuthConnected',
];

/** The part of a payload that is the event's record. */
export function recordIn(payload: Raw, event: EventName): Raw {
  const { within } = subjects[EVENTS[event].subject];
  const inner = within === undefined ? payload : payload[within];
  return isRecord(inner) ? inner : {};
}

/** The id of the event's record; empty where the payload does not have it. */
export const recordIdIn = (payload: Raw, event: EventName): string => {
  const record = recordIn(payload, event);
  return textOf(subjects[EVENTS[event].subject].ids.map((name) => record[name]).find((id) => textOf(id)));
};

/** The id of the contact that the event is about; empty where it names none. */
export function contactIdIn(payload: Raw, event: EventName): string {
  const { contact } = subjects[EVENTS[event].subject];
  let value: unknown = contact && recordIn(payload, event);
  for (const name of contact ?? []) value = isRecord(value) ? value[name] : undefined;
  return textOf(value);
}

/** The id of the event's sub-account. Invoices name it as `altId`. */
export function locationIdIn(payload: Raw, event: EventName): string {
  if (subjects[EVENTS[event].subject].isLocation) return textOf(payload.id);
  const alternative = [undefined, 'location'].some((type) => type === payload.altType) ? payload.altId : '';
  return textOf(payload.locationId) || textOf(alternative);
}

/** The events that send this `type`; none for a type that is the record's own, as prices have one. */
const eventsOfType = (type: string): string[] =>
  Object.entries(facts).flatMap(([event, { types = [event] }]) => (types.includes(type) ? [event] : []));

/**
 * Whether a payload is that of this event. Some say it as `type`; others have none, or one of the record's own:
 * then the ids tell what it is about, and the address what has happened.
 */
export function isOfEvent(payload: Raw, event: EventName): boolean {
  const { direction, subject } = eventFacts(event);
  const type = textOf(payload.type);
  if (OTHER_TYPES.includes(type)) return false;
  const { known } = subjects[subject];
  const hasShape =
    recordIdIn(payload, event) !== '' || (known !== undefined && textOf(payload[known]) !== '');
  const named = eventsOfType(type);
  const says = textOf(payload.direction);
  const isNamed = !named.length || named.includes(event);
  if (!direction) return hasShape && isNamed;
  // The example of a call that came in has the type of one that went out.
  return hasShape && isNamed && (says ? says === direction : !named.length || type === event);
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
