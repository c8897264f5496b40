import { contactFilters, toFilters, together, toLookUp } from '../fields/contact-filters';
import type { Field } from '../fields/field';
import { phoneFilter } from '../fields/phone';
import { toText } from '../fields/values';
import type { Input } from '../highlevel/compose';
import type { Run, SearchSpec } from '../operations/spec';
import { contact } from '../records/contact';

/** The contacts that a search gives at most; a Zap goes on with the first, and may use them all. */
const MOST = 20;

const notSent = 'It becomes one of the filters.';

const lookUps: Field[] = [
  { key: 'email', label: 'Email', type: 'string', notSent, send: toLookUp },
  {
    key: 'phone',
    label: 'Phone',
    type: 'string',
    helpText: 'Best with its country code, such as +1 312 555 0142.',
    notSent,
    send: toLookUp,
  },
  {
    key: 'id',
    label: 'Contact ID',
    type: 'string',
    helpText: 'The contact ID of an earlier step.',
    notSent,
    send: toLookUp,
  },
];

export const contactSearches: SearchSpec[] = [
  {
    key: 'find_contact',
    label: 'Find Contact',
    description: 'Finds a contact by email, phone, ID, or any other field.',
    endpoint: 'POST /contacts/search',
    fields: [...lookUps, ...contactFilters()],
    notOffered: {
      pageLimit: 'A search gives the best matches, not pages.',
      page: 'A search gives the best matches, not pages.',
      searchAfter: 'A search gives the best matches, not pages.',
      sort: 'The contact that changed last is the best match.',
    },
    input: findContact,
    items: 'contacts',
    record: contact,
  },
];

function findContact({ email, phone, id, query, filters, match }: Input, run: Run): Input {
  const wanted = [
    ...(email ? [{ field: 'email', operator: 'eq', value: toText(email).toLowerCase() }] : []),
    ...(phone ? [{ field: 'phone', ...phoneFilter(toText(phone)) }] : []),
    ...(id ? [{ field: 'id', operator: 'eq', value: id }] : []),
    ...toFilters(run.z, filters),
  ];
  if (!wanted.length && query === undefined) {
    throw run.needs('email', 'phone', 'id', 'query', 'filters');
  }
  return {
    pageLimit: MOST,
    ...(query !== undefined && { query }),
    ...(wanted.length && { filters: together(wanted, match) }),
    sort: [{ field: 'dateUpdated', direction: 'desc' }],
  };
}
