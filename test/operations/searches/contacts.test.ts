import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

/** The sub-account, and a contact of it. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const contacts = zap.sandbox.state.contacts.where((row) => row.locationId === locationId);
  const contact = contacts.find(({ email, phone }) => email && phone);
  return {
    locationId,
    contactId: String(contact?.id),
    email: String(contact?.email),
    phone: String(contact?.phone),
  };
}

/** The latest changed first. */
const LATEST = [{ field: 'dateUpdated', direction: 'desc' }];

const rows = ({ locationId, contactId, email, phone }: ReturnType<typeof place>): SearchRow[] => [
  {
    key: 'find_contact',
    uses: [
      {
        input: { email: email.toUpperCase(), phone: `${phone.slice(0, 5)} ${phone.slice(5)}`, match: 'AND' },
        sends: {
          call: 'POST /contacts/search',
          body: {
            locationId,
            pageLimit: 1,
            filters: [
              { field: 'email', operator: 'eq', value: email },
              { field: 'phone', operator: 'eq', value: phone },
            ],
            sort: LATEST,
          },
        },
        gives: { id: contactId, email },
      },
      {
        input: { id: contactId, match: 'AND' },
        sends: { call: `GET /contacts/${contactId}` },
        gives: { id: contactId, email },
      },
    ],
    several: { input: { query: 'example' }, ids: expect.any(Array) },
    nothing: [{ email: 'nobody@example.com' }, { id: UNKNOWN }, { id: UNKNOWN, query: 'a' }],
    refused: { input: {}, says: /^Find Contact needs a value for “Email”/, sends: 0 },
  },
];

describeSearches(zap, 'Contacts', () => rows(place()));
