/** What is read for the events of an app: the record that an event is about, and the newest ones of its kind. */
import type { Input } from '../highlevel/compose';
import type { EndpointKey } from '../highlevel/contract';
import type { Subject } from '../highlevel/webhook-events';
import { campaignStatus, customObject, emailActivity, order, price } from '../records/app-event';
import { location } from '../records/location';
import { objectRecord } from '../records/object-record';
import { product } from '../records/product';
import type { RecordType } from '../records/record';
import { relation } from '../records/relation';
import { voiceAiCallLog } from '../records/voice-ai-call';
import { oneAppointment } from './appointments';
import { associations, oneAssociation } from './associations';
import { contacts, oneContact, oneContactNote, oneContactTask, tasks } from './contacts';
import { conversations, messages, oneConversation, oneEmail, oneMessage } from './conversations';
import { invoices, oneInvoice } from './invoices';
import { locationById, locations } from './locations';
import { oneOpportunity, opportunities } from './opportunities';
import type { RecordListRead, RecordRead } from './read';
import { oneUser, users } from './users';
import { voiceAiCalls } from './voice-ai';

/** What an event says of its record. */
export interface EventIds {
  id: string;
  /** Empty where the event names no contact. */
  contactId: string;
  /** The id is that of an email, and not of its message. */
  isEmail: boolean;
}

/** How one record is read. */
export interface OneRecord {
  read: RecordRead;
  input: Input;
}

/** How the record of an event is read. */
export interface EventRead {
  /** The record as its event tells it. */
  record: RecordType;
  /** How it is read; `undefined` where the event does not say enough of it. */
  one?: (ids: EventIds) => OneRecord | undefined;
  /** The endpoints of that. */
  reads?: readonly RecordRead[];
  /** Where it is looked for among the newest, where the event does not say enough of it. */
  among?: RecordListRead;
  /** The newest records, as the polling triggers read them. */
  newest?: RecordListRead;
  /** It never changes, so that what the event tells beside it stays true. */
  staysTrue?: true;
}

const byId = (
  read: RecordRead,
  parameter: string,
): Required<Pick<EventRead, 'record' | 'one' | 'reads'>> => ({
  record: read.record,
  reads: [read],
  one: ({ id }) => ({ read, input: { [parameter]: id } }),
});

/** The same of what an endpoint finds only with its contact. */
const ofContact = (
  read: RecordRead,
  parameter: string,
): Required<Pick<EventRead, 'record' | 'one' | 'reads'>> => ({
  record: read.record,
  reads: [read],
  one: ({ id, contactId }) => (contactId ? { read, input: { contactId, [parameter]: id } } : undefined),
});

const oneLocation = {
  endpoint: locationById.endpoint,
  answer: 'location',
  record: location,
} satisfies RecordRead;

/** What is read for the events of each subject. */
export const eventReads: { readonly [subject in Subject]: EventRead } = {
  contact: { ...byId(oneContact, 'contactId'), newest: contacts },
  note: ofContact(oneContactNote, 'id'),
  // Live, the event of a new task names no contact (one report, September 2026).
  task: { ...ofContact(oneContactTask, 'taskId'), among: tasks, newest: tasks },
  appointment: byId(oneAppointment, 'eventId'),
  opportunity: { ...byId(oneOpportunity, 'id'), newest: opportunities },
  message: {
    record: oneMessage.record,
    reads: [oneMessage, oneEmail],
    one: ({ id, isEmail }) => ({ read: isEmail ? oneEmail : oneMessage, input: { id } }),
    newest: messages,
    staysTrue: true,
  },
  conversation: { ...byId(oneConversation, 'conversationId'), newest: conversations },
  invoice: { ...byId(oneInvoice, 'invoiceId'), newest: invoices },
  order: { record: order },
  emailActivity: { record: emailActivity },
  voiceAiCall: { record: voiceAiCallLog, newest: voiceAiCalls },
  campaignStatus: { record: campaignStatus },
  product: { record: product },
  price: { record: price },
  objectRecord: { record: objectRecord },
  customObject: { record: customObject },
  association: { ...byId(oneAssociation, 'associationId'), newest: associations },
  relation: { record: relation },
  user: { ...byId(oneUser, 'userId'), newest: users },
  location: { ...byId(oneLocation, 'locationId'), newest: locations },
};

/** The endpoints that events need, for the scopes. */
export const eventEndpoints: EndpointKey[] = Object.values(eventReads).flatMap(
  ({ reads = [], among, newest }) =>
    [...reads, ...[among, newest].filter((list) => list !== undefined)].map(({ endpoint }) => endpoint),
);
