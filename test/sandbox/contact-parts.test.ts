import { type Sandbox, startSandbox } from '../../sandbox/server';
import { at, caller, rowsAt, textAt } from './client';

let sandbox: Sandbox;
let contactId: string;
const call = caller(() => sandbox);
const here = () => ({ locationId: sandbox.locations[0]?.locationId ?? '' });
const path = (more = {}) => ({ contactId, ...more });

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => {
  sandbox.reset();
  contactId = sandbox.state.contacts.insert({ ...here(), firstName: 'Ada', tags: ['vip'] }).id;
});
afterAll(() => sandbox.close());

describe('tasks', () => {
  const body = {
    title: 'Call',
    body: 'About the note G',
    dueDate: '2026-05-01T10:00:00.000Z',
    completed: false,
  };
  const add = () => call('POST /contacts/{contactId}/tasks', { path: path(), body });

  test('are created, read, changed, completed and deleted', async () => {
    const added = await add();
    expect(added).toMatchObject({ status: 201, body: { task: { ...body, contactId } } });
    const one = { path: path({ taskId: textAt(added.body, 'task.id') }) };
    expect((await call('GET /contacts/{contactId}/tasks', { path: path() })).body).toMatchObject({
      tasks: [body],
    });
    const changed = await call('PUT /contacts/{contactId}/tasks/{taskId}', {
      ...one,
      body: { title: 'Write' },
    });
    expect(changed.body).toMatchObject({ task: { ...body, title: 'Write' } });
    await call('PUT /contacts/{contactId}/tasks/{taskId}/completed', { ...one, body: { completed: true } });
    expect((await call('GET /contacts/{contactId}/tasks/{taskId}', one)).body).toMatchObject({
      task: { title: 'Write', completed: true },
    });
    expect((await call('DELETE /contacts/{contactId}/tasks/{taskId}', one)).body).toMatchObject({
      succeded: true,
    });
    expect(await call('DELETE /contacts/{contactId}/tasks/{taskId}', one)).toMatchObject({ status: 400 });
  });

  test('want a due date that is one', async () => {
    const request = { path: path(), body: { ...body, dueDate: 'soon' } };
    expect(await call('POST /contacts/{contactId}/tasks', request)).toMatchObject({
      status: 422,
      body: { message: ['dueDate must be a valid ISO 8601 date string'] },
    });
  });

  test('are their contact’s alone', async () => {
    const taskId = textAt((await add()).body, 'task.id');
    const other = sandbox.state.contacts.insert({ ...here(), firstName: 'Bea' }).id;
    expect(
      await call('GET /contacts/{contactId}/tasks/{taskId}', { path: { contactId: other, taskId } }),
    ).toMatchObject({ status: 400, body: { message: 'The task id is invalid.' } });
    expect(await call('GET /contacts/{contactId}/tasks', { path: { contactId: 'nobody' } })).toMatchObject({
      status: 400,
      body: { message: 'Contact not found for id: nobody' },
    });
  });
});

test('notes are created, read, changed and deleted; a changed one says when', async () => {
  const added = await call('POST /contacts/{contactId}/notes', {
    path: path(),
    body: { body: 'One\ntwo {{three}}' },
  });
  expect(added).toMatchObject({
    status: 201,
    body: { note: { body: 'One\ntwo {{three}}', contactId, dateAdded: expect.any(String) } },
  });
  expect(at(added.body, 'note')).not.toHaveProperty('dateUpdated');
  const one = { path: path({ id: textAt(added.body, 'note.id') }) };
  const changed = await call('PUT /contacts/{contactId}/notes/{id}', { ...one, body: { body: 'Three' } });
  expect(changed.body).toMatchObject({ note: { body: 'Three', dateUpdated: expect.any(String) } });
  expect((await call('GET /contacts/{contactId}/notes', { path: path() })).body).toMatchObject({
    notes: [{ body: 'Three' }],
  });
  await call('DELETE /contacts/{contactId}/notes/{id}', one);
  expect(await call('GET /contacts/{contactId}/notes/{id}', one)).toMatchObject({ status: 404 });
});

test('tags are added and removed, and the answer names all that are there', async () => {
  const body = { tags: ['VIP', 'newsletter'] };
  expect(await call('POST /contacts/{contactId}/tags', { path: path(), body })).toMatchObject({
    status: 201,
    body: { tags: ['vip', 'newsletter'], tagsAdded: ['newsletter'] },
  });
  expect(
    await call('DELETE /contacts/{contactId}/tags', { path: path(), body: { tags: ['vip'] } }),
  ).toMatchObject({
    status: 200,
    body: { tags: ['newsletter'], tagsRemoved: ['vip'] },
  });
});

describe('tags in bulk', () => {
  const bulk = (type: string, body: object) =>
    call('POST /contacts/bulk/tags/update/{type}', { path: { type }, body: { ...here(), ...body } });

  test('answer for each contact, and count the errors', async () => {
    const stranger =
      sandbox.state.contacts.find(({ locationId }) => locationId !== here().locationId)?.id ?? '';
    const answer = await bulk('add', { contacts: [contactId, 'unknown', stranger], tags: ['new'] });
    expect(answer).toMatchObject({ status: 201, body: { succeded: true, errorCount: 2 } });
    expect(at(answer.body, 'responses')).toEqual([
      {
        contactId,
        message: 'Tags updated',
        type: 'success',
        oldTags: ['vip'],
        tagsAdded: ['new'],
        tagsRemoved: [],
      },
      { contactId: 'unknown', message: 'contact id is not a valid firebase id', type: 'error' },
      { contactId: stranger, message: 'contact does not belong to location', type: 'error' },
    ]);
  });

  test('take all away', async () => {
    await bulk('remove', { contacts: [contactId], tags: [], removeAllTags: true });
    expect(sandbox.state.contacts.get(contactId)?.tags).toEqual([]);
    expect(await bulk('add', { contacts: [contactId], tags: [], removeAllTags: true })).toMatchObject({
      status: 422,
    });
  });
});

test('followers are added and removed', async () => {
  const [user, other] = sandbox.state.users.where(({ locationIds }) =>
    locationIds.includes(here().locationId),
  );
  const followers = [user?.id ?? '', other?.id ?? ''];
  expect(
    await call('POST /contacts/{contactId}/followers', { path: path(), body: { followers } }),
  ).toMatchObject({ status: 201, body: { followers, followersAdded: followers } });
  expect(
    await call('DELETE /contacts/{contactId}/followers', {
      path: path(),
      body: { followers: followers.slice(0, 1) },
    }),
  ).toMatchObject({ body: { followers: followers.slice(1), followersRemoved: followers.slice(0, 1) } });
});

test('a contact joins and leaves campaigns and workflows', async () => {
  const [campaign, other] = sandbox.state.campaigns.where(
    ({ locationId }) => locationId === here().locationId,
  );
  const workflow = sandbox.state.workflows.find(({ locationId }) => locationId === here().locationId);
  const joined = () =>
    sandbox.state.enrolments.where((row) => row.contactId === contactId).map((row) => row.targetId);
  for (const campaignId of [campaign?.id, other?.id]) {
    const request = { path: path({ campaignId }), body: {} };
    expect(await call('POST /contacts/{contactId}/campaigns/{campaignId}', request)).toMatchObject({
      status: 201,
    });
  }
  const inWorkflow = {
    path: path({ workflowId: workflow?.id }),
    body: { eventStartTime: '2026-06-23T03:30:00+01:00' },
  };
  expect(await call('POST /contacts/{contactId}/workflow/{workflowId}', inWorkflow)).toMatchObject({
    status: 200,
  });
  expect(joined()).toEqual([campaign?.id, other?.id, workflow?.id]);
  await call('DELETE /contacts/{contactId}/campaigns/{campaignId}', {
    path: path({ campaignId: campaign?.id }),
  });
  expect(joined()).toEqual([other?.id, workflow?.id]);
  await call('DELETE /contacts/{contactId}/campaigns/removeAll', { path: path() });
  await call('DELETE /contacts/{contactId}/workflow/{workflowId}', {
    path: path({ workflowId: workflow?.id }),
    body: {},
  });
  expect(joined()).toEqual([]);
  const unknown = { path: path({ campaignId: 'unknown' }), body: {} };
  expect(await call('POST /contacts/{contactId}/campaigns/{campaignId}', unknown)).toMatchObject({
    status: 404,
  });
});

test('appointments are told in the location’s time, without a zone', async () => {
  const calendarId =
    sandbox.state.calendars.find(({ locationId }) => locationId === here().locationId)?.id ?? '';
  await call('POST /calendars/events/appointments', {
    body: { ...here(), calendarId, contactId, startTime: '2026-07-01T16:00:00+02:00', title: 'First visit' },
  });
  const { body } = await call('GET /contacts/{contactId}/appointments', { path: path() });
  expect(rowsAt(body, 'events')).toMatchObject([
    { title: 'First visit', startTime: '2026-07-01 10:00:00', endTime: '2026-07-01 10:30:00', calendarId },
  ]);
});

test('a workflow that is a draft answers as if it enrolled, and does not', async () => {
  const workflow = sandbox.state.workflows.insert({ ...here(), name: 'Welcome', status: 'draft' });
  const request = { path: path({ workflowId: workflow.id }), body: {} };
  expect(await call('POST /contacts/{contactId}/workflow/{workflowId}', request)).toMatchObject({
    status: 200,
  });
  expect(sandbox.state.enrolments.where((row) => row.contactId === contactId)).toEqual([]);
});

test.each(['GET /contacts/{contactId}/tasks', 'GET /contacts/{contactId}/notes'] as const)(
  '%s refuses the location, which the contact tells',
  async (list) => {
    expect(await call(list, { path: path(), query: here() })).toMatchObject({
      status: 422,
      body: { message: ['property locationId should not exist'] },
    });
    expect(await call(list, { path: path() })).toMatchObject({ status: 200 });
  },
);
