/**
 * Which events of an app follow from a change of the sandbox's records, and what they carry: the events that
 * HighLevel documents (GoHighLevel/highlevel-api-docs, `docs/webhook events`, 2026-06), with what others saw
 * live where it says nothing.
 */
import { isEqual, omit, uniq } from 'lodash';
import { fullName } from '../api/shared/contact-answers';
import { KINDS } from '../api/shared/message-record';
import { withOffset } from '../api/shared/moments';
import type { World } from '../gateway/call';
import { isObject, type Json, type JsonObject, objects, pick, text, texts } from '../json';
import type { State } from '../state';
import type { Row } from '../table';

/** The events that the sandbox sends. */
export const APP_EVENTS = [
  'ContactCreate',
  'ContactUpdate',
  'ContactTagUpdate',
  'ContactDndUpdate',
  'ContactDelete',
  'NoteCreate',
  'NoteUpdate',
  'NoteDelete',
  'TaskCreate',
  'TaskComplete',
  'TaskDelete',
  'AppointmentCreate',
  'AppointmentUpdate',
  'AppointmentDelete',
  'OpportunityCreate',
  'OpportunityUpdate',
  'OpportunityStageUpdate',
  'OpportunityStatusUpdate',
  'OpportunityAssignedToUpdate',
  'OpportunityMonetaryValueUpdate',
  'OpportunityDelete',
  'InboundMessage',
  'OutboundMessage',
  'ConversationUnreadWebhook',
  'LCEmailStats',
  'InvoiceCreate',
  'InvoiceUpdate',
  'InvoiceSent',
  'InvoicePaid',
  'InvoicePartiallyPaid',
  'InvoiceVoid',
  'InvoiceDelete',
  'OrderCreate',
  'OrderStatusUpdate',
  'VoiceAiCallEnd',
  'RecordCreate',
  'RecordUpdate',
  'RecordDelete',
  'RelationCreate',
  'RelationDelete',
  'ObjectSchemaCreate',
  'ObjectSchemaUpdate',
  'CampaignStatusUpdate',
  'AssociationCreate',
  'AssociationUpdate',
  'AssociationDelete',
  'ProductCreate',
  'ProductUpdate',
  'ProductDelete',
  'PriceCreate',
  'PriceUpdate',
  'PriceDelete',
  'LocationCreate',
  'LocationUpdate',
  'UserCreate',
] as const;

/** The name of an event, as the app's settings have it. */
export type AppEvent = (typeof APP_EVENTS)[number];

/** An event of a change, without what every event carries. */
export interface Occurrence {
  event: AppEvent;
  payload: JsonObject;
}

/** What the payload of an event may need beside the record. */
interface Telling {
  event: AppEvent;
  state: State;
  /** Epoch milliseconds. */
  now: number;
}

/** What is told of the records of a table. */
interface Told {
  /** The events of a new record. */
  created?: (row: Row) => AppEvent[];
  /** The events of a change, by the fields that it changed; dates of the change itself are not among these. */
  changed?: (fields: string[], after: Row) => AppEvent[];
  /** The events of a record that is deleted. */
  deleted?: () => AppEvent[];
  /** What the event tells of the record, as it is after the change. */
  payload: (row: Row, told: Telling) => JsonObject;
  /** Set where the payload does not say which event it is. */
  untyped?: true;
}

/** The names of fields, from texts that hold several. */
const words = (...texts: string[]): string[] => texts.flatMap((text) => text.split(' '));

/** These events, whatever the change. */
const always =
  (...events: AppEvent[]) =>
  () =>
    events;

/** The events of the fields that they tell; other fields have the event `otherwise`. */
const byField =
  (events: { [field: string]: AppEvent }, ...otherwise: AppEvent[]) =>
  (fields: string[]): AppEvent[] =>
    uniq(fields.flatMap((field) => events[field] ?? otherwise));

const CONTACT = words(
  'id address1 city companyName country source dateAdded dateOfBirth dnd email firstName',
  'lastName phone postalCode state tags website attachments assignedTo',
);

const contact = (row: Row, { event }: Telling): JsonObject => ({
  ...pick(row, [...CONTACT, 'customFields', ...(event === 'ContactDndUpdate' ? ['dndSettings'] : [])]),
  name: fullName(row),
});

const OPPORTUNITY = words(
  'id assignedTo contactId monetaryValue name pipelineId pipelineStageId source status',
  'dateAdded',
);

const APPOINTMENT = words('id address title calendarId contactId appointmentStatus assignedUserId notes');

/** All of an appointment's times have the offset of the sub-account. */
function appointment(row: Row, { state }: Telling): JsonObject {
  const zone = state.locations.get(text(row.locationId))?.timezone ?? 'UTC';
  const times = ['startTime', 'endTime', 'dateAdded', 'dateUpdated'].map((name) => [
    name,
    withOffset(String(row[name]), zone),
  ]);
  const calendar = state.calendars.get(text(row.calendarId));
  return {
    appointment: {
      ...pick(row, APPOINTMENT),
      groupId: calendar?.groupId,
      users: row.assignedUserId ? [row.assignedUserId] : [],
      source: row.source ?? 'booking_widget',
      ...Object.fromEntries(times),
    },
  };
}

/** A new task does not say whose it is, as was seen live (issue 332, 2026-09). */
const task = (row: Row, { event }: Telling): JsonObject =>
  pick(row, [
    ...['id', 'assignedTo', 'title', 'dateAdded', 'dueDate'],
    ...(event === 'TaskCreate' ? [] : ['contactId', 'body']),
  ]);

/** What events call a message's channel: SMS, Email, CALL. */
function channelOf({ messageType }: Row): string {
  const channel = Object.keys(KINDS).find((name) => KINDS[name]?.[0] === messageType) ?? 'SMS';
  return channel === 'Call' ? 'CALL' : channel;
}

const directionOf = ({ direction }: Row) => (direction === 'inbound' ? 'InboundMessage' : 'OutboundMessage');

const MESSAGE = words('contactId conversationId dateAdded direction userId source');

function message(row: Row): JsonObject {
  const call = isObject(row.meta) && isObject(row.meta.call) ? row.meta.call : undefined;
  return {
    ...pick(row, [...MESSAGE, 'attachments', 'body', 'contentType', 'status', 'conversationProviderId']),
    messageId: row.id,
    messageType: channelOf(row),
    messageTypeId: row.type,
    messageTypeString: row.messageType,
    ...(call && { callDuration: call.duration, callStatus: call.status }),
  };
}

/** An e-mail's event has the ids of the e-mail and its thread, and none of a message; of the copies, the first. */
function email(row: Row, telling: Telling): JsonObject {
  if (telling.event === 'LCEmailStats') return mailEvent(row, telling);
  const [[to], [cc], [bcc]] = [texts(row.to), texts(row.cc), texts(row.bcc)];
  return {
    ...pick(row, [...MESSAGE, 'attachments', 'body', 'subject', 'threadId', 'provider', 'from']),
    messageType: 'Email',
    emailMessageId: row.id,
    to,
    cc,
    bcc,
  };
}

/** The states of an e-mail on its way that are told, by the words of the service that sends it. */
const MAIL_EVENTS = ['delivered', 'opened', 'clicked', 'failed', 'complained', 'unsubscribed'];

function mailEvent(row: Row, { state, now }: Telling): JsonObject {
  const [recipient = ''] = texts(row.to);
  return {
    companyId: state.locations.get(text(row.locationId))?.companyId,
    webhookPayload: {
      event: row.status,
      id: row.id,
      timestamp: now / 1000,
      recipient,
      'recipient-domain': recipient.split('@').at(-1),
      message: {
        headers: { 'message-id': row.altId ?? row.id, from: row.from, to: recipient },
        attachments: [],
      },
      'log-level': 'info',
      tags: [],
      campaigns: [],
    },
  };
}

const INVOICE = words(
  'status liveMode amountPaid name businessDetails invoiceNumber currency contactDetails',
  'issueDate dueDate discount invoiceItems total title amountDue createdAt updatedAt',
  'totalSummary',
);

/** What an invoice's new status is called. */
const INVOICE_EVENTS: { [status: string]: AppEvent } = {
  sent: 'InvoiceSent',
  paid: 'InvoicePaid',
  partially_paid: 'InvoicePartiallyPaid',
  void: 'InvoiceVoid',
};

const account = ({ locationId }: Row) => ({ altId: locationId, altType: 'location' });

const ORDER = words('contactId status fulfillmentStatus currency amount liveMode createdAt updatedAt');

/** An order's event holds its products and prices whole. */
function order(row: Row, { state }: Telling): JsonObject {
  const whole = ({ id, ...fields }: Row) => ({ _id: id, ...fields });
  const [product, price] = [state.products, state.prices].map((table) => (id: Json | undefined) => {
    const found = table.get(text(id));
    return found && whole(found);
  });
  const buyer = state.contacts.get(text(row.contactId));
  return {
    _id: row.id,
    ...account(row),
    ...pick(row, ORDER),
    contactSnapshot: buyer && { ...pick(buyer, [...CONTACT, 'locationId']), name: fullName(buyer) },
    items: objects(row.items).map(({ name, qty, productId, priceId }) => {
      return { name, qty, product: product?.(productId), price: price?.(priceId) };
    }),
    amountSummary: { subtotal: row.subtotal, discount: row.discount, tax: 0, shipping: 0 },
    taxSummary: [],
    source: {
      id: row.sourceId,
      name: row.sourceName,
      type: row.sourceType,
      subType: row.sourceSubType,
      meta: row.sourceMeta,
    },
  };
}

/** A record of an object; which object it is of, its event does not tell. */
const record = ({ id, owner, followers, properties }: JsonObject): JsonObject => ({
  id,
  owners: owner ?? [],
  followers: followers ?? [],
  properties: Object.entries(isObject(properties) ? properties : {}).map(([key, value]) => ({
    key,
    valueString: typeof value === 'string' ? value : JSON.stringify(value),
  })),
});

const RECORDS = {
  created: always('RecordCreate'),
  changed: always('RecordUpdate'),
  deleted: always('RecordDelete'),
  untyped: true,
} as const;

const ENDS = ['firstObjectKey', 'secondObjectKey'];
const PRODUCT = words(
  'description variants medias name productType availableInStore userId createdAt updatedAt',
  'statementDescriptor image',
);
const PRICE = words(
  'membershipOffers variantOptionIds product userId name currency amount recurring',
  'createdAt updatedAt compareAtPrice trackInventory availableQuantity',
);
const VOICE_CALL = words(
  'id agentId contactId fromNumber createdAt summary transcript messageId duration',
  'executedCallActions trialCall extractedData translation',
);

const TOLD: { [table in keyof State]?: Told } = {
  contacts: {
    created: always('ContactCreate'),
    changed: byField(
      { tags: 'ContactTagUpdate', dnd: 'ContactDndUpdate', dndSettings: 'ContactDndUpdate' },
      'ContactUpdate',
    ),
    deleted: always('ContactDelete'),
    payload: contact,
  },
  // A note's event is built of these alone, as a maintainer says (issue 312, 2026-08).
  notes: {
    created: always('NoteCreate'),
    changed: always('NoteUpdate'),
    deleted: always('NoteDelete'),
    payload: (row) => pick(row, ['id', 'body', 'contactId', 'dateAdded']),
  },
  tasks: {
    created: always('TaskCreate'),
    changed: (fields, after) => (fields.includes('completed') && after.completed ? ['TaskComplete'] : []),
    deleted: always('TaskDelete'),
    payload: task,
  },
  appointments: {
    created: always('AppointmentCreate'),
    changed: always('AppointmentUpdate'),
    deleted: always('AppointmentDelete'),
    payload: appointment,
  },
  // Each event of an opportunity comes with an OpportunityUpdate beside it (issue 27).
  opportunities: {
    created: always('OpportunityCreate', 'OpportunityUpdate'),
    changed: (fields) => [
      ...byField({
        assignedTo: 'OpportunityAssignedToUpdate',
        monetaryValue: 'OpportunityMonetaryValueUpdate',
        pipelineStageId: 'OpportunityStageUpdate',
        status: 'OpportunityStatusUpdate',
      })(fields),
      'OpportunityUpdate',
    ],
    deleted: always('OpportunityDelete', 'OpportunityUpdate'),
    payload: (row) => pick({ ...row, dateAdded: row.createdAt }, OPPORTUNITY),
  },
  // An e-mail's message is its thread: what is told are the e-mails.
  messages: {
    created: (row) =>
      row.status === 'scheduled' || /EMAIL|ACTIVITY/.test(String(row.messageType)) ? [] : [directionOf(row)],
    payload: message,
  },
  emails: {
    created: (row) => (row.status === 'scheduled' ? [] : [directionOf(row)]),
    changed: (fields, { status }) =>
      fields.includes('status') && MAIL_EVENTS.includes(String(status)) ? ['LCEmailStats'] : [],
    payload: email,
  },
  conversations: {
    changed: byField({ unreadCount: 'ConversationUnreadWebhook' }),
    payload: (row) => ({
      type: 'ConversationUnreadUpdate',
      ...pick(row, ['id', 'contactId', 'unreadCount', 'inbox', 'starred', 'deleted']),
    }),
  },
  invoices: {
    created: always('InvoiceCreate'),
    changed: (fields, { status }) => {
      const isOfStatus = fields.includes('status') || fields.includes('amountPaid');
      return [(isOfStatus && INVOICE_EVENTS[String(status)]) || 'InvoiceUpdate'];
    },
    deleted: always('InvoiceDelete'),
    payload: (row, { event }) => ({
      _id: row.id,
      ...account(row),
      ...pick(row, INVOICE),
      ...(event === 'InvoiceDelete' && { status: 'delete' }),
      locationId: undefined,
    }),
    untyped: true,
  },
  orders: {
    created: always('OrderCreate'),
    changed: byField({ status: 'OrderStatusUpdate' }),
    payload: order,
  },
  customObjects: {
    created: always('ObjectSchemaCreate'),
    changed: always('ObjectSchemaUpdate'),
    payload: ({ dateAdded, dateUpdated, type, searchable = [], ...row }) => ({
      ...pick(row, ['id', 'key', 'labels', 'description', 'primaryDisplayProperty']),
      searchableProperties: searchable,
      objectType: type,
      createdAt: dateAdded,
      updatedAt: dateUpdated,
    }),
    untyped: true,
  },
  enrolments: {
    created: ({ kind }) => (kind === 'campaign' ? ['CampaignStatusUpdate'] : []),
    payload: ({ targetId, ...row }) => ({
      id: targetId,
      ...pick(row, ['contactId', 'dateAdded']),
      status: 'active',
    }),
  },
  objectRecords: { ...RECORDS, payload: record },
  businesses: {
    ...RECORDS,
    payload: ({ id, ...row }) =>
      record({ id, properties: omit(row, ['locationId', 'createdAt', 'updatedAt']) }),
  },
  associations: {
    created: always('AssociationCreate'),
    changed: always('AssociationUpdate'),
    deleted: always('AssociationDelete'),
    payload: (row) =>
      pick(row, ['id', 'key', 'associationType', ...ENDS, 'firstObjectLabel', 'secondObjectLabel']),
    untyped: true,
  },
  relations: {
    created: always('RelationCreate'),
    deleted: always('RelationDelete'),
    payload: (row) => pick(row, ['id', 'associationId', ...ENDS, 'firstRecordId', 'secondRecordId']),
    untyped: true,
  },
  products: {
    created: always('ProductCreate'),
    changed: always('ProductUpdate'),
    deleted: always('ProductDelete'),
    payload: (row) => ({ _id: row.id, ...pick(row, PRODUCT) }),
    untyped: true,
  },
  prices: {
    created: always('PriceCreate'),
    changed: always('PriceUpdate'),
    deleted: always('PriceDelete'),
    payload: ({ id, type, ...row }, { event }) => ({
      _id: id,
      [event === 'PriceCreate' ? 'priceType' : 'type']: type,
      ...pick(row, PRICE),
    }),
    untyped: true,
  },
  voiceAiCalls: {
    created: always('VoiceAiCallEnd'),
    payload: (row) => pick(row, VOICE_CALL),
    untyped: true,
  },
  // They go to apps of an agency, and say no `locationId`.
  locations: {
    created: always('LocationCreate'),
    changed: always('LocationUpdate'),
    payload: (row) => pick(row, ['id', 'companyId', 'name', 'email']),
  },
  users: { created: always('UserCreate'), payload: user },
};

function user(row: Row): JsonObject {
  const roles = isObject(row.roles) ? row.roles : {};
  const [locationId] = texts(row.locationIds);
  const place =
    roles.type === 'agency'
      ? { companyId: row.companyId, locations: texts(row.locationIds) }
      : { locationId };
  return {
    ...pick(row, ['id', 'firstName', 'lastName', 'email', 'phone', 'extension']),
    role: roles.role,
    ...place,
  };
}

/** Dates that every change sets, or that say when another field changed. */
const STAMPS = /^(dateUpdated|updatedAt|last\w+At|lastActionDate)$/;

function changedFields(before: Row, after: Row): string[] {
  const names = uniq([...Object.keys(before), ...Object.keys(after)]);
  return names.filter((name) => !STAMPS.test(name) && !isEqual(before[name], after[name]));
}

/**
 * Calls `tell` with the events of each later change of the sandbox's records, in sub-accounts that have the app.
 * @param isAsked whether anybody wants events; while not, a change costs nothing
 */
export function watchEvents(
  { state, clock }: Pick<World, 'state' | 'clock'>,
  isAsked: () => boolean,
  tell: (occurrences: Occurrence[]) => void,
): void {
  const tables: { [name: string]: Told | undefined } = TOLD;
  const isInstalled = ({ locationId }: Row) => state.locations.get(text(locationId))?.isInstalled ?? true;
  for (const [name, table] of Object.entries(state)) {
    const told = tables[name];
    if (!told) continue;
    table.watch((before, after) => {
      const row = after ?? before;
      if (!row || !isAsked() || !isInstalled(row)) return;
      const payloadOf = (event: AppEvent): JsonObject => ({
        ...(!told.untyped && { type: event }),
        locationId: row.locationId,
        ...told.payload(row, { event, state, now: clock.ms() }),
      });
      tell(namesOf(told, before, after).map((event) => ({ event, payload: payloadOf(event) })));
    });
  }
}

/** The names of the events that follow from a change of a record. */
function namesOf(told: Told, before: Row | undefined, after: Row | undefined): AppEvent[] {
  if (!before) return after ? (told.created?.(after) ?? []) : [];
  if (!after) return told.deleted?.() ?? [];
  const fields = changedFields(before, after);
  return fields.length ? (told.changed?.(fields, after) ?? []) : [];
}
