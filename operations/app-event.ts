/** Reads the events that HighLevel reports of an app. */
import { createHash } from 'node:crypto';
import { differenceBy, pick } from 'lodash';
import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import type { Input } from '../highlevel/compose';
import { connectionOf, locationOf } from '../highlevel/connection';
import { isRecord, type Raw } from '../highlevel/json';
import { appId } from '../highlevel/settings';
import type { Body, WebhookCall } from '../highlevel/webhook-call';
import {
  contactIdIn,
  type EventName,
  eventFacts,
  isEventName,
  isOfEvent,
  locationIdIn,
  recordIdIn,
  recordIn,
  SUBJECTS,
} from '../highlevel/webhook-events';
import { isSigned, SIGNATURE_HEADER } from '../highlevel/webhook-signature';
import { type EventIds, eventReads } from '../reads/events';
import { withNames } from '../reads/names';
import { appEvent, DELETED } from '../records/app-event';
import { type Output, type RecordType, toMs } from '../records/record';
import { isId, newestOf, readNamed, recordsAmong, runInLocation } from './hook-read';
import { type Incoming, NotTaken } from './hook-spec';
import { recordOf } from './output';
import { contentHash } from './revision';
import type { Run } from './spec';

/** An older event is not taken. A retry of HighLevel's comes 70 minutes later at most, and Zapier may lag. */
const OLDEST_MS = 24 * 3_600_000;
/** An event is known by its id for a day. */
const ONCE_IN_SECONDS = 24 * 3600;
/** Without an id the text tells a repeat, for longer than HighLevel retries. */
const SAME_TEXT_SECONDS = 2 * 3600;
/** Of a longer text, in characters, only what is known by name is taken. */
const HUGE = 1_000_000;

/** What every event carries: not of its record. */
const ENVELOPE = ['timestamp', 'webhookId', 'appId', 'versionId'];

/** The event that is chosen in the form. */
export const chosenEvent = ({ event }: Input): EventName | undefined =>
  isEventName(event) ? event : undefined;

/** The chosen event. Its field is required, and takes no other value than its choices. */
function requireEvent(values: Input, run: Run): EventName {
  const event = chosenEvent(values);
  if (event === undefined) throw run.refuse(`${run.label('event')} must be one of its list.`);
  return event;
}

/**
 * The event in a call that HighLevel signed: it is read back by one request where an endpoint has it.
 *
 * @throws NotTaken where HighLevel did not sign it, or it is another event than the chosen one
 */
export function appEventsIn(call: WebhookCall, values: Input, run: Run): Incoming[] {
  const event = requireEvent(values, run);
  const { text, value: payload } = requireSigned(call);
  if (!isRecord(payload)) throw new NotTaken('It is no JSON object.');
  if (!isOfEvent(payload, event)) {
    throw new NotTaken(
      'It is another event than the one that is chosen in this step. In the app’s settings, paste the URL beside that event.',
    );
  }
  const { webhookId } = payload;
  const isNamed = typeof webhookId === 'string' && webhookId !== '';
  const id = isNamed ? webhookId : textHash(text);
  return [
    {
      id: isNamed && isId(webhookId) ? webhookId : textHash(id),
      onceIn: isNamed ? ONCE_IN_SECONDS : SAME_TEXT_SECONDS,
      take: () => take({ payload, event, eventId: id, isHuge: text.length > HUGE }, run),
    },
  ];
}

const textHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** The body that HighLevel signed. */
function requireSigned({ bodies, header }: WebhookCall): Body {
  const signature = header(SIGNATURE_HEADER);
  if (!signature || signature === 'N/A') throw new NotTaken('It has no signature of HighLevel’s.');
  const signed = bodies.find(({ text }) => isSigned(text, signature));
  if (!signed) throw new NotTaken('HighLevel did not sign it, or its text was changed on the way.');
  return signed;
}

/** One event of the chosen kind. */
interface Told {
  payload: Raw;
  event: EventName;
  eventId: string;
  isHuge: boolean;
}

async function take(told: Told, given: Run): Promise<Output> {
  const { payload, event, eventId, isHuge } = told;
  if (typeof payload.appId === 'string' && appId() && payload.appId !== appId()) {
    throw new NotTaken('It is of another app than the one that this connection uses.');
  }
  const at = toMs(payload.timestamp) ?? Date.now();
  if (Date.now() - at > OLDEST_MS) throw new NotTaken('It is older than a day.');
  const locationId = locationIdIn(payload, event);
  const run = await runOfEvent(payload, event, given);
  const record = await recordOfEvent(told, run);
  const contactId = contactIdIn(payload, event) || textOf(record.contactId);
  return {
    ...record,
    id: record.id || eventId,
    ...about(event, eventId, at),
    ...(contactId && { contactId }),
    ...(locationId && { locationId }),
    ...(isHuge && { truncated: true }),
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/**
 * What is said of every event.
 *
 * @param at when it was (ms)
 */
const about = (event: EventName, eventId: string, at: number) => ({
  event,
  eventName: eventFacts(event).label,
  eventId,
  eventTime: new Date(at).toISOString(),
  ...(eventFacts(event).deletes && { deleted: true }),
});

/**
 * The run in the event's sub-account. What is about the agency itself names that.
 *
 * @throws NotTaken where it is another's
 */
async function runOfEvent(payload: Raw, event: EventName, run: Run): Promise<Run> {
  const locationId = locationIdIn(payload, event);
  const { level, companyId } = connectionOf(run.bundle);
  const isOfAgency = 'isLocation' in SUBJECTS[eventFacts(event).subject] || !locationId;
  if (!isOfAgency || (level === 'location' && locationId)) return runInLocation(locationId, run);
  const isOurs = level === 'agency' && companyId !== undefined && payload.companyId === companyId;
  const chosen = locationOf(run.bundle);
  if (!isOurs || (chosen !== undefined && chosen !== locationId)) {
    throw new NotTaken('It is of another account than this Zap.');
  }
  return run;
}

/** The record as HighLevel has it now; as the event tells it, where it was deleted or can't be read. */
async function recordOfEvent({ payload, event, isHuge }: Told, run: Run): Promise<Output> {
  const { deletes, subject } = eventFacts(event);
  const { record, staysTrue } = eventReads[subject];
  const id = recordIdIn(payload, event);
  const current = deletes ? undefined : await readBack(payload, event, run);
  if (current && !staysTrue) return current;
  const raw = { ...withoutEnvelope(payload, event), ...(id && { id }) };
  const told = await recordOf(record, isHuge ? knownOf(record, raw) : raw, run);
  if (current) return { ...told, ...current };
  const [named = told] = await withNames(record, [told], run);
  return named;
}

async function readBack(payload: Raw, event: EventName, run: Run): Promise<Output | undefined> {
  const { one, among } = eventReads[eventFacts(event).subject];
  const ids = idsIn(payload, event);
  if (!isId(ids.id)) return undefined;
  const way = one?.(ids);
  if (way) return isId(ids.contactId || ids.id) ? readNamed(way.read, way.input, run) : undefined;
  return among && (await recordsAmong(among, run)).find(({ id }) => id === ids.id);
}

const idsIn = (payload: Raw, event: EventName): EventIds => ({
  id: recordIdIn(payload, event),
  contactId: contactIdIn(payload, event),
  isEmail: payload.messageId === undefined && payload.emailMessageId !== undefined,
});

/** The event's record, without what every event carries. Its `type` stays where it is the record's own. */
function withoutEnvelope(payload: Raw, event: EventName): Raw {
  const inner = recordIn(payload, event);
  if (inner !== payload) return inner;
  const isName = isEventName(payload.type) || eventFacts(event).types?.includes(textOf(payload.type));
  const left = Object.keys(payload).filter(
    (name) => !ENVELOPE.includes(name) && !(isName && name === 'type'),
  );
  return pick(payload, left);
}

/** What is known by name of a record. */
const knownOf = ({ fields }: RecordType, raw: Raw): Raw =>
  pick(raw, ['_id', 'customFields', ...fields.map(({ key }) => key.split('__')[0] ?? key)]);

/** Events about the newest records of the chosen event's kind. */
export async function latestEvents(values: Input, run: Run): Promise<Output[]> {
  const event = requireEvent(values, run);
  const { subject, direction } = eventFacts(event);
  const { newest, one } = eventReads[subject];
  if (!newest) return [];
  const isOfEvent = (row: Raw) => !direction || row.direction === direction;
  const rows = await newestOf(newest, run, isOfEvent);
  const records = await Promise.all(
    rows.map(async (row) => {
      const listed = await recordOf(newest.record, row, run);
      const way = one?.({ id: listed.id, contactId: textOf(listed.contactId), isEmail: false });
      return way ? readNamed(way.read, way.input, run) : listed;
    }),
  );
  return records
    .filter((record) => record !== undefined)
    .map((record) => asEvent(event, record, newest.record));
}

/** A record as an event of it would be. */
function asEvent(event: EventName, record: Output, { added = '' }: RecordType): Output {
  const isContact = eventFacts(event).subject === 'contact';
  return {
    ...record,
    ...about(event, contentHash([event, record.id]), toMs(record[added]) ?? Date.now()),
    ...(isContact && { contactId: record.id }),
  };
}

/** What an event of this kind looks like. */
export function sampleEvent(values: Input): Output {
  const event = chosenEvent(values) ?? 'NoteCreate';
  const { sample } = eventReads[eventFacts(event).subject].record;
  return asEvent(event, sample, eventReads[eventFacts(event).subject].record);
}

/** The fields of the chosen event's record; those of an event itself are static. */
export async function eventFields(z: ZObject, bundle: Bundle): Promise<PlainOutputField[]> {
  const event = chosenEvent(bundle.inputData ?? {});
  if (event === undefined) return [];
  const { subject, deletes } = eventFacts(event);
  const { fields, ownFields } = eventReads[subject].record;
  const all = [...fields, ...((await ownFields?.(z, bundle)) ?? []), ...(deletes ? [DELETED] : [])];
  return differenceBy(all, appEvent.fields, 'key');
}
