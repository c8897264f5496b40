/** Documents, files, social accounts, templates, phone numbers, Voice AI calls, and uploads for messages. */
import { type JsonObject, text } from '../../sandbox/json';
import { at, rowsAt, sandboxOfFile } from './client';

const on = sandboxOfFile();
const { call, locationId, isHere } = on;
const here = () => ({ locationId: locationId() });
const names = (rows: JsonObject[]) => rows.map(({ name }) => name);

type Query = { [name: string]: string };

describe('documents', () => {
  const documents = (query: Query = {}) =>
    call('GET /proposals/document', { query: { ...here(), ...query } });
  const found = async (query: Query = {}) => names(rowsAt((await documents(query)).body, 'documents'));

  test('are chosen by one status or several, and by the names of document and recipient', async () => {
    expect((await found({ status: 'completed,accepted' })).sort()).toEqual([
      'Privacy Notice',
      'Treatment Agreement',
      'Yearly Contract',
    ]);
    expect(await found({ status: 'completed', paymentStatus: 'paid' })).toEqual(['Yearly Contract']);
    expect(await found({ query: 'privacy' })).toEqual(['Privacy Notice']);
    const [document] = on.sandbox.state.documents.where(isHere);
    const [recipient] = rowsAt(document, 'recipients');
    expect(await found({ query: String(recipient?.contactName) })).toContain(document?.name);
    expect(await found({ query: String(recipient?.email) })).toEqual([]);
  });

  test('are signed by contacts of the location, with the time', async () => {
    const rows = rowsAt((await documents({ status: 'completed' })).body, 'documents');
    for (const row of rows) {
      const [signer] = rowsAt(row, 'recipients');
      expect(on.sandbox.state.contacts.get(text(signer?.id))?.email).toBe(signer?.email);
      expect(signer?.signedDate).toEqual(expect.stringMatching(/Z$/));
    }
    expect(rows.length).toBeGreaterThan(0);
  });

  test('come twenty-one a page at most, the latest first', async () => {
    on.sandbox.state.documents.insert({ ...here(), name: 'Newest', createdAt: '2040-01-01T00:00:00.000Z' });
    expect((await found({ limit: '1' }))[0]).toBe('Newest');
    expect(await found({ limit: '20', skip: '6' })).toHaveLength(1);
    expect(await documents({ limit: '22' })).toMatchObject({ status: 422 });
  });

  test('are not chosen by contact, and want both ends of a time', async () => {
    expect(await documents({ contactId: 'x' })).toMatchObject({ status: 422 });
    expect(await documents({ dateFrom: '2040-01-01T00:00:00.000Z' })).toMatchObject({ status: 422 });
    const days = { dateFrom: '2041-01-01T00:00:00.000Z', dateTo: '2041-02-01T00:00:00.000Z' };
    expect(await found(days)).toEqual([]);
  });
});

describe('templates of documents', () => {
  const templates = (query: Query = {}) =>
    call('GET /proposals/templates', { query: { ...here(), ...query } });
  const found = async (query: Query = {}) => names(rowsAt((await templates(query)).body, 'data'));
  const idOf = (name: string) =>
    on.sandbox.state.documentTemplates.find((row) => isHere(row) && row.name === name)?.id ?? '';

  /** Sends a template to the first contact, in the name of the first user. */
  async function send(more: JsonObject = {}) {
    const { contacts, users } = on.sandbox.state;
    const body = {
      ...here(),
      templateId: idOf('Privacy Notice'),
      contactId: contacts.find(isHere)?.id ?? '',
      userId: users.find((row) => row.locationIds.includes(locationId()))?.id ?? '',
      ...more,
    };
    return call('POST /proposals/templates/send', { body });
  }

  test('are chosen by one type or several, and by a part of their name', async () => {
    expect(await found({ type: 'estimate' })).toEqual(['Standard Estimate']);
    expect((await found({ type: 'estimate,contentLibrary' })).sort()).toEqual(['Standard Estimate', 'Terms']);
    expect((await found({ name: 'agree' })).sort()).toEqual(['Old Agreement', 'Treatment Agreement']);
    expect(await found({ isPublicDocument: 'true', userId: 'u1' })).toEqual([]);
    expect(await templates({ isPublicDocument: 'true' })).toMatchObject({ status: 422 });
  });

  test('come twenty a page; more than that brings none, and no error', async () => {
    expect(await found({ limit: '2', skip: '5' })).toHaveLength(1);
    const { status, body } = await templates({ limit: '21' });
    expect([status, rowsAt(body, 'data'), at(body, 'total')]).toEqual([200, [], 6]);
  });

  test('make documents: one that is sent has a link, a draft has none', async () => {
    const { body } = await send();
    const [link] = rowsAt(body, 'links');
    expect(link).toMatchObject({ entityName: 'contacts', documentId: expect.any(String), deleted: false });
    expect(rowsAt((await send({ sendDocument: false })).body, 'links')).toEqual([]);
    const made = on.sandbox.state.documents.where(isHere).slice(-2);
    expect(made).toMatchObject([
      { name: 'Privacy Notice', status: 'sent', documentId: link?.documentId },
      { name: 'Privacy Notice', status: 'draft' },
    ]);
  });

  test.each([
    ['templateId', 'Template not found for id: gone'],
    ['contactId', 'Contact not found for id: gone'],
    ['userId', 'User not found for id: gone'],
    ['opportunityId', 'Opportunity not found for id: gone'],
  ])('are not sent where %s is of nothing', async (name, message) => {
    const { status, body } = await send({ [name]: 'gone' });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(at(body, 'message')).toBe(message);
  });
});

describe('files', () => {
  const files = async (query: Query = {}) => {
    const all = { altId: locationId(), altType: 'location', sortBy: 'name', sortOrder: 'asc', type: 'file' };
    return rowsAt((await call('GET /medias/files', { query: { ...all, ...query } })).body, 'files');
  };

  test('are those of one folder, unless words are looked for', async () => {
    expect(names(await files())).toEqual(['logo.png', 'price-list.pdf', 'welcome.mp4']);
    const [folder] = await files({ type: 'folder' });
    expect(names(await files({ parentId: text(folder?._id) ?? '' }))).toEqual(['team.jpg']);
    expect(names(await files({ query: 'TEAM' }))).toEqual(['team.jpg']);
    expect(await files({ fetchAll: 'true' })).toHaveLength(4);
  });

  test('are put into new folders, renamed and deleted, alone and several at once', async () => {
    const account = { altId: locationId(), altType: 'location' };
    const folder = await call('POST /medias/folder', { body: { ...account, name: 'Spring' } });
    expect(folder).toMatchObject({ status: 201, body: { name: 'Spring', type: 'folder' } });
    expect(names(await files({ type: 'folder' }))).toEqual(['Photos', 'Spring']);

    const [logo, list, film] = (await files()).map(({ _id }) => String(_id));
    await call('POST /medias/{id}', { path: { id: logo ?? '' }, body: { ...account, name: 'a.png' } });
    const filesToBeUpdated = [{ id: list ?? '', name: 'b.pdf' }];
    await call('PUT /medias/update-files', { body: { ...account, filesToBeUpdated } });
    expect(names(await files())).toEqual(['a.png', 'b.pdf', 'welcome.mp4']);

    const filesToBeDeleted = [{ _id: list ?? '' }, { _id: film ?? '' }];
    const several = { body: { ...account, filesToBeDeleted, status: 'deleted' } };
    expect((await call('PUT /medias/delete-files', several)).status).toBe(200);
    expect(names(await files())).toEqual(['a.png']);
    const one = { path: { id: logo ?? '' }, query: account };
    expect((await call('DELETE /medias/{id}', one)).status).toBe(200);
    expect((await call('DELETE /medias/{id}', one)).status).toBe(404);
    expect((await call('PUT /medias/delete-files', several)).status).toBe(404);
  });

  test('are sorted and paged', async () => {
    expect(names(await files({ sortOrder: 'desc', limit: '1', offset: '1' }))).toEqual(['price-list.pdf']);
    expect(names(await files({ sortBy: 'size' }))[0]).toBe('logo.png');
  });
});

test('social accounts come whole, with their groups, and tell whether they must be connected again', async () => {
  const accounts = (query: Query = {}) =>
    call('GET /social-media-posting/{locationId}/accounts', { path: here(), query });
  const { body } = await accounts();
  const rows = rowsAt(body, 'results.accounts');
  expect(rows.map(({ platform, isExpired }) => [platform, isExpired])).toEqual([
    ['facebook', false],
    ['instagram', false],
    ['google', false],
    ['linkedin', true],
  ]);
  expect(at(body, 'results.groups.0.accountIds')).toEqual(rows.map(({ id }) => id));
  expect(await accounts({ includeAll: 'true' })).toMatchObject({ status: 422 });
});

test('templates have their text, by kind; deleted ones come only where they are asked for', async () => {
  const templates = async (query: Query = {}) =>
    rowsAt(
      (
        await call('GET /locations/{locationId}/templates', {
          path: here(),
          query: { originId: locationId(), ...query },
        })
      ).body,
      'templates',
    );
  expect(await templates({ type: 'sms' })).toMatchObject([
    { name: 'Running late', template: { body: expect.stringContaining('Running late') }, urlAttachments: [] },
  ]);
  expect(await templates({ type: 'email', limit: '1', skip: '1' })).toMatchObject([
    { template: { subject: expect.any(String), html: expect.stringContaining('<p>') } },
  ]);
  on.sandbox.state.templates.insert({ ...here(), type: 'sms', name: 'Gone', deleted: true });
  expect(names(await templates({ type: 'sms' }))).toEqual(['Running late']);
  expect(names(await templates({ deleted: 'true' }))).toEqual(['Gone']);
});

test('phone numbers come by pages from 0 on, without those of pools', async () => {
  const numbers = async (query: Query = {}) =>
    (await call('GET /phone-system/numbers/location/{locationId}', { path: here(), query })).body;
  const shown = (body: Parameters<typeof rowsAt>[0]) =>
    rowsAt(body, 'numbers').map(({ friendlyName }) => friendlyName);
  expect(shown(await numbers())).toEqual(['Front Desk', 'Campaigns']);
  expect(shown(await numbers({ skipNumberPool: 'false' }))).toHaveLength(3);
  expect(shown(await numbers({ pageSize: '1', page: '1' }))).toEqual(['Campaigns']);
  expect(shown(await numbers({ searchFilter: '+44' }))).toEqual([]);
  expect(await numbers({ pageSize: '0' })).toMatchObject({ statusCode: 422 });
});

describe('the calls of Voice AI', () => {
  const logs = async (query: Query = {}) =>
    (await call('GET /voice-ai/dashboard/call-logs', { query: { ...here(), ...query } })).body;
  const rows = async (query: Query = {}) => rowsAt(await logs(query), 'callLogs');

  test('come the latest first, or sorted by their length', async () => {
    const dates = (await rows()).map(({ createdAt }) => createdAt);
    expect(dates).toEqual([...dates].sort().reverse());
    const lengths = (await rows({ sortBy: 'duration', sort: 'ascend' })).map(({ duration }) => duration);
    expect(lengths).toEqual([60, 95, 130, 165]);
  });

  test('are chosen by agent, contact, kind, action and time', async () => {
    const [one, other] = await rows({ sortBy: 'duration', sort: 'ascend' });
    expect(await rows({ contactId: `${one?.contactId},nobody` })).toMatchObject([{ id: one?.id }]);
    expect(await rows({ callType: 'TRIAL' })).toMatchObject([{ id: one?.id }]);
    expect(await rows({ agentId: 'another' })).toEqual([]);
    expect(await rows({ actionType: 'APPOINTMENT_BOOKING,KNOWLEDGE_BASE' })).toHaveLength(2);
    const at = Date.parse(text(other?.createdAt) ?? '');
    expect(await rows({ startDate: `${at - 1}`, endDate: `${at + 1}` })).toMatchObject([{ id: other?.id }]);
    expect(await logs({ startDate: `${at}` })).toMatchObject({ statusCode: 422 });
  });

  test('are fifty a page at most', async () => {
    expect(await logs({ pageSize: '2', page: '2' })).toMatchObject({
      callLogs: { length: 2 },
      page: 2,
      pageSize: 2,
      total: 4,
    });
    expect(await logs({ pageSize: '51' })).toMatchObject({ statusCode: 422 });
  });
});

test('the agents of Voice AI are listed by their names', async () => {
  const named = async (query: Query = {}) =>
    rowsAt((await call('GET /voice-ai/agents', { query: { ...here(), ...query } })).body, 'agents').map(
      ({ agentName }) => agentName,
    );
  expect(await named()).toEqual(['Reception', 'After Hours']);
  expect(await named({ query: 'hours' })).toEqual(['After Hours']);
  expect(await named({ page: '2', pageSize: '1' })).toEqual(['After Hours']);
});

/** Sends a form with files. */
async function sendForm(path: string, version: string, fields: Query, files: [name: string, file: File][]) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, file] of files) form.append(name, file);
  const response = await fetch(on.sandbox.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${on.sandbox.locations[0]?.accessToken}`, version },
    body: form,
  });
  const body: JsonObject = JSON.parse(await response.text());
  return { status: response.status, body };
}

describe('files for the media library', () => {
  const upload = (fields: Query, name?: string, bytes: string | Uint8Array<ArrayBuffer> = 'hello') =>
    sendForm(
      '/medias/upload-file',
      '2021-07-28',
      fields,
      name ? [['file', new File([bytes], name, { type: 'image/png' })]] : [],
    );

  test('are kept with name, type, size and folder, and get an address', async () => {
    const folder = on.sandbox.state.mediaFiles.find((row) => isHere(row) && row.type === 'folder');
    const { status, body } = await upload({ name: 'team two.png', parentId: folder?.id ?? '' }, 'x.png');
    expect(status).toBe(200);
    const { fileId } = body;
    expect(on.sandbox.state.mediaFiles.get(String(fileId))).toMatchObject({
      name: 'team two.png',
      contentType: 'image/png',
      size: 5,
      parentId: folder?.id,
      url: body.url,
    });
    expect(await upload({}, 'plan.pdf')).toMatchObject({
      body: { url: expect.stringMatching(/plan\.pdf$/) },
    });
  });

  test('are fetched from a link where they are hosted', async () => {
    const fileUrl = 'https://www.example.com/a%20b.mp4';
    const { body } = await upload({ hosted: 'true', fileUrl });
    expect(on.sandbox.state.mediaFiles.get(String(body.fileId))).toMatchObject({ name: 'a b.mp4' });
    expect(await upload({ hosted: 'true' })).toMatchObject({ status: 400 });
  });

  test('are refused where there is none, of a kind that is not taken, too large, or for no folder', async () => {
    expect(await upload({ name: 'a.png' })).toMatchObject({ status: 400 });
    expect(await upload({}, 'a.webp')).toMatchObject({ status: 400 });
    expect(await upload({}, 'a.png', new Uint8Array(25 * 1024 * 1024 + 1))).toMatchObject({ status: 400 });
    expect(await upload({ parentId: 'gone' }, 'a.png')).toMatchObject({ status: 404 });
  });
});

describe('files for a contact', () => {
  const field = () =>
    on.sandbox.state.customFields.find((row) => isHere(row) && row.dataType === 'FILE_UPLOAD')?.id ?? '';
  const contact = () => on.sandbox.state.contacts.find(isHere);
  const upload = (files: { [name: string]: string }, contactId = contact()?.id ?? '') =>
    sendForm(
      `/forms/upload-custom-files?${new URLSearchParams({ ...here(), contactId })}`,
      '2021-07-28',
      {},
      Object.entries(files).map(([name, file]) => [name, new File(['hello'], file)]),
    );
  const kept = () => contact()?.customFields.find(({ id }) => id === field())?.value;

  test('come into their field by their own ids, beside those that are there', async () => {
    await upload({ [`${field()}_one`]: 'a.pdf' });
    const { status, body } = await upload({ [`${field()}_two`]: 'b b.pdf', [`${field()}_three`]: 'c.png' });
    expect([status, body]).toMatchObject([200, { contact: { id: contact()?.id } }]);
    expect(kept()).toMatchObject({
      one: { meta: { originalname: 'a.pdf', size: 5 } },
      two: { documentId: 'two', url: expect.stringMatching(/\/b%20b\.pdf$/) },
      three: { meta: { originalname: 'c.png' } },
    });
  });

  test('change nothing where one of them is refused, or there is none', async () => {
    const text = on.sandbox.state.customFields.find((row) => isHere(row) && row.dataType === 'TEXT')?.id;
    const good = { [`${field()}_one`]: 'a.pdf' };
    for (const bad of [{ [`${text}_x`]: 'a.pdf' }, { [field()]: 'a.pdf' }, { [`${field()}_x`]: 'a.exe' }]) {
      expect(await upload({ ...good, ...bad })).toMatchObject({ status: 400 });
    }
    expect(await upload({})).toMatchObject({ status: 400 });
    expect(await upload(good, 'nobody')).toMatchObject({ status: 400 });
    expect(kept()).toBeUndefined();
  });
});

test('a small file of any name can be fetched, for steps that take files', async () => {
  const response = await fetch(`${on.sandbox.url}/_sandbox/files/front%20side.png`);
  expect([response.headers.get('content-type'), await response.text()]).toEqual([
    'image/png',
    'The file front side.png',
  ]);
});

describe('files for a message', () => {
  /** Uploads files of these names for a seeded conversation. */
  function upload(fileNames: string[], fields: Query = {}) {
    const conversation = on.sandbox.state.conversations.find(isHere);
    const all = {
      ...here(),
      conversationId: conversation?.id ?? '',
      contactId: conversation?.contactId ?? '',
      ...fields,
    };
    const files = fileNames.map((name): [string, File] => ['fileAttachment', new File(['hello'], name)]);
    return sendForm('/conversations/messages/upload', '2021-04-15', all, files);
  }

  test('get an address each, by their names', async () => {
    const { status, body } = await upload(['offer.pdf', 'plan.png']);
    expect([status, body.uploadedFiles]).toEqual([
      200,
      {
        'offer.pdf': expect.stringMatching(/^https:.*\/offer\.pdf$/),
        'plan.png': expect.stringMatching(/^https:.*\/plan\.png$/),
      },
    ]);
  });

  test('must be of a kind that HighLevel takes', async () => {
    expect(await upload(['run.exe'])).toMatchObject({ status: 415, body: { status: 415 } });
    expect(await upload([])).toMatchObject({ status: 400 });
  });

  test('belong to a conversation and a contact of the location', async () => {
    expect(await upload(['a.pdf'], { conversationId: 'gone' })).toMatchObject({ status: 404 });
    expect(await upload(['a.pdf'], { contactId: 'gone' })).toMatchObject({ status: 400 });
    expect(await upload(['a.pdf'], { conversationId: '' })).toMatchObject({ status: 422 });
  });
});
