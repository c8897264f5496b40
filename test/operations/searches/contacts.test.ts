import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();
const state = () => zap.sandbox.state;

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

/** The sub-account, and a contact of it. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const contacts = state().contacts.where((row) => row.locationId === locationId);
  const contact = contacts.find(({ email, phone }) => email && phone);
  const contactId = String(contact?.id);
  const { id: businessId } = first(state().businesses.where((row) => row.locationId === locationId));
  const [other] = contacts.filter(({ id }) => id !== contactId);
  state().contacts.update(contactId, { businessId });
  state().contacts.update(String(other?.id), { businessId });
  const userId = first(state().users.where(({ locationIds }) => locationIds.includes(locationId))).id;
  const task = (title: string, dueDate: string, completed: boolean) =>
    state().tasks.insert({
      locationId,
      contactId,
      title,
      dueDate,
      completed,
      assignedTo: userId,
      dateAdded: '2026-05-01T09:00:00.000Z',
    }).id;
  const note = (body: string, dateAdded: string) =>
    state().notes.insert({ locationId, contactId, body, dateAdded }).id;
  return {
    locationId,
    businessId,
    inBusiness: [contactId, String(other?.id)].sort(),
    userId,
    tasks: {
      late: task('Send the offer again', '2031-03-12T15:00:00.000Z', false),
      soon: task('Send the Offer', '2031-03-10T15:00:00.000Z', false),
      done: task('Send the card', '2031-03-09T15:00:00.000Z', true),
    },
    notes: {
      early: note('<p>Asked for an implant.</p>', '2031-03-01T09:00:00.000Z'),
      late: note('<p>Wants the IMPLANT in May.</p>', '2031-03-02T09:00:00.000Z'),
    },
    contactId,
    email: String(contact?.email),
    phone: String(contact?.phone),
  };
}

/** The latest changed first. */
const LATEST = [{ field: 'dateUpdated', direction: 'desc' }];

const rows = ({
  locationId,
  contactId,
  businessId,
  inBusiness,
  userId,
  tasks,
  notes,
  email,
  phone,
}: ReturnType<typeof place>): SearchRow[] => [
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
  {
    key: 'find_duplicate_contact',
    uses: [
      {
        input: { email, number: phone },
        sends: { call: 'GET /contacts/search/duplicate', query: { locationId, email, number: phone } },
        gives: { id: contactId, email },
      },
    ],
    nothing: [{ email: 'nobody@example.com' }],
    refused: { input: {}, says: /^Find Duplicate Contact needs a value for “Email” or “Phone”\.$/, sends: 0 },
  },
  {
    key: 'find_business_contacts',
    uses: [
      {
        input: { businessId, query: email },
        sends: {
          call: `GET /contacts/business/${businessId}`,
          query: { locationId, limit: '1', query: email },
        },
        gives: { id: contactId, email },
      },
    ],
    several: { input: { businessId }, ids: expect.arrayContaining(inBusiness) },
    nothing: [{ businessId, query: 'nobody@example.com' }],
    refused: { input: {}, says: /^Find Contacts of Business needs a value for “Business”\.$/, sends: 0 },
  },
  {
    key: 'find_task',
    uses: [
      {
        input: { query: 'send the offer', assignedTo: [userId], completed: 'no', dueFrom: '2031-03-01' },
        sends: {
          call: `POST /locations/${locationId}/tasks/search`,
          body: { query: 'send the offer', assignedTo: [userId], completed: false, limit: 500 },
        },
        gives: { id: tasks.soon, title: 'Send the Offer', completed: false, contactId },
      },
      {
        input: { contactId, query: 'send', completed: 'yes' },
        sends: { call: `GET /contacts/${contactId}/tasks` },
        gives: { id: tasks.done, completed: true },
      },
      {
        input: { contactId, taskId: tasks.late },
        sends: { call: `GET /contacts/${contactId}/tasks/${tasks.late}` },
        gives: { id: tasks.late },
      },
    ],
    several: {
      input: { contactId, query: 'send', dueFrom: '2031-03-10', dueTo: '2031-03-12' },
      ids: [tasks.soon, tasks.late],
    },
    nothing: [
      { query: 'send the crown' },
      { contactId, query: 'send', dueFrom: '2032-01-01' },
      { contactId, taskId: UNKNOWN },
      { contactId: UNKNOWN },
    ],
    refused: { input: { taskId: tasks.late }, says: /^Find Task needs a value for “Contact”/, sends: 0 },
  },
  {
    key: 'find_contact_note',
    uses: [
      {
        input: { contactId, text: 'implant' },
        sends: { call: `GET /contacts/${contactId}/notes` },
        gives: { id: notes.late },
      },
      {
        input: { contactId, id: notes.early },
        sends: { call: `GET /contacts/${contactId}/notes/${notes.early}` },
        gives: { id: notes.early },
      },
    ],
    several: { input: { contactId, text: 'Implant' }, ids: [notes.late, notes.early] },
    nothing: [{ contactId, text: 'crown' }, { contactId, id: UNKNOWN }, { contactId: UNKNOWN }],
    refused: { input: {}, says: /^Find Contact's Notes needs a value for “Contact”\.$/, sends: 0 },
  },
];

describeSearches(zap, 'Contacts', () => rows(place()));
