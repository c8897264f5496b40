/**
 * Which records a parameter of any endpoint names, told by the parameter's name and its endpoint: for forms
 * that are made from the contract. What is not known for sure is not here, and is typed.
 */
import { last, pick } from 'lodash';
import type { Endpoint } from '../highlevel/contract';
import { appointmentId, blockedSlotId, eventId } from './appointment';
import { relatedRecord } from './association';
import type { DropdownName } from './dropdown-list';
import { choicesOf } from './dropdowns';
import { type Field, list } from './field';
import { contactId, idField } from './ids';
import { toNames, toTags } from './values';

/** Where the values come from: one of the drop-downs, or the list of a field that has one of its own. */
type Source = DropdownName | Pick<Field, 'choices' | 'dynamic' | 'search'>;

/** The records that a parameter names. */
export interface KnownId {
  /** One of them: `Calendar`. */
  noun: string;
  from: Source;
}

interface Rule {
  /** The parameter's name. Of a nested one it is the whole with `__`, or the last part, if that says enough. */
  names: string[];
  /** The calls (method and path) in which the name means this; all, where nothing is said. */
  calls?: RegExp;
  noun: string;
  from: DropdownName | (() => Field);
}

/** Parts of an agency’s business in which ids are those of other systems, or of the agency's own account. */
const ELSEWHERE = /^\w+ \/(saas|saas-api|marketplace|oauth)\b/;

/** The first rule that fits is meant. */
const RULES: Rule[] = [
  {
    names: [
      'contactId',
      'contact_id',
      'contactIds',
      'recipientContactId',
      'sourceContactId',
      'contactDetails__id',
    ],
    noun: 'Contact',
    from: contactId,
  },
  { names: ['ids'], calls: /^POST \/contacts\/bulk\/business$/, noun: 'Contact', from: 'contacts' },
  { names: ['contacts'], calls: /^POST \/contacts\/bulk\/tags\//, noun: 'Contact', from: 'contacts' },
  { names: ['taskId'], calls: /\/contacts\/\{contactId\}\/tasks\//, noun: 'Task', from: 'contactTasks' },
  { names: ['id'], calls: /\/contacts\/\{contactId\}\/notes\//, noun: 'Note', from: 'contactNotes' },
  {
    names: ['tags'],
    calls: /^\w+ \/(contacts|conversation-ai)\b/,
    noun: 'Tag',
    from: 'tags',
  },
  { names: ['userId'], calls: /^\w+ \/users\/\{userId\}$/, noun: 'User', from: 'team' },
  { names: ['ids'], calls: /^GET \/users\/search$/, noun: 'User', from: 'team' },
  {
    names: [
      'userId',
      'userIds',
      'assignedTo',
      'assigned_to',
      'assignedUserId',
      'assignToUserId',
      'followers',
      'selectedUsers',
      'specificUsers',
      'sentBy',
      'staffId',
    ],
    noun: 'User',
    from: 'users',
  },
  { names: ['mentions'], calls: /^GET \/conversations\/search$/, noun: 'User', from: 'users' },
  {
    names: ['additionalEmailIds'],
    calls: /\/calendars\/\{calendarId\}\/notifications/,
    noun: 'Email',
    from: 'userEmails',
  },
  { names: ['locationIds', 'share_location_id'], noun: 'Location', from: 'locations' },
  { names: ['snapshotId', 'snapshot_id', 'snapshot__id'], noun: 'Snapshot', from: 'snapshots' },
  { names: ['businessId'], noun: 'Business', from: 'businesses' },
  { names: ['workflowId', 'workflowIds', 'callEndWorkflowIds'], noun: 'Workflow', from: 'workflows' },
  { names: ['campaignId'], calls: /^\w+ \/(contacts|opportunities)\b/, noun: 'Campaign', from: 'campaigns' },
  { names: ['calendarId', 'calendarIds'], noun: 'Calendar', from: 'calendars' },
  { names: ['groupId'], calls: /^\w+ \/calendars\b/, noun: 'Calendar Group', from: 'calendarGroups' },
  {
    names: ['notificationId'],
    calls: /\/calendars\/\{calendarId\}\//,
    noun: 'Notification',
    from: 'calendarNotifications',
  },
  { names: ['id'], calls: /\/calendars\/resources\//, noun: 'Resource', from: 'calendarResources' },
  {
    names: ['noteId'],
    calls: /\/calendars\/appointments\/\{appointmentId\}\//,
    noun: 'Note',
    from: 'appointmentNotes',
  },
  {
    names: ['appointmentId'],
    calls: /^POST \/conversations\/messages$/,
    noun: 'Appointment',
    from: 'contactAppointments',
  },
  { names: ['appointmentId'], noun: 'Appointment', from: appointmentId },
  {
    names: ['eventId'],
    calls: /\/calendars\/events\/appointments\//,
    noun: 'Appointment',
    from: appointmentId,
  },
  {
    names: ['eventId'],
    calls: /\/calendars\/events\/block-slots\//,
    noun: 'Blocked Slot',
    from: blockedSlotId,
  },
  { names: ['eventId'], calls: /\/calendars\/events\/\{eventId\}$/, noun: 'Event', from: eventId },
  {
    names: ['meetingLocationId'],
    calls: /\/calendars\/events\/appointments/,
    noun: 'Meeting Place',
    from: 'meetingPlaces',
  },
  { names: ['pixelId'], calls: /^\w+ \/calendars\b/, noun: 'Pixel', from: 'pixels' },
  { names: ['opportunityId'], noun: 'Opportunity', from: 'opportunities' },
  {
    names: ['id'],
    calls: /\/opportunities\/(\{id\}|search$|upsert$)/,
    noun: 'Opportunity',
    from: 'opportunities',
  },
  { names: ['pipelineId', 'pipeline_id'], noun: 'Pipeline', from: 'pipelines' },
  { names: ['pipelineStageId', 'pipeline_stage_id'], noun: 'Stage', from: 'stages' },
  { names: ['lostReasonId'], noun: 'Lost Reason', from: 'lostReasons' },
  {
    names: ['conversationId', 'recipientConversationId', 'sourceConversationId'],
    noun: 'Conversation',
    from: 'conversations',
  },
  { names: ['messageId'], calls: /\/(transcription|recording)\b/, noun: 'Call', from: 'calls' },
  {
    names: ['forward__messageId', 'threadId'],
    calls: /\/conversations\/messages$/,
    noun: 'Email',
    from: 'emailMessages',
  },
  { names: ['messageId', 'replyMessageId'], noun: 'Message', from: 'messages' },
  { names: ['id'], calls: /\/conversations\/messages\/\{id\}$/, noun: 'Message', from: 'messages' },
  { names: ['emailMessageId'], noun: 'Email', from: 'emails' },
  { names: ['id'], calls: /\/conversations\/messages\/email\/\{id\}/, noun: 'Email', from: 'emails' },
  {
    names: ['templateId'],
    calls: /^POST \/conversations\/messages$/,
    noun: 'Template',
    from: 'messageTemplates',
  },
  {
    names: ['id'],
    calls: /\/locations\/\{locationId\}\/templates\//,
    noun: 'Template',
    from: 'messageTemplates',
  },
  {
    names: ['templateId'],
    calls: /\/calendars\/\{calendarId\}\/notifications/,
    noun: 'Template',
    from: 'emailTemplates',
  },
  {
    names: ['fromNumber'],
    calls: /\/(conversations\/messages|notifications(\/\{notificationId\})?)$/,
    noun: 'Phone Number',
    from: 'phoneNumbers',
  },
  { names: ['id'], calls: /\/customFields\/\{id\}$/, noun: 'Custom Field', from: 'customFields' },
  { names: ['id'], calls: /\/customValues\//, noun: 'Custom Value', from: 'customValues' },
  { names: ['productId', 'productIds', 'validOnProductIds'], noun: 'Product', from: 'products' },
  { names: ['orderId'], noun: 'Order', from: 'orders' },
  { names: ['invoiceId'], noun: 'Invoice', from: 'invoices' },
  { names: ['priceId', 'priceIds'], noun: 'Price', from: 'productPrices' },
  { names: ['estimateId'], noun: 'Estimate', from: 'estimates' },
  { names: ['sourceId'], calls: /^GET \/payments\/orders$/, noun: 'Source', from: 'orderSources' },
  { names: ['formId'], noun: 'Form', from: 'forms' },
  { names: ['surveyId'], noun: 'Survey', from: 'surveys' },
  { names: ['blogId'], noun: 'Blog', from: 'blogs' },
  { names: ['postId'], calls: /^\w+ \/blogs\b/, noun: 'Post', from: 'blogPosts' },
  {
    names: ['templateId'],
    calls: /^POST \/proposals\/templates\/send$/,
    noun: 'Template',
    from: 'documentTemplates',
  },
  { names: ['author'], calls: /^\w+ \/blogs\b/, noun: 'Author', from: 'blogAuthors' },
  { names: ['categories'], calls: /^\w+ \/blogs\b/, noun: 'Category', from: 'blogCategories' },
  { names: ['id'], calls: /^\w+ \/medias\/\{id\}$/, noun: 'File', from: 'mediaFiles' },
  {
    names: ['accountIds'],
    calls: /^\w+ \/social-media-posting\b/,
    noun: 'Social Account',
    from: 'socialAccounts',
  },
  {
    names: ['id'],
    calls: /\/social-media-posting\/\{locationId\}\/accounts\//,
    noun: 'Social Account',
    from: 'socialAccounts',
  },
  {
    names: ['categoryId', 'categoryIds'],
    calls: /^\w+ \/social-media-posting\b/,
    noun: 'Category',
    from: 'socialCategories',
  },
  {
    names: ['id'],
    calls: /\/social-media-posting\/\{locationId\}\/categories\//,
    noun: 'Category',
    from: 'socialCategories',
  },
  {
    names: ['tags', 'tagIds'],
    calls: /^\w+ \/social-media-posting\b/,
    noun: 'Tag',
    from: 'socialTags',
  },
  { names: ['parentId'], calls: /^\w+ \/medias\b/, noun: 'Folder', from: 'mediaFolders' },
  { names: ['agentId'], calls: /^\w+ \/voice-ai\b/, noun: 'Agent', from: 'voiceAiAgents' },
  { names: ['voiceAiAgentId'], noun: 'Voice AI Agent', from: 'voiceAiAgents' },
  { names: ['associationId', 'associationIds'], noun: 'Association', from: 'associations' },
  { names: ['key_name'], noun: 'Association Key', from: 'associationKeys' },
  { names: ['firstRecordId'], noun: 'First Record', from: () => relatedRecord('first', 'First Record') },
  { names: ['secondRecordId'], noun: 'Second Record', from: () => relatedRecord('second', 'Second Record') },
  { names: ['schemaKey'], noun: 'Object', from: 'objectsWithFields' },
  { names: ['objectKey'], calls: /\/custom-fields\b/, noun: 'Object', from: 'objectsWithFields' },
  { names: ['objectKey', 'firstObjectKey', 'secondObjectKey'], noun: 'Object', from: 'objects' },
  { names: ['key'], calls: /\/objects\/\{key\}$/, noun: 'Object', from: 'objects' },
  { names: ['id'], calls: /\/objects\/\{schemaKey\}\/records\//, noun: 'Record', from: 'objectRecords' },
];

/** Names that say nothing of the record: they count at the top of an endpoint's parameters alone. */
const GENERIC = ['id', 'ids', 'key'];

/**
 * The records that a parameter names, or `undefined` where that is not known.
 *
 * @param name the parameter's name; the parts of a nested one are joined by `__`
 */
export function knownIdOf(
  name: string,
  { method, route }: Pick<Endpoint, 'method' | 'route'>,
): KnownId | undefined {
  const call = `${method} ${route}`;
  const own = last(name.split('__')) ?? name;
  if (ELSEWHERE.test(call) && own !== 'locationIds') return undefined;
  const rule = RULES.find(
    ({ names, calls }) =>
      (names.includes(name) || (names.includes(own) && !GENERIC.includes(own))) &&
      (calls?.test(call) ?? true),
  );
  if (!rule) return undefined;
  const { noun, from } = rule;
  return { noun, from: typeof from === 'string' ? from : pick(from(), ['choices', 'dynamic', 'search']) };
}

/**
 * The field in which a record is chosen or mapped, or several of them.
 *
 * @param label what the field is called: several are not called by the noun
 */
export function knownIdField(key: string, { noun, from }: KnownId, several?: { label: string }): Field {
  // HighLevel wants `null`, and no empty text, for nobody.
  if (!several) return idField(key, noun, from, from === 'users' ? { whenCleared: null } : {});
  const choices = typeof from === 'string' ? choicesOf(from) : (from.choices ?? choicesOf('contacts'));
  if (from === 'tags') return list(key, several.label, { choices, send: toTags });
  const helpText = 'Choose some, or map IDs of an earlier step, with commas between them.';
  return list(key, several.label, { choices, helpText, isId: true, send: toNames });
}
