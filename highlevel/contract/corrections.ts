import type { EndpointKey, Fact, Facts, RequestFacts } from './facts';

interface Correction {
  because: string;
  /** What is otherwise, in both versions. */
  facts: RequestFacts;
  /** What is otherwise in v3, in the place of `facts`; `{}` where v3 is described as it is. */
  v3?: RequestFacts;
}

/** A custom field of a contact that is written. v3 has another name for the value. */
const writtenField = (value: string): Fact => ({
  is: 'object[]',
  fields: { id: 'string', key: 'string', [value]: 'any' },
});

const WRITTEN_CONTACT = {
  because: 'A date of birth is text, and a custom field is given by its id or its key.',
  facts: { body: { dateOfBirth: 'string', customFields: writtenField('field_value') } },
  v3: { body: { dateOfBirth: 'string', customFields: writtenField('fieldValue') } },
};

/** How the searches sort that take a sort in the body. */
const SORT: Fact = {
  is: 'object[]',
  fields: { field: 'string!', direction: { is: 'string!', enum: ['asc', 'desc'] } },
};

const READS: Correction = { because: 'It changes nothing.', facts: { reads: true } };

/** One of some texts. */
const oneOf = (...values: string[]) => ({ is: 'string', enum: values });

/** A day and a time of day, as posts for Google have them. */
const dayAndTime = (day: string, time: string): Fact => ({
  is: 'object',
  fields: {
    [day]: { is: 'object', fields: { day: 'number!', month: 'number!', year: 'number!' } },
    [time]: { is: 'object', fields: { hours: 'number!', minutes: 'number!', seconds: 'number!' } },
  },
});

const POST_TEXTS =
  'What has one of some values is text, though described as an object; the values are those that its text names.';
const POST_KIND = oneOf('post', 'story', 'reel');
const POST_MEDIA = {
  is: 'object[]',
  fields: {
    caption: 'string',
    defaultThumb: 'string',
    id: 'string',
    thumbnail: 'string',
    type: 'string',
    url: 'string!',
  },
};
/** The parts of a social post that the description takes for objects. */
const WRITTEN_POST: Facts = {
  gmbPostDetails: {
    is: 'object',
    fields: {
      actionType: oneOf('none', 'order', 'book', 'shop', 'learn_more', 'call', 'sign_up'),
      couponCode: 'string',
      endDate: dayAndTime('endDate', 'endTime'),
      gmbEventType: oneOf('STANDARD', 'EVENT', 'OFFER'),
      offerTitle: 'string',
      redeemOnlineUrl: 'string',
      startDate: dayAndTime('startDate', 'startTime'),
      termsConditions: 'string',
      title: 'string',
      url: 'string',
    },
  },
  postApprovalDetails: {
    is: 'object',
    fields: {
      approvalStatus: oneOf('pending', 'approved', 'rejected', 'not_required'),
      approver: 'string',
      approverNote: 'string',
      requesterNote: 'string',
    },
  },
  status: oneOf(
    'in_progress',
    'draft',
    'failed',
    'published',
    'scheduled',
    'in_review',
    'notification_sent',
    'deleted',
  ),
  tiktokPostDetails: {
    is: 'object',
    fields: {
      enableComment: 'boolean',
      enableDuet: 'boolean',
      enableStitch: 'boolean',
      privacyLevel: oneOf('PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'),
      promoteOtherBrand: 'boolean',
      promoteYourBrand: 'boolean',
      videoDisclosure: 'boolean',
    },
  },
  type: POST_KIND,
};

const DETACHES: Correction = {
  because:
    'It deletes neither the contact nor the other record, so “not found” does not mean that it was done before.',
  facts: { detaches: true },
};

/**
 * Where the API differs from its description. Each entry changes the generated facts: `path`, `query` and
 * `body` are merged field by field, and everything else is replaced.
 */
export const corrections: { [endpoint in EndpointKey]?: Correction } = {
  'POST /contacts/search': {
    because: 'The description gives an empty body; public connectors send these (2026). It changes nothing.',
    facts: {
      reads: true,
      body: {
        locationId: 'string!',
        pageLimit: { is: 'number!', max: 500 },
        page: 'number',
        searchAfter: 'any[]',
        filters: 'object[]',
        sort: SORT,
        query: { is: 'string', maxLength: 75 },
      },
    },
  },
  'POST /contacts/': WRITTEN_CONTACT,
  'PUT /contacts/{contactId}': {
    because: `${WRITTEN_CONTACT.because} It takes a company too (one report that tried each field, July 2026).`,
    facts: { body: { ...WRITTEN_CONTACT.facts.body, companyName: 'string' } },
    v3: { body: { ...WRITTEN_CONTACT.v3.body, companyName: 'string' } },
  },
  'POST /contacts/upsert': WRITTEN_CONTACT,
  'DELETE /contacts/{contactId}/workflow/{workflowId}': DETACHES,
  'DELETE /contacts/{contactId}/campaigns/{campaignId}': DETACHES,
  'POST /contacts/bulk/tags/update/{type}': {
    because: 'The description leaves out who may call it, and what {type} can be.',
    facts: { access: ['location'], path: { type: { is: 'string!', enum: ['add', 'remove'] } } },
  },
  'POST /contacts/bulk/business': {
    because:
      'The description leaves out who may call it, and that contacts leave their business where none is given.',
    facts: { access: ['location'], body: { businessId: 'string' } },
  },
  'POST /users/search/filter-by-email': READS,
  'POST /associations/': {
    because: 'Keys and labels are text, though described as objects.',
    facts: {
      body: {
        firstObjectKey: 'string!',
        firstObjectLabel: 'string!',
        secondObjectKey: 'string!',
        secondObjectLabel: 'string!',
      },
    },
  },
  'PUT /associations/{associationId}': {
    because: 'Labels are text, though described as objects.',
    facts: { body: { firstObjectLabel: 'string!', secondObjectLabel: 'string!' } },
  },
  'POST /objects/{schemaKey}/records/search': {
    because:
      'It changes nothing; a search for all records has no words and no cursor; filters and a sort are in HighLevel’s own document on searches (public connectors, 2026).',
    facts: {
      reads: true,
      body: { query: 'string', searchAfter: 'string[]', filters: 'object[]', sort: SORT },
    },
  },
  'PUT /blogs/posts/{postId}': {
    because:
      'Without a count of words HighLevel drops the content; only the description of v3 has the parameter.',
    facts: { body: { wordCount: 'number' } },
    v3: {},
  },
  'POST /conversations/messages': {
    because: 'The description requires a sub-type and a status; public connectors send neither (2026).',
    facts: {
      body: { subType: 'object', status: { is: 'string', enum: ['delivered', 'failed', 'pending', 'read'] } },
    },
  },
  'POST /conversations/messages/inbound': {
    because:
      'The description requires a conversation and a provider; public connectors send a contact alone (2026), and a refusal missed the type alone (2025). The direction is text.',
    facts: {
      body: {
        conversationId: 'string',
        conversationProviderId: 'string',
        direction: { is: 'string', enum: ['inbound', 'outbound'] },
      },
    },
  },
  'GET /conversations/{conversationId}/messages': {
    because: 'It takes several types, separated by commas, as the text of the description says.',
    facts: { query: { type: 'string' } },
  },
  'GET /conversations/messages/email/{id}': {
    because: 'The description leaves out who may call it.',
    facts: { access: ['location'] },
  },
  'GET /snapshots/': {
    because:
      'The description names no scope; HighLevel’s own list of scopes and public connectors name this one.',
    facts: { scopes: ['snapshots.readonly'] },
  },
  'POST /calendars/groups/validate-slug': READS,
  'PUT /calendars/events/appointments/{eventId}': {
    because: 'It runs the automations of the calendar each time, such as reminders.',
    facts: { notRepeatable: true },
  },
  'DELETE /calendars/events/{eventId}': {
    because: 'The body must be `{}`, as described, and not absent.',
    facts: { emptyBody: true },
  },
  'POST /calendars/events/block-slots': {
    because: 'A slot is blocked for a calendar or for a user, though the description requires the calendar.',
    facts: { body: { calendarId: 'string' } },
  },
  'PUT /calendars/events/block-slots/{eventId}': {
    because: 'A slot is blocked for a calendar or for a user, though the description requires the calendar.',
    facts: { body: { calendarId: 'string' } },
  },
  'GET /opportunities/search': {
    because: 'The largest page is given only in the text of the description.',
    facts: { query: { limit: { is: 'number', max: 100 } } },
  },
  'POST /opportunities/search': {
    because:
      'It changes nothing; it answers to the location and a limit alone (recorded 2026-07); filters and a sort are in HighLevel’s own document on searches.',
    facts: {
      reads: true,
      body: {
        limit: { is: 'number!', max: 500 },
        page: 'number',
        query: 'string',
        searchAfter: 'any[]',
        additionalDetails: {
          is: 'object',
          fields: {
            calendarEvents: 'boolean',
            notes: 'boolean',
            tasks: 'boolean',
            unReadConversations: 'boolean',
          },
        },
        filters: 'object[]',
        sort: SORT,
      },
    },
  },
  'POST /locations/{locationId}/tasks/search': {
    because: 'It changes nothing; its largest page is not described (one source, August 2026).',
    facts: { reads: true, body: { limit: { is: 'number', max: 500 } } },
  },
  'GET /forms/': {
    because: 'The largest page is given only in the text of the description.',
    facts: { query: { limit: { is: 'number', max: 50 } } },
  },
  'GET /surveys/': {
    because: 'The largest page is given only in the text of the description.',
    facts: { query: { limit: { is: 'number', max: 50 } } },
  },
  'GET /forms/submissions': {
    because: 'The largest page is given only in the text of the description.',
    facts: { query: { limit: { is: 'number', max: 100 } } },
  },
  'GET /surveys/submissions': {
    because: 'More than 50 a page are refused, though the description says 100 (one source, 2026).',
    facts: { query: { limit: { is: 'number', max: 50 } } },
  },
  'GET /products/': {
    because: 'The largest page is not described (one source, 2026).',
    facts: { query: { limit: { is: 'number', max: 100 } } },
  },
  'POST /invoices/{invoiceId}/record-payment': {
    because:
      'The description requires a card and a check, whatever was paid with. Only what fits is sent (not measured).',
    facts: {
      body: {
        card: { is: 'object', fields: { brand: 'string!', last4: 'string!' } },
        cheque: { is: 'object', fields: { number: 'string!' } },
      },
    },
  },
  'POST /invoices/estimate': {
    because: 'A longer name is refused (one team, 2026).',
    facts: { body: { name: { is: 'string!', maxLength: 40 } } },
  },
  'GET /proposals/document': {
    because:
      'The description names no scope, and gives only in its text that statuses can be several, with commas; live tokens have this scope (2026).',
    facts: {
      scopes: ['documents_contracts/list.readonly'],
      query: { status: 'string', paymentStatus: 'string' },
    },
  },
  'POST /objects/{schemaKey}/records': {
    because:
      'The body is described as empty; HighLevel’s own document and public connectors (2026) have these.',
    facts: {
      body: { locationId: 'string!', properties: 'object!', owner: 'string[]', followers: 'string[]' },
    },
  },
  'PUT /objects/{schemaKey}/records/{id}': {
    because:
      'The body is described as empty; public connectors (2026) send these. It names no scope; making a record needs this one.',
    facts: { scopes: ['objects/record.write'], body: { properties: 'object', owner: 'string[]' } },
  },
  'GET /proposals/templates': {
    because:
      'The description names no scope; live tokens have this one. A larger page comes back empty (one source, 2026).',
    facts: {
      scopes: ['documents_contracts_template/list.readonly'],
      query: { limit: { is: 'string', max: 20 } },
    },
  },
  'POST /proposals/templates/send': {
    because: 'The description names no scope; live tokens have this one (2026).',
    facts: { scopes: ['documents_contracts_template/sendLink.write'] },
  },
  'GET /objects/{schemaKey}/records/{id}': {
    because: 'The description names no scope; the search of the same records needs this one.',
    facts: { scopes: ['objects/record.readonly'] },
  },
  'PUT /locations/{locationId}/customValues/{id}': {
    because: 'The description names no scope; making a custom value needs this one.',
    facts: { scopes: ['locations/customValues.write'] },
  },
  'GET /voice-ai/dashboard/call-logs': {
    because:
      'The largest page, and that types of actions can be several, with commas, are given only in the text of the description.',
    facts: { query: { pageSize: { is: 'number', max: 50 }, actionType: 'string' } },
  },
  'GET /conversations/messages/export': {
    because: 'More than 100 a page are refused, though the description says 500 (one source, August 2026).',
    facts: { query: { limit: { is: 'number', min: 10, max: 100 } } },
  },
  'POST /conversations/messages/upload': {
    because:
      'The files are sent under `fileAttachment`, as the text of the description says; addresses take their place.',
    facts: { body: { fileAttachment: 'file[]', attachmentUrls: 'string[]' } },
  },
  'POST /forms/upload-custom-files': {
    because:
      'The text of the description says how the caller names each file, and the body has no properties.',
    facts: { namesFiles: true },
  },
  'POST /social-media-posting/{locationId}/posts': {
    because: `A list of media is required, and may be empty (two sources, October 2025 and July 2026). ${POST_TEXTS}`,
    facts: {
      body: {
        ...WRITTEN_POST,
        media: { ...POST_MEDIA, is: 'object[]!', mayBeEmpty: true },
        type: { ...POST_KIND, is: 'string!' },
      },
    },
    v3: {},
  },
  'PUT /social-media-posting/{locationId}/posts/{id}': {
    because: POST_TEXTS,
    facts: { body: WRITTEN_POST },
    v3: {},
  },
  'POST /social-media-posting/{locationId}/posts/list': {
    because: 'It changes nothing; the kind of a post is text, though described as an object.',
    facts: { reads: true, body: { postType: POST_KIND } },
  },
  'POST /opportunities/upsert': {
    because: 'The value is a number, as its example and the other endpoints say, and not an object.',
    facts: { body: { monetaryValue: 'number' } },
  },
  'POST /social-media-posting/{locationId}/tags/details': READS,
  'POST /social-media-posting/statistics': READS,
  'POST /ad-publishing/google/keyword-ideas': READS,
  'POST /store/shipping-zone/shipping-rates': READS,
  'POST /social-media-posting/category/queues/list': READS,
  'POST /social-media-posting/category/queues/list/calendar': READS,
  'POST /social-media-posting/category/queues/{queueId}/edit/calendar': READS,
  'POST /social-media-posting/category/queues/{queueId}/items': READS,
  'POST /social-media-posting/category/queues/{queueId}/slots': READS,
  'POST /social-media-posting/comments/{platform}/list': READS,
};
