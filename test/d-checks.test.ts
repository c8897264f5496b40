/** Each check passes a good definition, and catches a definition with the one fault that it is for. */
import { set } from 'lodash';
import { readDefinition } from './support/compiled';
import { CHECKS, PUBLIC_CHECKS } from './support/d-checks';

const ALL = [...CHECKS, ...PUBLIC_CHECKS];

const contact = () => ({
  key: 'contactId',
  label: 'Contact',
  required: true,
  helpText: 'Choose whom the note is about.',
  dynamic: 'new_contact.id.name',
  search: 'find_contact.id',
});
const outputFields = () => [
  { key: 'id', label: 'ID', primary: true },
  { key: 'name', label: 'Name' },
  { key: 'dateAdded', label: 'Date Added', type: 'datetime' },
  { key: 'address__city', label: 'City' },
  { key: 'phones', label: 'Phones', children: [{ key: 'number', label: 'Number' }] },
  { key: 'visits__last', label: 'Last Visit', type: 'datetime' },
];
const sample = () => ({
  id: 'c1',
  name: 'Ada Lovelace',
  dateAdded: '2026-11-23T13:00:00.000Z',
  address: { city: 'London' },
  phones: [{ number: '+442071234567' }],
  visits: { last: '2026-11-20T09:00:00+01:00' },
});

/** A definition without a fault, as core compiles it; a new one each time. */
const good = () => ({
  authentication: {
    connectionLabel: '{{name}}',
    fields: [
      { key: 'domain', label: 'Domain', helpText: 'See [how to find it](https://help.example.com/domain).' },
    ],
    test: { url: 'https://{{process.env.HOST}}/me' },
  },
  triggers: {
    new_contact: {
      key: 'new_contact',
      noun: 'Contact',
      display: { label: 'New Contact', description: 'Triggers when a contact is added.' },
      operation: { inputFields: ['$func$2$f$'], outputFields: outputFields(), sample: sample() },
    },
  },
  creates: {
    add_note: {
      key: 'add_note',
      noun: 'Note',
      display: { label: 'Add Note to Contact', description: 'Adds a note to a contact.' },
      operation: {
        inputFields: [contact(), { key: 'body', label: 'Text of the Note', type: 'text' }],
        outputFields: outputFields(),
        sample: sample(),
      },
    },
  },
  searches: {
    find_contact: {
      key: 'find_contact',
      noun: 'Contact',
      display: { label: 'Find Contact', description: 'Finds a contact by e-mail.' },
      operation: {
        inputFields: [{ key: 'email', label: 'E-mail' }],
        outputFields: outputFields(),
        sample: sample(),
      },
    },
  },
  searchOrCreates: { find_contact: { key: 'find_contact', search: 'find_contact', create: 'add_note' } },
});

const CREATE = 'creates.add_note.operation';
const SEARCH = 'searches.find_contact.operation';
const WHO = `${CREATE}.inputFields[0]`;
const BODY = `${CREATE}.inputFields[1]`;

/** The check, where the fault is put, what is put there, and what the check says of it. */
const FAULTS: [check: string, path: string, value: unknown, failure: string | RegExp][] = [
  ['D001', `${BODY}.key`, 'api_key', 'create add_note, field api_key: asks for a secret'],
  ['D001', `${BODY}.type`, 'password', 'create add_note, field body: asks for a secret'],
  ['D001', `${BODY}.label`, 'Access Token', /field body: asks for a secret/],
  ['D002', 'authentication.fields[0].helpText', 'Look it up.', /field domain: no help with a link/],
  ['D003', 'authentication.connectionLabel', 'My account', /its label is “My account”/],
  ['D003', 'authentication.connectionLabel', undefined, /its label is “”/],
  ['D004', `${BODY}.key`, 'userId', /field userId: is an id without/],
  ['D004', `${BODY}.key`, 'id', /field id: is an id without/],
  ['D004', `${BODY}.children`, [{ key: 'user_id', label: 'User' }], /field user_id: is an id/],
  ['D005', `${WHO}.dynamic`, 'gone.id.name', /needs the trigger “gone”, which is not/],
  ['D005', `${WHO}.dynamic`, 'new_contact.id.title', /needs of new_contact “title”/],
  ['D007', `${BODY}.helpText`, 'See http://a.example/b.', /links to “http:\/\/a.example\/b.”/],
  ['D008', `${BODY}.helpText`, 'Use **bold.', /add_note.*helpText: has a lone \*\*/],
  ['D008', `${BODY}.helpText`, 'Use <b>bold</b>.', /has HTML/],
  ['D008', `${BODY}.helpText`, 'Use `code.', /has a lone `/],
  ['D008', `${BODY}.helpText`, '[here] (https://a.example)', /blank between the parts of a link/],
  ['D008', `${BODY}.helpText`, '[here](https://a.example', /link without an end/],
  ['D009', `${SEARCH}.inputFields`, ['$func$2$f$'], 'search find_contact: has no field to search by'],
  ['D010', `${CREATE}.sample.id`, null, 'create add_note: its sample lacks “id”'],
  ['D011', `${BODY}.helpText`, 'Text of the note.', /field body: has help that repeats/],
  ['D012', `${SEARCH}.sample`, undefined, 'search find_contact: has no sample'],
  ['D013', `${WHO}.search`, 'gone.id', /field contactId: offers the search “gone”/],
  ['D014', `${WHO}.dynamic`, undefined, /offers a search without/],
  ['D014', `${WHO}.list`, true, /field contactId: takes several values, and has `search` or `dynamic`/],
  ['D014', `${WHO}.dict`, true, /field contactId: takes several values/],
  ['D014', `${WHO}.children`, [{ key: 'name', label: 'Name' }], /field contactId: takes several values/],
  ['D015', 'searchOrCreates.find_contact.create', 'gone', 'search-or-create find_contact: no create “gone”'],
  ['D015', 'searchOrCreates.find_contact.update', 'gone', 'search-or-create find_contact: no create “gone”'],
  ['D015', 'searches.find_contact.key', 'other', 'search-or-create find_contact: no search “find_contact”'],
  [
    'D015',
    'searchOrCreates.find_contact.key',
    'other',
    'search-or-create other: its key is not “find_contact”',
  ],
  ['D017', 'triggers.new_contact.operation.type', 'hook', /^trigger new_contact: has an address/],
  ['D018', 'creates.add_note.display.label', 'Add note', 'create add_note: not in title case: “note”'],
  ['D018', 'creates.add_note.display.label', 'add Note', 'create add_note: not in title case: “add”'],
  [
    'D021',
    'triggers.new_contact.display.description',
    'Fires when a contact is added.',
    /^trigger new_contact: /,
  ],
  [
    'D021',
    'triggers.new_contact.display.description',
    'Triggers when a contact is added',
    /^trigger new_contact: /,
  ],
  ['D022', `${CREATE}.inputFields`, ['$func$2$f$'], 'create add_note: has no static field'],
  [
    'D023',
    `${CREATE}.sample.dateAdded`,
    '2026-11-23T13:00:00',
    /^create add_note: .*dateAdded: 2026-11-23T13:00:00”$/,
  ],
  ['D023', `${CREATE}.sample.dateAdded`, 1795438800000, /dateAdded: 1795438800000/],
  ['D023', `${CREATE}.sample.visits.last`, 'yesterday', /visits__last: yesterday/],
  ['D023', `${CREATE}.sample.name`, '2026-11-23 13:00', /name: 2026-11-23 13:00/],
  ['D024', `${CREATE}.sample.address.zip`, 'N1', 'create add_note: no output field for “address__zip”'],
  ['D024', `${CREATE}.sample.phones[0].kind`, 'home', 'create add_note: no output field for “phones[]kind”'],
  [
    'D024',
    `${CREATE}.outputFields[6]`,
    { key: 'tags', label: 'Tags' },
    'create add_note: not in the sample: “tags”',
  ],
  [
    'D025, D026',
    'authentication.test.url',
    'https://{{bundle.inputData.host}}/me',
    /a host that a step can choose/,
  ],
  ['C01', 'creates.add_note.noun', 'Notes', 'create add_note: its noun is “Notes”'],
  [
    'C02',
    'creates.add_note.display.description',
    'Add a note.',
    'create add_note: describes itself as “Add a note.”',
  ],
  [
    'C02',
    'searches.find_contact.display.description',
    'Looks a contact up.',
    /^search find_contact: describes/,
  ],
  [
    'C03',
    'creates.add_note.display.description',
    'Adds a note to GoHighLevel.',
    /^create add_note: has the app’s name/,
  ],
  ['C04', `${CREATE}.inputFields[2]`, { key: 'late', label: 'Late', required: true }, /optional one: “late”/],
  ['C05', `${BODY}.label`, 'Text of the note', /field body: not in title case: “note”/],
  ['C05', `${BODY}.label`, undefined, /field body: has no label/],
  ['C06', `${CREATE}.outputFields[1].label`, 'first name', 'create add_note: no label in title case: “name”'],
  [
    'C06',
    `${CREATE}.outputFields[4].children[0].label`,
    undefined,
    'create add_note: no label in title case: “number”',
  ],
  ['C07', `${BODY}.helpText`, 'The contactId or due_date.', /says “contactId”, “due_date”/],
  ['C08', `${CREATE}.sample.name`, 'string', 'create add_note: filler in the sample: “name”'],
  ['C09', `${CREATE}.sample.id`, '', 'create add_note: its sample has no id'],
];

/** What a check says of a definition, with a fault put into it where one is given. */
function failures(id: string, path?: string, value?: unknown): string[] {
  const definition = good();
  if (path) set(definition, path, value);
  const check = ALL.find((one) => one.id === id);
  if (!check) throw new Error(`There is no check ${id}.`);
  return check.failures(readDefinition(definition));
}

test.each(ALL.map(({ id, demand }) => [id, demand]))('%s passes a good definition: %s', (id) => {
  expect(failures(id)).toEqual([]);
});

test.each(FAULTS)('%s catches %s = %j', (id, path, value, failure) => {
  expect(failures(id, path, value)).toEqual([
    typeof failure === 'string' ? failure : expect.stringMatching(failure),
  ]);
});

test('every check is tried with a fault', () => {
  const tried = new Set(FAULTS.map(([id]) => id));
  expect(ALL.filter(({ id }) => !tried.has(id))).toEqual([]);
});

test('what is hidden from people may break the rules for people', () => {
  const definition = good();
  set(definition, 'triggers.new_contact.display', {
    hidden: true,
    label: 'drop-down',
    description: 'For a list',
  });
  expect(CHECKS.flatMap((check) => check.failures(readDefinition(definition)))).toEqual([]);
});
