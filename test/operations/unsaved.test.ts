/** What HighLevel answers with a success and does not save is told by the step's result. */
import { first, harness } from '../support/harness';

const zap = harness();

const NOTHING = { unsavedFields: [], unsavedNote: '' };

/** Runs an update whose answer is this record. */
async function updated(key: string, input: object, body: object, meta = {}) {
  zap.sandbox.faults.add({ endpoint: /^(PUT|POST) /, status: 200, body: JSON.parse(JSON.stringify(body)) });
  return Object(await zap.run('creates', key, input, { meta }));
}

describe('a field that was to be cleared', () => {
  const notCleared = (fields: string) =>
    `HighLevel did not clear ${fields}: the answer still has a value there. Clear it in HighLevel.`;

  test.each([
    [
      'update_contact',
      { contactId: 'c1', clear: ['city'] },
      { contact: { id: 'c1', city: 'Leeds' } },
      ['City'],
    ],
    [
      'update_contact',
      { contactId: 'c1', clear: ['Source', 'assignedTo'] },
      { contact: { id: 'c1', source: 'web', assignedTo: 'u1' } },
      ['Source', 'Assigned To'],
    ],
    [
      'update_contact_task',
      { contactId: 'c1', taskId: 't1', clear: 'body' },
      { task: { id: 't1', body: 'Old' } },
      ['Description'],
    ],
    [
      'update_business',
      { businessId: 'b1', clear: ['phone'] },
      { buiseness: { id: 'b1', phone: '+1312' } },
      ['Phone'],
    ],
    [
      'update_opportunity',
      { id: 'o1', clear: ['assignedTo'] },
      { opportunity: { id: 'o1', assignedTo: 'u9' } },
      ['Owner'],
    ],
    [
      'update_appointment',
      { eventId: 'e1', clear: ['address'] },
      { id: 'e1', address: 'Here' },
      ['Meeting Address'],
    ],
  ])('and has a value in the answer is named: %s %j', async (key, input, body, labels) => {
    const { unsavedFields, unsavedNote } = await updated(key, input, body);
    expect(unsavedFields).toHaveLength(labels.length);
    expect(unsavedNote).toBe(notCleared(unsavedFields.map((label: string) => `“${label}”`).join(' and ')));
  });

  test.each([
    [
      'update_contact',
      { contactId: 'c1', clear: ['city', 'tags'] },
      { contact: { id: 'c1', city: '', tags: [] } },
    ],
    ['update_contact', { contactId: 'c1', clear: ['city'] }, { contact: { id: 'c1' } }],
    [
      'update_contact',
      { contactId: 'c1', clear: ['customFields.fee', 'customFields.size'] },
      {
        contact: {
          id: 'c1',
          customFields: [
            { id: 'fee', value: { currency: 'USD', value: null } },
            { id: 'size', value: 0 },
          ],
        },
      },
    ],
    ['update_business', { businessId: 'b1', clear: ['phone'] }, { buiseness: { id: 'b1', phone: null } }],
    ['update_business', { businessId: 'b1', city: 'Leeds' }, { buiseness: { id: 'b1', city: 'York' } }],
  ])('and has none, or is not shown, is no matter: %s %j', async (key, input, body) => {
    expect(await updated(key, input, body)).toMatchObject(NOTHING);
  });

  test('is a custom field, and named as the list of fields names it', async () => {
    const { locationId } = first(zap.sandbox.locations);
    const [field] = zap.sandbox.state.customFields.where(
      (row) => row.locationId === locationId && row.dataType === 'TEXT' && row.model === 'contact',
    );
    const input = { contactId: 'c1', clear: [`customFields.${field?.id}`] };
    const body = { contact: { id: 'c1', customFields: [{ id: field?.id, value: 'kept' }] } };
    expect(await updated('update_contact', input, body)).toMatchObject({
      unsavedFields: [field?.name],
      unsavedNote: notCleared(`“${field?.name}”`),
    });
  });
});

describe('a custom field’s value', () => {
  const meta = {
    inputFields: {
      customFields__size: { dataType: 'SINGLE_OPTIONS', name: 'Size', options: 'Small\nLarge' },
      customFields__days: { dataType: 'CHECKBOX', name: 'Days', options: 'Mon\nTue\nThu, late' },
      customFields__born: { dataType: 'DATE', name: 'Born' },
      customFields__rate: { dataType: 'NUMERICAL', name: 'Rate' },
      customFields__cell: { dataType: 'PHONE', name: 'Cell' },
      customFields__scan: { dataType: 'FILE_UPLOAD', name: 'Scan' },
      customFields__time: { dataType: 'TIME', name: 'Time' },
      customFields__note: { dataType: 'LARGE_TEXT', name: 'Note' },
    },
  };
  const answered = (field: string, value: unknown, shown: object[]) =>
    updated(
      'create_contact',
      { firstName: 'Ada', [`customFields__${field}`]: value },
      { contact: { id: 'c1', customFields: shown } },
      meta,
    );
  const other = { id: 'other', value: 'x' };
  const CELL = 'HighLevel did not save “+1 312 555 0142” in “Cell”.';
  const DAYS = 'HighLevel did not save “Mon, Tue” in “Days”. Its options are “Mon”, “Tue” and “Thu, late”.';

  test.each([
    [
      'size',
      'Huge',
      [{ id: 'size', value: 'Small' }],
      ['Size'],
      'HighLevel did not save “Huge” in “Size”. Its options are “Small” and “Large”.',
    ],
    [
      'size',
      'Large',
      [other],
      ['Size'],
      'HighLevel did not save “Large” in “Size”. Its options are “Small” and “Large”.',
    ],
    ['rate', 12, [{ id: 'rate', value: 11 }], ['Rate'], 'HighLevel did not save “12” in “Rate”.'],
    [
      'born',
      '1990-09-25',
      [{ id: 'born', value: '' }],
      ['Born'],
      'HighLevel did not save “1990-09-25” in “Born”.',
    ],
    [
      'born',
      '1990-09-25',
      [{ id: 'born', value: '1990-10-25' }],
      ['Born'],
      'HighLevel did not save “1990-09-25” in “Born”.',
    ],
    ['cell', '+1 312 555 0142', [{ id: 'cell', value: '+13125550143' }], ['Cell'], CELL],
    ['days', ['Mon', 'Tue'], [other], ['Days'], DAYS],
  ])('that is not in the answer is told: %s', async (field, value, shown, unsavedFields, unsavedNote) => {
    expect(await answered(field, value, shown)).toMatchObject({ unsavedFields, unsavedNote });
  });

  test('of which one option was not taken is told', async () => {
    const { unsavedFields } = await answered('days', ['Mon', 'Tue'], [{ id: 'days', value: ['Mon'] }]);
    expect(unsavedFields).toEqual(['Days']);
  });

  test.each([
    ['size', 'small', [{ id: 'size', value: 'Small' }]],
    ['days', ['Tue', 'Mon'], [{ id: 'days', value: ['Mon', 'Tue', 'Wed'] }]],
    ['days', ['Tue', 'Mon'], [{ id: 'days', value: 'Mon, Tue' }]],
    ['rate', '12.50', [{ id: 'rate', value: 12.5 }]],
    ['born', '1990-09-25T10:00:00Z', [{ id: 'born', value: '1990-09-25T00:00:00.000Z' }]],
    ['cell', '(312) 555-0142', [{ id: 'cell', value: '+13125550142' }]],
    [
      'scan',
      'https://files.example.com/a.pdf',
      [{ id: 'scan', value: [{ url: 'https://other.example.com/b' }] }],
    ],
    ['note', 'One\n  two', [{ id: 'note', value: '<p>One</p><p>two</p>' }]],
    ['size', 'Large', []],
    ['born', '12/24/1990', [{ id: 'born', value: 'Dec 24th 1990' }]],
    ['born', '1990-12-24', [{ id: 'born', value: '1990-12-23T19:00:00-05:00' }]],
    ['born', '1990-12-24', [{ id: 'born', value: '24-12-1990' }]],
    ['rate', 1234.5, [{ id: 'rate', value: '$1,234.50' }]],
    ['cell', '030 1234567', [{ id: 'cell', value: '+49301234567' }]],
    ['cell', '+44 (0)20 7946 0958', [{ id: 'cell', value: '+442079460958' }]],
    ['cell', '312-555-0142 x12', [{ id: 'cell', value: '+13125550142' }]],
    ['time', '2pm', [{ id: 'time', value: '14:00' }]],
    ['note', 'Tom & Jerry’s café', [{ id: 'note', value: 'Tom &amp; Jerry’s cafe\u0301' }]],
    ['note', 'Hi {{contact.first_name}}', [{ id: 'note', value: 'Hi Ada' }]],
    ['days', ['Thu, late', 'Mon'], [{ id: 'days', value: 'Mon,Thu, late' }]],
  ])(
    'that is in the answer in another form, or in an answer that shows none, is no matter: %s',
    async (field, value, shown) => {
      expect(await answered(field, value, shown)).toMatchObject(NOTHING);
    },
  );

  test('that is none of the options is named where HighLevel refuses it', async () => {
    zap.sandbox.faults.add({ status: 422, body: { message: 'Invalid custom field value' } });
    const run = zap.run(
      'creates',
      'create_contact',
      { firstName: 'Ada', customFields__size: 'Huge' },
      { meta },
    );
    expect(await zap.sentence(run)).toContain(
      '“Size” has no option “Huge”: its options are “Small” and “Large”.',
    );
  });
});
