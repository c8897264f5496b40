/** What can happen in the sandbox, as forms. */
import { isString, startCase } from 'lodash';
import { CHANNELS, EVENTS } from '../../sandbox/events';
import type { JsonObject } from '../../sandbox/json';
import type { Sandbox } from '../../sandbox/server';
import type { LocationRow, State } from '../../sandbox/state';
import { type Connection, type Item, isItem } from '../../zapier';
import type { Account, Choice, FormField, LifeEvent } from '../wire';
import { Refusal } from './refusal';

/** So many records are offered, the latest first. */
const MOST_OFFERED = 100;

/** The records that a detail names one of, by the detail. */
const RECORDS: { [detail: string]: (state: State) => LocationRow[] } = {
  agentId: (state) => state.voiceAiAgents.all(),
  appointmentId: (state) => state.appointments.all(),
  calendarId: (state) => state.calendars.all(),
  contactId: (state) => state.contacts.all(),
  documentId: (state) => state.documents.all(),
  emailId: (state) => state.emails.all(),
  estimateId: (state) => state.estimates.all(),
  formId: (state) => state.forms.all(),
  invoiceId: (state) => state.invoices.all(),
  messageId: (state) => state.messages.where(({ messageType }) => messageType === 'TYPE_CALL'),
  opportunityId: (state) => state.opportunities.all(),
  orderId: (state) => state.orders.all(),
  paymentId: (state) => state.transactions.all(),
  subscriptionId: (state) => state.subscriptions.all(),
  surveyId: (state) => state.surveys.all(),
  taskId: (state) => state.tasks.all(),
  transactionId: (state) => state.transactions.all(),
  workflowId: (state) => state.workflows.all(),
};

/** What a form says of a detail beside its key; its label is made of its key, and it is a line of text, unless said. */
const DETAILS: { [detail: string]: Partial<Omit<FormField, 'key'>> } = {
  amount: { type: 'number' },
  answers: { dict: true, help: 'The answers, by their questions or by the IDs of custom fields.' },
  attachments: { list: true, help: 'Links to files.' },
  automated: { type: 'boolean', label: 'By an Automation' },
  body: { type: 'text', label: 'Text' },
  channel: { choices: CHANNELS.map((value) => ({ value, label: startCase(value) })) },
  customData: { dict: true, help: 'What the action Webhook sends under Custom Data.' },
  days: { type: 'integer' },
  dnd: { type: 'boolean', label: 'Do Not Disturb' },
  duration: { type: 'integer', label: 'Duration in Seconds' },
  extractedData: { dict: true, label: 'What the Agent Took Down' },
  headers: { dict: true },
  messageId: { label: 'Call' },
  minutes: { type: 'integer' },
  pipelineStageId: { label: 'Stage ID' },
  startTime: { type: 'datetime', label: 'Start' },
  summary: { type: 'text' },
  transcript: { type: 'text', help: 'Each line is a sentence, of the two sides in turns.' },
  trial: { type: 'boolean', label: 'Trial Call' },
  url: { label: 'URL' },
  weeks: { type: 'integer' },
};

/** What can happen in an account: its events, with what is filled in for `start`; nothing in one of HighLevel. */
export function eventsIn(sandbox: Sandbox, { account, connection }: Whose, start: Starts = {}): LifeEvent[] {
  if (account.where !== 'sandbox') return [];
  const chosen = Object.keys(start);
  const names = chosen.length > 0 ? chosen : Object.keys(EVENTS);
  return names.map((name) => eventOf(sandbox, locationOf(sandbox, connection), name, start[name] ?? {}));
}

/** A connected account. */
interface Whose {
  account: Account;
  connection: Connection;
}

/** Events by their names, with the details that are filled in. */
export interface Starts {
  [event: string]: Item;
}

/** The sub-account of a connection, in which things happen; of an agency its first one. */
export function locationOf({ state }: Sandbox, { authData }: Connection): string {
  const { locationId, companyId } = authData;
  if (isString(locationId) && locationId) return locationId;
  return state.locations.find((one) => one.companyId === companyId)?.id ?? '';
}

function eventOf({ state }: Sandbox, locationId: string, name: string, given: Item): LifeEvent {
  const { tells = '', details = [] } = EVENTS[name] ?? {};
  // The first part says what happens; the rest is for who calls the sandbox without a form.
  const [label = name] = tells.split(/[.:;]/, 1);
  return { name, label, fields: details.map((detail) => fieldOf(state, locationId, detail, given[detail])) };
}

function fieldOf(state: State, locationId: string, key: string, given: unknown): FormField {
  const rows = RECORDS[key]?.(state).filter((row) => row.locationId === locationId);
  const choices = rows?.slice(-MOST_OFFERED).reverse().map(choiceOf);
  return {
    key,
    label: startCase(key.replace(/Id$/, '')),
    type: 'string',
    required: false,
    list: false,
    dict: false,
    altersForm: false,
    ...DETAILS[key],
    ...(choices && { choices }),
    ...(given !== undefined && { default: given }),
  };
}

function choiceOf(row: LocationRow): Choice {
  const { firstName, lastName, name, title, subject, email, startTime, amount, id } = row;
  const person = [firstName, lastName].filter(isString).join(' ');
  const label = [person || name, title, subject, email, startTime, amount, id].find(Boolean);
  return { value: id, label: String(label) };
}

/**
 * Lets something happen in the sub-account of a connection.
 * @throws Refusal that says what is wrong with a detail, or that it is no account of the sandbox
 */
export function letHappen(
  sandbox: Sandbox,
  { account, connection }: Whose,
  name: string,
  details: Item,
): Item {
  if (account.where !== 'sandbox') {
    throw new Refusal('Only in the sandbox things can be made to happen. In HighLevel do it yourself.');
  }
  const filled = Object.entries(details).filter(([, value]) => value !== '' && value !== null);
  const typed = filled.map(([key, value]) => [key, isNumber(key) ? Number(value) : value]);
  try {
    return sandbox.happen(name, {
      ...toJson(Object.fromEntries(typed)),
      locationId: locationOf(sandbox, connection),
    });
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}

const isNumber = (detail: string): boolean => ['number', 'integer'].includes(DETAILS[detail]?.type ?? '');

/** What came as JSON is JSON. */
function toJson(item: Item): JsonObject {
  const json: unknown = JSON.parse(JSON.stringify(item));
  return isJson(json) ? json : {};
}

const isJson = (value: unknown): value is JsonObject => isItem(value);
