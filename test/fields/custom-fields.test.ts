/** A location's custom fields: as inputs of the right type, as values that are sent, and as outputs. */
import app from '../../index';
import { at, type Item, isItem, items } from '../../zapier';
import { first, harness } from '../support/harness';

const zap = harness();

/** The sandbox's custom fields of contacts in the connection's location, by name. */
const seeded = () => {
  const { locationId } = first(zap.sandbox.locations);
  const fields = zap.sandbox.state.customFields.where(
    (field) => field.locationId === locationId && field.model === 'contact',
  );
  return Object.fromEntries(fields.map((field) => [field.name, field]));
};
const idOf = (name: string) => String(seeded()[name]?.id);
const keyOf = (name: string) => `customFields__${idOf(name)}`;
/** The id of a box of the text-box list. */
const boxOf = (label: string) =>
  String(items(seeded()['Family Members']?.textBoxListOptions).find((box) => box.label === label)?.id);

/** What a form or a list of output fields holds beside its static fields. */
async function dynamic(fields: unknown): Promise<Item[]> {
  const functions = items([fields].flat().map((field) => typeof field === 'function' && { field }));
  const answers = await Promise.all(functions.map(({ field }) => zap.call(field)));
  return items(answers.flat());
}
const inputs = () => dynamic(app.creates.create_contact?.operation.inputFields);
const outputs = () => customOutputs(app.creates.create_contact?.operation.outputFields);
const customOutputs = async (fields: unknown) =>
  (await dynamic(fields)).filter(({ key }) => String(key).startsWith('customFields__'));
/** `meta` of every field, as Zapier hands it back when the step runs. */
const handedBack = async () =>
  Object.fromEntries(
    (await inputs()).map(({ key, meta }) => [
      String(key),
      {
        dataType: String(at(meta, 'dataType')),
        name: String(at(meta, 'name')),
        options: String(at(meta, 'options') ?? ''),
      },
    ]),
  );

/** Values by the custom fields' names, as the form's keys; a text box is named `Family Members: Partner`. */
async function filledIn(values: Item): Promise<Item> {
  const keys = new Map((await inputs()).map(({ label, key }) => [label, String(key)]));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [keys.get(name), value]));
}

/** Runs a create with custom fields, with their `meta` handed back or without. */
async function write(key: string, input: Item, values: Item, withMeta = true): Promise<unknown> {
  const inputData = { ...input, ...(await filledIn(values)) };
  const meta = withMeta ? { inputFields: await handedBack() } : {};
  zap.sandbox.requests.length = 0;
  return zap.run('creates', key, inputData, { meta });
}

const sentCustomFields = () => at(first(zap.sent()).body, 'customFields');
const choices = (...labels: string[]) => labels.map((label) => ({ label, value: label, sample: label }));

describe('a form', () => {
  test.each<[name: string, field: object]>([
    ['Insurance Provider', { type: 'string' }],
    ['Background', { type: 'text' }],
    ['Household Size', { type: 'number' }],
    ['Emergency Phone', { type: 'string', helpText: expect.stringContaining('country code') }],
    ['Lifetime Value', { type: 'number', helpText: expect.stringContaining('money') }],
    [
      'Interests',
      { type: 'string', list: true, choices: choices('Check-up', 'Whitening', 'Classes', 'Viewings') },
    ],
    ['Referral Source', { type: 'string', choices: choices('Friend', 'Search', 'Advert', 'Walk-in') }],
    [
      'Preferred Days',
      { type: 'string', list: true, choices: choices('Monday', 'Wednesday', 'Friday', 'Saturday') },
    ],
    ['Satisfaction Score', { type: 'number' }],
    ['Preferred Time', { type: 'string', helpText: expect.stringContaining('14:30') }],
    ['Policy Start Date', { type: 'datetime', helpText: expect.stringContaining('day') }],
    ['Insurance Card', { type: 'string', list: true, helpText: expect.stringContaining('Links') }],
    ['Contact Preference', { type: 'string', choices: choices('Phone', 'Email', 'SMS') }],
  ])('asks for %s by its name, with the right type', async (name, field) => {
    const { dataType } = seeded()[name] ?? {};
    const options = 'choices' in field && {
      options: [at(seeded()[name], 'picklistOptions')].flat().join('\n'),
    };
    expect((await inputs()).filter(({ label }) => label === name)).toEqual([
      expect.objectContaining({ key: keyOf(name), meta: { dataType, name, ...options }, ...field }),
    ]);
  });

  test('asks for each box of a text-box list', async () => {
    const boxes = ['Partner', 'First Child', 'Second Child'];
    const asked = (await inputs()).filter(({ label }) => String(label).startsWith('Family Members'));
    expect(asked.map(({ key, label }) => ({ key, label }))).toEqual(
      boxes.map((box) => ({
        key: `${keyOf('Family Members')}__${boxOf(box)}`,
        label: `Family Members: ${box}`,
      })),
    );
  });

  test('takes the boxes from `picklistOptions` too, where HighLevel gives them so', async () => {
    const { customFields } = zap.sandbox.state;
    const { textBoxListOptions, ...field } = first(
      customFields.where(({ id }) => id === idOf('Family Members')),
    );
    customFields.delete(field.id);
    customFields.insert({ ...field, picklistOptions: textBoxListOptions });
    const labels = (await inputs()).map(({ label }) => label);
    expect(labels).toContain('Family Members: First Child');
  });

  test('does not ask for a signature, which can only be read', async () => {
    expect(seeded()).toHaveProperty('Consent Signature');
    expect((await inputs()).map(({ label }) => label)).not.toContain('Consent Signature');
  });

  test('does not ask for what belongs to opportunities', async () => {
    const labels = (await inputs()).map(({ label }) => label);
    expect(labels).not.toContain('Deal Reference');
    expect(labels).not.toContain('Expected Commission');
  });

  test('passes over what belongs to opportunities, where HighLevel gives all of them', async () => {
    const all = zap.sandbox.state.customFields.where(
      ({ locationId }) => locationId === first(zap.sandbox.locations).locationId,
    );
    const endpoint = 'GET /locations/{locationId}/customFields';
    zap.sandbox.faults.add({ endpoint, status: 200, body: { customFields: all } });
    const labels = (await inputs()).map(({ label }) => label);
    expect(labels).toContain('Background');
    expect(labels).not.toContain('Deal Reference');
  });

  test('keeps the order of the location, and follows a change of name', async () => {
    const { customFields } = zap.sandbox.state;
    customFields.update(idOf('Household Size'), { position: -1 });
    customFields.update(idOf('Background'), { name: 'History' });
    const [top, ...others] = await inputs();
    expect(top).toMatchObject({ label: 'Household Size' });
    expect(others.map(({ label }) => label)).toEqual(expect.arrayContaining(['History']));
  });

  test('shows the hint of the field as its placeholder', async () => {
    zap.sandbox.state.customFields.update(idOf('Insurance Provider'), { placeholder: 'Such as Aetna' });
    const [field] = await inputs();
    expect(field).toMatchObject({ label: 'Insurance Provider', placeholder: 'Such as Aetna' });
  });

  test.each(['create_contact', 'update_contact', 'upsert_contact'])('of %s has them', async (key) => {
    const labels = (await dynamic(app.creates[key]?.operation.inputFields)).map(({ label }) => label);
    expect(labels).toEqual((await inputs()).map(({ label }) => label));
    expect(labels).toHaveLength(16);
  });

  test('has unique keys', async () => {
    const keys = (await inputs()).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

/** The values of a form with every data type, and what HighLevel is to get for each. */
const EVERYTHING: [name: string, given: unknown, sent: unknown][] = [
  ['Insurance Provider', 'Blue {{Shield}} “Plus”', 'Blue {{Shield}} “Plus”'],
  ['Background', 'Two\nlines 👋', 'Two\nlines 👋'],
  ['Household Size', '4', 4],
  ['Emergency Phone', '+1 312 555 0142', '+1 312 555 0142'],
  ['Lifetime Value', '1250.75', 1250.75],
  ['Interests', ['Whitening', '', 'Classes'], ['Whitening', 'Classes']],
  ['Referral Source', 'Friend', 'Friend'],
  ['Preferred Days', 'Friday', ['Friday']],
  ['Satisfaction Score', 4.5, 4.5],
  ['Preferred Time', '14:30', '14:30'],
  ['Policy Start Date', '2026-05-01T00:00:00-05:00', '2026-05-01'],
  ['Policy Start Date', Date.UTC(2004, 7, 1), '2004-08-01'],
  ['Policy Start Date', String(Date.UTC(1931, 2, 9)), '1931-03-09'],
  ['Contact Preference', 'SMS', 'SMS'],
];

const LINK = 'https://files.example.com/cards/front%20side.pdf?v=2';
const asFile = (url: string, originalname: string) => ({
  url,
  documentId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  meta: { uuid: expect.any(String), originalname },
});

describe('a value', () => {
  test.each(EVERYTHING)('of %s: %j is sent as %j', async (name, given, field_value) => {
    await write('create_contact', { firstName: 'Ada' }, { [name]: given });
    expect(sentCustomFields()).toEqual([{ id: idOf(name), field_value }]);
  });

  test.each([
    '2026-05-01',
    '2026-05-01T00:00:00-05:00',
    '2026-05-01T23:59:59-05:00',
    '2026-05-01T00:30:00+14:00',
    '2026-05-01T00:00:00.000Z',
    'May 1, 2026',
  ])('of a date keeps its day, whatever the offset: %s', async (given) => {
    await write('create_contact', { firstName: 'Ada' }, { 'Policy Start Date': given });
    expect(sentCustomFields()).toEqual([{ id: idOf('Policy Start Date'), field_value: '2026-05-01' }]);
  });

  test.each<[given: unknown, sent: string[]]>([
    ['Monday, Wednesday', ['Monday', 'Wednesday']],
    ['monday\nFriday', ['Monday', 'Friday']],
    ['["Monday","Friday"]', ['Monday', 'Friday']],
    [
      ['Monday, Wednesday', 'Friday'],
      ['Monday', 'Wednesday', 'Friday'],
    ],
    [['Monday', 'Monday'], ['Monday']],
  ])('of several options is each of them: %j', async (given, field_value) => {
    await write('create_contact', { firstName: 'Ada' }, { 'Preferred Days': given });
    expect(sentCustomFields()).toEqual([{ id: idOf('Preferred Days'), field_value }]);
  });

  test.each([
    ['Referral Source', ' Friend ', 'Friend'],
    ['Referral Source', 'friend', 'Friend'],
    ['Referral Source', 'WALK-IN\n', 'Walk-in'],
    ['Contact Preference', ' sms', 'SMS'],
    ['Preferred Time', ' 14:30 ', '14:30'],
    ['Insurance Provider', '\tAetna ', 'Aetna'],
    ['Emergency Phone', '+1 312 555 0142\n', '+1 312 555 0142'],
  ])('of %s: %j is a slip for %j', async (name, given, field_value) => {
    await write('create_contact', { firstName: 'Ada' }, { [name]: given });
    expect(sentCustomFields()).toEqual([{ id: idOf(name), field_value }]);
  });

  test('of a long text keeps its blanks', async () => {
    await write('create_contact', { firstName: 'Ada' }, { Background: '  Two\n lines\n' });
    expect(sentCustomFields()).toEqual([{ id: idOf('Background'), field_value: '  Two\n lines\n' }]);
  });

  test('that is none of the options is HighLevel’s to refuse', async () => {
    const run = write('create_contact', { firstName: 'Ada' }, { 'Referral Source': ' Radio ' });
    expect(await zap.sentence(run)).toMatch(/^Create Contact did not work\. HighLevel says: /);
    expect(sentCustomFields()).toEqual([{ id: idOf('Referral Source'), field_value: 'Radio' }]);
  });

  test('of several options may have an option with a comma', async () => {
    const picklistOptions = ['Monday', 'Friday, late'];
    zap.sandbox.state.customFields.update(idOf('Preferred Days'), { picklistOptions });
    await write('create_contact', { firstName: 'Ada' }, { 'Preferred Days': 'friday, late' });
    expect(sentCustomFields()).toEqual([{ id: idOf('Preferred Days'), field_value: ['Friday, late'] }]);
  });

  test('of several options is split at commas where the options are not known', async () => {
    const meta = { inputFields: { [keyOf('Preferred Days')]: { dataType: 'CHECKBOX', name: 'Days' } } };
    const inputData = { firstName: 'Ada', [keyOf('Preferred Days')]: 'Monday, Wednesday' };
    await zap.run('creates', 'create_contact', inputData, { meta });
    expect(at(items(sentCustomFields())[0], 'field_value')).toEqual(['Monday', 'Wednesday']);
  });

  test.each(['%s, %s', '%s\n%s', '%s %s', '["%s","%s"]'])('of files may be one text: %s', async (form) => {
    const links = [LINK, 'https://files.example.com/b.pdf'];
    const given = links.reduce((text, link) => text.replace('%s', link), form);
    await write('create_contact', { firstName: 'Ada' }, { 'Insurance Card': given });
    const files = Object.values(Object(first(items(sentCustomFields())).field_value));
    expect(files.map((file) => at(file, 'url'))).toEqual(links);
  });

  test('of text boxes is one object with the boxes that were filled in', async () => {
    await write(
      'create_contact',
      { firstName: 'Ada' },
      {
        'Family Members: Partner': 'Byron',
        'Family Members: First Child': ' ',
        'Family Members: Second Child': 7,
      },
    );
    expect(sentCustomFields()).toEqual([
      {
        id: idOf('Family Members'),
        field_value: { [boxOf('Partner')]: 'Byron', [boxOf('Second Child')]: '7' },
      },
    ]);
  });

  test('of a file is its link, under an id that is the same for the same link', async () => {
    const values = { 'Insurance Card': [LINK, 'https://files.example.com'] };
    await write('create_contact', { firstName: 'Ada' }, values);
    const once = sentCustomFields();
    const files = first(items(once)).field_value;
    expect(once).toEqual([{ id: idOf('Insurance Card'), field_value: expect.anything() }]);
    expect(Object.values(Object(files))).toEqual([
      asFile(LINK, 'front side.pdf'),
      asFile('https://files.example.com', 'file'),
    ]);
    for (const [id, file] of Object.entries(Object(files)))
      expect(file).toMatchObject({ documentId: id, meta: { uuid: id } });
    await write('create_contact', { firstName: 'Ben' }, values);
    expect(sentCustomFields()).toEqual(once);
  });

  test('of a file may have a name that is badly encoded', async () => {
    await write(
      'create_contact',
      { firstName: 'Ada' },
      { 'Insurance Card': 'https://files.example.com/100%.pdf' },
    );
    expect(Object.values(Object(first(items(sentCustomFields())).field_value))).toEqual([
      asFile('https://files.example.com/100%.pdf', '100%.pdf'),
    ]);
  });

  test('of a file may have a name with blanks', async () => {
    const link = 'https://files.example.com/front side.pdf';
    await write('create_contact', { firstName: 'Ada' }, { 'Insurance Card': link });
    expect(Object.values(Object(first(items(sentCustomFields())).field_value))).toEqual([
      asFile('https://files.example.com/front%20side.pdf', 'front side.pdf'),
    ]);
  });

  test.each([
    ['Household Size', 'four', '“Household Size” must be a number; it is “four”.'],
    ['Lifetime Value', '12 dollars', '“Lifetime Value” must be a number; it is “12 dollars”.'],
    ['Policy Start Date', 'soon', '“Policy Start Date” must be a date, such as 1990-09-25; it is “soon”.'],
    ['Insurance Provider', { an: 'object' }, '“Insurance Provider” must be text, and not a group of fields.'],
    [
      'Policy Start Date',
      '02/30/2026',
      '“Policy Start Date” must be a date, such as 1990-09-25; it is “02/30/2026”.',
    ],
    ['Insurance Card', 'card.pdf', '“Insurance Card” must be a link to a file; it is “card.pdf”.'],
    [
      'Insurance Card',
      [LINK, 'file:///etc/passwd'],
      '“Insurance Card” must be a link to a file; it is “file:///etc/passwd”.',
    ],
    [
      'Insurance Card',
      'javascript:alert(1)',
      '“Insurance Card” must be a link to a file; it is “javascript:alert(1)”.',
    ],
  ])('of %s: %j is refused before anything is sent', async (name, given, sentence) => {
    expect(await zap.sentence(write('create_contact', { firstName: 'Ada' }, { [name]: given }))).toBe(
      sentence,
    );
    expect(zap.sent()).toEqual([]);
  });

  test.each([[''], ['  \n'], [[]], [['', null]], [null], [undefined], [{}]])(
    'that is nothing (%j) is not sent',
    async (given) => {
      const names = [...EVERYTHING.map(([name]) => name), 'Insurance Card', 'Family Members: Partner'];
      await write(
        'create_contact',
        { firstName: 'Ada' },
        Object.fromEntries(names.map((name) => [name, given])),
      );
      expect(sentCustomFields()).toBeUndefined();
    },
  );

  test.each<[name: string, given: unknown, sent: unknown]>([
    ['Insurance Provider', 'Aetna', 'Aetna'],
    ['Household Size', 4, 4],
    ['Interests', ['Whitening', 'Classes'], ['Whitening', 'Classes']],
    ['Policy Start Date', '2026-05-01T00:00:00-05:00', '2026-05-01T00:00:00-05:00'],
  ])('goes as Zapier typed it where the meta is not handed back: %s', async (name, given, field_value) => {
    await write('create_contact', { firstName: 'Ada' }, { [name]: given }, false);
    expect(sentCustomFields()).toEqual([{ id: idOf(name), field_value }]);
  });

  test('that can’t be sent is refused without the meta too', async () => {
    const run = write(
      'create_contact',
      { firstName: 'Ada' },
      { 'Insurance Provider': { no: 'text' } },
      false,
    );
    expect(await zap.sentence(run)).toBe('“Custom field” must be text, and not a group of fields.');
  });

  test('under a key that names no field is not sent, and harms nothing', async () => {
    const odd = ['customFields__', 'customFields____proto__', 'customFields__ ', 'customFields____'];
    await zap.run('creates', 'create_contact', {
      firstName: 'Ada',
      ...Object.fromEntries(odd.map((key) => [key, 'x'])),
    });
    expect(first(zap.sent()).body).toEqual({ locationId: expect.any(String), firstName: 'Ada' });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

/** Values of all data types at once, and what the contact that comes back says of them. */
const full = () => {
  const given = {
    ...Object.fromEntries(EVERYTHING.map(([name, value]) => [name, value])),
    'Family Members: Partner': 'Byron',
    'Insurance Card': [LINK],
  };
  const kept = {
    ...Object.fromEntries(EVERYTHING.map(([name, , sent]) => [idOf(name), sent])),
    [idOf('Family Members')]: { [boxOf('Partner')]: 'Byron' },
    [idOf('Insurance Card')]: [LINK],
  };
  return { given, kept };
};

describe('a contact', () => {
  test('comes back with its custom fields by id, whichever way it is read', async () => {
    const { given, kept } = full();
    const email = 'ada@round.example.com';
    const made = await write('create_contact', { email }, given);
    expect(made).toMatchObject({ customFields: kept });
    const contactId = at(made, 'id');
    expect(await zap.run('triggers', 'get_contact', { contactId })).toEqual([
      expect.objectContaining({ id: contactId, customFields: kept }),
    ]);
    for (const found of [
      await zap.run('searches', 'find_contact', { email }),
      await zap.run('triggers', 'list_contacts', { query: email }),
    ]) {
      expect(found).toEqual([expect.objectContaining({ id: contactId, customFields: kept })]);
    }
  });

  test.each(['update_contact', 'upsert_contact'])('keeps what %s leaves alone', async (key) => {
    const { given, kept } = full();
    const email = 'ada@kept.example.com';
    const { id: contactId } = Object(await write('create_contact', { email }, given));
    const who = key === 'update_contact' ? { contactId } : { email };
    const changed = await write(key, who, { 'Household Size': 5, Background: '' });
    expect(sentCustomFields()).toEqual([{ id: idOf('Household Size'), field_value: 5 }]);
    expect(changed).toMatchObject({ id: contactId, customFields: { ...kept, [idOf('Household Size')]: 5 } });
  });

  test('loses the custom fields that are named in Fields to Clear, and no other', async () => {
    const { given, kept } = full();
    const { id: contactId } = Object(
      await write('create_contact', { email: 'ada@clear.example.com' }, given),
    );
    const emptied = ['Background', 'Preferred Days', 'Insurance Card', 'Policy Start Date'].map(idOf);
    const clear = emptied.map((id) => `customFields.${id}`);
    const changed = await write('update_contact', { contactId, clear }, { 'Household Size': 5 });
    expect(sentCustomFields()).toEqual([
      { id: idOf('Household Size'), field_value: 5 },
      ...emptied.map((id) => ({ id, field_value: '' })),
    ]);
    const left = Object.entries({ ...kept, [idOf('Household Size')]: 5 }).filter(
      ([id]) => !emptied.includes(id),
    );
    expect(at(changed, 'customFields')).toEqual(Object.fromEntries(left));
  });

  test.each([
    ['Household Size', 'Household Size', 5],
    ['Family Members', 'Family Members: Partner', 'Byron'],
  ])('can’t have %s filled and cleared at once', async (name, label, value) => {
    const { id: contactId } = first(zap.sandbox.state.contacts.all());
    const clear = [`customFields.${idOf(name)}`];
    expect(await zap.sentence(write('update_contact', { contactId, clear }, { [label]: value }))).toMatch(
      /has a value and is to be cleared: choose one of the two\.$/,
    );
    expect(zap.sent()).toEqual([]);
  });
});

describe('a step’s output', () => {
  test('names each custom field as the location does, with the right type', async () => {
    const wanted: [name: string, field: object][] = [
      ['Insurance Provider', { type: 'string' }],
      ['Background', { type: 'string' }],
      ['Household Size', { type: 'number' }],
      ['Emergency Phone', { type: 'string' }],
      ['Lifetime Value', { type: 'number' }],
      ['Interests', { type: 'string', list: true }],
      ['Referral Source', { type: 'string' }],
      ['Preferred Days', { type: 'string', list: true }],
      ['Satisfaction Score', { type: 'number' }],
      ['Preferred Time', { type: 'string' }],
      ['Policy Start Date', { type: 'string' }],
      ['Insurance Card', { type: 'string', list: true }],
      ['Consent Signature', { type: 'string' }],
      ['Contact Preference', { type: 'string' }],
    ];
    const labelled = (await outputs()).filter(({ label }) => !String(label).startsWith('Family Members'));
    expect(labelled).toEqual(wanted.map(([label, field]) => ({ key: keyOf(label), label, ...field })));
  });

  test('names each text box', async () => {
    expect(await outputs()).toContainEqual({
      key: `${keyOf('Family Members')}__${boxOf('Second Child')}`,
      label: 'Family Members: Second Child',
      type: 'string',
    });
  });

  test('is promised for every value that a contact has', async () => {
    const { given } = full();
    const made = await write('create_contact', { email: 'ada@promise.example.com' }, given);
    const promised = (await outputs()).map(({ key }) => key);
    const flat = Object.entries(Object(at(made, 'customFields'))).flatMap(([id, value]) =>
      isItem(value)
        ? Object.keys(value).map((box) => `customFields__${id}__${box}`)
        : [`customFields__${id}`],
    );
    expect(flat).toHaveLength(14);
    expect(promised).toEqual(expect.arrayContaining(flat));
  });

  test.each<[operation: string, fields: () => unknown]>([
    ['search_contacts', () => app.triggers.search_contacts?.operation],
    ['get_contact', () => app.triggers.get_contact?.operation],
    ['list_contacts', () => app.triggers.list_contacts?.operation],
    ['update_contact', () => app.creates.update_contact?.operation],
    ['upsert_contact', () => app.creates.upsert_contact?.operation],
    ['find_contact', () => app.searches.find_contact?.operation],
  ])('of %s is the same', async (_key, operation) => {
    expect(await customOutputs(at(operation(), 'outputFields'))).toEqual(await outputs());
  });
});
