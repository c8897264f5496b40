import type { RequestFacts } from './facts';
import type { EndpointKey } from './index';

/**
 * Where the API is known to differ from its description. Each entry is laid over the generated
 * facts: places (`path`, `query`, `body`) are merged field by field, all else is replaced.
 */
export const corrections: { [endpoint in EndpointKey]?: { because: string; facts: RequestFacts } } = {
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
  'POST /contacts/': {
    because: 'A date of birth is text, and a custom field is named by id or by key.',
    facts: {
      body: {
        dateOfBirth: 'string',
        customFields: { is: 'object[]', fields: { id: 'string', key: 'string', field_value: 'any' } },
      },
    },
  },
  'PUT /contacts/{contactId}': {
    because: 'A date of birth is text, and a custom field is named by id or by key.',
    facts: {
      body: {
        dateOfBirth: 'string',
        customFields: { is: 'object[]', fields: { id: 'string', key: 'string', field_value: 'any' } },
      },
    },
  },
  'POST /contacts/upsert': {
    because: 'A date of birth is text, and a custom field is named by id or by key.',
    facts: {
      body: {
        dateOfBirth: 'string',
        customFields: { is: 'object[]', fields: { id: 'string', key: 'string', field_value: 'any' } },
      },
    },
  },
  'POST /contacts/bulk/tags/update/{type}': {
    because: 'The description leaves out who may call it, and what {type} can be.',
    facts: { access: ['location'], path: { type: { is: 'string!', enum: ['add', 'remove'] } } },
  },
  'POST /contacts/bulk/business': {
    because: 'The description leaves out who may call it.',
    facts: { access: ['location'] },
  },
  'GET /conversations/messages/email/{id}': {
    because: 'The description leaves out who may call it.',
    facts: { access: ['location'] },
  },
};
