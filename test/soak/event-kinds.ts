/**
 * The kinds of Zaps that wait for an event: a submission, a tag, a deal that is won, an invoice that is overdue. As in
 * `kinds.ts`, what is true of the sandbox's records is said here again, without the app.
 */
import { sortBy } from 'lodash';
import { isObject, objects, text, texts } from '../../sandbox/json';
import type { Row } from '../../sandbox/table';
import type { Item } from '../../zapier';
import { DAY, HOUR, MINUTE } from './clock';
import type { Fact, Sight, ZapKind } from './kinds';
import type { Place, TableName } from './world';

const ms = (value: unknown): number => (typeof value === 'number' ? value : Date.parse(String(value)));
const timeOf = (value: unknown): number | undefined => {
  const time = ms(value);
  return Number.isNaN(time) ? undefined : time;
};
const latest = (row: Row, names: readonly string[]): number | undefined => {
  const times = names.map((name) => timeOf(row[name])).filter((time) => time !== undefined);
  return times.length ? Math.max(...times) : undefined;
};
const isHere = (row: Row, { locationId }: Place) => row.locationId === locationId;

/** An event of the records of one table. */
interface EventOf {
  trigger: string;
  /** What tells it from other Zaps with the same trigger. */
  how?: string;
  table: TableName;
  input?: (place: Place) => Item;
  /** Whether the record may come into the Zap's sight at all; those of the sub-account unless said. */
  sees?: (row: Row, place: Place) => boolean;
  /** Whether it is so now. */
  isSo?: (row: Row, place: Place) => boolean;
  /** Since when (ms); without it, nothing tells. */
  since?: (row: Row, place: Place) => number | undefined;
  /** Another text each time that it happens. */
  token?: (row: Row, place: Place) => string;
  /** By which time the list is sorted. */
  sorted?: (row: Row) => number;
  sight: Sight;
  /** What is so changes with the time alone. */
  moves?: true;
  /** HighLevel tells no time of it: only a change of what the app saw before is noticed. */
  evidence?: { atFirst?: (row: Row) => boolean };
  comesBack?: true;
  /** What the app calls the record. */
  id?: (row: Row) => string;
  /** It may be so, or not: both are right. */
  vague?: (row: Row) => boolean;
}

function event(spec: EventOf): ZapKind {
  const { trigger, how, table, sees = isHere, isSo = () => true, evidence } = spec;
  const of = (row: Row, place: Place): Fact[] => {
    if (!sees(row, place)) return [];
    const fires = isSo(row, place);
    // A change is noticed by all states, those for which it does not fire among them.
    if (!fires && !evidence) return [];
    const since = spec.since?.(row, place);
    return [
      {
        key: spec.id?.(row) ?? row.id,
        token: spec.token?.(row, place) ?? 'new',
        ...(since !== undefined && { since }),
        ...(spec.sorted && { sorted: spec.sorted(row) }),
        ...(spec.vague?.(row) && { vague: true as const }),
        ...(!fires && { fires: false as const }),
        ...(evidence?.atFirst?.(row) && { atFirst: true as const }),
      },
    ];
  };
  const rowsOf = ({ state }: Place): Row[] => state[table].all();
  return {
    name: [trigger, how].filter(Boolean).join(' '),
    trigger,
    agency: false,
    input: spec.input ?? (() => ({})),
    tables: [table],
    of,
    all: (place) => rowsOf(place).flatMap((row) => of(row, place)),
    moves: spec.moves ?? false,
    sight: spec.sight,
    remembers: spec.comesBack ?? false,
    comesBack: spec.comesBack ?? false,
    ...(evidence && { changesOnly: true as const }),
  };
}

/** The later of a moment that comes and of those that made it possible. */
const since =
  (...names: string[]) =>
  (row: Row) =>
    latest(row, names);

const submissions = (trigger: string, table: TableName): ZapKind =>
  event({ trigger, table, since: since('createdAt'), sorted: (row) => ms(row.createdAt), sight: 'sorted' });

const isInbound = (row: Row) => row.direction === 'inbound';

/** What was said in the conversation of a message, the first first. */
const messagesWith = ({ conversationId }: Row, { state }: Place): Row[] =>
  sortBy(
    state.messages.where((row) => row.conversationId === conversationId),
    ({ dateAdded }) => ms(dateAdded),
  );

const hasEnded = ({ meta }: Row) => {
  const { status } = isObject(meta) && isObject(meta.call) ? meta.call : {};
  return status !== 'pending' && status !== undefined;
};

/** So long after its beginning a call of a Voice AI agent is over. */
const over = (row: Row) => ms(row.createdAt) + Number(row.duration ?? 0) * 1000 + 30 * MINUTE;

/** What makes the end of a day in a sub-account's time zone, in ms. */
function endOfDay(day: string, zone: string): number {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const there = new Date(noon).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T');
  const offset = Date.parse(`${there}Z`) - noon;
  return Date.parse(`${day}T24:00:00Z`) - offset;
}

/** The day so many days after the one on which an invoice is due. */
const daysAfter = ({ dueDate }: Row, days: number) =>
  new Date(Date.parse(String(dueDate).slice(0, 10)) + days * DAY).toISOString().slice(0, 10);

const isDue = (at: number) => at <= Date.now();
const nearly = (at: number) => Math.abs(at - Date.now()) < 2 * MINUTE;

/** The hours, days and minutes that the Zaps wait for. */
export const WAITS = { task: 2, invoice: 1, stale: 3, soon: 60 } as const;

const taskDue = (row: Row) => ms(row.dueDate) + WAITS.task * HOUR;
const invoiceDue = (row: Row, { state, locationId }: Place) =>
  endOfDay(daysAfter(row, WAITS.invoice), String(state.locations.get(locationId)?.timezone));
const staleAt = (row: Row) =>
  Math.max(ms(row.lastStageChangeAt), ms(row.lastStatusChangeAt)) + WAITS.stale * DAY;

const isLater = (row: Row, name: string) => ms(row[name]) - ms(row.createdAt) >= 2000;

/** Whether an appointment is there, in a calendar that is on: the triggers of any calendar read no others. */
const isOpen = (row: Row, { state }: Place) =>
  row.deleted !== true && state.calendars.get(String(row.calendarId))?.isActive !== false;
const seenStart = (row: Row) =>
  ms(row.startTime) >= Date.now() - 30 * DAY && ms(row.startTime) <= Date.now() + 365 * DAY;

/** The tag that Zaps wait for. */
export const TAG = 'vip';
/** The city of the contacts in a filtered list. */
export const CITY = 'Springfield';

const DEAL = ['createdAt', 'updatedAt', 'lastStatusChangeAt', 'lastStageChangeAt'];

export const EVENT_KINDS: readonly ZapKind[] = [
  submissions('new_form_submission', 'formSubmissions'),
  submissions('new_survey_submission', 'surveySubmissions'),
  event({
    trigger: 'new_message',
    how: '(SMS, from the contact)',
    table: 'messages',
    input: () => ({ channel: 'SMS', direction: 'inbound' }),
    isSo: (row) => isInbound(row) && row.messageType === 'TYPE_SMS',
    since: since('dateAdded'),
    sorted: (row) => ms(row.dateAdded),
    sight: 'sorted',
  }),
  event({
    trigger: 'new_call',
    table: 'messages',
    isSo: (row) => row.messageType === 'TYPE_CALL' && hasEnded(row),
    since: since('dateAdded'),
    sorted: (row) => ms(row.dateAdded),
    sight: 'sorted',
  }),
  event({
    trigger: 'new_conversation',
    table: 'messages',
    id: ({ conversationId }) => String(conversationId),
    sees: (row, place) => isHere(row, place) && Boolean(text(row.conversationId)),
    isSo: (row, place) => messagesWith(row, place).find(isInbound)?.id === row.id,
    // Since when there is a conversation: the sub-account may have written first.
    since: (row, place) => ms(messagesWith(row, place)[0]?.dateAdded),
    sight: 'pages',
  }),
  event({
    trigger: 'new_voice_ai_call',
    table: 'voiceAiCalls',
    isSo: (row) => row.trialCall !== true && (Boolean(text(row.summary)) || isDue(over(row))),
    since: since('createdAt'),
    sorted: (row) => ms(row.createdAt),
    vague: (row) => !text(row.summary) && nearly(over(row)),
    sight: 'sorted',
    moves: true,
  }),
  event({
    trigger: 'new_contact',
    table: 'contacts',
    since: since('dateAdded'),
    sorted: (row) => ms(row.dateAdded),
    sight: 'sorted',
  }),
  event({
    trigger: 'updated_contact',
    how: '(anything)',
    table: 'contacts',
    token: (row) => String(row.dateUpdated),
    since: since('dateAdded', 'dateUpdated'),
    sorted: (row) => ms(row.dateUpdated),
    sight: 'sorted',
  }),
  event({
    trigger: 'updated_contact',
    how: '(email)',
    table: 'contacts',
    input: () => ({ watched: ['email'], includeNew: false }),
    token: (row) => String(row.email ?? ''),
    since: since('dateUpdated'),
    sorted: (row) => ms(row.dateUpdated),
    sight: 'sorted',
    evidence: {},
  }),
  event({
    trigger: 'contact_tag_added',
    table: 'contacts',
    input: () => ({ tag: TAG }),
    isSo: (row) => texts(row.tags).includes(TAG),
    sight: 'pages',
    comesBack: true,
  }),
  event({
    trigger: 'contact_enters_list',
    table: 'contacts',
    input: () => ({ filters: [{ field: 'city', operator: 'eq', value: CITY }] }),
    isSo: (row) => row.city === CITY,
    sight: 'pages',
    comesBack: true,
  }),
  event({
    trigger: 'new_task',
    table: 'tasks',
    since: since('dateAdded'),
    sorted: (row) => ms(row.dateAdded),
    sight: 'sorted',
  }),
  event({
    trigger: 'task_completed',
    table: 'tasks',
    isSo: (row) => row.completed === true,
    since: since('dateUpdated'),
    sight: 'pages',
    comesBack: true,
  }),
  event({
    trigger: 'task_overdue',
    table: 'tasks',
    input: () => ({ hours: WAITS.task }),
    isSo: (row) => row.completed !== true && isDue(taskDue(row)),
    since: (row) => Math.max(taskDue(row), latest(row, ['dateUpdated']) ?? 0),
    token: (row) => String(ms(row.dueDate)),
    vague: (row) => nearly(taskDue(row)),
    sight: 'pages',
    moves: true,
  }),
  event({
    trigger: 'new_appointment',
    table: 'appointments',
    sees: (row, place) => isHere(row, place) && isOpen(row, place) && seenStart(row),
    since: since('dateAdded'),
    sight: 'whole',
  }),
  event({
    trigger: 'appointment_status_changed',
    table: 'appointments',
    sees: (row, place) => isHere(row, place) && isOpen(row, place) && seenStart(row),
    token: (row) => String(row.appointmentStatus),
    since: since('dateUpdated'),
    sight: 'whole',
    // Nobody books one so: one that is moved into the days that are read fires, too, and the form says it.
    evidence: {
      atFirst: ({ appointmentStatus }) =>
        ['cancelled', 'showed', 'noshow', 'invalid'].includes(String(appointmentStatus)),
    },
  }),
  event({
    trigger: 'appointment_rescheduled',
    table: 'appointments',
    sees: (row, place) => isHere(row, place) && isOpen(row, place) && seenStart(row),
    token: (row) => String(ms(row.startTime)),
    since: since('dateUpdated'),
    sight: 'whole',
    evidence: {},
  }),
  event({
    trigger: 'appointment_starting_soon',
    table: 'appointments',
    input: () => ({ minutes: WAITS.soon }),
    sees: (row, place) => isHere(row, place) && isOpen(row, place),
    isSo: (row) =>
      ['confirmed', 'new'].includes(String(row.appointmentStatus)) &&
      isDue(ms(row.startTime) - WAITS.soon * MINUTE) &&
      !isDue(ms(row.startTime)),
    since: (row) => Math.max(ms(row.startTime) - WAITS.soon * MINUTE, latest(row, ['dateUpdated']) ?? 0),
    token: (row) => String(ms(row.startTime)),
    vague: (row) => nearly(ms(row.startTime) - WAITS.soon * MINUTE) || nearly(ms(row.startTime)),
    sight: 'whole',
    moves: true,
  }),
  event({
    trigger: 'new_opportunity',
    table: 'opportunities',
    since: since('createdAt'),
    sorted: (row) => ms(row.createdAt),
    sight: 'sorted',
  }),
  event({
    trigger: 'updated_opportunity',
    table: 'opportunities',
    token: (row) => String(latest(row, ['updatedAt', 'lastStatusChangeAt', 'lastStageChangeAt'])),
    since: since(...DEAL),
    sorted: (row) => latest(row, ['updatedAt', 'lastStatusChangeAt']) ?? 0,
    sight: 'sorted',
  }),
  event({
    trigger: 'opportunity_stage_changed',
    table: 'opportunities',
    isSo: (row) => isLater(row, 'lastStageChangeAt'),
    token: (row) => `${row.pipelineStageId} ${row.lastStageChangeAt}`,
    since: since('lastStageChangeAt'),
    sorted: (row) => ms(row.lastStageChangeAt),
    sight: 'sorted',
  }),
  event({
    trigger: 'opportunity_status_changed',
    how: '(won)',
    table: 'opportunities',
    input: () => ({ status: ['won'] }),
    isSo: (row) => row.status === 'won' && isLater(row, 'lastStatusChangeAt'),
    token: (row) => String(row.lastStatusChangeAt),
    since: since('lastStatusChangeAt'),
    sorted: (row) => ms(row.lastStatusChangeAt),
    sight: 'sorted',
  }),
  event({
    trigger: 'opportunity_stale',
    table: 'opportunities',
    input: () => ({ days: WAITS.stale }),
    isSo: (row) => row.status === 'open' && isDue(staleAt(row)),
    since: staleAt,
    token: (row) => String(staleAt(row)),
    sorted: staleAt,
    vague: (row) => nearly(staleAt(row)),
    sight: 'sorted',
    moves: true,
  }),
  event({
    trigger: 'new_invoice',
    table: 'invoices',
    since: since('createdAt'),
    sight: 'pages',
  }),
  event({
    trigger: 'invoice_paid',
    table: 'invoices',
    isSo: (row) => row.status === 'paid',
    since: since('updatedAt'),
    token: (row) => String(row.amountPaid),
    sight: 'pages',
  }),
  event({
    trigger: 'invoice_overdue',
    table: 'invoices',
    input: () => ({ days: WAITS.invoice }),
    isSo: (row, place) =>
      ['sent', 'partially_paid', 'overdue'].includes(String(row.status)) &&
      Number(row.amountDue) > 0 &&
      isDue(invoiceDue(row, place)),
    since: (row, place) => Math.max(invoiceDue(row, place), latest(row, ['updatedAt']) ?? 0),
    token: (row) => String(row.dueDate).slice(0, 10),
    sight: 'pages',
    moves: true,
  }),
  event({
    trigger: 'estimate_accepted',
    table: 'estimates',
    isSo: (row) => ['accepted', 'invoiced'].includes(String(row.estimateStatus)),
    since: since('updatedAt'),
    sight: 'pages',
    comesBack: true,
  }),
  event({
    trigger: 'new_payment',
    table: 'transactions',
    isSo: (row) => row.status === 'succeeded',
    since: since('createdAt', 'updatedAt', 'fulfilledAt'),
    sight: 'pages',
  }),
  event({
    trigger: 'new_payment',
    how: '(refunded)',
    table: 'transactions',
    input: () => ({ status: 'refunded' }),
    isSo: (row) => Number(row.amountRefunded) > 0,
    since: since('createdAt', 'updatedAt', 'fulfilledAt'),
    token: (row) => String(row.amountRefunded),
    sight: 'pages',
  }),
  event({ trigger: 'new_order', table: 'orders', since: since('createdAt'), sight: 'pages' }),
  event({
    trigger: 'new_subscription',
    table: 'subscriptions',
    isSo: (row) => row.status !== 'incomplete',
    since: since('createdAt', 'updatedAt'),
    sight: 'pages',
  }),
  event({
    trigger: 'subscription_status_changed',
    how: '(canceled)',
    table: 'subscriptions',
    isSo: (row) => row.status === 'canceled',
    token: (row) => String(row.status),
    since: since('updatedAt'),
    sight: 'pages',
    evidence: { atFirst: ({ status }) => status === 'canceled' },
  }),
  event({
    trigger: 'document_signed',
    table: 'documents',
    isSo: (row) =>
      objects(row.recipients).length > 0 && ['completed', 'accepted'].includes(String(row.status)),
    token: (row) => String(row.documentRevision),
    since: since('updatedAt'),
    sight: 'pages',
  }),
  event({
    trigger: 'new_custom_object_record',
    table: 'objectRecords',
    input: ({ pinned }) => ({ schemaKey: pinned.object }),
    sees: (row, place) => isHere(row, place) && row.objectKey === place.pinned.object,
    since: since('createdAt'),
    sorted: (row) => ms(row.createdAt),
    sight: 'sorted',
  }),
];
