/** What can happen in a sub-account without a request to the API: people do it, or HighLevel itself. */
import { fullName } from './api/shared/contact-answers';
import { holderOf, learnTags } from './api/shared/contact-record';
import { KINDS, sentence, writeEmail, writeMessage } from './api/shared/message-record';
import { payInvoice, writeOrder, writePayment, writeSubscription } from './api/shared/payment-record';
import { writeSubmission } from './api/shared/submission-record';
import { writeVoiceAiCall } from './api/shared/voice-ai-record';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './clock';
import type { World } from './gateway/call';
import { isObject, type JsonObject, number, objects, pick, text, texts } from './json';
import type { Contact, LocationRow } from './state';
import type { Table } from './table';
import type { Webhooks } from './webhooks';
import { workflowBody } from './webhooks/workflow-body';

const WEEK_MS = 7 * DAY_MS;

/** In which sub-account something happens, and what is said of it. */
interface Scene extends Pick<World, 'state' | 'clock' | 'ids'> {
  webhooks: Webhooks;
  locationId: string;
  details: JsonObject;
}

/** An event: what it is, the details that it takes (all may be left out), and what comes of it. */
interface Event {
  tells: string;
  details: string[];
  happen: (scene: Scene) => JsonObject;
}

/** The row that a detail names; without it, the latest of the sub-account that fits. @throws Error */
function rowOf<T extends LocationRow>(
  { details, locationId }: Scene,
  table: Table<T>,
  name: string,
  fits: (row: T) => boolean = () => true,
): T {
  const id = text(details[name]);
  const isHere = (row: T) => row.locationId === locationId;
  const found = id === undefined ? table.where((row) => isHere(row) && fits(row)).at(-1) : table.get(id);
  if (found && isHere(found)) return found;
  throw new Error(
    id === undefined
      ? `The sub-account has none that fits: say “${name}”.`
      : `The sub-account ${locationId} has no record ${id} (“${name}”).`,
  );
}

/** The person of an event: the one of `contactId`, of an e-mail or a phone, a new one, or the latest. */
function contactOf(scene: Scene): Contact {
  const { state, details, locationId } = scene;
  const own = pick(details, ['firstName', 'lastName', 'email', 'phone']);
  const isNamed = details.contactId !== undefined || !Object.keys(own).length;
  if (isNamed) return rowOf(scene, state.contacts, 'contactId');
  const known = holderOf(scene, 'email', text(own.email)) ?? holderOf(scene, 'phone', text(own.phone));
  if (known) return known;
  return state.contacts.insert({ ...own, locationId, source: 'form' });
}

function submitForm(scene: Scene): JsonObject {
  const { state, details, clock } = scene;
  const contact = contactOf(scene);
  const answers = isObject(details.answers) ? details.answers : {};
  const isSurvey = details.surveyId !== undefined;
  const place = isSurvey
    ? { surveyId: rowOf(scene, state.surveys, 'surveyId').id }
    : { formId: rowOf(scene, state.forms, 'formId').id };
  return writeSubmission(state, contact, { ...place, answers, at: clock.ms() });
}

/** The channels on which messages come in and go out. */
export const CHANNELS = Object.keys(KINDS).filter((name) => name !== 'Activity');

/** @throws Error for a channel that is none */
function exchangeMessage(scene: Scene, direction: 'inbound' | 'outbound'): JsonObject {
  const { state, details, clock } = scene;
  const channel = text(details.channel) ?? 'SMS';
  if (!CHANNELS.includes(channel)) throw new Error(`“channel” is one of ${CHANNELS.join(', ')}.`);
  const contact = contactOf(scene);
  const body = text(details.body) ?? 'Hello!';
  const source = direction === 'outbound' && { source: details.automated === true ? 'workflow' : 'app' };
  const written = { direction, at: clock.ms() };
  if (channel === 'Email') return exchangeEmail(scene, contact, { direction, body, ...source });
  const status = text(details.status) ?? 'completed';
  const duration = number(details.duration, status === 'pending' ? 0 : 60);
  const call = { meta: { call: { duration, status } }, recording: status === 'completed' };
  const fields = channel === 'Call' ? { ...call, status } : { body, status: 'delivered' };
  return writeMessage(state, contact, { ...written, channel, fields: { ...fields, ...source } });
}

/** An email joins the thread of its subject, where the contact has one. */
function exchangeEmail(
  { state, details, clock }: Scene,
  contact: Contact,
  { direction, body, ...source }: { direction: 'inbound' | 'outbound'; body: string; source?: string },
): JsonObject {
  const subject = text(details.subject) ?? 'A question';
  const before = state.emails.where((row) => row.contactId === contact.id && row.subject === subject).at(-1);
  const thread = state.messages.get(text(before?.threadId));
  const fields = { contentType: 'text/html', subject, status: 'delivered', ...source };
  const ours = text(state.locations.get(contact.locationId)?.email) ?? '';
  const theirs = text(contact.email) ?? '';
  const [from, to] = direction === 'inbound' ? [theirs, ours] : [ours, theirs];
  const written = { direction, at: clock.ms(), fields, thread };
  const attachments = texts(details.attachments);
  return writeEmail(state, contact, written, {
    subject,
    body,
    from,
    to: [to],
    ...(attachments.length > 0 && { attachments }),
  }).message;
}

/** The latest call ends, or the one that is named. */
function endCall(scene: Scene): JsonObject {
  const { messages } = scene.state;
  const { id } = rowOf(scene, messages, 'messageId', ({ messageType }) => messageType === 'TYPE_CALL');
  const status = text(scene.details.status) ?? 'completed';
  const call = { duration: number(scene.details.duration, 60), status };
  return messages.update(id, { status, meta: { call }, recording: status === 'completed' }) ?? {};
}

/** HighLevel has transcribed a call: the lines of the text are its sentences, the two sides in turns. */
function transcribeCall(scene: Scene): JsonObject {
  const { messages } = scene.state;
  const { id } = rowOf(scene, messages, 'messageId', ({ messageType }) => messageType === 'TYPE_CALL');
  const lines = (text(scene.details.transcript) ?? 'Hello!').split('\n');
  return messages.update(id, { sentences: lines.map(sentence) }) ?? {};
}

function pay(scene: Scene): JsonObject {
  const { state, details, clock, ids, locationId } = scene;
  const id = ids.next();
  return writePayment(state, ids, contactOf(scene), {
    amount: number(details.amount, 50),
    currency: text(details.currency) ?? 'USD',
    at: clock.ms(),
    status: text(details.status) ?? 'succeeded',
    entity: { type: 'order', id },
    source: { type: 'payment_link', subType: 'card_payment', id: `link-${locationId}`, name: 'Payment link' },
  });
}

/** A payment that was begun succeeds or fails. */
function settlePayment(scene: Scene): JsonObject {
  const { state, details, locationId } = scene;
  const isBegun = ({ status }: LocationRow) => status === 'pending';
  const isThere = state.transactions.find((row) => row.locationId === locationId && isBegun(row));
  // Without any that was begun, one is, so that the event happens without details, as all do.
  if (details.paymentId === undefined && !isThere) pay({ ...scene, details: { status: 'pending' } });
  const { id } = rowOf(scene, state.transactions, 'paymentId', isBegun);
  const status = text(details.status) ?? 'succeeded';
  return state.transactions.update(id, { status, fulfilledAt: scene.clock.iso() }) ?? {};
}

function placeOrder(scene: Scene): JsonObject {
  const { state, details, clock, locationId } = scene;
  const amount = number(details.amount, 50);
  const currency = text(details.currency) ?? 'USD';
  return writeOrder(state, contactOf(scene), {
    items: [{ name: 'Gift card', qty: 1, amount, currency, type: 'one_time', taxes: [] }],
    amount,
    currency,
    at: clock.ms(),
    status: 'completed',
    paymentStatus: text(details.paymentStatus) ?? 'paid',
    source: { type: 'funnel', subType: 'one_step_order_form', id: `funnel-${locationId}`, name: 'Shop' },
  });
}

/** An order that was placed comes to another payment status. */
function payOrder(scene: Scene): JsonObject {
  const { state, details } = scene;
  const { id } = rowOf(scene, state.orders, 'orderId', ({ paymentStatus }) => paymentStatus === 'unpaid');
  return state.orders.update(id, { paymentStatus: text(details.paymentStatus) ?? 'paid' }) ?? {};
}

function subscribe(scene: Scene): JsonObject {
  const { state, details, ids, clock } = scene;
  return writeSubscription(state, ids, contactOf(scene), {
    amount: number(details.amount, 50),
    currency: text(details.currency) ?? 'USD',
    status: text(details.status) ?? 'active',
    at: clock.ms(),
  });
}

function changeSubscription(scene: Scene): JsonObject {
  const { state, details } = scene;
  const { id } = rowOf(scene, state.subscriptions, 'subscriptionId');
  return state.subscriptions.update(id, { status: text(details.status) ?? 'canceled' }) ?? {};
}

/** @throws Error where more is paid back than was paid */
function refund(scene: Scene): JsonObject {
  const { state, details } = scene;
  const payment = rowOf(scene, state.transactions, 'paymentId', ({ status }) => status === 'succeeded');
  const before = number(payment.amountRefunded, 0);
  const left = number(payment.amount, 0) - before;
  const amount = number(details.amount, left);
  if (amount > left) throw new Error(`Of the payment ${payment.id} no more than ${left} is left.`);
  return state.transactions.update(payment.id, { amountRefunded: before + amount }) ?? {};
}

function settleInvoice(scene: Scene): JsonObject {
  const { state, details, clock, ids } = scene;
  const invoice = rowOf(scene, state.invoices, 'invoiceId', ({ status }) => status === 'sent');
  const { contactDetails } = invoice;
  const contact = state.contacts.get(text(isObject(contactDetails) ? contactDetails.id : undefined));
  if (!contact) throw new Error(`The invoice ${invoice.id} has no contact.`);
  const amount = number(details.amount, number(invoice.amountDue, 0));
  return payInvoice(state, ids, invoice, contact, { amount, at: clock.ms() }).invoice;
}

/** A draft of an invoice is sent. */
function sendInvoice(scene: Scene): JsonObject {
  const { invoices } = scene.state;
  const { id } = rowOf(scene, invoices, 'invoiceId', ({ status }) => status === 'draft');
  return invoices.update(id, { status: 'sent' }) ?? {};
}

/** A customer accepts an estimate, or declines it. */
function answerEstimate(scene: Scene): JsonObject {
  const { estimates } = scene.state;
  const isOpen = ({ estimateStatus }: LocationRow) => ['sent', 'viewed'].includes(String(estimateStatus));
  const { id } = rowOf(scene, estimates, 'estimateId', isOpen);
  return estimates.update(id, { estimateStatus: text(scene.details.answer) ?? 'accepted' }) ?? {};
}

/** All who are to sign a document do. */
function signDocument(scene: Scene): JsonObject {
  const { documents } = scene.state;
  const isOpen = ({ status }: LocationRow) => !['completed', 'accepted'].includes(String(status));
  const { id, recipients } = rowOf(scene, documents, 'documentId', isOpen);
  const signedDate = scene.clock.iso();
  const signed = objects(recipients).map((one) => ({ ...one, hasCompleted: true, signedDate }));
  return documents.update(id, { status: 'completed', recipients: signed }) ?? {};
}

/** The time of `startTime`, in epoch milliseconds. @throws Error for a start that is no time */
function startOf({ details, clock }: Scene): number {
  const starts =
    details.startTime === undefined ? clock.ms() + HOUR_MS : Date.parse(String(details.startTime));
  if (Number.isNaN(starts)) throw new Error('“startTime” is no ISO 8601 time.');
  return starts;
}

/** When an appointment of half an hour begins and ends. */
const halfAnHour = (starts: number) => ({
  startTime: new Date(starts).toISOString(),
  endTime: new Date(starts + HOUR_MS / 2).toISOString(),
});

/** Books an appointment, or one in each of so many weeks, which are a series. */
function book(scene: Scene): JsonObject {
  const { state, details, ids } = scene;
  const contact = contactOf(scene);
  const calendar = rowOf(scene, state.calendars, 'calendarId', ({ isActive }) => isActive === true);
  const starts = startOf(scene);
  const weeks = number(details.weeks, 1);
  const series = weeks > 1 && { rrule: `RRULE:FREQ=WEEKLY;COUNT=${weeks}`, masterEventId: ids.next() };
  const booked = {
    locationId: contact.locationId,
    calendarId: calendar.id,
    contactId: contact.id,
    ...(details.userId !== undefined && { assignedUserId: text(details.userId) }),
    title: text(details.title) ?? `${calendar.name} with ${fullName(contact)}`,
    appointmentStatus: 'confirmed',
    ...series,
  };
  const first = state.appointments.insert({ ...booked, ...halfAnHour(starts) });
  for (let week = 1; week < weeks; week += 1)
    state.appointments.insert({ ...booked, ...halfAnHour(starts + week * WEEK_MS) });
  return first;
}

/** Changes the appointment that is named, or the latest that is confirmed. */
function changeAppointment(scene: Scene, changes: JsonObject): JsonObject {
  const { appointments } = scene.state;
  const isBooked = (row: LocationRow) => row.appointmentStatus === 'confirmed';
  const { id } = rowOf(scene, appointments, 'appointmentId', isBooked);
  return appointments.update(id, changes) ?? {};
}

/** A task that is open gets this moment as its due date. */
function fallDue(scene: Scene): JsonObject {
  const { tasks } = scene.state;
  const { id } = rowOf(scene, tasks, 'taskId', ({ completed }) => completed !== true);
  return tasks.update(id, { dueDate: scene.clock.iso() }) ?? {};
}

function tag(scene: Scene): JsonObject {
  const { state, details, locationId } = scene;
  const contact = contactOf(scene);
  const tags = learnTags(state, locationId, [text(details.tag) ?? 'vip']);
  return state.contacts.update(contact.id, { tags: [...new Set([...contact.tags, ...tags])] }) ?? contact;
}

/** An email is opened: its state says so, and HighLevel tells the app of it. */
function openEmail(scene: Scene): JsonObject {
  const { emails } = scene.state;
  const { id } = rowOf(scene, emails, 'emailId', ({ direction }) => direction === 'outbound');
  return emails.update(id, { status: 'opened' }) ?? {};
}

/**
 * A contact reaches the Webhook action: the one that is named, or the one of what started the workflow.
 * @throws Error for a draft, which HighLevel does not run, and for an address that is not on this machine
 */
function reachWebhook(scene: Scene): JsonObject {
  const { state, details, webhooks } = scene;
  const startedBy = <T extends LocationRow>(table: Table<T>, name: string) =>
    details[name] === undefined ? undefined : rowOf(scene, table, name);
  const started = {
    appointment: startedBy(state.appointments, 'appointmentId'),
    opportunity: startedBy(state.opportunities, 'opportunityId'),
    payment: startedBy(state.transactions, 'transactionId'),
  };
  const contactId = Object.values(started).find((row) => row !== undefined)?.contactId;
  const contact = contactOf({
    ...scene,
    details: { ...(contactId !== undefined && { contactId }), ...details },
  });
  const workflow = rowOf(scene, state.workflows, 'workflowId', ({ status }) => status === 'published');
  if (workflow.status !== 'published') throw new Error(`The workflow ${workflow.id} is a draft.`);
  const customData = isObject(details.customData) ? details.customData : {};
  const body = workflowBody(state, { ...started, workflow, contact, customData });
  const headers = Object.entries(isObject(details.headers) ? details.headers : {});
  const named = Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
  webhooks.postFromWorkflow(body, text(details.url), named);
  return body;
}

/** A call that an agent has just ended. HighLevel may not have its summary yet: it is empty then. */
function talkToAgent(scene: Scene): JsonObject {
  const { state, details, clock } = scene;
  const duration = number(details.duration, 90);
  return writeVoiceAiCall(state, contactOf(scene), {
    agentId: rowOf(scene, state.voiceAiAgents, 'agentId').id,
    at: clock.ms() - duration * 1000,
    duration,
    isTrial: details.trial === true,
    summary: text(details.summary),
    transcript: text(details.transcript),
    extractedData: isObject(details.extractedData) ? details.extractedData : {},
    actionType: text(details.action),
  });
}

/** A contact is added by hand: the one that is described, or somebody new. */
function addContact({ state, details, locationId }: Scene): JsonObject {
  const own = pick(details, ['firstName', 'lastName', 'email', 'phone']);
  return state.contacts.insert({ firstName: 'Ada', lastName: 'King', ...own, locationId });
}

/** Somebody changes a contact by hand, or it opts out (`dnd`). */
function changeContact(scene: Scene): JsonObject {
  const { state, details } = scene;
  const { id } = rowOf(scene, state.contacts, 'contactId');
  const changes = pick(details, ['firstName', 'lastName', 'email', 'phone', 'dnd']);
  return state.contacts.update(id, Object.keys(changes).length ? changes : { dnd: true }) ?? {};
}

/** A user writes a note on a contact: the one that is named, or the first of the sub-account. */
function writeNote(scene: Scene): JsonObject {
  const { state, details, locationId } = scene;
  const { id: contactId } = rowOf(scene, state.contacts, 'contactId');
  const user = state.users.find(({ locationIds }) => locationIds.includes(locationId));
  const userId = text(details.userId) ?? user?.id ?? '';
  return state.notes.insert({ locationId, contactId, body: text(details.body) ?? 'Called back.', userId });
}

/** An opportunity is moved to another stage: the one that is named, or the next of its pipeline. @throws Error */
function moveOpportunity(scene: Scene): JsonObject {
  const { state, details, clock } = scene;
  const isOpen = ({ status }: LocationRow) => status === 'open';
  const { id, pipelineId, pipelineStageId } = rowOf(scene, state.opportunities, 'opportunityId', isOpen);
  const stages = objects(state.pipelines.get(text(pipelineId))?.stages).map((stage) => text(stage.id));
  const next = stages[(stages.indexOf(text(pipelineStageId)) + 1) % stages.length];
  const moved = text(details.pipelineStageId) ?? next;
  if (!moved || !stages.includes(moved)) throw new Error(`The pipeline has no stage ${moved}.`);
  return state.opportunities.update(id, { pipelineStageId: moved, lastStageChangeAt: clock.iso() }) ?? {};
}

/** An open opportunity is won, or comes to another status. */
function closeOpportunity(scene: Scene): JsonObject {
  const { state, details, clock } = scene;
  const { id } = rowOf(scene, state.opportunities, 'opportunityId', ({ status }) => status === 'open');
  const status = text(details.status) ?? 'won';
  const name = text(details.name);
  const changes = {
    ...(name !== undefined && { name }),
    ...(details.amount !== undefined && { monetaryValue: number(details.amount, 0) }),
  };
  return state.opportunities.update(id, { ...changes, status, lastStatusChangeAt: clock.iso() }) ?? {};
}

/** An open opportunity has been in its stage for so many days, and an hour. */
function standStill(scene: Scene): JsonObject {
  const { state, details, clock } = scene;
  const { id } = rowOf(scene, state.opportunities, 'opportunityId', ({ status }) => status === 'open');
  const since = new Date(clock.ms() - number(details.days, 14) * DAY_MS - HOUR_MS).toISOString();
  return state.opportunities.update(id, { lastStageChangeAt: since, lastStatusChangeAt: since }) ?? {};
}

/** A sent invoice has been due for so many whole days, in whatever time zone: its day was over a day before. */
function fallOverdue(scene: Scene): JsonObject {
  const { state, details, clock } = scene;
  const { id } = rowOf(scene, state.invoices, 'invoiceId', ({ status }) => status === 'sent');
  const due = new Date(clock.ms() - (number(details.days, 3) + 2) * DAY_MS).toISOString().slice(0, 10);
  return state.invoices.update(id, { dueDate: due }) ?? {};
}

/** A contact wrote so many minutes ago, and nobody has answered. */
function waitForReply(scene: Scene): JsonObject {
  const { state, details, clock } = scene;
  const written = clock.ms() - number(details.minutes, 30) * MINUTE_MS - MINUTE_MS;
  const body = text(details.body) ?? 'Is anybody there?';
  return writeMessage(state, contactOf(scene), {
    direction: 'inbound',
    channel: 'SMS',
    at: written,
    fields: { body, status: 'delivered' },
  });
}

const PERSON = ['contactId', 'firstName', 'lastName', 'email', 'phone'];

/** The events, by name. */
export const EVENTS: { [name: string]: Event } = {
  'form-submitted': {
    tells: 'A form or a survey is submitted.',
    details: [...PERSON, 'formId', 'surveyId', 'answers'],
    happen: submitForm,
  },
  'message-received': {
    tells: 'A message comes in: a text, an email, a call, or on another channel.',
    details: [...PERSON, 'channel', 'body', 'subject', 'attachments', 'status', 'duration'],
    happen: (scene) => exchangeMessage(scene, 'inbound'),
  },
  'message-sent': {
    tells: 'Somebody of the team, or an automation, sends a message or makes a call.',
    details: [...PERSON, 'channel', 'body', 'subject', 'attachments', 'status', 'duration', 'automated'],
    happen: (scene) => exchangeMessage(scene, 'outbound'),
  },
  'call-ended': {
    tells: 'A call ends that went on: one whose status is “pending”.',
    details: ['messageId', 'status', 'duration'],
    happen: endCall,
  },
  'call-transcribed': {
    tells: 'HighLevel has transcribed a call; each line of “transcript” is a sentence.',
    details: ['messageId', 'transcript'],
    happen: transcribeCall,
  },
  'voice-ai-call-ended': {
    tells: 'A Voice AI agent ends a call; an empty summary is one that is not there yet.',
    details: [...PERSON, 'agentId', 'duration', 'summary', 'transcript', 'extractedData', 'action', 'trial'],
    happen: talkToAgent,
  },
  'payment-made': {
    tells: 'A contact pays by a payment link.',
    details: [...PERSON, 'amount', 'currency', 'status'],
    happen: pay,
  },
  'payment-settled': {
    tells: 'A payment that was begun succeeds or fails.',
    details: ['paymentId', 'status'],
    happen: settlePayment,
  },
  'payment-refunded': {
    tells: 'A payment is paid back, in full or in part.',
    details: ['paymentId', 'amount'],
    happen: refund,
  },
  'order-placed': {
    tells: 'A contact places an order in a funnel.',
    details: [...PERSON, 'amount', 'currency', 'paymentStatus'],
    happen: placeOrder,
  },
  'order-paid': {
    tells: 'An order is paid, or comes to another payment status.',
    details: ['orderId', 'paymentStatus'],
    happen: payOrder,
  },
  'subscription-begun': {
    tells: 'A contact begins a subscription.',
    details: [...PERSON, 'amount', 'currency', 'status'],
    happen: subscribe,
  },
  'subscription-changed': {
    tells: 'A subscription comes to another status.',
    details: ['subscriptionId', 'status'],
    happen: changeSubscription,
  },
  'invoice-paid': {
    tells: 'An invoice is paid, in full or in part.',
    details: ['invoiceId', 'amount'],
    happen: settleInvoice,
  },
  'invoice-sent': { tells: 'A draft of an invoice is sent.', details: ['invoiceId'], happen: sendInvoice },
  'estimate-answered': {
    tells: 'A customer accepts an estimate, or declines it.',
    details: ['estimateId', 'answer'],
    happen: answerEstimate,
  },
  'document-signed': {
    tells: 'A document is signed by all who are to sign it.',
    details: ['documentId'],
    happen: signDocument,
  },
  'appointment-booked': {
    tells: 'A contact books an appointment, or one a week for so many weeks.',
    details: [...PERSON, 'calendarId', 'userId', 'startTime', 'title', 'weeks'],
    happen: book,
  },
  'appointment-cancelled': {
    tells: 'An appointment is cancelled.',
    details: ['appointmentId'],
    happen: (scene) => changeAppointment(scene, { appointmentStatus: 'cancelled' }),
  },
  'appointment-moved': {
    tells: 'An appointment moves to another time: in an hour, where none is named.',
    details: ['appointmentId', 'startTime'],
    happen: (scene) => changeAppointment(scene, halfAnHour(startOf(scene))),
  },
  'appointment-marked': {
    tells: 'An appointment gets another status: showed, where none is named.',
    details: ['appointmentId', 'status'],
    happen: (scene) =>
      changeAppointment(scene, { appointmentStatus: text(scene.details.status) ?? 'showed' }),
  },
  'task-due': { tells: 'An open task falls due.', details: ['taskId'], happen: fallDue },
  'email-opened': { tells: 'A contact opens an email.', details: ['emailId'], happen: openEmail },
  workflow: {
    tells:
      'A contact reaches the Webhook action of a workflow. It posts to “url”, or to the address of “workflow”.',
    details: [
      ...[...PERSON, 'url', 'workflowId', 'customData', 'headers'],
      ...['appointmentId', 'opportunityId', 'transactionId'],
    ],
    happen: reachWebhook,
  },
  'contact-added': {
    tells: 'Somebody of the team adds a contact.',
    details: PERSON.slice(1),
    happen: addContact,
  },
  'contact-changed': {
    tells: 'Somebody of the team changes a contact; without any change, it opts out of all messages.',
    details: [...PERSON, 'dnd'],
    happen: changeContact,
  },
  'note-written': {
    tells: 'A user writes a note on a contact.',
    details: ['contactId', 'body', 'userId'],
    happen: writeNote,
  },
  'opportunity-moved': {
    tells: 'An opportunity is moved to another stage: the next one, where none is named.',
    details: ['opportunityId', 'pipelineStageId'],
    happen: moveOpportunity,
  },
  'opportunity-closed': {
    tells: 'An opportunity is won, or comes to another status.',
    details: ['opportunityId', 'status', 'name', 'amount'],
    happen: closeOpportunity,
  },
  'opportunity-stuck': {
    tells: 'An opportunity has stood in its stage for so many days.',
    details: ['opportunityId', 'days'],
    happen: standStill,
  },
  'invoice-overdue': {
    tells: 'An invoice has been due for so many days.',
    details: ['invoiceId', 'days'],
    happen: fallOverdue,
  },
  'reply-awaited': {
    tells: 'A contact has waited for an answer for so many minutes.',
    details: [...PERSON, 'minutes', 'body'],
    happen: waitForReply,
  },
  'tag-added': { tells: 'A contact gets a tag.', details: [...PERSON, 'tag'], happen: tag },
};

/**
 * Lets an event happen now, by the sandbox's clock.
 * @param details as `EVENTS` lists them, and `locationId`; without it, the first sub-account of the seed
 * @returns the record that came of it, as the sandbox keeps it
 * @throws Error that says what is wrong with the name or a detail
 */
export function happen(
  world: Omit<Scene, 'locationId' | 'details'>,
  name: string,
  details: JsonObject,
): JsonObject {
  const event = Object.hasOwn(EVENTS, name) ? EVENTS[name] : undefined;
  if (!event) throw new Error(`There is no event “${name}”, only ${Object.keys(EVENTS).join(', ')}.`);
  const unknown = Object.keys(details).filter((one) => ![...event.details, 'locationId'].includes(one));
  if (unknown.length) throw new Error(`“${name}” does not take ${unknown.join(', ')}.`);
  const { state } = world;
  const location = state.locations.get(text(details.locationId) ?? state.locations.all()[0]?.id);
  if (!location) throw new Error(`There is no sub-account ${String(details.locationId)}.`);
  return event.happen({ ...world, locationId: location.id, details });
}
