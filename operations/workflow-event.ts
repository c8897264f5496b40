/** Reads the calls that the Webhook action of a workflow sends. */
import { isEmpty, omit, pick } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import type { Input } from '../highlevel/compose';
import { locationOf } from '../highlevel/connection';
import { isRecord, type Raw } from '../highlevel/json';
import { isSameSecret, type WebhookCall } from '../highlevel/webhook-call';
import { contacts, oneContact } from '../reads/contacts';
import { type Output, rawOf } from '../records/record';
import { isSecretName, sentContact, workflowEvent } from '../records/workflow-event';
import { isId, newestOf, readNamed, runInLocation } from './hook-read';
import { type Incoming, NotTaken } from './hook-spec';
import { contentHash } from './revision';
import type { Run } from './spec';

/** A call may hold so many events: HighLevel sends one, a Custom Webhook what its author wrote. */
const MOST_EVENTS = 20;
/** The same text again within so many seconds is a repeat: no id is sent, and a contact may rightly come again. */
const ONCE_IN_SECONDS = 60;
/** Of a longer text, in characters, only what is known by name is taken, and the custom data. */
const HUGE = 1_000_000;

/** One event of a call. */
interface Sent {
  body: Raw;
  isHuge: boolean;
  /** Whether it came with the step's secret. */
  isVerified: boolean;
}

/**
 * The events in a call, each with its contact read from HighLevel: one request. With the right secret and “as the
 * call has them”, what was sent is taken: no request.
 *
 * @throws NotTaken where the call has no event that can be read
 */
export function workflowEventsIn(call: WebhookCall, values: Input, run: Run): Incoming[] {
  const read = call.bodies.find(({ value }) => typeof value === 'object' && !isEmpty(value));
  const bodies = [read?.value].flat().filter(isRecord);
  if (!read || !bodies.length) {
    throw new NotTaken(
      'It is empty, or no JSON, or has too many levels. In the workflow, use the action Webhook with the method POST.',
    );
  }
  if (bodies.length > MOST_EVENTS)
    throw new NotTaken(`It has more than ${MOST_EVENTS} events: send them one by one.`);
  const events = new Map(bodies.map((body) => [contentHash(body), body]));
  return [...events].map(([id, body]) => ({
    id,
    onceIn: ONCE_IN_SECONDS,
    take: async () => {
      const isVerified = checkSecret(body, call, values);
      const record = await take({ body, isHuge: read.text.length > HUGE, isVerified }, values, run);
      return { ...record, id };
    },
  }));
}

/**
 * Whether the step has a secret, and the event comes with it.
 *
 * @throws NotTaken where it comes without
 */
function checkSecret(body: Raw, call: WebhookCall, { secret }: Input): boolean {
  if (typeof secret !== 'string' || !secret) return false;
  const named = [body.customData, body].filter(isRecord).flatMap(Object.entries);
  const given = [
    call.header('x-secret'),
    ...named.flatMap(([name, value]) => (isSecretName(name) ? [value] : [])),
  ];
  if (given.some((one) => typeof one === 'string' && isSameSecret(one.trim(), secret.trim()))) return true;
  throw new NotTaken(
    'It came without the secret of this step. In the workflow’s action, add the custom data “secret” with the same value.',
  );
}

async function take(sent: Sent, { workflowId, contactDetails }: Input, given: Run): Promise<Output> {
  const { body, isHuge, isVerified } = sent;
  const { contactId, ...event } = await workflowEvent.from(body, given.z, given.bundle);
  if (workflowId !== undefined && event.workflowId !== workflowId) {
    throw new NotTaken('It is of another workflow than the one that is chosen in this step.');
  }
  if (!isVerified && !isId(contactId)) throw new NotTaken(NO_CONTACT);
  const run = await runOf(event.locationId, isVerified, given);
  const locationId = event.locationId ?? locationOf(run.bundle);
  const whole = {
    isVerified,
    contactId,
    ...event,
    ...(locationId !== undefined && { locationId }),
    ...(isHuge && { truncated: true }),
  };
  // What comes with the secret may be about no contact.
  if (!contactId && isVerified) return whole;
  const isTaken = contactDetails === 'sent' && isVerified;
  const contact = isTaken ? sentContact(body, isHuge) : await readContact(contactId, run);
  return { ...whole, contact: omit(contact, 'id') };
}

/**
 * The run in the event's sub-account. Where it names none, the secret tells that the event is ours.
 *
 * @throws NotTaken where it is another's
 */
async function runOf(locationId: unknown, isVerified: boolean, run: Run): Promise<Run> {
  return isVerified && locationId === undefined ? run : runInLocation(locationId, run);
}

const NO_CONTACT = 'It does not name a contact.';

async function readContact(contactId: unknown, run: Run): Promise<Output> {
  if (!isId(contactId)) throw new NotTaken(NO_CONTACT);
  if (!locationOf(run.bundle))
    throw new NotTaken('It does not name its sub-account, and none is chosen in this step.');
  const contact = await readNamed(oneContact, { contactId }, run);
  if (!contact) throw new NotTaken('The sub-account has no contact with the ID that it names.');
  return contact;
}

/** Events about the newest contacts, as a workflow would send them. */
export async function latestContacts({ workflowId }: Input, run: Run): Promise<Output[]> {
  const {
    workflowName,
    locationName: _name,
    ...sample
  } = pick(workflowEvent.sample, ['isVerified', 'workflowId', 'workflowName', 'locationName']);
  const rows = await newestOf(contacts, run);
  const found = await Promise.all(rows.map(({ id }) => readNamed(oneContact, { contactId: id }, run)));
  return found
    .filter((contact) => contact !== undefined)
    .map((contact) => ({
      ...sample,
      id: contentHash([contact.id, 'sample']),
      ...(workflowId === undefined ? { workflowName } : { workflowId }),
      contactId: contact.id,
      locationId: locationOf(run.bundle),
      contact: omit(contact, 'id'),
    }));
}

/** The last event's custom data, each field by the name that the workflow gave it. */
export function customDataFields(last: Output | undefined): PlainOutputField[] {
  return Object.keys(rawOf(last?.customData)).map((name) => ({ key: `customData__${name}`, label: name }));
}
