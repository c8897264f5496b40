import { contactChangeTriggers } from '../../triggers/contact-changes';
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
  for (const { id } of state.contacts.where(({ tags }) => tags.includes('vip')))
    state.contacts.update(id, { tags: [] });
  const tagged = state.contacts.insert({ locationId, tags: ['vip'] });
  return { locationId, contact, email: String(contact.email), tagged };
}

const sortedBy = (field: string) => [{ field, direction: 'desc' }];

function rows(): Row[] {
  const { locationId, contact, email, tagged } = place();
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
    {
      key: 'updated_contact',
      input: { includeNew: 'yes', query: email },
      sends: {
        call: 'POST /contacts/search',
        body: { locationId, pageLimit: 500, query: email, sort: sortedBy('dateUpdated') },
      },
      gives: [{ id: contact.id }],
      fails: noValue,
    },
    {
      key: 'contact_tag_added',
      input: { tag: 'VIP' },
      sends: {
        call: 'POST /contacts/search',
        body: {
          locationId,
          page: 1,
          pageLimit: 500,
          filters: [{ field: 'tags', operator: 'eq', value: 'vip' }],
          sort: sortedBy('dateUpdated'),
        },
      },
      gives: [{ id: tagged.id, revision: 'new' }],
      fails: { input: {}, says: /^Tag Added to Contact needs a value for “Tag”\.$/, sends: 0 },
    },
    {
      key: 'contact_enters_list',
      input: {
        filters: [
          { field: 'tags', value: 'vip' },
          { field: 'dnd', operator: 'eq', value: 'no' },
        ],
      },
      sends: {
        call: 'POST /contacts/search',
        body: {
          locationId,
          page: 1,
          pageLimit: 500,
          filters: [
            { field: 'tags', operator: 'eq', value: 'vip' },
            { field: 'dnd', operator: 'eq', value: false },
          ],
          sort: sortedBy('dateUpdated'),
        },
      },
      gives: [{ id: tagged.id, revision: 'new' }],
      fails: {
        input: { match: 'OR' },
        says: /needs a value for “Filters”, “Tags”, “Owner” or “Search Text”\.$/,
        sends: 0,
      },
    },
  ];
}

describeCategory(
  zap,
  'Contacts',
  rows,
  [...contactEventTriggers, ...contactChangeTriggers].map(({ key }) => key),
);
