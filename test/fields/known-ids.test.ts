/** Which records the parameters of all endpoints name: the whole list, to be read and checked. */
import { mapValues, uniq } from 'lodash';
import { knownIdField, knownIdOf } from '../../fields/known-ids';
import {
  type ApiVersion,
  type Endpoint,
  type EndpointKey,
  endpoint,
  endpointKeys,
  type Facts,
  shape,
} from '../../highlevel/contract';
import { accountParameters } from '../../highlevel/contract/account';
import { staticFields } from '../../operations/form';
import { operations } from '../../registry';

/** By what is chosen: a parameter that names it wherever it is, or the calls in which it does. */
const EXPECTED: { [noun: string]: string[] } = {
  Agent: [
    'agentId of DELETE /voice-ai/actions/{actionId}',
    'agentId of DELETE /voice-ai/agents/{agentId}',
    'agentId of GET /voice-ai/agents/{agentId}',
    'agentId of GET /voice-ai/dashboard/call-logs',
    'agentId of PATCH /voice-ai/agents/{agentId}',
    'agentId of POST /voice-ai/actions',
    'agentId of PUT /voice-ai/actions/{actionId}',
  ],
  Appointment: [
    'appointmentId',
    'eventId of GET /calendars/events/appointments/{eventId}',
    'eventId of PUT /calendars/events/appointments/{eventId}',
  ],
  'Association Key': ['key_name'],
  Association: ['associationId', 'associationIds'],
  Author: ['author'],
  'Blocked Slot': ['eventId of PUT /calendars/events/block-slots/{eventId}'],
  Blog: ['blogId'],
  Business: ['businessId'],
  'Calendar Group': ['groupId'],
  Calendar: ['actionParameters__calendarId', 'calendarId', 'calendarIds', 'details__calendarId'],
  Call: [
    'messageId of GET /conversations/locations/{locationId}/messages/{messageId}/transcription',
    'messageId of GET /conversations/locations/{locationId}/messages/{messageId}/transcription/download',
    'messageId of GET /conversations/messages/{messageId}/locations/{locationId}/recording',
  ],
  Campaign: [
    'campaignId of DELETE /contacts/{contactId}/campaigns/{campaignId}',
    'campaignId of GET /opportunities/search',
    'campaignId of POST /contacts/{contactId}/campaigns/{campaignId}',
  ],
  Category: [
    'categories',
    'categoryId',
    'categoryIds',
    'id of GET /social-media-posting/{locationId}/categories/{id}',
    'modifiedPostPayload__categoryId',
  ],
  Contact: [
    'contactDetails__id',
    'contactId',
    'contactIds',
    'contact_id',
    'contacts',
    'forward__recipientContactId',
    'forward__sourceContactId',
    'ids of POST /contacts/bulk/business',
    'recipients__contactIds',
  ],
  Conversation: ['conversationId', 'forward__recipientConversationId', 'forward__sourceConversationId'],
  'Custom Field': [
    'id of DELETE /locations/{locationId}/customFields/{id}',
    'id of GET /locations/{locationId}/customFields/{id}',
    'id of PUT /locations/{locationId}/customFields/{id}',
  ],
  'Custom Value': [
    'id of DELETE /locations/{locationId}/customValues/{id}',
    'id of GET /locations/{locationId}/customValues/{id}',
    'id of PUT /locations/{locationId}/customValues/{id}',
  ],
  Email: [
    'additionalEmailIds',
    'emailMessageId',
    'forward__emailMessageId',
    'forward__messageId',
    'id of GET /conversations/messages/email/{id}',
    'id of PUT /conversations/messages/email/{id}/status',
    'threadId',
  ],
  Estimate: ['estimateId'],
  Event: ['eventId of DELETE /calendars/events/{eventId}'],
  File: ['id of DELETE /medias/{id}', 'id of POST /medias/{id}'],
  'First Record': ['firstRecordId'],
  Folder: [
    'parentId of GET /medias/files',
    'parentId of POST /medias/folder',
    'parentId of POST /medias/upload-file',
  ],
  Form: ['formId'],
  Invoice: ['invoiceId'],
  Location: ['locationIds', 'share_location_id'],
  'Lost Reason': ['lostReasonId'],
  'Meeting Place': ['meetingLocationId'],
  Message: [
    'id of GET /conversations/messages/{id}',
    'messageId of DELETE /conversations/messages/{messageId}/schedule',
    'messageId of GET /conversation-ai/generations',
    'messageId of PUT /conversations/messages/{messageId}/attachments',
    'messageId of PUT /conversations/messages/{messageId}/status',
    'replyMessageId',
  ],
  Note: [
    'id of DELETE /contacts/{contactId}/notes/{id}',
    'id of GET /contacts/{contactId}/notes/{id}',
    'id of PUT /contacts/{contactId}/notes/{id}',
    'noteId',
  ],
  Notification: ['notificationId'],
  Object: [
    'firstObjectKey',
    'key of GET /objects/{key}',
    'key of PUT /objects/{key}',
    'objectKey',
    'schemaKey',
    'secondObjectKey',
  ],
  Opportunity: [
    'id of DELETE /opportunities/{id}',
    'id of DELETE /opportunities/{id}/followers',
    'id of GET /opportunities/search',
    'id of GET /opportunities/{id}',
    'id of POST /opportunities/upsert',
    'id of POST /opportunities/{id}/followers',
    'id of PUT /opportunities/{id}',
    'id of PUT /opportunities/{id}/status',
    'opportunityId',
  ],
  Order: ['orderId'],
  'Phone Number': ['fromNumber'],
  Pipeline: ['pipelineId', 'pipeline_id'],
  Pixel: ['pixelId of POST /calendars/', 'pixelId of PUT /calendars/{calendarId}'],
  Post: ['postId of GET /blogs/posts/url-slug-exists', 'postId of PUT /blogs/posts/{postId}'],
  Price: ['invoiceItems__priceId', 'items__priceId', 'priceId', 'priceIds'],
  Product: [
    'discount__validOnProductIds',
    'invoiceItems__productId',
    'items__productId',
    'productId',
    'productIds',
    'reviews__productId',
  ],
  Record: [
    'id of DELETE /objects/{schemaKey}/records/{id}',
    'id of GET /objects/{schemaKey}/records/{id}',
    'id of PUT /objects/{schemaKey}/records/{id}',
  ],
  Resource: [
    'id of DELETE /calendars/resources/{resourceType}/{id}',
    'id of GET /calendars/resources/{resourceType}/{id}',
    'id of PUT /calendars/resources/{resourceType}/{id}',
  ],
  'Second Record': ['secondRecordId'],
  Snapshot: ['snapshotId', 'snapshot__id', 'snapshot_id'],
  'Social Account': [
    'accountIds',
    'id of DELETE /social-media-posting/{locationId}/accounts/{id}',
    'modifiedPostPayload__accountIds',
  ],
  Source: ['sourceId of GET /payments/orders'],
  Stage: ['pipelineStageId', 'pipeline_stage_id'],
  Survey: ['surveyId'],
  Tag: [
    'details__tags',
    'modifiedPostPayload__tags',
    'tagIds',
    'tags of DELETE /contacts/{contactId}/tags',
    'tags of POST /contacts/',
    'tags of POST /contacts/bulk/tags/update/{type}',
    'tags of POST /contacts/upsert',
    'tags of POST /contacts/{contactId}/tags',
    'tags of POST /social-media-posting/{locationId}/posts',
    'tags of PUT /contacts/{contactId}',
    'tags of PUT /social-media-posting/{locationId}/posts/{id}',
  ],
  Task: ['taskId'],
  Template: [
    'id of DELETE /locations/{locationId}/templates/{id}',
    'templateId of POST /calendars/{calendarId}/notifications',
    'templateId of POST /conversations/messages',
    'templateId of PUT /calendars/{calendarId}/notifications/{notificationId}',
    'templateId of POST /proposals/templates/send',
  ],
  User: [
    'assignedTo',
    'assignedUserId',
    'assigned_to',
    'details__assignToUserId',
    'followers',
    'ids of GET /users/search',
    'mentions',
    'modifiedPostPayload__userId',
    'notifications__selectedUsers',
    'selectedUsers',
    'sendEstimateDetails__userId',
    'sendPostCallNotificationTo__specificUsers',
    'sentBy',
    'services__staffId',
    'teamMembers__userId',
    'userId',
    'userIds',
  ],
  'Voice AI Agent': ['voiceAiAgentId'],
  Workflow: [
    'actionParameters__workflowId',
    'callEndWorkflowIds',
    'details__followupSequence__workflowId',
    'details__workflowIds',
    'workflowId',
  ],
};

/** Endpoints whose ids are those of other systems, or of the agency's own account. */
const ELSEWHERE = /^\w+ \/(saas|saas-api|marketplace|oauth)\b/;

/** A parameter that takes text, and what is chosen there. */
interface Parameter {
  name: string;
  key: EndpointKey;
  noun: string | undefined;
}

const namesIn = (facts: Facts, before = ''): string[] =>
  Object.entries(facts).flatMap(([name, fact]) => {
    const { type, fields } = shape(fact);
    return fields ? namesIn(fields, `${before}${name}__`) : type === 'string' ? [before + name] : [];
  });

function parametersOf(key: EndpointKey, facts: Endpoint): Parameter[] {
  const account = new Set(accountParameters(facts).map(({ name }) => name));
  const names = [facts.path, facts.query, facts.body].flatMap((place) => namesIn(place));
  return uniq(names)
    .filter((name) => !account.has(name))
    .map((name) => ({ name, key, noun: knownIdOf(name, facts)?.noun }));
}

const versions: ApiVersion[] = ['dated', 'v3'];
const parameters = versions.flatMap((version) =>
  endpointKeys(version).flatMap((key) => parametersOf(key, endpoint(key, version))),
);
const here = parameters.filter(({ key }) => !ELSEWHERE.test(key));

test('a parameter offers the records that it names, in every endpoint that has it', () => {
  const found: { [noun: string]: string[] } = {};
  for (const { name, key, noun } of here) {
    if (noun === undefined) continue;
    const always = here.every((other) => other.name !== name || other.noun === noun);
    found[noun] = uniq([...(found[noun] ?? []), always ? name : `${name} of ${key}`]).sort();
  }
  expect(found).toEqual(mapValues(EXPECTED, (names) => [...names].sort()));
});

test('ids of other systems and of the agency offer nothing, but for its sub-accounts', () => {
  const elsewhere = parameters.filter(({ key, noun }) => ELSEWHERE.test(key) && noun !== undefined);
  expect(uniq(elsewhere.map(({ name }) => name))).toEqual(['locationIds']);
});

/** Ids that operations offer from a list that a field of their own decides. */
const DECIDED = ['recordId', 'relationId'];

test('an id that an operation offers for a parameter of its endpoint is offered for any endpoint', () => {
  const missing = operations.flatMap(({ spec }) => {
    if (!spec.endpoint) return [];
    const facts = endpoint(spec.endpoint);
    const own = new Set(parametersOf(spec.endpoint, facts).map(({ name }) => name));
    return staticFields(spec)
      .filter(
        ({ key, dynamic, choices }) => own.has(key) && IS_ID.test(key) && (dynamic || isFilled(choices)),
      )
      .filter(({ key }) => knownIdOf(key, facts) === undefined)
      .map(({ key }) => key);
  });
  expect(uniq(missing).sort()).toEqual(DECIDED);
});

const IS_ID = /(^id|Ids?|_id|Key)$/;

/** Whether choices are read from the account. */
const isFilled = (choices: unknown): boolean =>
  typeof choices === 'object' && choices !== null && 'perform' in choices;

test('every known record has a field, for one and for several', () => {
  const calls = here.filter(({ noun }) => noun !== undefined);
  expect(calls.length).toBeGreaterThan(300);
  for (const { name, key } of calls) {
    const known = knownIdOf(name, endpoint(key));
    if (!known) continue;
    const one = knownIdField(name, known);
    expect({ name, key, offers: Boolean(one.choices ?? one.dynamic) }).toEqual({ name, key, offers: true });
    expect(knownIdField(name, known, { label: 'Several' })).toMatchObject({
      list: true,
      label: 'Several',
      choices: expect.objectContaining({ perform: expect.any(Function) }),
    });
  }
});

test('a contact is found by a step before, as in all other steps', () => {
  const known = knownIdOf('contactId', endpoint('POST /contacts/{contactId}/notes'));
  expect(known && knownIdField('contactId', known)).toMatchObject({
    label: 'Contact',
    dynamic: 'search_contacts.id.name',
    search: 'find_contact.id',
  });
});
