import type { EndpointKey, RequestFacts } from './facts';

interface Correction {
  because: string;
  facts: RequestFacts;
}

const WRITTEN_CONTACT: Correction = {
  because: 'A date of birth is text, and a custom field is named by id or by key.',
  facts: {
    body: {
      dateOfBirth: 'string',
      customFields: { is: 'object[]', fields: { id: 'string', key: 'string', field_value: 'any' } },
    },
  },
};

const TAKES_OUT: Correction = {
  because: 'The contact and what it is taken out of stay, so that “not found” is about one of these.',
  facts: { detaches: true },
};

/**
 * Where the API is known to differ from its description. Each entry is laid over the generated
 * facts: places (`path`, `query`, `body`) are merged field by field, all else is replaced.
 */
export const corrections: { [endpoint in EndpointKey]?: Correction } = {
  'POST /contacts/search': {
    because: 'The description gives an empty body; the API wants these (measured 2026). It changes nothing.',
    facts: {
      reads: true,
      body: {
        locationId: 'string!',
        pageLimit: { is: 'number!', max: 500 },
        page: 'number',
        searchAfter: 'any[]',
        filters: 'object[]',
        sort: {
          is: 'object[]',
          fields: { field: 'string!', direction: { is: 'string!', enum: ['asc', 'desc'] } },
        },
        query: { is: 'string', maxLength: 75 },
      },
    },
  },
  'POST /contacts/': WRITTEN_CONTACT,
  'PUT /contacts/{contactId}': WRITTEN_CONTACT,
  'POST /contacts/upsert': WRITTEN_CONTACT,
  'DELETE /contacts/{contactId}/workflow/{workflowId}': TAKES_OUT,
  'DELETE /contacts/{contactId}/campaigns/{campaignId}': TAKES_OUT,
  'POST /contacts/bulk/tags/update/{type}': {
    because: 'The description leaves out who may call it, and what {type} can be.',
    facts: { access: ['location'], path: { type: { is: 'string!', enum: ['add', 'remove'] } } },
  },
  'POST /contacts/bulk/business': {
    because: 'The description leaves out who may call it, and that no business takes contacts out of theirs.',
    facts: { access: ['location'], body: { businessId: 'string' } },
  },
  'POST /users/search/filter-by-email': { because: 'It changes nothing.', facts: { reads: true } },
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
    because: 'It changes nothing; a search for everything goes without words and cursor (live, 2026).',
    facts: { reads: true, body: { query: 'string', searchAfter: 'string[]' } },
  },
  'PUT /blogs/posts/{postId}': {
    because: 'Without a count of words HighLevel drops the content; the description of v3 has it alone.',
    facts: { body: { wordCount: 'number' } },
  },
  'POST /conversations/messages': {
    because: 'A sub-type and a status are required in the description only: live connectors send neither.',
    facts: {
      body: { subType: 'object', status: { is: 'string', enum: ['delivered', 'failed', 'pending', 'read'] } },
    },
  },
  'GET /conversations/{conversationId}/messages': {
    because: 'Several types go with commas, as the prose says, and not one alone.',
    facts: { query: { type: 'string' } },
  },
  'GET /conversations/messages/email/{id}': {
    because: 'The description leaves out who may call it.',
    facts: { access: ['location'] },
  },
  'POST /calendars/groups/validate-slug': { because: 'It changes nothing.', facts: { reads: true } },
  'PUT /calendars/events/appointments/{eventId}': {
    because: 'It runs the automations of the calendar each time, reminders among them.',
    facts: { notRepeatable: true },
  },
  'DELETE /calendars/events/{eventId}': {
    because: 'The body is to be `{}`, as described, and not left out.',
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
    because: 'The largest page stands in the prose only.',
    facts: { query: { limit: { is: 'number', max: 100 } } },
  },
  'POST /opportunities/upsert': {
    because: 'The value is a number, as its example and the other endpoints say, and no object.',
    facts: { body: { monetaryValue: 'number' } },
  },
};
