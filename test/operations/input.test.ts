/** “Empty is not absent”: what is sent of a step's values, what is not, and what is refused. */
import app from '../../index';
import { nest } from '../../operations/input';
import { at, type Item, isItem, items } from '../../zapier';
import fc from '../support/fast-check';
import { first, harness } from '../support/harness';

const zap = harness();
const here = (row: { locationId: string }) => row.locationId === first(zap.sandbox.locations).locationId;

/** Steps that have many optional fields, with no more filled in than they need. */
const STEPS = {
  create_contact: () => ({ email: 'ada@least.example.com' }),
  update_contact: () => ({ contactId: someone() }),
  upsert_contact: () => ({ email: 'ada@least.example.com' }),
  create_contact_task: () => ({
    contactId: someone(),
    title: 'Call',
    dueDate: '2026-12-24T09:00:00Z',
    completed: false,
  }),
  update_contact_task: () => ({ contactId: someone(), taskId: String(task().id) }),
  create_contact_note: () => ({ contactId: someone(), body: 'Hello' }),
  update_contact_note: () => ({ contactId: someone(), id: String(note().id), body: 'Hello' }),
  bulk_update_contact_tags: () => ({ type: 'add', contacts: [someone()], tags: ['vip'] }),
};
type Step = keyof typeof STEPS;
const steps: Step[] = [
  'create_contact',
  'update_contact',
  'upsert_contact',
  'create_contact_task',
  'update_contact_task',
  'create_contact_note',
  'update_contact_note',
  'bulk_update_contact_tags',
];

const note = () => first(zap.sandbox.state.notes.where(here));
const task = () => first(zap.sandbox.state.tasks.where((row) => row.contactId === note().contactId));
const someone = () => String(note().contactId);

const fieldsOf = (step: Step) =>
  items(at(app.creates, step, 'operation', 'inputFields')).map(({ key, label }) => ({
    key: String(key),
    label: String(label),
  }));

/** The body that a step sends. */
async function body(step: Step, input: object): Promise<unknown> {
  zap.sandbox.requests.length = 0;
  await zap.run('creates', step, input);
  return first(zap.sent()).body;
}

describe.each(steps)('%s', (step) => {
  test.each([[''], [' \n\t'], [null], [undefined], [[]], [['', ' ', null]], [{}]])(
    'sends nothing for a field that is %j',
    async (blank) => {
      const least = STEPS[step]();
      const optional = fieldsOf(step).filter(({ key }) => !(key in least));
      expect(optional.length).toBeGreaterThan(0);
      const wanted = await body(step, least);
      zap.sandbox.reset();
      const blanks = Object.fromEntries(optional.map(({ key }) => [key, blank]));
      expect(await body(step, { ...blanks, ...STEPS[step]() })).toEqual(wanted);
    },
  );

  test('sends nothing of what its form does not ask for', async () => {
    const wanted = await body(step, STEPS[step]());
    zap.sandbox.reset();
    const strange: unknown = JSON.parse(
      '{"__proto__":{"source":"x"},"constructor":"x","toString":"x","dndSettings":"x","dndSettings__Email":"x","__proto____source":"x","locationId":"x","extra":"x"}',
    );
    const input = Object.defineProperties(
      {},
      { ...Object.getOwnPropertyDescriptors(strange), ...Object.getOwnPropertyDescriptors(STEPS[step]()) },
    );
    expect(await body(step, input)).toEqual(wanted);
    expect(Object.prototype).not.toHaveProperty('source');
  });
});

describe('an update with mapped fields that are empty', () => {
  const FULL = {
    firstName: 'Ada',
    lastName: 'Lovelace',
    email: 'ada@full.example.com',
    phone: '+13125550142',
    tags: ['vip'],
    source: 'Referral',
    address1: '1 Main Street',
    city: 'Chicago',
    state: 'IL',
    postalCode: '60606',
    country: 'US',
    website: 'https://example.com',
    timezone: 'America/Chicago',
    dateOfBirth: '1990-09-25',
    dnd: true,
    dndSettings: { Email: { status: 'active' } },
  };

  test.each([[''], [' '], [null], [[]]])('wipes nothing of a contact: %j', async (blank) => {
    const { contacts } = zap.sandbox.state;
    const { locationId } = first(zap.sandbox.locations);
    const { dateUpdated: _before, ...before } = contacts.insert({ ...FULL, locationId });
    const blanks = fieldsOf('update_contact').map(({ key }) => [key, blank]);
    await zap.run('creates', 'update_contact', { ...Object.fromEntries(blanks), contactId: before.id });
    const { dateUpdated: _after, ...after } = first(contacts.where(({ id }) => id === before.id));
    expect(after).toEqual(before);
  });

  test('changes no more than what is filled in', async () => {
    const { contacts } = zap.sandbox.state;
    const { locationId } = first(zap.sandbox.locations);
    const { dateUpdated: _before, ...before } = contacts.insert({ ...FULL, locationId });
    await zap.run('creates', 'update_contact', {
      contactId: before.id,
      city: 'Leeds',
      dnd: false,
      tags: [],
      lastName: '',
    });
    const { dateUpdated: _after, ...after } = first(contacts.where(({ id }) => id === before.id));
    expect(after).toEqual({ ...before, city: 'Leeds', dnd: false });
  });
});

test.each(['[]', '[""]', ',', ' ,\n'])('tags that come to nothing wipe none: %j', async (tags) => {
  expect(await body('update_contact', { contactId: someone(), city: 'Leeds', tags })).toEqual({
    city: 'Leeds',
  });
});

test('required tags that come to nothing are missing', async () => {
  const run = zap.run('creates', 'add_tags_to_contact', { contactId: someone(), tags: '[]' });
  expect(await zap.sentence(run)).toBe('Add Tags to Contact needs a value for “Tags”.');
  expect(zap.sent()).toEqual([]);
});

test('each row of a list may be a text with several ids, names or addresses', async () => {
  const [one, two, three] = zap.sandbox.state.contacts.where(here).map(({ id }) => id);
  const input = { type: 'add', contacts: [`${one}, ${two}`, three], tags: ['vip'] };
  expect(await body('bulk_update_contact_tags', input)).toMatchObject({ contacts: [one, two, three] });

  await body('update_contact', { contactId: one, clear: ['city, state', 'source'] });
  expect(zap.sent()[0]?.body).toEqual({ city: '', state: '', source: '' });

  const emailCc = ['a@b.example, c@d.example', 'e@f.example'];
  zap.sandbox.requests.length = 0;
  await zap.run('creates', 'send_message', { type: 'Email', contactId: one, html: 'Hello', emailCc });
  expect(zap.sent()[0]?.body).toMatchObject({ emailCc: ['a@b.example', 'c@d.example', 'e@f.example'] });
});

test('tags of a list of several keep their commas', async () => {
  const tags = ['austin, tx', 'vip,'];
  expect(await body('create_contact', { email: 'ada@tags.example.com', tags })).toMatchObject({
    tags: ['austin, tx', 'vip'],
  });
});

test('the tag drop-down’s choice with a comma is one tag, chosen alone too', async () => {
  const { locationId } = first(zap.sandbox.locations);
  zap.sandbox.state.tags.insert({ locationId, name: 'austin, tx' });
  const form = items(at(app.creates, 'add_tags_to_contact', 'operation', 'inputFields'));
  const perform = at(
    form.find(({ key }) => key === 'tags'),
    'choices',
    'perform',
  );
  const choices = items(at(await zap.call(perform), 'results'));
  const { id } = first(choices.filter(({ label }) => label === 'austin, tx'));
  const { tags } = Object(
    await zap.run('creates', 'add_tags_to_contact', { contactId: someone(), tags: [id] }),
  );
  expect(tags).toContain('austin, tx');
});

test('a field that takes whole numbers refuses others', async () => {
  const room = { name: 'Room', description: 'x', calendarIds: ['c'], outOfService: 0, capacity: 1 };
  const input = { resourceType: 'rooms', ...room, quantity: '1.7' };
  expect(await zap.sentence(zap.run('creates', 'create_calendar_resource', input))).toBe(
    '“Quantity” must be a whole number; it is “1.7”.',
  );
  expect(zap.sent()).toEqual([]);
});

test('false and 0 are values, and are sent', async () => {
  expect(await body('create_contact', { email: 'no@example.com', dnd: false, postalCode: 0 })).toMatchObject({
    dnd: false,
    postalCode: '0',
  });
});

test('blanks around names and ids are slips; those around a note are its own', async () => {
  const contactId = someone();
  expect(
    await body('create_contact_note', {
      contactId: ` ${contactId}\n`,
      title: ' Hello ',
      body: '  as it is \n',
    }),
  ).toEqual({
    title: 'Hello',
    body: '  as it is \n',
  });
});

describe('a value that can’t be sent', () => {
  test.each<[step: Step, wrong: Item, sentence: string]>([
    [
      'create_contact',
      { firstName: { no: 'text' } },
      '“First Name” must be text, and not a group of fields.',
    ],
    ['create_contact', { dnd: 'perhaps' }, '“Do Not Disturb” must be yes or no; it is “perhaps”.'],
    [
      'create_contact',
      { dndSettings__SMS__status: 'quiet' },
      '“Do Not Disturb: SMS” must be On, Off or “On, for Good”; it is “quiet”.',
    ],
    [
      'create_contact',
      { dateOfBirth: 'a while ago' },
      '“Date of Birth” must be a date, such as 1990-09-25; it is “a while ago”.',
    ],
    ['create_contact', { tags: [{ no: 'name' }] }, '“Tags” must be text, and not a group of fields.'],
    [
      'create_contact',
      { country: 'Atlantis' },
      '“Country” must be a country, or its code such as US; it is “Atlantis”.',
    ],
    [
      'upsert_contact',
      { createNewIfDuplicateAllowed: 'x' },
      '“Create a New Contact if Duplicates Are Allowed” must be yes or no; it is “x”.',
    ],
    [
      'create_contact_task',
      { dueDate: 'next week' },
      '“Due Date” must be a date and time, such as 2026-12-24T09:00:00Z; it is “next week”.',
    ],
    [
      'bulk_update_contact_tags',
      { type: 'drop' },
      '“What to Do” must be Add Tags or Remove Tags; it is “drop”.',
    ],
  ])('of %s: %j is refused by the field’s name, and nothing is sent', async (step, wrong, sentence) => {
    const input = { ...STEPS[step](), ...wrong };
    expect(await zap.sentence(zap.run('creates', step, input))).toBe(sentence);
    expect(zap.sent()).toEqual([]);
  });

  test('of a trigger’s own choice is refused as well', async () => {
    const run = zap.run('triggers', 'list_contacts', { fireOn: 'sometimes' });
    expect(await zap.sentence(run)).toMatch(
      /^“Trigger On” must be New Contact or New or Updated Contact; it is “sometimes”\.$/,
    );
    expect(zap.sent()).toEqual([]);
  });
});

test.each(steps)('%s names each required field that is missing, by its label', async (step) => {
  const required = items(at(app.creates, step, 'operation', 'inputFields')).filter((field) => field.required);
  for (const { key, label } of required) {
    for (const blank of [undefined, '', ' ', null, []]) {
      const input = { ...STEPS[step](), [String(key)]: blank };
      expect(await zap.sentence(zap.run('creates', step, input))).toBe(
        `${String(at(app.creates, step, 'display', 'label'))} needs a value for “${String(label)}”.`,
      );
    }
  }
  expect(zap.sent()).toEqual([]);
});

describe('keys with two underscores', () => {
  test('are nested as the API wants them', () => {
    expect(
      nest({
        a: 1,
        b__c: 2,
        b__d__e: 3,
        dndSettings__Email__status: 'active',
        dndSettings__SMS__status: 'inactive',
      }),
    ).toEqual({
      a: 1,
      b: { c: 2, d: { e: 3 } },
      dndSettings: { Email: { status: 'active' }, SMS: { status: 'inactive' } },
    });
  });

  test('give back any object that was made flat', () => {
    const key = fc.oneof(
      fc.constantFrom('constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length', 'a', 'b'),
      fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,5}$/),
    );
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()));
    const { tree } = fc.letrec<{ tree: Item; node: unknown }>((tie) => ({
      tree: fc
        .dictionary(key, tie('node'), { maxKeys: 4, noNullPrototype: true })
        .filter((one) => Object.keys(one).length > 0),
      node: fc.oneof({ maxDepth: 3 }, leaf, tie('tree')),
    }));
    fc.assert(
      fc.property(tree, (object) => {
        expect(nest(flat(object))).toEqual(object);
      }),
    );
  });

  test('reach no prototype, whatever they are', () => {
    const segment = fc.constantFrom(
      '__proto__',
      'proto',
      'constructor',
      'prototype',
      'toString',
      '__',
      '_',
      '',
      'a',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(segment, { minLength: 1, maxLength: 4 }), fc.anything()), {
          maxLength: 6,
        }),
        (pairs) => {
          const shared = () => [Object, Object.prototype].map((one) => Object.getOwnPropertyNames(one));
          const before = shared();
          const nested = nest(Object.fromEntries(pairs.map(([path, value]) => [path.join('__'), value])));
          expect(Object.getPrototypeOf(nested)).toBe(Object.prototype);
          expect(shared()).toEqual(before);
        },
      ),
    );
  });
});

function flat(object: Item, path: string[] = []): Item {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) =>
      isItem(value) ? Object.entries(flat(value, [...path, key])) : [[[...path, key].join('__'), value]],
    ),
  );
}
