import { contactEventTriggers } from '../../triggers/contacts-events';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();

/** What the rows are told of the sandbox. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const here = (row: { locationId: string }) => row.locationId === locationId;
  const contact = first(state.contacts.where((row) => here(row) && Boolean(row.email)));
  return { locationId, contact, email: String(contact.email) };
}

const sortedBy = (field: string) => [{ field, direction: 'desc' }];

function rows(): Row[] {
  const { locationId, contact, email } = place();
  const noValue = {
    input: { filters: [{ field: 'email', operator: 'eq' }] },
    says: /^The filter on “Email” needs a value\.$/,
    sends: 0,
  };
  return [
    {
      key: 'new_contact',
      input: { filters: [{ field: 'email', operator: 'eq', value: email.toUpperCase() }], match: 'AND' },
      sends: {
        call: 'POST /contacts/search',
        body: {
          locationId,
          pageLimit: 500,
          filters: [{ field: 'email', operator: 'eq', value: email }],
          sort: sortedBy('dateAdded'),
        },
      },
      gives: [{ id: contact.id, revision: 'new' }],
      fails: noValue,
    },
  ];
}

describeCategory(
  zap,
  'Contacts',
  rows,
  contactEventTriggers.map(({ key }) => key),
);
