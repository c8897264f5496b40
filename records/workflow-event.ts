/**
 * What a workflow's Webhook action sends, as a record. Its body is described nowhere: the names are those of four
 * bodies that were recorded (public sources, April 2025 to September 2026), misspelt ones included.
 */
import { omit } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import { isBlank } from '../highlevel/blank';
import { isRecord, type Raw, rowsOf } from '../highlevel/json';
import { appointment, statusOf } from './appointment';
import { openedContact } from './contact';
import { zoned } from './contact-appointment';
import { opportunity } from './opportunity';
import { payment } from './payment';
import { type Output, outputs, type RecordType, rawOf, toIsoMoment } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A merge tag that HighLevel did not fill in: it comes as it was written (several sources). */
const UNRESOLVED = /^\s*\{\{[^{}]*\}\}\s*$/;

/** What says nothing: blanks, the text `null` (recorded in attributions), and a merge tag that was not filled in. */
const saysNothing = (value: unknown): boolean =>
  isBlank(value) || value === 'null' || (typeof value === 'string' && UNRESOLVED.test(value));

/** A name that a person gave a value. Zapier reads braces in a name as a mapping. */
const NAME = /^[^{}\p{Cc}]{1,100}$/u;
/** So many values of a person's own are taken. */
const MOST_NAMES = 200;

/** A value without what says nothing in it; `undefined` where nothing is left. */
function said(value: unknown): unknown {
  if (saysNothing(value)) return undefined;
  if (Array.isArray(value)) return value.map(said).filter((one) => one !== undefined);
  return isRecord(value) ? saidIn(value) : value;
}

/** The values of a record that say something, by names that a person may have given. */
function saidIn(raw: Raw): Raw {
  const found = Object.entries(raw).flatMap(([name, value]): [string, unknown][] => {
    const kept = NAME.test(name.trim()) ? said(value) : undefined;
    return kept === undefined ? [] : [[name.trim(), kept]];
  });
  return Object.fromEntries(found.slice(0, MOST_NAMES));
}

/** The name under which the secret of a step is sent. */
export const isSecretName = (name: string): boolean => name.trim().toLowerCase() === 'secret';

const withoutSecret = (raw: Raw): Raw => omit(raw, Object.keys(raw).filter(isSecretName));

/** What HighLevel puts at the top of a body by itself; a contact's custom fields stand there too, by their names. */
const OF_CONTACT = {
  contact_id: 'id',
  first_name: 'firstName',
  last_name: 'lastName',
  full_name: 'name',
  email: 'email',
  phone: 'phone',
  address1: 'address1',
  city: 'city',
  state: 'state',
  country: 'country',
  postal_code: 'postalCode',
  timezone: 'timezone',
  website: 'website',
  company_name: 'companyName',
  contact_source: 'source',
  contact_type: 'type',
  date_of_birth: 'dateOfBirth',
} as const;
const OF_OPPORTUNITY = [
  'id',
  'opportunity_name',
  'opportunity_source',
  'status',
  'source',
  'lead_value',
  'pipeline_id',
  'pipeline_name',
  'pipleline_stage',
  'pipeline_stage',
];
const OTHERS = [
  'tags',
  'date_created',
  'full_address',
  'contact',
  'attributionSource',
  'location',
  'workflow',
  'user',
  'triggerData',
  'customData',
  'calendar',
  'payment',
];
const STANDARD = [...Object.keys(OF_CONTACT), ...OF_OPPORTUNITY, ...OTHERS];

/** Whether a body has the form of the plain Webhook action. A Custom Webhook's holds what its author wrote. */
const isOfPlainAction = ({ customData, workflow, location }: Raw) =>
  isRecord(customData) || isRecord(workflow) || isRecord(location);

/** What a person added: the action's custom data, or all that a Custom Webhook sends beside the contact's own. */
function customDataOf(body: Raw): Raw {
  const own = isOfPlainAction(body) ? rawOf(body.customData) : omit(body, STANDARD);
  return saidIn(withoutSecret(own));
}

/** The id of the contact that a body names; empty where it names none. */
const contactIdOf = ({ contact_id, contactId, contact }: Raw): string => {
  const id = contact_id ?? contactId ?? rawOf(contact).id;
  return typeof id === 'string' ? id.trim() : '';
};

/**
 * The contact as a body tells it, by the names of the contact's own record. Tags come as one text with commas.
 *
 * @param isHuge whether its custom fields are left out
 */
export function sentContact(body: Raw, isHuge: boolean): Output {
  const known = Object.entries(OF_CONTACT).flatMap(([sent, name]): [string, unknown][] => {
    const value = said(body[sent]);
    return value === undefined ? [] : [[name, value]];
  });
  const tags =
    typeof body.tags === 'string' ? body.tags.split(',') : Array.isArray(body.tags) ? body.tags : [];
  const dateAdded = toIsoMoment(body.date_created);
  const { attributionSource, lastAttributionSource } = saidIn(rawOf(body.contact));
  return {
    ...Object.fromEntries(known),
    id: contactIdOf(body),
    tags: tags.map((tag) => String(tag).trim()).filter(Boolean),
    ...(dateAdded && { dateAdded }),
    ...(attributionSource !== undefined && { attributionSource }),
    ...(lastAttributionSource !== undefined && { lastAttributionSource }),
    customFields: isHuge ? {} : saidIn(omit(withoutSecret(body), [...STANDARD, 'contactId'])),
  };
}

/** The appointment that a workflow is about. Its times come without a zone, beside the one that they are in. */
function appointmentOf({ calendar }: Raw): Raw {
  if (!isRecord(calendar)) return {};
  const {
    id,
    appointmentId,
    appoinmentStatus,
    appointmentStatus,
    startTime,
    endTime,
    selectedTimezone,
    ...rest
  } = saidIn(calendar);
  const zone = typeof selectedTimezone === 'string' ? selectedTimezone : 'UTC';
  const [start, end] = [startTime, endTime].map((time) => zoned(time, zone));
  return {
    appointment: {
      ...rest,
      ...(appointmentId !== undefined && { id: appointmentId }),
      ...statusOf({ appoinmentStatus, appointmentStatus }),
      ...(start && { startTime: start }),
      ...(end && { endTime: end }),
      ...(selectedTimezone !== undefined && { selectedTimezone }),
      ...(id !== undefined && { calendarId: id }),
    },
  };
}

/** The opportunity that a workflow is about: its values stand at the top of the body. */
function opportunityOf(body: Raw): Raw {
  if (saysNothing(body.opportunity_name) && saysNothing(body.pipeline_id)) return {};
  const value = Number(said(body.lead_value) ?? Number.NaN);
  const found = saidIn({
    id: body.id,
    name: body.opportunity_name,
    status: body.status,
    source: said(body.opportunity_source) ?? body.source,
    pipelineId: body.pipeline_id,
    pipelineName: body.pipeline_name,
    pipelineStageName: said(body.pipleline_stage) ?? body.pipeline_stage,
  });
  return { opportunity: { ...found, ...(Number.isFinite(value) && { monetaryValue: value }) } };
}

/** The payment that a workflow is about. */
function paymentOf(body: Raw): Raw {
  if (!isRecord(body.payment)) return {};
  const { transaction_id, payment_status, total_amount, currency_code, line_items, ...rest } = saidIn(
    body.payment,
  );
  const amount = Number(total_amount ?? Number.NaN);
  return {
    payment: {
      ...rest,
      ...saidIn({ id: transaction_id, status: payment_status, currency: currency_code }),
      ...(Number.isFinite(amount) && { amount }),
      items: rowsOf(line_items),
    },
  };
}

/** The names and ids of what a body is of. */
function placesOf({ workflow, location }: Raw): Raw {
  const [inWorkflow, inLocation] = [workflow, location].map(rawOf);
  return saidIn({
    workflowId: inWorkflow?.id,
    workflowName: inWorkflow?.name,
    locationId: inLocation?.id,
    locationName: inLocation?.name,
  });
}

function fromBody(body: Raw): Output {
  const user = saidIn(rawOf(body.user));
  return {
    id: '',
    contactId: contactIdOf(body),
    ...placesOf(body),
    customData: customDataOf(body),
    ...appointmentOf(body),
    ...opportunityOf(body),
    ...paymentOf(body),
    ...(Object.keys(user).length > 0 && { user }),
  };
}

/** Some fields of a record, or all, as a part of another one: `contact__email`, “Contact Email”. */
const part = (
  key: string,
  noun: string,
  { fields }: RecordType,
  keys?: readonly string[],
): PlainOutputField[] =>
  fields
    .filter((field) => !keys || keys.includes(field.key))
    .map((field) => ({
      ...field,
      key: `${key}__${field.key}`,
      label: field.label?.startsWith(noun) ? field.label : `${noun} ${field.label}`,
    }));

const sampleOf = ({ sample }: RecordType, keys: readonly string[]): Raw =>
  Object.fromEntries(keys.map((key) => [key, sample[key]]));

const APPOINTMENT = [
  'id',
  'title',
  'appointmentStatus',
  'appointmentStatusName',
  'startTime',
  'endTime',
  'calendarId',
  'calendarName',
];
const OPPORTUNITY = [
  'id',
  'name',
  'status',
  'monetaryValue',
  'pipelineId',
  'pipelineName',
  'pipelineStageName',
  'source',
];
const PAYMENT = ['id', 'status', 'amount', 'currency'];

/** That a contact reached the Webhook action of a workflow. */
export const workflowEvent: RecordType = {
  noun: 'Workflow Event',
  fields: [
    { key: 'id', label: 'Event ID', type: 'string' },
    { key: 'isVerified', label: 'Is Verified', type: 'boolean' },
    ...outputs('string', {
      contactId: 'Contact ID',
      workflowId: 'Workflow ID',
      workflowName: 'Workflow Name',
      locationId: 'Sub-Account ID',
      locationName: 'Sub-Account Name',
    }),
    ...part('contact', 'Contact', openedContact).filter(({ key }) => key !== 'contact__id'),
    ...part('appointment', 'Appointment', appointment, APPOINTMENT),
    ...part('opportunity', 'Opportunity', opportunity, OPPORTUNITY),
    ...part('payment', 'Payment', payment, PAYMENT),
    ...outputs('string', {
      user__firstName: 'User First Name',
      user__lastName: 'User Last Name',
      user__email: 'User Email',
      user__phone: 'User Phone',
    }),
  ],
  ownFields: async (z, bundle) =>
    ((await openedContact.ownFields?.(z, bundle)) ?? []).map((field) => ({
      ...field,
      key: `contact__${field.key}`,
    })),
  sample: {
    id: SAMPLE_IDS['Workflow Event'],
    isVerified: true,
    contactId: SAMPLE_IDS.Contact,
    workflowId: SAMPLE_IDS.Workflow,
    workflowName: 'Appointment booked',
    locationId: SAMPLE_IDS.Location,
    locationName: 'Lakeside Dental',
    contact: omit(openedContact.sample, 'id'),
    appointment: sampleOf(appointment, APPOINTMENT),
    opportunity: sampleOf(opportunity, OPPORTUNITY),
    payment: sampleOf(payment, PAYMENT),
    user: {
      firstName: 'Renata',
      lastName: 'Kovacs',
      email: 'renata.kovacs@example.com',
      phone: '+13125550118',
    },
  },
  from: fromBody,
};
