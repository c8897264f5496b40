/**
 * What a workflow's Webhook action posts. The shapes are those of bodies that were recorded in public
 * connectors in 2025 and 2026; HighLevel describes none.
 */
import { TZDate } from '@date-fns/tz';
import { fullName } from '../api/shared/contact-answers';
import { isObject, type Json, type JsonObject, text } from '../json';
import type { Contact, LocationRow, State } from '../state';

/** What a contact that reaches the action brings with it. */
export interface Reached {
  workflow: LocationRow;
  contact: Contact;
  /** The pairs of the action's Custom Data; merge tags are filled in. */
  customData: JsonObject;
  /** What started the workflow, where it was one of these. */
  appointment: LocationRow | undefined;
  opportunity: LocationRow | undefined;
  payment: LocationRow | undefined;
}

/** The body, as an object. */
export function workflowBody(state: State, reached: Reached): JsonObject {
  const { contact, workflow, appointment, opportunity, payment, customData } = reached;
  const user = state.users.get(text(contact.assignedTo));
  const body: JsonObject = {
    ...contactPart(contact),
    ...customFields(state, contact),
    location: locationPart(state, contact.locationId),
    ...(user && {
      user: { firstName: user.firstName, lastName: user.lastName, email: user.email, phone: user.phone },
    }),
    ...(opportunity && opportunityPart(state, opportunity)),
    ...(appointment && { calendar: calendarPart(state, appointment) }),
    ...(payment && { payment: paymentPart(contact, payment) }),
    workflow: { id: workflow.id, name: workflow.name },
    triggerData: {},
    contact: {
      attributionSource: attribution(contact.attributionSource),
      lastAttributionSource: attribution(contact.lastAttributionSource),
    },
    attributionSource: {},
  };
  const filled = Object.entries(customData).map(([key, value]) => [key, filledIn(String(value), body)]);
  return { ...body, customData: Object.fromEntries(filled) };
}

/** A field without a value is left out. */
function contactPart(contact: Contact): JsonObject {
  const { address1, city, state, postalCode, country } = contact;
  return {
    contact_id: contact.id,
    first_name: contact.firstName,
    last_name: contact.lastName,
    full_name: fullName(contact),
    email: contact.email,
    phone: contact.phone,
    tags: contact.tags.join(','),
    address1,
    city,
    state,
    country,
    timezone: contact.timezone,
    date_created: contact.dateAdded,
    postal_code: postalCode,
    company_name: contact.companyName,
    website: contact.website,
    date_of_birth: contact.dateOfBirth,
    contact_source: contact.source,
    full_address: [address1, city, state, postalCode].filter(Boolean).join(' '),
    contact_type: contact.type,
  };
}

/** The sub-account's custom fields by their names; those without a value are empty text. */
function customFields(state: State, { locationId, customFields: values }: Contact): JsonObject {
  const fields = state.customFields.where((row) => row.locationId === locationId && row.model === 'contact');
  const held = (id: string): Json => values.find((one) => one.id === id)?.value ?? '';
  return Object.fromEntries(fields.map(({ id, name }) => [name, held(id)]));
}

function locationPart(state: State, locationId: string): JsonObject {
  const location: JsonObject = state.locations.get(locationId) ?? {};
  const { name, address, city, state: region, country, postalCode } = location;
  const parts = { address, city, state: region, country, postalCode };
  const fullAddress = [address, city, region, postalCode].filter(Boolean).join(', ');
  return { name, ...parts, fullAddress, id: locationId };
}

/** Nulls may come as the text. */
function attribution(source: Json | undefined): JsonObject {
  const known = isObject(source) ? source : {};
  return { sessionSource: 'CRM UI', mediumId: 'null', medium: 'manual', ...known };
}

/** An opportunity's fields stand beside those of the contact, its id among them. */
function opportunityPart(state: State, row: LocationRow): JsonObject {
  const pipeline = state.pipelines.get(text(row.pipelineId));
  const stages = Array.isArray(pipeline?.stages) ? pipeline.stages.filter(isObject) : [];
  return {
    id: row.id,
    opportunity_name: row.name,
    status: row.status,
    source: row.source,
    opportunity_source: row.source,
    pipeline_id: row.pipelineId,
    pipeline_name: pipeline?.name,
    // So spelt by HighLevel.
    pipleline_stage: stages.find(({ id }) => id === row.pipelineStageId)?.name,
    lead_value: row.monetaryValue,
  };
}

/** The times of an appointment are those of the clock on the wall, with no zone; the zone stands beside them. */
function calendarPart(state: State, row: LocationRow): JsonObject {
  const zone = state.locations.get(row.locationId)?.timezone ?? 'UTC';
  const onTheWall = (moment: unknown) => new TZDate(String(moment), zone).toISOString().slice(0, 19);
  const calendar = state.calendars.get(text(row.calendarId));
  return {
    id: row.calendarId,
    appointmentId: row.id,
    calendarName: calendar?.name,
    title: row.title,
    startTime: onTheWall(row.startTime),
    endTime: onTheWall(row.endTime),
    selectedTimezone: zone,
    status: 'booked',
    // So spelt by HighLevel.
    appoinmentStatus: row.appointmentStatus,
    address: row.address ?? '',
    notes: row.notes ?? '',
    date_created: row.dateAdded,
    created_by: 'System',
    created_by_user_id: '',
    created_by_meta: { source: 'calendar_page', channel: 'web_app' },
    last_updated_by_meta: { source: 'calendar_page', channel: 'web_app' },
  };
}

function paymentPart(contact: Contact, row: LocationRow): JsonObject {
  const { card } = isObject(row.paymentMethod) ? row.paymentMethod : {};
  return {
    transaction_id: row.id,
    payment_status: row.status,
    total_amount: row.amount,
    sub_total_amount: row.amount,
    currency_code: row.currency,
    gateway: row.paymentProviderType,
    method: 'card',
    card,
    created_at: row.createdAt,
    customer: {
      id: contact.id,
      first_name: contact.firstName,
      last_name: contact.lastName,
      name: fullName(contact),
      email: contact.email,
      phone: contact.phone,
    },
    line_items: [{ title: row.entitySourceName, quantity: 1, price: row.amount, currency: row.currency }],
  };
}

/**
 * Text with its merge tags filled in: `{{contact.email}}` from the contact's fields, `{{location.name}}` from
 * the part of that name. One that leads nowhere stays as it is.
 */
function filledIn(template: string, body: JsonObject): string {
  return template.replace(/\{\{\s*(\w+)\.(\w+)\s*\}\}/g, (tag, part: string, name: string) => {
    const from = part === 'contact' ? body : body[part];
    const value = isObject(from) && Object.hasOwn(from, name) ? from[name] : undefined;
    return value === undefined || typeof value === 'object' ? tag : String(value);
  });
}
