/** Whatever a Zap can send, through whole operations: sent right, or refused by the field's name. */
import app from '../index';
import { withSharedOperations } from '../operations/share';
import { at, Connection, handlerOf, type Item, isItem, items, loadApp, type Result } from '../zapier';
import fc from './support/fast-check';
import { first, harness } from './support/harness';

const zap = harness();
const state = () => zap.sandbox.state;
const here = (row: { locationId: string }) => row.locationId === first(zap.sandbox.locations).locationId;

let connection: Connection;
beforeAll(async () => {
  const environment = { HIGHLEVEL_API_URL: zap.sandbox.url, X: 'a secret of the environment' };
  connection = new Connection(
    await loadApp(handlerOf(withSharedOperations(app)), { environment }),
    zap.authData,
  );
});
beforeEach(() => {
  zap.sandbox.limits = { burst: 1e9, daily: 1e9 };
});

/** Operations of several kinds, with no more filled in than they need. */
const OPERATIONS = {
  create_contact: { kind: 'creates', least: () => ({ firstName: 'Ada' }) },
  update_contact: { kind: 'creates', least: () => ({ contactId: someone() }) },
  create_contact_task: {
    kind: 'creates',
    least: () => ({ contactId: someone(), title: 'Call', dueDate: '2026-12-24T09:00:00Z', completed: false }),
  },
  create_contact_note: { kind: 'creates', least: () => ({ contactId: someone(), body: 'Hello' }) },
  add_tags_to_contact: { kind: 'creates', least: () => ({ contactId: someone(), tags: ['vip'] }) },
  create_opportunity: {
    kind: 'creates',
    least: () => ({ contactId: someone(), name: 'Deal', status: 'open', ...stage() }),
  },
  send_message: { kind: 'creates', least: () => ({ contactId: someone(), type: 'SMS', message: 'Hello' }) },
  update_calendar: {
    kind: 'creates',
    least: () => ({ calendarId: first(state().calendars.where(here)).id }),
  },
  find_contact: { kind: 'searches', least: () => ({ query: 'smith' }) },
  search_contacts: { kind: 'triggers', least: () => ({}) },
} as const satisfies { [key: string]: { kind: 'creates' | 'searches' | 'triggers'; least: () => Item } };
type Key = keyof typeof OPERATIONS;
const KEYS: Key[] = [
  'create_contact',
  'update_contact',
  'create_contact_task',
  'create_contact_note',
  'add_tags_to_contact',
  'create_opportunity',
  'send_message',
  'update_calendar',
  'find_contact',
  'search_contacts',
];

const someone = () => first(state().contacts.where(here)).id;
function stage() {
  const pipeline = first(state().pipelines.where(here));
  return { pipelineId: pipeline.id, pipelineStageId: String(first(items(pipeline.stages)).id) };
}

/** Runs an operation with its least input and this, and tells what was sent. */
async function run(
  key: Key,
  input: Item,
  meta: Item = {},
): Promise<{ result: Result; sent: typeof zap.sandbox.requests }> {
  zap.sandbox.requests.length = 0;
  const result = await connection.perform(
    OPERATIONS[key].kind,
    key,
    { ...OPERATIONS[key].least(), ...input },
    meta,
  );
  return { result, sent: [...zap.sandbox.requests] };
}

/** The body of the first request that has one: a step may read before it writes. */
const bodyOf = (sent: { body: unknown }[]): Item => {
  const { body } = sent.find((request) => request.body !== undefined) ?? first(sent);
  return isItem(body) ? body : {};
};
const said = (result: Result) => (result.ok ? '' : result.failure.message);

/** How the app refuses, and how it tells that HighLevel did. What JavaScript says looks otherwise. */
const SENTENCE =
  /^“[^”]+” |^[A-Z][\w ]+ needs a value for “|^[A-Z][\w ]+ did not work\. HighLevel says: “|^The \w+ message is empty: /;

/** Expects that an operation did its work, or was refused in a sentence that names one of its fields. */
function expectSound(result: Result, labels: string[]) {
  if (result.ok) return;
  const { kind, message } = result.failure;
  expect(kind).toBe('error');
  expect(message).toMatch(SENTENCE);
  // HighLevel names a custom field by its key, and a text-box list has a label for each box.
  const words = message.toLowerCase().replaceAll('_', ' ');
  const named = labels.some((label) => words.includes(label.toLowerCase().replace(/:.*/, '')));
  expect(named ? '' : message).toBe('');
}

const TEXTS = [
  'Hi {{contact.first_name}}, {{ custom_values.link }}',
  '{{bundle.authData.access_token}}',
  '{{bundle.inputData.x}} {{process.env.X}} {{process.env.CLIENT_SECRET}}',
  '{{{{',
  '}}{{',
  '$& $1 $$ `x` $ {y} %s %00 \\u0000 \\',
  '<b>"quoted"</b> & \'so\'',
  '👩‍👩‍👧 ١٢٣ ‮right to left',
  'line\r\nline\tand\u0000\u0007\u001b[31m',
  '__proto__',
  'null',
  '[]',
  '{"a":1}',
];
const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }));
const filled = text.filter((one) => one.trim() !== '');

describe('text', () => {
  test('arrives in a note as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(filled, async (body) => {
        const { result, sent } = await run('create_contact_note', { body });
        expect(said(result)).toBe('');
        expect(bodyOf(sent).body).toBe(body);
      }),
      { numRuns: 40, examples: TEXTS.map((one): [string] => [one]) },
    );
  });

  test('arrives in a message as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(filled, async (message) => {
        const { result, sent } = await run('send_message', { message });
        expect(said(result)).toBe('');
        expect(bodyOf(sent).message).toBe(message);
      }),
      { numRuns: 30, examples: TEXTS.map((one): [string] => [one]) },
    );
  });

  test('is looked for as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...TEXTS), async (query) => {
        const { result, sent } = await run('search_contacts', { query });
        expect(said(result)).toBe('');
        expect(bodyOf(sent).query).toBe(query.trim());
      }),
      { numRuns: TEXTS.length },
    );
  });

  test('of 1 MB arrives whole', async () => {
    const body = 'A {{long}} note 👩‍👩‍👧 '.repeat(45_000);
    expect(Buffer.byteLength(body)).toBeGreaterThan(1_000_000);
    const { result, sent } = await run('create_contact_note', { body });
    expect(said(result)).toBe('');
    expect(bodyOf(sent).body).toBe(body);
  });
});

describe('a name or an e-mail address in the place of an id', () => {
  const use = 'Use “Find Contact” in an earlier step to get it.';
  const map = 'Map the ID of an earlier step.';

  test.each<[key: string, input: Item, sentence: string]>([
    [
      'delete_contact',
      { contactId: 'Mila Kowalski' },
      `“Contact” must be an ID; it is “Mila Kowalski”. ${use}`,
    ],
    [
      'delete_contact',
      { contactId: 'mila@example.com' },
      `“Contact” must be an ID; it is “(email address)”. ${use}`,
    ],
    [
      'delete_business',
      { businessId: 'Lakeside Dental' },
      `“Business” must be an ID; it is “Lakeside Dental”. ${map}`,
    ],
    [
      'add_contact_followers',
      { contactId: 'c1', followers: 'u1, Ben Ortiz' },
      `“Followers” must be IDs; it is “Ben Ortiz”. ${map}`,
    ],
    [
      'update_opportunity',
      { id: 'o1', assignedTo: 'Ben Ortiz' },
      `“Owner” must be an ID; it is “Ben Ortiz”. ${map}`,
    ],
    [
      'bulk_update_contact_business',
      { ids: ['c1', 'Mila K'], remove: true },
      '“Contacts” must be IDs; it is “Mila K”. Map the ID of an earlier step.',
    ],
  ])('is refused before anything is sent: %s %j', async (key, input, sentence) => {
    zap.sandbox.requests.length = 0;
    expect(said(await connection.perform('creates', key, input))).toBe(sentence);
    expect(zap.sandbox.requests).toEqual([]);
  });
});

describe('an id', () => {
  const IDS = [
    '../locations/x',
    '..',
    '.',
    '...',
    '%2e%2e%2f',
    'a/b',
    'a\\b',
    'a b',
    'a?b=c',
    'a#b',
    'ada%40example.com',
    '100%',
    ';a=b',
    '//evil.example.com/x',
    'https://evil.example.com',
    '{{bundle.authData.access_token}}',
    '{{process.env.X}}',
    '__proto__',
    'a\u0000b',
    'a\r\nX-Injected: 1',
    '\ud800',
    '🙂',
  ];
  const id = fc.oneof(
    fc.constantFrom(...IDS),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).filter((one) => one.trim() !== ''),
  );

  test.each<[key: Key | 'delete_contact', tail: string]>([
    ['create_contact_note', '/notes'],
    ['update_contact', ''],
    ['delete_contact', ''],
  ])('stays one segment of the address of %s, whatever is in it', async (key, tail) => {
    const before = state().contacts.all().length;
    await fc.assert(
      fc.asyncProperty(id, async (contactId) => {
        zap.sandbox.requests.length = 0;
        const least = key === 'delete_contact' ? {} : OPERATIONS[key].least();
        const result = await connection.perform('creates', key, { ...least, firstName: 'Ada', contactId });
        expect(result.ok).toBe(false);
        for (const { path } of zap.sandbox.requests)
          expect(path).toBe(`/contacts/${encodeURIComponent(contactId.trim())}${tail}`);
        const local =
          /^“Contact” must be an ID(, as an earlier step gives it|; it is “.*”\. Use “Find Contact” .*)\.$/s;
        const theirs = /did not work\. HighLevel says: “.*”\. The record in “Contact” was not found/s;
        expect(said(result)).toMatch(zap.sandbox.requests.length ? theirs : local);
      }),
      { numRuns: 30, examples: IDS.map((one): [string] => [one]) },
    );
    expect(state().contacts.all()).toHaveLength(before);
  });
});

describe('values in many forms', () => {
  test.each<[key: Key, input: Item, sent: Item]>([
    ['create_contact', { firstName: ['Ada', 'Lovelace'] }, { firstName: 'Ada, Lovelace' }],
    ['create_contact', { firstName: 12, lastName: true }, { firstName: '12', lastName: 'true' }],
    ['create_contact', { dnd: 'Yes' }, { dnd: true }],
    ['create_contact', { dnd: 'off' }, { dnd: false }],
    ['create_contact', { dnd: ['0'] }, { dnd: false }],
    ['create_contact', { tags: 'vip, warm\ncold' }, { tags: ['vip', 'warm', 'cold'] }],
    ['create_contact', { tags: ['vip', '', null, 7] }, { tags: ['vip', '7'] }],
    ['create_contact', { dateOfBirth: 'September 25th, 1990' }, { dateOfBirth: '1990-09-25' }],
    ['create_contact', { dateOfBirth: '09/25/1990 11:00 PM' }, { dateOfBirth: '1990-09-25' }],
    ['create_contact', { dateOfBirth: '1990-09-25T23:30:00-08:00' }, { dateOfBirth: '1990-09-25' }],
    ['create_contact', { country: 'germany' }, { country: 'DE' }],
    ['create_contact_task', { completed: 'no' }, { completed: false }],
    ['create_contact_task', { dueDate: '12/24/2026 9:00 AM' }, { dueDate: '2026-12-24T09:00:00.000Z' }],
    ['create_contact_task', { dueDate: 1798102800 }, { dueDate: '2026-12-24T09:00:00.000Z' }],
    ['create_contact_task', { dueDate: '999999999999' }, { dueDate: '2001-09-09T01:46:39.999Z' }],
    ['create_contact', { dateOfBirth: 646488000000 }, { dateOfBirth: '1990-06-27' }],
    ['create_contact', { dateOfBirth: '-1073001600000' }, { dateOfBirth: '1936-01-01' }],
    ['create_contact_task', { dueDate: ['2026-12-24'] }, { dueDate: '2026-12-24T00:00:00.000Z' }],
    ['create_opportunity', { monetaryValue: ' 1200.50 ' }, { monetaryValue: 1200.5 }],
    ['create_opportunity', { monetaryValue: '0' }, { monetaryValue: 0 }],
    ['create_opportunity', { status: ' WON ' }, { status: 'won' }],
    [
      'create_contact',
      { dndSettings__SMS__status: 'on, for good' },
      { dndSettings: { SMS: { status: 'permanent' } } },
    ],
    [
      'create_contact',
      { dndSettings__SMS__status: 'ACTIVE' },
      { dndSettings: { SMS: { status: 'active' } } },
    ],
    ['create_contact', { tags: '["vip","warm"]' }, { tags: ['vip', 'warm'] }],
    ['create_contact', { tags: ['austin, tx', 'vip'] }, { tags: ['austin, tx', 'vip'] }],
    ['create_contact', { firstName: '["Ada"]' }, { firstName: '["Ada"]' }],
  ])('%s: %j is sent as %j', async (key, input, wanted) => {
    const { result, sent } = await run(key, input);
    expect(said(result)).toBe('');
    expect(bodyOf(sent)).toMatchObject(wanted);
  });

  test.each([
    '+13125550177',
    '+1 (312) 555-0177',
    '3125550177',
    '(312) 555-0177',
    '1-312-555-0177',
    ' 312.555.0177 ',
    3125550177,
  ])('the phone number %j becomes +13125550177', async (phone) => {
    const { result } = await run('create_contact', { phone });
    expect(said(result)).toBe('');
    expect(result.ok && at(result.value, 'phone')).toBe('+13125550177');
  });

  test.each<[key: Key, input: Item, sentence: RegExp]>([
    ['create_contact', { phone: 'n/a' }, /Phone must be a valid phone number/],
    ['create_contact', { email: 'not one' }, /Email must be an email/],
    ['create_contact', { firstName: { a: 'b' } }, /^“First Name” must be text, and not a group of fields\.$/],
    ['create_contact', { dnd: 'perhaps' }, /^“Do Not Disturb” must be yes or no/],
    ['create_contact_task', { dueDate: '2026-02-30' }, /^“Due Date” must be a date and time/],
    ['create_contact_task', { completed: ['yes', 'no'] }, /^“Is Completed” must be yes or no/],
    ['create_contact_task', { title: ' \n' }, /^Create Contact Task needs a value for “Title”\.$/],
    ['create_opportunity', { monetaryValue: '1,200' }, /must be a number; it is “1,200”\.$/],
    [
      'create_opportunity',
      { status: 'all' },
      /^“Status” must be Open, Won, Lost or Abandoned; it is “all”\.$/,
    ],
    ['create_opportunity', { monetaryValue: '0x10' }, /must be a number; it is “0x10”\.$/],
    ['create_contact_task', { dueDate: '02/30/2026 9:00 AM' }, /^“Due Date” must be a date and time/],
    ['create_contact_task', { dueDate: '12/24/2026 09:00-17:00' }, /^“Due Date” must be a date and time/],
    ['create_contact', { dateOfBirth: '05.06.1990' }, /^“Date of Birth” must be a date/],
    [
      'create_opportunity',
      { status: 'pending' },
      /^“Status” must be Open, Won, Lost or Abandoned; it is “pending”\.$/,
    ],
    [
      'update_contact',
      { clear: ['email', '__proto__'] },
      /^“Fields to Clear” must name fields of this list: /,
    ],
    ['update_contact', { clear: 'email', email: 'a@b.example' }, /^“Email” has a value and is to be cleared/],
  ])('%s: %j is refused by the field’s name', async (key, input, sentence) => {
    const { result } = await run(key, input);
    expect(said(result)).toMatch(sentence);
  });

  test.each<[what: string, input: (names: string[]) => Item]>([
    ['a list', (tags) => ({ tags })],
    ['text', (tags) => ({ tags: tags.join(', ') })],
  ])('10,000 tags are sent and kept, given as %s', async (_what, input) => {
    const names = Array.from({ length: 10_000 }, (_, nth) => `tag ${nth}`);
    const { result, sent } = await run('create_contact', input(names));
    expect(said(result)).toBe('');
    expect(sent).toHaveLength(1);
    expect(result.ok && at(result.value, 'tags')).toEqual(names);
  });
});

/** What a mapped field may hold, whatever its type. */
const oddKeys = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'customFields____proto__',
  'customFields__',
  'a',
);
const odd = fc.oneof(
  fc.constantFrom<unknown>('', ' ', null, [], {}, [null, ''], 0, -0, 1e21, false, [[['deep']]], [{ a: 1 }]),
  fc.constantFrom<unknown>(
    'yes',
    'No',
    '2026-12-24',
    '24.12.2026',
    1798102800000,
    '+1 312',
    'n/a',
    '1,5',
    '٣',
  ),
  text,
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(oddKeys, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3, noNullPrototype: true }),
);

describe('whatever comes', () => {
  test.each(KEYS)('into the fields of %s is sent, or refused in a sentence that names one', async (key) => {
    const { kind } = OPERATIONS[key];
    const form = await connection.call(`${kind}.${key}.operation.inputFields`, {
      inputData: OPERATIONS[key].least(),
    });
    if (!form.ok) throw new Error(form.failure.message);
    const labels = items(form.value).flatMap(({ label, children }) => [
      String(label),
      ...items(children).map((child) => String(child.label)),
    ]);
    // Zapier hands back what the form said of its fields.
    const inputFields = Object.fromEntries(
      items(form.value).map((field) => [String(field.key), field.meta ?? {}]),
    );
    const names = [
      ...Object.keys(inputFields),
      '__proto__',
      'constructor',
      'customFields____proto__',
      'unknown',
    ];
    const input = fc.dictionary(fc.constantFrom(...names), odd, {
      minKeys: 1,
      maxKeys: 4,
      noNullPrototype: true,
    });
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        const { result, sent } = await run(key, given, { inputFields });
        expectSound(result, [...labels, 'filter']);
        expect(sent.filter(({ status }) => status >= 500)).toEqual([]);
        expect(said(result)).not.toMatch(/a secret of the environment/);
      }),
      { numRuns: 60 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  describe('as rows', () => {
    const hours = { day: 'Monday', opens: '9', closes: '17' };
    const filter = { field: 'email', operator: 'contains', value: 'a' };
    /** Whether anything is given: `[]` and blanks are nothing, in JSON too. */
    const isAnything = (given: unknown): boolean => {
      if (typeof given === 'string') {
        const listed = /^\s*[[{]/.test(given) ? parsed(given) : undefined;
        return listed === undefined ? given.trim() !== '' : isAnything(listed);
      }
      if (typeof given === 'object' && given !== null) return Object.values(given).some(isAnything);
      return given !== undefined && given !== null;
    };
    const parsed = (text: string): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        return undefined;
      }
    };

    test.each<[key: Key, field: string, row: Item]>([
      ['update_calendar', 'openHours', hours],
      ['update_calendar', 'availabilities', { date: '2026-12-24' }],
      ['update_calendar', 'teamMembers', { userId: 'u' }],
      ['update_calendar', 'locationConfigurations', { kind: 'zoom_conference' }],
      ['update_calendar', 'notifications', { selectedUsers: 'a@b.example' }],
      ['search_contacts', 'filters', filter],
      ['find_contact', 'filters', filter],
    ])('into %s: %s holds what was given, or it is refused', async (key, field, row) => {
      const rows = fc.oneof(
        odd,
        fc.array(fc.oneof(fc.constant(row), odd), { maxLength: 3 }),
        fc.array(fc.oneof(fc.constant(row), odd), { maxLength: 3 }).map((list) => JSON.stringify(list)),
      );
      await fc.assert(
        fc.asyncProperty(rows, async (given) => {
          const { result, sent } = await run(key, { [field]: given });
          if (!result.ok) return expect(said(result)).toMatch(SENTENCE);
          expect(items(at(sent.at(-1)?.body, field)).length > 0).toBe(isAnything(given));
        }),
        {
          numRuns: 60,
          examples: [[[row]], [JSON.stringify([row])], [JSON.stringify(row)], ['x'], [['x']], [{ x: 1 }]],
        },
      );
    });
  });
});
