import { contactFilters, toFilters, together, toLookUp } from '../fields/contact-filters';
import { type Field, text } from '../fields/field';
import { phoneFilter } from '../fields/phone';
import { toText } from '../fields/values';
import type { Input } from '../highlevel/compose';
import { opening, type SearchSpec } from '../operations/search-spec';
import type { Run } from '../operations/spec';
import { contacts, oneContact } from '../reads/contacts';

/** The contacts that a search gives at most. */
const MOST = 20;

const lookUp = (key: string, label: string, helpText?: string): Field =>
  text(key, label, {
    ...(helpText && { helpText }),
    notSent: 'It becomes one of the filters.',
    send: toLookUp,
  });

export const contactSearches: SearchSpec[] = [
  {
    ...contacts,
    key: 'find_contact',
    label: 'Find Contact',
    description: 'Finds a contact by email, phone, ID, or any other field.',
    fields: [
      lookUp('email', 'Email'),
      lookUp('phone', 'Phone', 'Best with its country code, such as +1 312 555 0142.'),
      lookUp('id', 'Contact ID', 'The contact ID of an earlier step.'),
      ...contactFilters(),
    ],
    most: MOST,
    ways: [
      opening(oneContact, ['id'], {
        alone: true,
        notOffered: { contactId: 'It is the Contact ID.' },
        input: ({ id }) => ({ contactId: id }),
      }),
    ],
    input: findContact,
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
    ...(query !== undefined && { query }),
    ...(wanted.length && { filters: together(wanted, match) }),
  };
}
