/** What tests of all endpoints share: ids of seeded records, and what is wrong with an answer. */
import { type Facts, shape } from '../../highlevel/contract';
import type { Engine } from '../../sandbox/engine';
import { isObject, type Json } from '../../sandbox/json';

/** A seeded record's id for each name that a path, or a required query parameter, can have. */
export function seededIds({ state, locations, clientId }: Engine): { [name: string]: string } {
  const { locationId = '', companyId = '' } = locations[0] ?? {};
  const appointment = state.appointments.find((row) => row.locationId === locationId);
  const contactId = appointment?.contactId ?? '';
  const customValue = state.customValues.insert({ locationId, name: 'Slogan', value: 'Smile' });
  const first = (rows: { find: typeof state.tasks.find }) =>
    rows.find((row) => row.locationId === locationId)?.id ?? '';
  return {
    locationId,
    altId: locationId,
    altType: 'location',
    companyId,
    contactId,
    appId: clientId.split('-')[0] ?? '',
    taskId: state.tasks.find((row) => row.contactId === contactId)?.id ?? '',
    noteId: state.notes.find((row) => row.contactId === contactId)?.id ?? '',
    fieldId: state.customFields.find((row) => row.locationId === locationId)?.id ?? '',
    tagId: state.tags.find((row) => row.locationId === locationId)?.id ?? '',
    userId: state.users.find((row) => row.locationIds.includes(locationId))?.id ?? '',
    eventId: appointment?.id ?? '',
    appointmentId: appointment?.id ?? '',
    opportunityId: first(state.opportunities),
    location_id: locationId,
    businessId: first(state.businesses),
    calendarId: first(state.calendars),
    notificationId: first(state.calendarNotifications),
    resourceType: 'rooms',
    resourceId: first(state.calendarResources),
    originId: locationId,
    invoiceId: first(state.invoices),
    orderId: first(state.orders),
    productId: first(state.products),
    schemaKey: 'custom_objects.pet',
    sortBy: 'createdAt',
    sortOrder: 'desc',
    type: 'file',
    startDate: `${Date.now()}`,
    endDate: `${Date.now() + 604_800_000}`,
    valueId: customValue.id,
    limit: '20',
    skip: '0',
    offset: '0',
    search: 'a',
    associationId: first(state.associations),
    key_name: 'owner_pet',
    objectKey: 'contact',
    recordId: first(state.objectRecords),
    blogId: first(state.blogs),
    conversationId:
      state.conversations.find((row) => row.locationId === locationId && Boolean(row.assignedTo))?.id ?? '',
    messageId:
      state.messages.find((row) => row.locationId === locationId && Boolean(row.recording))?.id ?? '',
    emailMessageId: first(state.emails),
    mediaId: first(state.mediaFiles),
    objectFieldId: first(state.objectFields),
    socialAccountId: first(state.socialAccounts),
    socialPostId: first(state.socialPosts),
    urlSlug: 'a-day-with-us',
    startTime: '0',
    endTime: '4102444800000',
  };
}

/** `{id}` alone is named after what stands before it. */
const IDS: { [before: string]: string } = {
  opportunities: 'opportunityId',
  notes: 'noteId',
  messages: 'messageId',
  email: 'emailMessageId',
  customFields: 'fieldId',
  customValues: 'valueId',
  records: 'recordId',
  '{resourceType}': 'resourceId',
  medias: 'mediaId',
  'custom-fields': 'objectFieldId',
  accounts: 'socialAccountId',
  posts: 'socialPostId',
};

/** The name under which the id of `{id}` stands among the seeded ones; undefined where the path does not tell. */
export const nameOfId = (route: string): string | undefined =>
  IDS[/\/([\w-]+|\{\w+\})\/\{id\}(?:\/|$)/.exec(route)?.[1] ?? ''];

/** What a value must be, by the types of the contract. */
const TYPES: { [type: string]: (value: Json) => boolean } = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  object: isObject,
};

/**
 * What is wrong with the fields of an answer: one that is described as always there is missing, or one has
 * another type. A null stands for what is empty.
 * @param isWhole whether every described field must come, as at the top of an answer
 */
export function faultsIn(answer: Json, facts: Facts, path: string, isWhole = false): string[] {
  if (!isObject(answer)) return [`${path || 'the answer'} is no object`];
  return Object.entries(facts).flatMap(([name, fact]) => {
    const { list, required, type, fields } = shape(fact);
    const [value, at] = [answer[name], `${path}${name}`];
    if (value === undefined) return isWhole || required ? [`${at} is missing`] : [];
    if (value === null) return required ? [`${at} is null`] : [];
    if (list && !Array.isArray(value)) return [`${at} is no list`];
    const values = list && Array.isArray(value) ? value : [value];
    const wrong = values.filter((one) => TYPES[type]?.(one) === false);
    if (wrong.length) return [`${at} is ${JSON.stringify(wrong[0])}, no ${type}`];
    const inner = fields ? values.flatMap((one) => faultsIn(one, fields, `${at}.`)) : [];
    return [...new Set(inner)];
  });
}
