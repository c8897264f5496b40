/** The server of the workbench: who may ask it, and what it answers. */
import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { chooseFirstAgency, chooseFirstSubAccount } from '../../recipes/stage';
import { type Item, items } from '../../zapier';
import { type Bench, openBench } from '../support/workbench';
import { zapTests } from './zaps';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  // Many steps follow each other here, faster than anybody clicks.
  bench.workbench.sandbox.limits = { burst: 100_000 };
});
afterAll(() => bench.close());

const step = (kind: string, key: string, input: Item = {}, earlier: Item = {}) => ({
  ...{ account: bench.account, kind, key, input, earlier },
});
const form = async (kind: string, key: string, input: Item = {}): Promise<Item[]> =>
  items((await bench.ask('form', step(kind, key, input))).fields);
const choices = async (field: string, about: object, page = 0) => {
  const { choices: offered, more } = await bench.ask('choices', { ...about, field, page });
  return { choices: items(offered), more };
};
const tried = (kind: string, key: string, input: Item = {}, earlier: Item = {}) =>
  bench.ask('test', step(kind, key, input, earlier));
const byKey = (fields: Item[], key: string): Item | undefined => fields.find((field) => field.key === key);
const state = () => bench.workbench.sandbox.state;

describe('who may ask', () => {
  const statusOf = (path: string, headers: { [name: string]: string }, method = 'POST'): Promise<number> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(bench.workbench.url);
      const sent = request({ hostname, port, path, method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject).end(method === 'POST' ? '{}' : undefined);
    });
  const host = () => new URL(bench.workbench.url).host;
  const json = { 'content-type': 'application/json' };

  test.each<[string, () => { [name: string]: string }, number]>([
    ['the page itself', () => ({ ...json, host: host(), origin: bench.workbench.url }), 200],
    ['a page of another site', () => ({ ...json, host: host(), origin: 'https://evil.example' }), 403],
    ['a page of another port', () => ({ ...json, host: host(), origin: 'http://127.0.0.1:1' }), 403],
    ['a sandboxed page', () => ({ ...json, host: host(), origin: 'null' }), 403],
    ['nobody who tells an origin', () => ({ ...json, host: host() }), 403],
    [
      'a name that leads to this machine',
      () => ({ ...json, host: 'evil.example', origin: 'http://evil.example' }),
      403,
    ],
    [
      'this machine by the other of its names',
      () => ({ ...json, host: host(), origin: bench.workbench.url.replace('127.0.0.1', 'localhost') }),
      403,
    ],
    [
      'a form that is no JSON',
      () => ({ 'content-type': 'text/plain', host: host(), origin: bench.workbench.url }),
      403,
    ],
  ])('%s', async (_, headers, status) => {
    expect(await statusOf('/api/start', headers())).toBe(status);
  });

  test('the page is served with a policy that lets in no script but its own, and to no foreign name', async () => {
    const response = await fetch(bench.workbench.url);
    const policy = String(response.headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(await response.text()).toContain('/page.js');
    expect((await fetch(`${bench.workbench.url}/page.js`)).headers.get('content-type')).toContain(
      'javascript',
    );
    expect((await fetch(`${bench.workbench.url}/page.css`)).status).toBe(200);
    expect(await statusOf('/', { host: 'evil.example' }, 'GET')).toBe(403);
    expect(await statusOf('/', { host: host(), origin: 'https://evil.example' }, 'GET')).toBe(403);
  });

  test.each([
    [
      'an account that there is not',
      'form',
      { account: 'gone', kind: 'creates', key: 'create_contact' },
      /not connected/,
    ],
    [
      'a kind that there is not',
      'form',
      { account: 'x', kind: 'shows', key: 'x' },
      /one of triggers, creates, searches/,
    ],
    ['an operation without a name', 'form', { account: 'x', kind: 'creates' }, /“key” is missing/],
    [
      'input that is a list',
      'form',
      { account: 'x', kind: 'creates', key: 'x', input: [] },
      /“input” is no object/,
    ],
    ['a Zap that there is not', 'zaps/form', { account: '', zap: 'x' }, /“account” is missing/],
  ])('%s is refused in a sentence', async (_, path, body, says) => {
    await expect(bench.ask(path, body)).rejects.toThrow(says);
  });
});

test('at the start all operations of the app are listed, by category, and all Zaps', async () => {
  const { operations, zaps, accounts, redirectUri } = await bench.ask('start');
  const listed = items(operations);
  expect(listed.filter(({ kind }) => kind === 'triggers').every(({ starts }) => starts)).toBe(true);
  expect(listed.find(({ key }) => key === 'app_event')).toMatchObject({
    ...{ kind: 'triggers', category: 'Instant Events', label: 'App Event', starts: 'instant' },
  });
  expect(listed.length).toBeGreaterThan(200);
  expect(items(zaps).length).toBeGreaterThan(40);
  expect(accounts).toMatchObject([{ where: 'sandbox', level: 'sub-account' }]);
  expect(redirectUri).toMatch(/^http:\/\/localhost:\d+\/oauth\/callback$/);
});

describe('a form', () => {
  test('has its groups, types and help, its fixed choices, and says what loads and alters it', async () => {
    const fields = await form('creates', 'create_appointment');
    expect(byKey(fields, 'calendarId')).toMatchObject({
      ...{ label: 'Calendar', required: true, altersForm: true, loads: { search: false } },
    });
    expect(byKey(fields, 'calendarId')).not.toHaveProperty('choices');
    expect(byKey(fields, 'freeSlot')).toMatchObject({ dependsOn: ['calendarId'] });
    expect(byKey(fields, 'startTime')?.type).toBe('datetime');
    expect(byKey(fields, 'address')?.group).toBe('Meeting Place');
    expect(items(byKey(fields, 'appointmentStatus')?.choices)[0]).toEqual({
      value: 'new',
      label: 'New (Unconfirmed)',
    });
    const request = await form('creates', 'api_request');
    expect(byKey(request, 'method')).toMatchObject({ default: 'GET' });
    expect(byKey(request, 'query')).toMatchObject({ dict: true });
    expect(byKey(request, 'body')).toMatchObject({ type: 'text', placeholder: expect.any(String) });
  });

  test('has the columns of line items, and the fields that the account defines', async () => {
    const invoice = await form('creates', 'create_invoice');
    expect(items(byKey(invoice, 'items')?.columns).map(({ key }) => key)).toContain('amount');
    const contact = await form('creates', 'create_contact');
    expect(contact.map(({ label }) => label)).toContain('Satisfaction Score');
    expect(contact.find(({ label }) => label === 'Interests')).toMatchObject({ list: true });
  });

  test('changes with what is filled in', async () => {
    const before = await form('creates', 'any_endpoint');
    const endpoint = 'POST /contacts/';
    const after = await form('creates', 'any_endpoint', { endpoint, area: 'Contacts' });
    expect(after.length).toBeGreaterThan(before.length);
  });
});

describe('a drop-down', () => {
  test('pages through a list of the app, and through one of a trigger', async () => {
    const appointment = step('creates', 'create_appointment');
    const first = await choices('contactId', appointment);
    const second = await choices('contactId', appointment, 1);
    expect([first.more, first.choices.length]).toEqual([true, 100]);
    expect(first.choices[0]).toMatchObject({ label: expect.stringContaining('@') });
    const values = [...first.choices, ...second.choices].map(({ value }) => value);
    expect(new Set(values).size).toBe(values.length);

    const workflow = step('creates', 'any_endpoint');
    const endpoints = await choices('endpoint', workflow);
    const next = await choices('endpoint', workflow, 2);
    expect(endpoints.more).toBe(true);
    expect(next.choices[0]).not.toEqual(endpoints.choices[0]);
  });

  test('offers what fits the choice above it', async () => {
    const [calendar] = (await choices('calendarId', step('creates', 'create_appointment'))).choices;
    const chosen = step('creates', 'create_appointment', { calendarId: calendar?.value });
    expect((await choices('freeSlot', chosen)).choices.length).toBeGreaterThan(3);
    await expect(choices('title', chosen)).rejects.toThrow(/no choices/);
  });
});

describe('a step that is tested', () => {
  test('takes values of earlier steps, leaves merge fields alone, and shows its requests', async () => {
    const contact = state().contacts.all()[0];
    const input = {
      contactId: '{{1.contact.id}}',
      body: 'Hi {{1.contact.name}}, {{contact.first_name}} {{2.x}}',
    };
    const done = await tried('creates', 'create_contact_note', input, {
      1: { contact: { id: contact?.id, name: 'Ada' } },
    });
    expect(done).toMatchObject({
      outcome: 'done',
      items: [{ body: 'Hi Ada, {{contact.first_name}} {{2.x}}' }],
    });
    expect(items(done.requests)).toMatchObject([
      {
        method: 'POST',
        path: `/contacts/${contact?.id}/notes`,
        status: 201,
        sent: expect.stringContaining('Hi Ada'),
      },
    ]);
    expect(items(done.shown)[0]).toEqual({ path: 'id', label: 'Note ID', value: expect.any(String) });
  });

  test('shows nested values, rows and custom fields by their labels', async () => {
    const [score] = state().customFields.where(({ name }) => name === 'Satisfaction Score');
    const contact = state().contacts.find(
      ({ locationId, email }) => locationId === score?.locationId && Boolean(email),
    );
    state().contacts.update(String(contact?.id), {
      customFields: [{ id: String(score?.id), value: 9 }],
      attributionSource: { medium: 'form', url: 'https://www.example.com' },
    });
    const { shown, items: found } = await tried('searches', 'find_contact', { id: contact?.id });
    const labels = new Map(items(shown).map(({ label, value }) => [label, value]));
    expect(labels.get('Satisfaction Score')).toBe(9);
    expect(labels.get('First Medium')).toBe('form');
    expect(items(found)).toHaveLength(1);
  });

  test.each<[string, string, string, Item, Item]>([
    [
      'a required field that is empty is named',
      'creates',
      'create_contact_note',
      {},
      { outcome: 'failed', message: 'Required field "Contact" is missing.' },
    ],
    [
      'HighLevel’s own sentence is told',
      'creates',
      'create_contact_note',
      { contactId: 'gone', body: 'x' },
      { outcome: 'failed', message: expect.stringContaining('“Contact not found') },
    ],
    [
      'nothing found is no error',
      'searches',
      'find_contact',
      { email: 'nobody@nowhere.example' },
      { outcome: 'nothing found', items: [] },
    ],
    ['a step that there is not fails', 'creates', 'no_such_step', {}, { outcome: 'failed' }],
  ])('%s', async (_, kind, key, input, answer) => {
    expect(await tried(kind, key, input)).toMatchObject(answer);
  });

  test('sends a file that was chosen on this machine', async () => {
    const { url } = await bench.ask('file', {
      name: 'x ray.pdf',
      content: Buffer.from('a scan').toString('base64'),
    });
    expect(await (await fetch(String(url))).text()).toBe('a scan');
    const { outcome } = await tried('creates', 'upload_media_file', { file: url, name: 'x ray.pdf' });
    expect(outcome).toBe('done');
    expect((await fetch(`${bench.workbench.url}/files/unknown/x`)).status).toBe(400);
  });
});

describe('a trigger', () => {
  const trigger = (what: string, key: string, input: Item = {}, zap = key) =>
    bench.ask('trigger', { ...step('triggers', key, input), do: what, zap });

  test('gives samples, remembers what is there, and fires what happens since, once', async () => {
    const key = 'new_form_submission';
    expect(await trigger('sample', key)).toMatchObject({ outcome: 'done', on: false, remembered: 0 });
    await expect(trigger('poll', key)).rejects.toThrow(/Turn the trigger on first/);
    const on = await trigger('on', key);
    expect(on).toMatchObject({ on: true, items: [] });
    const details = { firstName: 'Rosa', email: 'rosa@example.com' };
    await bench.ask('life', { account: bench.account, event: 'form-submitted', details });
    const fired = await trigger('poll', key);
    expect(fired).toMatchObject({ outcome: 'done', fired: [{ email: 'rosa@example.com' }] });
    expect(Number(fired.remembered)).toBe(Number(on.remembered) + 1);
    expect(await trigger('poll', key)).toMatchObject({ outcome: 'nothing found', fired: [] });
    expect(await trigger('off', key)).toMatchObject({ on: false });
  });

  test('that is instant gets what HighLevel tells, and its requests; once it is off, nothing', async () => {
    const input = { event: 'NoteCreate' };
    const { address } = await trigger('on', 'app_event', input);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1/);
    const happen = () =>
      bench.ask('life', {
        account: bench.account,
        event: 'note-written',
        details: { body: 'Prefers mornings.' },
      });
    await happen();
    expect(await trigger('poll', 'app_event', input)).toMatchObject({
      ...{ polled: 1, fired: [{ event: 'NoteCreate', body: 'Prefers mornings.' }] },
    });
    expect(await trigger('poll', 'app_event', input)).toMatchObject({ polled: 0, fired: [] });
    await trigger('off', 'app_event', input);
    await happen();
    expect(bench.workbench.sandbox.webhooks.addresses).toEqual({});
  });

  test('with another form is another Zap, which is off', async () => {
    await trigger('on', 'new_contact', {}, 'mine');
    await expect(trigger('poll', 'new_contact', { source: 'form' }, 'mine')).rejects.toThrow(
      /Turn the trigger on/,
    );
  });

  test('tells why it can’t be read', async () => {
    const failed = await trigger('sample', 'get_contact_notes', { contactId: 'gone' });
    expect(failed).toMatchObject({ outcome: 'failed', message: expect.any(String) });
  });
});

describe('life', () => {
  test('happens by forms whose records are those of the account; what is wrong is said', async () => {
    const { events } = await bench.ask('events', { account: bench.account });
    const form = items(items(events).find(({ name }) => name === 'form-submitted')?.fields);
    expect(byKey(form, 'formId')).toMatchObject({ label: 'Form', choices: expect.any(Array) });
    expect(byKey(form, 'answers')).toMatchObject({ dict: true });
    const wrong = { account: bench.account, event: 'invoice-paid', details: { invoiceId: 'gone' } };
    await expect(bench.ask('life', wrong)).rejects.toThrow(/no record gone/);
    await expect(bench.ask('life', { ...wrong, event: 'rain' })).rejects.toThrow(/no event “rain”/);
  });
});

describe('accounts', () => {
  /** Goes the way of a browser: to the chooser, and back to the page; answers where it ends. */
  const approve = async (url: unknown, choose = chooseFirstAgency) => {
    const { status, headers } = await fetch(await choose(String(url)), { redirect: 'manual' });
    return { status, location: headers.get('location') };
  };
  const page = () => `${bench.workbench.url}/#/accounts`;

  test('an agency of the sandbox is connected through its chooser; nothing of that is left in the address', async () => {
    const { url } = await bench.ask('accounts/sandbox');
    expect(await approve(url)).toEqual({ status: 302, location: page() });
    const { connected, accounts } = await bench.ask('accounts/list');
    const agency = items(accounts).find(({ id }) => id === connected);
    expect(agency).toMatchObject({ where: 'sandbox', level: 'agency' });
    expect(await bench.ask('accounts/list')).not.toHaveProperty('connected');
    const fields = items(
      (await bench.ask('form', { ...step('creates', 'create_contact'), account: connected })).fields,
    );
    expect(byKey(fields, 'locationId')?.label).toBe('Sub-Account');
    const { events } = await bench.ask('events', { account: connected });
    expect(items(events).length).toBeGreaterThan(0);
    await bench.ask('accounts/remove', { account: connected });
  });

  test('a way back that nobody began connects nothing, and the page is told why', async () => {
    const callback = `${bench.workbench.url}/oauth/callback?code=stolen&state=guessed`;
    expect((await fetch(callback, { redirect: 'manual' })).headers.get('location')).toBe(page());
    const { problem, accounts } = await bench.ask('accounts/list');
    expect([problem, items(accounts).length]).toEqual([
      expect.stringContaining('Connect the account again'),
      1,
    ]);
  });

  test('the last account of the sandbox stays', async () => {
    await expect(bench.ask('accounts/remove', { account: bench.account })).rejects.toThrow(
      /keeps one account/,
    );
  });

  test('a real account is connected by OAuth or a token, kept outside the project, asked before it is written to, and forgotten', async () => {
    const { highlevel, file } = bench;
    const keys = { clientId: highlevel.clientId, clientSecret: highlevel.clientSecret };
    const { url } = await bench.ask('accounts/oauth', keys);
    expect(await approve(url, chooseFirstSubAccount)).toEqual({ status: 302, location: page() });
    const { connected: byOAuth } = await bench.ask('accounts/list');
    const accountId = highlevel.locations[0]?.locationId ?? '';
    const token = highlevel.issuePrivateToken({ locationId: accountId });
    const { connected: byToken, accounts } = await bench.ask('accounts/token', { token, accountId });
    expect(items(accounts).slice(1)).toMatchObject([
      { id: byOAuth, where: 'highlevel', level: 'sub-account' },
      { id: byToken, where: 'highlevel', level: 'sub-account' },
    ]);
    expect(statSync(file).mode & 0o077).toBe(0);

    const before = highlevel.requests.length;
    for (const account of [byOAuth, byToken]) {
      const write = {
        ...step('creates', 'create_contact', { firstName: 'Ada', email: 'ada@real.example' }),
        account,
      };
      expect(await bench.ask('test', write)).toEqual({
        outcome: 'asks',
        question: expect.stringContaining('Create Contact'),
      });
      const zap = { account, zap: 'job-2-1', settings: {} };
      expect(await bench.askZap({ ...zap, do: 'run' })).toEqual([
        { news: 'asks', question: expect.any(String) },
      ]);
      const request = {
        ...step('creates', 'api_request', { method: 'DELETE', path: '/contacts/x' }),
        account,
      };
      expect(await bench.ask('test', request)).toMatchObject({ outcome: 'asks' });
    }
    expect(highlevel.requests.length).toBe(before);
    const write = { ...step('creates', 'upsert_contact', { email: 'ada@real.example' }), account: byToken };
    expect(await bench.ask('test', { ...write, confirmed: true })).toMatchObject({ outcome: 'done' });
    const read = { ...step('searches', 'find_contact', { email: 'ada@real.example' }), account: byOAuth };
    expect(await bench.ask('test', read)).toMatchObject({ outcome: 'done' });
    const get = {
      ...step('creates', 'api_request', { method: 'GET', path: '/contacts/x' }),
      account: byOAuth,
    };
    expect((await bench.ask('test', get)).outcome).not.toBe('asks');
    const instant = { ...step('triggers', 'app_event', { event: 'NoteCreate' }), account: byOAuth };
    expect(await bench.ask('trigger', { ...instant, do: 'on', zap: 'real' })).toMatchObject({
      ...{ on: true, message: expect.stringContaining('can’t reach this address') },
    });
    expect(await bench.ask('events', { account: byOAuth })).toEqual({ events: [] });
    await expect(bench.ask('life', { account: byOAuth, event: 'tag-added' })).rejects.toThrow(
      /Only in the sandbox/,
    );

    await bench.ask('accounts/remove', { account: byOAuth });
    await bench.ask('accounts/remove', { account: byToken });
    expect(readFileSync(file, 'utf8')).not.toContain(token);
    const refused = await bench.post(
      'accounts/token',
      JSON.stringify({ token: 'pit-wrong-token-123', accountId }),
    );
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/token|HighLevel/);
  });

  test('tokens that were refreshed are kept, and told to nobody', async () => {
    const { highlevel, file } = bench;
    const keys = { clientId: highlevel.clientId, clientSecret: highlevel.clientSecret };
    const { url } = await bench.ask('accounts/oauth', keys);
    await approve(url, chooseFirstSubAccount);
    const { connected: account } = await bench.ask('accounts/list');
    const before = readFileSync(file, 'utf8');
    highlevel.expireTokens();
    expect(await bench.ask('test', { ...step('searches', 'find_user', {}), account })).toBeDefined();
    expect(
      await bench.ask('test', { ...step('searches', 'find_contact', { query: 'a' }), account }),
    ).toMatchObject({
      outcome: 'done',
    });
    expect(readFileSync(file, 'utf8')).not.toBe(before);
  });
});

describe('the Zaps of the recipes and jobs', () => zapTests(() => bench));

test('no token, key or secret is in any answer, of whichever account, and whoever asks for one', async () => {
  const { sandbox } = bench.workbench;
  const { url } = await bench.ask('accounts/sandbox');
  await fetch(await chooseFirstAgency(String(url)));
  const { connected: account } = await bench.ask('accounts/list');
  const [location] = sandbox.locations;
  const locationId = location?.locationId;
  const contact = { ...step('searches', 'find_contact', { locationId, query: 'a' }), account };
  expect(await bench.ask('test', contact)).toMatchObject({ outcome: 'done' });
  const body = { companyId: location?.companyId, locationId };
  const asked = { method: 'POST', path: '/oauth/locationToken', form: body };
  await bench.ask('test', { ...step('creates', 'api_request', asked), account });
  await bench.ask('test', { ...step('creates', 'api_request', { ...asked, form: {}, body }), account });

  const sandboxes = [sandbox, bench.highlevel];
  const sent = sandboxes.flatMap(({ requests }) =>
    requests.map(({ headers }) => String(headers.authorization ?? '').replace(/^Bearer /, '')),
  );
  const secrets = new Set([...sent.filter(Boolean), ...sandboxes.map(({ clientSecret }) => clientSecret)]);
  expect(secrets.size).toBeGreaterThan(6);
  const all = bench.heard.join('\n');
  expect(all.length).toBeGreaterThan(100_000);
  expect([...secrets].filter((secret) => all.includes(secret))).toEqual([]);
  expect(all.match(/\b(access|refresh)-[A-Za-z0-9]{20,}|\bpit-[\da-f]{8}-/g)).toBeNull();
});
