import { contactCreates } from '../../creates/contacts';
import { contactTriggers } from '../../triggers/contacts';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();

/** What a row of the table is told about the sandbox. */
interface Place {
  locationId: string;
  contactId: string;
  /** Another contact, for steps about many. */
  otherId: string;
  email: string;
  phone: string;
  appointmentId: string;
  taskId: string;
  noteId: string;
  campaignId: string;
  businessId: string;
  userId: string;
}

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

function place(): Place {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const here = (row: { locationId: string }) => row.locationId === locationId;
  const note = first(state.notes.where(here));
  const task = first(state.tasks.where((row) => here(row) && row.contactId === note.contactId));
  const contact = state.contacts.get(String(note.contactId));
  const appointment = state.appointments.insert({
    locationId,
    contactId: String(note.contactId),
    calendarId: first(state.calendars.where(here)).id,
    title: 'First consultation',
    startTime: '2026-07-01T15:00:00.000Z',
    endTime: '2026-07-01T15:30:00.000Z',
  });
  const other = first(state.contacts.where((row) => here(row) && row.id !== contact?.id));
  return {
    locationId,
    contactId: String(contact?.id),
    otherId: other.id,
    email: String(contact?.email),
    phone: String(contact?.phone),
    appointmentId: appointment.id,
    taskId: task.id,
    noteId: note.id,
    campaignId: first(state.campaigns.where(here)).id,
    businessId: first(state.businesses.where(here)).id,
    userId: first(state.users.where((user) => user.locationIds.includes(locationId))).id,
  };
}

const rows = ({
  locationId,
  contactId,
  otherId,
  email,
  phone,
  appointmentId,
  taskId,
  noteId,
  campaignId,
  businessId,
  userId,
}: Place): Row[] => {
  const contact = { contactId };
  const nobody = { contactId: UNKNOWN };
  const task = { ...contact, taskId };
  const note = { ...contact, id: noteId };
  const noContact = /“Contact not found/;
  return [
    {
      key: 'search_contacts',
      input: {
        filters: [
          { field: 'email', operator: 'eq', value: email.toUpperCase() },
          { field: 'dateAdded', operator: 'gte', value: '2020-01-01' },
        ],
        match: 'AND',
      },
      sends: {
        call: 'POST /contacts/search',
        body: {
          locationId,
          pageLimit: 500,
          filters: [
            { field: 'email', operator: 'eq', value: email },
            { field: 'dateAdded', operator: 'range', value: { gte: '2020-01-01T00:00:00.000Z' } },
          ],
          sort: [{ field: 'dateAdded', direction: 'desc' }],
        },
      },
      gives: [{ id: contactId, email, revision: 'new' }],
      fails: {
        input: { filters: [{ field: 'email', operator: 'eq' }] },
        says: /^The filter on “Email” needs a value\.$/,
        sends: 0,
      },
    },
    {
      key: 'get_contact',
      input: contact,
      sends: { call: `GET /contacts/${contactId}` },
      gives: [{ id: contactId, email, revision: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) }],
      fails: { input: nobody, says: noContact },
    },
    {
      key: 'get_contacts_by_business',
      input: { businessId, query: '' },
      sends: { call: `GET /contacts/business/${businessId}`, query: { locationId, limit: '100' } },
      gives: expect.arrayContaining([expect.objectContaining({ businessId, locationId, revision: 'new' })]),
      fails: { input: {}, says: /^Get Contacts by Business needs a value for “Business”\.$/, sends: 0 },
    },
    {
      key: 'get_duplicate_contact',
      input: { email },
      sends: { call: 'GET /contacts/search/duplicate', query: { locationId, email } },
      gives: [{ id: contactId, found: true, revision: contactId }],
      fails: { input: { email: ' ' }, says: /needs a value for “Email” or “Phone”\.$/, sends: 0 },
    },
    {
      key: 'get_contact_appointments',
      input: contact,
      sends: { call: `GET /contacts/${contactId}/appointments`, besides: [`GET /locations/${locationId}`] },
      gives: expect.arrayContaining([
        expect.objectContaining({
          id: appointmentId,
          startTime: '2026-07-01T11:00:00.000-04:00',
          revision: 'new',
        }),
      ]),
      fails: { input: nobody, says: noContact },
    },
    {
      key: 'get_contact_tasks',
      input: contact,
      sends: { call: `GET /contacts/${contactId}/tasks` },
      gives: expect.arrayContaining([expect.objectContaining({ id: taskId, contactId, revision: 'new' })]),
      fails: { input: nobody, says: noContact },
    },
    {
      key: 'get_contact_task',
      input: task,
      sends: { call: `GET /contacts/${contactId}/tasks/${taskId}` },
      gives: [{ id: taskId, contactId, revision: expect.stringMatching(/^[0-9a-f]{32}$/) }],
      fails: { input: { ...contact, taskId: UNKNOWN }, says: /was not found/ },
    },
    {
      key: 'get_contact_notes',
      input: contact,
      sends: { call: `GET /contacts/${contactId}/notes` },
      gives: expect.arrayContaining([expect.objectContaining({ id: noteId, contactId, revision: 'new' })]),
      fails: { input: nobody, says: noContact },
    },
    {
      key: 'get_contact_note',
      input: note,
      sends: { call: `GET /contacts/${contactId}/notes/${noteId}` },
      gives: [{ id: noteId, contactId, revision: expect.stringMatching(/^[0-9a-f]{32}$/) }],
      fails: { input: { ...contact, id: UNKNOWN }, says: /was not found/ },
    },
    {
      key: 'list_contacts',
      input: { query: email },
      sends: { call: 'GET /contacts/', query: { locationId, limit: '100', query: email } },
      gives: [{ id: contactId, email, name: expect.stringMatching(/^[A-Z]/), revision: 'new' }],
      fails: {
        input: { query: { no: 'text' } },
        says: /^“Search Text” must be text, and not a group of fields\.$/,
        sends: 0,
      },
    },
    {
      key: 'create_contact',
      input: {
        firstName: ' Ada ',
        lastName: "O'Neill",
        email: 'ada@example.com',
        phone: '+44 20 7946 0018',
        tags: 'vip, new, warm',
        country: 'United Kingdom',
        dateOfBirth: '1990-09-25T00:00:00-05:00',
        dnd: 'no',
        dndSettings__Email__status: 'Active',
        website: '',
        assignedTo: userId,
        gender: 'female',
        companyName: 'Analytical Engines',
      },
      sends: {
        call: 'POST /contacts/',
        body: {
          locationId,
          firstName: 'Ada',
          lastName: "O'Neill",
          email: 'ada@example.com',
          phone: '+44 20 7946 0018',
          tags: ['vip', 'new', 'warm'],
          country: 'GB',
          dateOfBirth: '1990-09-25',
          dnd: false,
          dndSettings: { Email: { status: 'active' } },
          assignedTo: userId,
          gender: 'female',
          companyName: 'Analytical Engines',
        },
      },
      gives: {
        id: expect.any(String),
        name: "Ada O'Neill",
        tags: ['vip', 'new', 'warm'],
        dateOfBirth: '1990-09-25',
      },
      fails: {
        input: { firstName: 'Twin', email },
        says: new RegExp(`exists already, with the id ${contactId}`),
      },
    },
    {
      key: 'update_contact',
      input: {
        contactId,
        city: 'Leeds',
        companyName: 'Difference Engines',
        lastName: '',
        tags: [],
        clear: ['source', 'dateOfBirth'],
      },
      sends: {
        call: `PUT /contacts/${contactId}`,
        body: { city: 'Leeds', companyName: 'Difference Engines', source: '', dateOfBirth: null },
      },
      gives: { id: contactId, city: 'Leeds', companyName: 'Difference Engines', email },
      fails: {
        input: { contactId, city: 'Leeds', clear: ['city'] },
        says: /has a value and is to be cleared/,
        sends: 0,
      },
    },
    {
      key: 'delete_contact',
      input: contact,
      sends: { call: `DELETE /contacts/${contactId}` },
      gives: { id: contactId, deleted: true },
      fails: { input: nobody, says: noContact },
    },
    {
      key: 'upsert_contact',
      input: { email: email.toUpperCase(), phone, source: 'LocaliQ', createNewIfDuplicateAllowed: 'false' },
      sends: {
        call: 'POST /contacts/upsert',
        body: {
          locationId,
          email: email.toUpperCase(),
          phone,
          source: 'LocaliQ',
          createNewIfDuplicateAllowed: false,
        },
      },
      gives: { id: contactId, new: false, source: 'LocaliQ' },
      fails: { input: { email: 'not an address' }, says: /HighLevel says: “Email must be an email”/ },
    },
    {
      key: 'add_tags_to_contact',
      input: { contactId, tags: 'vip, vip, warm' },
      sends: { call: `POST /contacts/${contactId}/tags`, body: { tags: ['vip', 'warm'] } },
      gives: { id: contactId, success: true, tags: expect.arrayContaining(['vip', 'warm']) },
      fails: {
        input: { contactId, tags: [' '] },
        says: /^Add Tags to Contact needs a value for “Tags”\.$/,
        sends: 0,
      },
    },
    {
      key: 'remove_tags_from_contact',
      input: { contactId, tags: ['vip'] },
      sends: { call: `DELETE /contacts/${contactId}/tags`, body: { tags: ['vip'] } },
      gives: { id: contactId, success: true, tags: expect.not.arrayContaining(['vip']) },
      fails: { input: { ...nobody, tags: ['vip'] }, says: noContact },
    },
    {
      key: 'bulk_update_contact_tags',
      input: { type: 'add', contacts: [contactId, UNKNOWN], tags: ['vip'] },
      sends: {
        call: 'POST /contacts/bulk/tags/update/add',
        body: { locationId, contacts: [contactId, UNKNOWN], tags: ['vip'] },
      },
      gives: {
        success: false,
        errorCount: 1,
        results: [
          expect.objectContaining({ contactId, success: true }),
          expect.objectContaining({ contactId: UNKNOWN, success: false }),
        ],
      },
      fails: {
        input: { type: 'add', contacts: [contactId, otherId], removeAllTags: true },
        says: /^“Remove All Tags” works only with “Remove Tags”\.$/,
        sends: 0,
      },
    },
    {
      key: 'create_contact_task',
      input: {
        contactId,
        title: 'Call back',
        dueDate: '2026-12-01T09:00:00-05:00',
        completed: 'false',
        assignedTo: userId,
      },
      sends: {
        call: `POST /contacts/${contactId}/tasks`,
        body: {
          title: 'Call back',
          dueDate: '2026-12-01T09:00:00-05:00',
          completed: false,
          assignedTo: userId,
        },
      },
      gives: { id: expect.any(String), title: 'Call back', contactId, completed: false },
      fails: {
        input: { contactId, title: 'Call back', dueDate: 'soon', completed: false },
        says: /^“Due Date” must be a date and time, such as .*; it is “soon”\.$/,
        sends: 0,
      },
    },
    {
      key: 'update_contact_task',
      input: { ...task, title: 'Call back today', clear: ['body'] },
      sends: {
        call: `PUT /contacts/${contactId}/tasks/${taskId}`,
        body: { title: 'Call back today', body: '' },
      },
      gives: { id: taskId, title: 'Call back today' },
      fails: {
        input: { ...task, completed: 'maybe' },
        says: /^“Is Completed” must be yes or no; it is “maybe”\.$/,
        sends: 0,
      },
    },
    {
      key: 'complete_contact_task',
      input: { ...task, completed: 'yes' },
      sends: { call: `PUT /contacts/${contactId}/tasks/${taskId}/completed`, body: { completed: true } },
      gives: { id: taskId, completed: true },
      fails: { input: { ...contact, taskId: UNKNOWN, completed: true }, says: /was not found/ },
    },
    {
      key: 'delete_contact_task',
      input: task,
      sends: { call: `DELETE /contacts/${contactId}/tasks/${taskId}` },
      gives: { id: taskId, deleted: true },
      fails: { input: { ...contact, taskId: UNKNOWN }, says: /was not found/ },
    },
    {
      key: 'create_contact_note',
      input: { contactId, body: '  Hi {{contact.first_name}} 👋 "quoted"\n', pinned: true, color: '#FFAA00' },
      sends: {
        call: `POST /contacts/${contactId}/notes`,
        body: { body: '  Hi {{contact.first_name}} 👋 "quoted"\n', pinned: true, color: '#FFAA00' },
      },
      gives: {
        id: expect.any(String),
        body: '  Hi {{contact.first_name}} 👋 "quoted"\n',
        contactId,
        pinned: true,
      },
      fails: {
        input: { contactId, body: ' ' },
        says: /^Create Contact Note needs a value for “Text”\.$/,
        sends: 0,
      },
    },
    {
      key: 'update_contact_note',
      input: { ...note, body: 'Prefers the afternoon.' },
      sends: { call: `PUT /contacts/${contactId}/notes/${noteId}`, body: { body: 'Prefers the afternoon.' } },
      gives: { id: noteId, body: 'Prefers the afternoon.' },
      fails: { input: { ...contact, id: UNKNOWN, body: 'x' }, says: /was not found/ },
    },
    {
      key: 'delete_contact_note',
      input: note,
      sends: { call: `DELETE /contacts/${contactId}/notes/${noteId}` },
      gives: { id: noteId, deleted: true },
      fails: { input: { ...contact, id: UNKNOWN }, says: /was not found/ },
    },
    {
      key: 'add_contact_to_campaign',
      input: { contactId, campaignId },
      sends: { call: `POST /contacts/${contactId}/campaigns/${campaignId}`, body: {} },
      gives: { id: contactId, contactId, campaignId, success: true },
      fails: { input: { ...nobody, campaignId }, says: noContact },
    },
    {
      key: 'remove_contact_from_campaign',
      input: { contactId, campaignId },
      sends: { call: `DELETE /contacts/${contactId}/campaigns/${campaignId}` },
      gives: { id: contactId, contactId, campaignId, success: true },
      fails: { input: { ...nobody, campaignId }, says: noContact },
    },
    {
      key: 'remove_contact_from_all_campaigns',
      input: contact,
      sends: { call: `DELETE /contacts/${contactId}/campaigns/removeAll` },
      gives: { id: contactId, contactId, success: true },
      fails: { input: nobody, says: noContact },
    },
  ];
};

const keys = [...contactTriggers, ...contactCreates].map(({ key }) => key);
describeCategory(zap, 'Contacts', () => rows(place()), keys);

describe('the company in Update Contact', () => {
  const update = (input: object) =>
    zap.run('creates', 'update_contact', { contactId: place().contactId, ...input });

  test('can be cleared', async () => {
    await update({ companyName: 'Difference Engines' });
    expect(await update({ clear: ['Company'] })).not.toHaveProperty('companyName', 'Difference Engines');
    expect(zap.sent().at(-1)?.body).toEqual({ companyName: '' });
  });

  // The description does not have it, and one report alone says that it is taken.
  test.each([
    ['filled in', { city: 'Leeds', companyName: 'Difference Engines' }],
    ['cleared', { city: 'Leeds', clear: ['companyName'] }],
  ])('is named where HighLevel does not take it, when it is %s', async (_how, input) => {
    zap.sandbox.faults.add({
      endpoint: 'PUT /contacts/{contactId}',
      status: 422,
      body: {
        statusCode: 422,
        message: ['property companyName should not exist'],
        error: 'Unprocessable Entity',
      },
    });
    expect(await zap.sentence(update(input))).toMatch(
      /^Update Contact did not work\. HighLevel says: “Company should not exist”\. HighLevel does not take “Company” here: leave it out of this step\./,
    );
    expect(zap.sent()).toHaveLength(1);
  });
});

describe.each(['update_contact', 'upsert_contact'])('the tags to add in %s', (key) => {
  const person = () => {
    const { contactId, email } = place();
    zap.sandbox.state.contacts.update(contactId, { tags: ['vip'] });
    return { contactId, email };
  };
  const save = (input: object) => {
    const { contactId, email } = person();
    const who = key === 'update_contact' ? { contactId } : { email };
    return { contactId, run: zap.run('creates', key, { ...who, lastName: 'Byron', ...input }) };
  };
  const calls = () => zap.sent().map(({ endpoint }) => endpoint);
  const ADD = 'POST /contacts/{contactId}/tags';

  test('are added to those that the contact has, by a second request', async () => {
    const { contactId, run } = save({ addTags: 'newsletter, new patient' });
    const tags = ['vip', 'newsletter', 'new patient'];
    expect(await run).toMatchObject({ id: contactId, lastName: 'Byron', tags });
    expect(zap.sandbox.state.contacts.get(contactId)?.tags).toEqual(tags);
    expect(calls()).toHaveLength(2);
    expect(zap.sent()[0]?.body).not.toHaveProperty('tags');
    expect(zap.sent()[1]).toMatchObject({ endpoint: ADD, body: { tags: ['newsletter', 'new patient'] } });
  });

  test('cost no request where there are none', async () => {
    await save({ addTags: [] }).run;
    expect(calls()).toHaveLength(1);
  });

  test('come after those that replace all', async () => {
    const { run } = save({ tags: ['recall due'], addTags: ['newsletter'] });
    expect(await run).toMatchObject({ tags: ['recall due', 'newsletter'] });
  });

  test.each<
    [what: string, answer: { status: number; body: { [name: string]: string | string[] } }, why: RegExp]
  >([
    ['refuses them', { status: 400, body: { message: 'No such tag' } }, /“No such tag”/],
    ['answers without them', { status: 200, body: { tags: ['vip'], tagsAdded: [] } }, /not all were added/],
  ])('where HighLevel %s, the step says that the contact is saved', async (_what, answer, why) => {
    zap.sandbox.faults.add({ endpoint: ADD, ...answer });
    const { contactId, run } = save({ addTags: 'newsletter' });
    const sentence = await zap.sentence(run);
    expect(sentence).toMatch(
      /^The contact is saved, and its tags are not added\. .+ Running this step again is safe\.$/,
    );
    expect(sentence).toMatch(why);
    expect(zap.sandbox.state.contacts.get(contactId)).toMatchObject({ lastName: 'Byron', tags: ['vip'] });
  });

  test('where HighLevel takes no more calls, Zapier runs the step again', async () => {
    const headers = { 'x-ratelimit-interval-milliseconds': '3600000' };
    zap.sandbox.faults.add({ endpoint: ADD, status: 429, headers, times: 9 });
    await expect(save({ addTags: 'newsletter' }).run).rejects.toMatchObject({ name: 'ThrottledError' });
  });
});

test('Upsert Contact that may make a second contact asks not to be run again for its tags', async () => {
  const location = first(
    zap.sandbox.state.locations.where(({ id }) => id === first(zap.sandbox.locations).locationId),
  );
  const settings = { ...location.settings, allowDuplicateContact: true };
  zap.sandbox.state.locations.update(location.id, { settings });
  const tags = 'POST /contacts/{contactId}/tags';
  zap.sandbox.faults.add({ endpoint: tags, status: 429, headers: {}, times: 99 });
  const { email } = place();
  const input = { email, addTags: 'newsletter', createNewIfDuplicateAllowed: true };
  expect(await zap.sentence(zap.run('creates', 'upsert_contact', input))).toBe(
    'The contact is saved, and its tags are not added. HighLevel took no more calls just now. Running this step again may create a second contact: add the tags by Add Tags to Contact.',
  );
});

describe('Upsert Contact', () => {
  const upsert = (input: object) => zap.run('creates', 'upsert_contact', input);

  test('tells a contact that it made from one that was there', async () => {
    expect(await upsert({ email: 'new@example.com' })).toMatchObject({ new: true, identityNote: '' });
    const { email, contactId, phone } = place();
    const again = { new: false, id: contactId, identityNote: '' };
    expect(await upsert({ email, phone })).toMatchObject(again);
    expect(await upsert({ email: email.toUpperCase() })).toMatchObject(again);
  });

  test('tells when email and phone belong to two contacts', async () => {
    const { email, contactId, otherId } = place();
    const phone = '+12125550188';
    zap.sandbox.state.contacts.update(otherId, { phone });
    expect(await upsert({ email, phone: '+1 212 555 0188' })).toMatchObject({
      id: contactId,
      new: false,
      identityNote:
        'HighLevel did not take the phone number. As a rule another contact has it: email and phone belong to two contacts then.',
    });
  });
});
