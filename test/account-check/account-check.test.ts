/** The check of an account, on a sandbox, and on sandboxes that are changed in one quirk each. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { escapeRegExp, isEqual, mapValues } from 'lodash';
import { type Account, connectedAccount, locationOf, sandboxAccount } from '../../account-check/account';
import { AT_ONCE } from '../../account-check/caller';
import { furnish } from '../../account-check/furnish';
import { readable, reportOf } from '../../account-check/report';
import { type Check, type Findings, type Order, startCheck } from '../../account-check/run';
import { Accounts } from '../../accounts';
import { type EndpointKey, endpoint, isRead } from '../../highlevel/contract';
import { matchEndpoint } from '../../highlevel/contract/match';
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import type { Incoming, Outgoing } from '../../sandbox/gateway/http';
import { isObject, type Json, type JsonObject, objects } from '../../sandbox/json';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { Connection, handlerOf } from '../../zapier';
import { first } from '../support/harness';

let sandbox: Sandbox;
let account: Account;
/** Called after each request of the test. */
let stopAt: () => void = () => {};

beforeAll(async () => {
  sandbox = await startSandbox();
  account = await sandboxAccount(handlerOf(withSharedOperations(app)), sandbox);
  const { pipeline } = sandbox;
  const answer = pipeline.answer.bind(pipeline);
  jest.spyOn(pipeline, 'answer').mockImplementation(async (incoming) => {
    const answered = await answer(incoming);
    stopAt();
    if (!changes.length) return answered;
    const { method, route } = matchEndpoint(incoming.method, incoming.url.split('?')[0] ?? '') ?? {};
    const change = changes.find(({ key }) => key === `${method} ${route}`)?.change;
    return change ? change(answered, incoming) : answered;
  });
});
beforeEach(reset);
afterEach(() => {
  changes.length = 0;
  stopAt = () => {};
});
afterAll(() => sandbox.close());

function reset() {
  sandbox.reset();
  sandbox.limits = { burst: 1e9, daily: 1e9 };
}

/** All that the sandbox keeps; of what was made and deleted it may keep that it is gone. */
const kept = () => mapValues(sandbox.state, (table) => table.all().filter(({ isGone }) => isGone !== true));

const here = () => first(sandbox.locations).locationId;

const check = (more: Partial<Order> = {}) =>
  startCheck({ ...account, locationId: here(), mayWrite: true, ...more });

describe('on a sandbox', () => {
  let findings: Findings;
  let most: number;
  let before: ReturnType<typeof kept>;
  let after: ReturnType<typeof kept>;

  beforeAll(async () => {
    reset();
    furnish(sandbox);
    before = kept();
    const started = check();
    most = started.most;
    findings = await started.findings;
    after = kept();
  });

  test('nothing is contradicted, nothing is different, and no probe fails', () => {
    const all = [...findings.questions, ...findings.reads.map((read) => ({ id: read.operation, ...read }))];
    const wrong = all.filter(({ is, because }) => is === 'contradicted' || /^The probe failed/.test(because));
    expect(wrong.map(({ id, because }) => `${id}: ${because}`)).toEqual([]);
  });

  test('every question that the sandbox decides is confirmed', () => {
    const untold = findings.questions.filter(({ is, needs }) => is === 'not told' && !needs);
    expect(Object.fromEntries(untold.map(({ id, because }) => [id, because]))).toEqual(UNDECIDED);
  });

  test('most operations that read find something', () => {
    const found = findings.reads.filter(({ is }) => is === 'confirmed');
    expect(found.length).toBeGreaterThan(findings.reads.length * 0.8);
  });

  test('nothing is left behind', () => {
    expect(after).toEqual(before);
    expect(findings.left).toEqual([]);
  });

  test('it makes no more requests than it says beforehand', () => {
    expect(findings.requests).toBeLessThanOrEqual(most);
    expect(findings.requests).toBeGreaterThan(0);
  });

  test('the report tells nothing of people', () => {
    const report = reportOf(findings, { app: '1.0.0', account: 'a sandbox', wrote: true });
    const text = JSON.stringify(report) + readable(report);
    const told = peopleIn(before).filter((value) => isIn(text, value));
    expect(told).toEqual([]);
  });
});

/** Changes what the sandbox answers to the endpoint's successes, in one test. */
function quirk(
  key: EndpointKey,
  change: (body: JsonObject, incoming: Incoming) => Json | Partial<Outgoing>,
): void {
  answering(key, async (answered, incoming) => {
    const { body, status } = answered;
    if (status >= 300 || Buffer.isBuffer(body) || body === undefined) return answered;
    const changed = change(isObject(body) ? body : { '[]': body }, incoming);
    return isOutgoing(changed) ? { ...answered, ...changed } : { ...answered, body: changed };
  });
}

const isOutgoing = (changed: Json | Partial<Outgoing>): changed is Partial<Outgoing> =>
  isObject(changed) && typeof changed.status === 'number' && 'body' in changed;

/** What comes between the sandbox and its answers, for one test. */
const changes: { key: EndpointKey; change: Parameters<typeof answering>[1] }[] = [];

/** Comes between the sandbox and its answers to an endpoint. */
function answering(
  key: EndpointKey,
  change: (answered: Outgoing, incoming: Incoming) => Promise<Outgoing> | Outgoing,
): void {
  changes.push({ key, change });
}

/** A refusal in place of an answer. */
const refused = (status: number, message: string): Partial<Outgoing> => ({
  status,
  body: { statusCode: status, message, error: 'Bad Request' },
});

/** The rows of a list, changed. */
const rows =
  (name: string, change: (rows: JsonObject[]) => JsonObject[]) =>
  (body: JsonObject): Json => ({ ...body, [name]: change(objects(body[name])) });

/** Each row of a list, changed. */
const each = (name: string, change: (row: JsonObject) => JsonObject) => rows(name, (all) => all.map(change));

/** One record of an answer, changed. */
const within =
  (name: string, more: JsonObject) =>
  (body: JsonObject): Json => ({ ...body, [name]: { ...(isObject(body[name]) && body[name]), ...more } });

const without = (row: JsonObject, name: string): JsonObject => {
  const { [name]: _gone, ...rest } = row;
  return rest;
};

const LONG_AGO = '2020-01-01T00:00:00.000Z';

/** What HighLevel may do otherwise, and the question or the operation that has to notice it. */
const QUIRKS: [what: string, asked: string, key: EndpointKey, change: Parameters<typeof quirk>[1]][] = [
  // What is read.
  [
    'a duplicate that is not there is a 404',
    'duplicate-null',
    'GET /contacts/search/duplicate',
    () => refused(404, 'Contact not found'),
  ],
  [
    'opportunities come in another order',
    'order-added-desc',
    'GET /opportunities/search',
    rows('opportunities', (all) => all.reverse()),
  ],
  [
    'sort tells the date of adding',
    'opportunities-by-filters',
    'POST /opportunities/search',
    each('opportunities', (row) => ({ ...row, sort: [1, 'x'] })),
  ],
  ['101 conversations come at once', 'page-sizes', 'GET /conversations/search', (body) => body],
  [
    'conversations are told whole',
    'conversation-alone',
    'GET /conversations/{conversationId}',
    (body) => ({ ...body, unreadCount: 0 }),
  ],
  [
    'emails come without a channel',
    'export-without-channel',
    'GET /conversations/messages/export',
    each('messages', (row) => ({ ...row, messageType: 'TYPE_EMAIL' })),
  ],
  [
    'the export ignores startDate',
    'export-dates',
    'GET /conversations/messages/export',
    (body, { url }) =>
      url.includes('startDate')
        ? { ...body, messages: objects(body.messages).map((row) => ({ ...row, dateAdded: LONG_AGO })) }
        : body,
  ],
  [
    'events of the next day come too',
    'events-after-end',
    'GET /calendars/events',
    rows('events', (all) => [
      ...all,
      ...all.slice(0, 1).map((row) => ({ ...row, startTime: '2099-01-01T10:00:00Z' })),
    ]),
  ],
  [
    'a contact’s appointments have a zone',
    'contact-appointments-zone',
    'GET /contacts/{contactId}/appointments',
    each('events', (row) => ({ ...row, startTime: '2026-03-04T10:00:00Z' })),
  ],
  [
    'a contact’s appointments are empty',
    'contact-appointments-empty',
    'GET /contacts/{contactId}/appointments',
    rows('events', () => []),
  ],
  [
    'the slot’s type is another word',
    'appointment-meta',
    'GET /calendars/events/appointments/{eventId}',
    (body) => ({ appointment: { ...Object(body.appointment), appointmentMeta: { slotType: 'custom' } } }),
  ],
  [
    'fields stand in no folder',
    'custom-field-folder',
    'GET /locations/{locationId}/customFields',
    each('customFields', (row) => without(row, 'parentId')),
  ],
  [
    'payments have another status',
    'payment-statuses',
    'GET /payments/transactions',
    each('data', (row) => ({ ...row, status: 'settled' })),
  ],
  [
    'orders tell how they are paid',
    'order-payment-status',
    'GET /payments/orders',
    rows('data', (all) => [...all, { _id: 'o1', paymentStatus: 'refunded' }]),
  ],
  ['22 documents a page are taken', 'documents', 'GET /proposals/document', (body) => body],
  [
    'a new version has another name',
    'v3-answers',
    'GET /contacts/{contactId}',
    (body, { headers }) =>
      headers.version === 'v3' ? { contact: { ...Object(body.contact), shoeSize: 1 } } : body,
  ],
  [
    'an id has a blank',
    'ids-without-blanks',
    'GET /users/',
    each('users', (row) => ({ ...row, id: `${row.id} x` })),
  ],
  // What is written.
  [
    'an empty text clears nothing',
    'cleared-by-empty-text',
    'GET /contacts/{contactId}',
    within('contact', { city: 'Leeds' }),
  ],
  [
    'companyName is refused',
    'contact-company-by-put',
    'PUT /contacts/{contactId}',
    () => refused(422, 'property companyName should not exist'),
  ],
  [
    'a gender is kept',
    'upsert-ignores-gender',
    'GET /contacts/{contactId}',
    within('contact', { gender: 'female' }),
  ],
  [
    'a date is a number',
    'contact-date-value',
    'GET /contacts/{contactId}',
    (body) => ({
      contact: {
        ...Object(body.contact),
        customFields: objects(Object(body.contact).customFields).map((field) => ({
          ...field,
          value: 1772582400000,
        })),
      },
    }),
  ],
  ['a duplicate is refused with other words', 'duplicate-id-names', 'POST /contacts/', (body) => body],
  [
    'a status does not move updatedAt',
    'status-moves-updated-at',
    'GET /opportunities/{id}',
    within('opportunity', { updatedAt: '2026-01-01T00:00:00.000Z' }),
  ],
  [
    'the same stage moves its time',
    'same-stage',
    'GET /opportunities/{id}',
    (body) => ({ opportunity: { ...Object(body.opportunity), lastStageChangeAt: String(Math.random()) } }),
  ],
  [
    'a PUT sets the status back',
    'put-resets-status',
    'GET /calendars/events/appointments/{eventId}',
    (body) => ({ appointment: { ...Object(body.appointment), appointmentStatus: 'confirmed' } }),
  ],
  [
    'a booking answers its times',
    'booked-without-times',
    'POST /calendars/events/appointments',
    (body) => ({ ...body, startTime: '2026-03-04T10:00:00Z' }),
  ],
  ['a second conversation is made', 'conversation-begins', 'POST /conversations/', (body) => body],
  [
    'the count of unread is told',
    'conversation-read',
    'PUT /conversations/{conversationId}',
    within('conversation', { unreadCount: 1 }),
  ],
  [
    'a custom value keeps its name',
    'custom-value-names',
    'PUT /locations/{locationId}/customValues/{id}',
    () => refused(422, 'property name should not exist'),
  ],
];

/** Quirks of refusals: what is refused is answered with a success, or in other words. */
const LENIENT: { [asked: string]: (answered: Outgoing) => Partial<Outgoing> } = {
  documents: () => ({ status: 200, body: { documents: [], total: 0 } }),
  'duplicate-id-names': () => refused(400, 'No.'),
  'conversation-begins': () => refused(409, 'There is one.'),
  'page-sizes': () => ({ status: 200, body: { conversations: Array(101).fill({ id: 'c1' }), total: 500 } }),
};

/** What changes the answers of an operation’s endpoint, which the operations that read have to notice. */
const CHANGED: [
  what: string,
  operation: string,
  key: EndpointKey,
  change: Parameters<typeof quirk>[1],
  fault: RegExp,
][] = [
  [
    'a field has another name',
    'list_businesses',
    'GET /businesses/',
    each('businesses', (row) => ({ ...without(row, 'name'), title: row.name })),
    /businesses\[\]\.name is missing/,
  ],
  [
    'a date has another format',
    'get_contact',
    'GET /contacts/{contactId}',
    within('contact', { dateAdded: '04/03/2026' }),
    /contact\.dateAdded is not date-time Z/,
  ],
  [
    'a number is a text',
    'new_payment',
    'GET /payments/transactions',
    each('data', (row) => ({ ...row, amount: '12.50' })),
    /data\[\]\.amount is a string, not a number/,
  ],
  [
    'a list is none',
    'list_calendars',
    'GET /calendars/',
    each('calendars', (row) => ({ ...row, teamMembers: 'none' })),
    /teamMembers is (no list|not)/,
  ],
  [
    'a page is shorter than asked for',
    'list_contacts',
    'GET /contacts/',
    rows('contacts', (all) => all.slice(0, 7)),
    /a page has 7 of 100, and the list has/,
  ],
  [
    'a list comes the oldest first',
    'list_contacts',
    'GET /contacts/',
    rows('contacts', (all) => all.reverse()),
    /does not come by dateAdded/,
  ],
];

describe('on a sandbox with one quirk', () => {
  test.each(QUIRKS)('%s: %s notices it', async (_what, asked, key, change) => {
    furnish(sandbox);
    const lenient = LENIENT[asked];
    if (lenient) {
      answering(key, (answered) =>
        answered.status >= 400 ? { ...answered, ...lenient(answered) } : answered,
      );
    } else {
      quirk(key, change);
    }
    const { questions } = await check({ only: [asked] }).findings;
    expect(questions.map(({ id, is }) => [id, is])).toEqual([[asked, 'contradicted']]);
  });

  test.each(CHANGED)('%s: %s notices it', async (_what, operation, key, change, fault) => {
    quirk(key, change);
    const { reads } = await check({ only: [operation] }).findings;
    expect(reads).toMatchObject([{ operation, is: 'contradicted' }]);
    expect(reads[0]?.faults.join('\n')).toMatch(fault);
  });

  test('a scope that is missing is told by its name', async () => {
    answering('GET /contacts/', (answered) => ({
      ...answered,
      ...refused(401, 'The token is not authorized for this scope.'),
    }));
    const { reads } = await check({ only: ['list_contacts'] }).findings;
    expect(reads).toMatchObject([{ is: 'not told', because: 'A scope is missing: contacts.readonly.' }]);
  });
});

describe('what it makes', () => {
  const WRITING = ['contact-company-by-put', 'status-moves-updated-at', 'delete-appointment'];
  let before: ReturnType<typeof kept>;
  beforeEach(() => {
    before = kept();
  });

  test('goes where a request in the middle fails', async () => {
    answering('PUT /contacts/{contactId}', () => ({ status: 500, headers: {}, body: { message: 'Oops' } }));
    answering('PUT /opportunities/{id}', () => ({ status: 502, headers: {}, body: undefined, cut: true }));
    const { questions, left } = await check({ only: WRITING }).findings;
    expect(questions.filter(({ is }) => is === 'confirmed').map(({ id }) => id)).toEqual([
      'delete-appointment',
    ]);
    expect([kept(), left]).toEqual([before, []]);
  });

  test('is none where the operations that read are stopped, which end in a report too', async () => {
    answering('POST /contacts/search', (answered) => {
      started.stop();
      return answered;
    });
    const started = check({ only: ['search_contacts', 'list_calendars', 'duplicate-null'] });
    const { reads, questions, isStopped } = await started.findings;
    expect(isStopped).toBe(true);
    expect([...reads, ...questions].map(({ because }) => because)).toEqual([
      'The check was stopped.',
      'The check was stopped.',
    ]);
  });

  test('goes where it is stopped, whatever was under way', async () => {
    let started: Check | undefined;
    answering('POST /opportunities/', (answered) => {
      started?.stop();
      return answered;
    });
    started = check({ only: WRITING });
    const { isStopped, questions } = await started.findings;
    expect(isStopped).toBe(true);
    expect(questions.map(({ because }) => because)).toContain('The check was stopped.');
    expect(kept()).toEqual(before);
  });

  test('goes at whichever request it is stopped', async () => {
    const only = ['tag-moves-date-updated', 'resource-id', 'tasks-of-a-location', 'inbound-message'];
    const left: string[] = [];
    for (const question of only) {
      let isWhole = false;
      for (let at = 1; !isWhole; at += 1) {
        let asked = 0;
        const started = check({ only: [question] });
        stopAt = () => {
          asked += 1;
          if (asked === at) started.stop();
        };
        isWhole = !(await started.findings).isStopped;
        if (!isEqual(kept(), before)) left.push(`${question} at request ${at}`);
      }
    }
    expect(left).toEqual([]);
  });

  test('goes where a deletion fails once', async () => {
    sandbox.faults.add({ endpoint: 'DELETE /contacts/{contactId}', status: 400 });
    const { left } = await check({ only: WRITING }).findings;
    expect([kept(), left]).toEqual([before, []]);
  });

  test('goes where the answer to its create is lost', async () => {
    sandbox.faults.add({ endpoint: 'POST /contacts/', after: true, cut: true });
    const { left } = await check({ only: WRITING.slice(0, 1) }).findings;
    expect([kept(), left]).toEqual([before, []]);
  });

  test('is told where it can’t be deleted', async () => {
    sandbox.faults.add({ endpoint: 'DELETE /contacts/{contactId}', status: 400, times: 99 });
    const { left } = await check({ only: WRITING.slice(0, 1) }).findings;
    expect(left).toEqual(['DELETE /contacts/{contactId}']);
  });

  test('is nothing without leave to write: only what reads is asked', async () => {
    const { connection, pace } = account;
    const { questions } = await startCheck({ connection, pace, locationId: here(), mayWrite: false })
      .findings;
    expect(questions.find(({ id }) => id === 'put-resets-status')).toMatchObject({ needs: '--write' });
    const writing = sandbox.requests.filter(
      (request) => !request.endpoint || !isRead(endpoint(request.endpoint)),
    );
    expect(writing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(kept()).toEqual(before);
  });
});

test('the command can be stopped: what it made goes, and it tells nothing of people', async () => {
  const before = kept();
  const { accessToken, companyId } = first(sandbox.locations);
  const folder = mkdtempSync(join(tmpdir(), 'account-check-'));
  const only =
    'duplicate-null,contact-company-by-put,status-moves-updated-at,put-resets-status,delete-appointment';
  const options = ['--write', here(), '--report', folder, '--only', only];
  const env = {
    ...process.env,
    HIGHLEVEL_API_URL: sandbox.url,
    HIGHLEVEL_MARKETPLACE_URL: sandbox.url,
    authData_access_token: accessToken,
    authData_userType: 'Location',
    authData_locationId: here(),
    authData_companyId: companyId,
  };
  const script = join(__dirname, '..', '..', 'scripts', 'check-account.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...options], { env });
  let printed = '';
  const hear = (data: unknown) => {
    printed += data;
    if (/confirmed +contact-company-by-put/.test(printed) && !child.killed) child.kill('SIGINT');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const code = await new Promise((resolve) => child.on('close', resolve));
  const files = ['report.json', 'report.md'].map((name) => readFileSync(join(folder, name), 'utf8'));
  rmSync(folder, { recursive: true });
  expect([code, JSON.parse(files[0] ?? '')]).toMatchObject([1, { isStopped: true, wrote: true, left: [] }]);
  expect(printed).toContain('Stopping. What was made is deleted first');
  expect(kept()).toEqual(before);
  const text = [printed.replaceAll(folder, ''), ...files].join('\n');
  expect(peopleIn(before).filter((value) => isIn(text, value))).toEqual([]);
});

test('an account that is connected on this machine is asked by its label, here with a private token', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'accounts-')), 'accounts.json');
  const accounts = new Accounts({ file, environment: { HIGHLEVEL_API_URL: sandbox.url } });
  const token = sandbox.issuePrivateToken({ locationId: here() });
  const { label, id } = await accounts.connectByToken({ token, accountId: here() });
  for (const name of [label, id]) {
    const connected = await connectedAccount(name, accounts);
    const only = ['private-token-level', 'list_businesses'];
    const { questions, reads } = await check({ ...connected, pace: AT_ONCE, only }).findings;
    expect([...questions, ...reads].map(({ is }) => is)).toEqual(['confirmed', 'confirmed']);
  }
  await expect(connectedAccount('Nobody', accounts)).rejects.toThrow(
    'No account is connected under that name.',
  );
  rmSync(dirname(file), { recursive: true });
});

describe('the sub-account that is named', () => {
  const agency = () => {
    const { accessToken, companyId } = first(sandbox.agencies);
    const { app: loaded } = account.connection;
    return new Connection(loaded, { access_token: accessToken, userType: 'Company', companyId });
  };

  test('must be the connection’s own, with a sub-account’s', async () => {
    const [, other] = sandbox.locations;
    await expect(locationOf(account.connection, other?.locationId)).rejects.toThrow(
      'The connection is of another sub-account than the one that was named. Nothing was done.',
    );
    expect(await locationOf(account.connection, here())).toBe(here());
  });

  test('must be one of the agency’s, with an agency’s', async () => {
    const { companyId } = first(sandbox.agencies);
    const foreign = sandbox.locations.find((location) => location.companyId !== companyId);
    for (const wanted of [foreign?.locationId, 'none', `${here()}/..`]) {
      await expect(locationOf(agency(), wanted)).rejects.toThrow('none of the agency’s. Nothing was done.');
    }
    await expect(locationOf(agency(), undefined)).rejects.toThrow('needs a sub-account');
    expect(await locationOf(agency(), here())).toBe(here());
  });

  test('is asked by an agency’s connection too, and nothing is left in it', async () => {
    const before = kept();
    const only = [
      'duplicate-null',
      'v3-users-of-location',
      'cleared-by-empty-text',
      'search_contacts',
      'list_snapshots',
    ];
    const { questions, reads } = await check({ connection: agency(), only }).findings;
    expect([...questions, ...reads].map(({ is }) => is)).toEqual(Array(5).fill('confirmed'));
    expect(kept()).toEqual(before);
  });
});

/** Questions that the sandbox does not decide, as its seed has nothing to look at or it knows no such thing. */
const UNDECIDED: { [id: string]: string } = {
  'appointment-series': 'No appointment is of a series.',
  'dnd-of-one-channel': 'The filter is refused with 422: it can’t be offered.',
  'first-and-last-attribution': 'None of the first 100 contacts has an attribution.',
  'inbound-email-body': 'No email has a text in a list.',
  'private-token-level': 'The connection is no private integration’s.',
  'short-page': expect.stringMatching(/^\d+ rows came of lists that count nothing/),
};

/** Whether a value stands in a text by itself, and not within the name of a field. */
const isIn = (text: string, value: string) =>
  text.includes(value) && new RegExp(`(?<!\\w)${escapeRegExp(value)}(?!\\w)`).test(text);

/** The ids, names, texts and addresses of people and accounts, as far as they are no words of the API. */
function peopleIn(tables: object): string[] {
  const found = new Set<string>(
    [...sandbox.locations, ...sandbox.agencies].flatMap((one) => [one.accessToken]),
  );
  const walk = (value: unknown, name = '') => {
    if (typeof value === 'string') {
      if (/id$|name|email|phone|body|title|address/i.test(name) && value.length > 5) found.add(value);
    } else if (typeof value === 'object' && value !== null) {
      for (const [inner, one] of Object.entries(value)) walk(one, Array.isArray(value) ? name : inner);
    }
  };
  walk(tables);
  return [...found].filter((value) => !/^[a-z_]+$/.test(value));
}
