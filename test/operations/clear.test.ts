/** Clearing: what is named in “Fields to Clear” is sent as empty, and nothing else is. */
import { difference } from 'lodash';
import type { Field } from '../../fields/field';
import app from '../../index';
import { staticFields } from '../../operations/form';
import { at, type Item, isItem, items } from '../../zapier';
import { first, harness } from '../support/harness';
import { operationsUnderTest } from '../support/operations';

const zap = harness();
const here = () => first(zap.sandbox.locations).locationId;

const FULL: { [key: string]: string | string[] } = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@clear.example.com',
  phone: '+13125550142',
  tags: ['vip'],
  source: 'Referral',
  assignedTo: 'owner',
  address1: '1 Main Street',
  city: 'Chicago',
  state: 'IL',
  postalCode: '60606',
  country: 'US',
  website: 'https://example.com',
  timezone: 'America/Chicago',
  dateOfBirth: '1990-09-25',
  companyName: 'Difference Engines',
};
const NULLS = ['email', 'phone', 'assignedTo', 'dateOfBirth'];
const plant = () => zap.sandbox.state.contacts.insert({ ...FULL, locationId: here(), dnd: true });
const kept = (id: string) => first(zap.sandbox.state.contacts.where((row) => row.id === id));
const isNothing = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length);
const update = (input: Item) => zap.run('creates', 'update_contact', input);

const choices = async () => {
  const fields = items(app.creates.update_contact?.operation.inputFields);
  const clear = fields.find(({ key }) => key === 'clear');
  return items(at(await zap.call(at(clear, 'choices', 'perform')), 'results')).map(({ id, label }) => ({
    id: String(id),
    label: String(label),
  }));
};

test('every field of a contact that may be empty can be cleared', async () => {
  const own = (await choices()).map(({ id }) => id).filter((id) => !id.startsWith('customFields.'));
  expect(own.sort()).toEqual(Object.keys(FULL).sort());
});

test.each(Object.keys(FULL))('of a contact, %s is emptied, and nothing else', async (key) => {
  const { id } = plant();
  const { [key]: had, dateUpdated: _before, ...others } = kept(id);
  expect(isNothing(had)).toBe(false);
  const answer = await update({ contactId: id, clear: [key] });
  const nothing = key === 'tags' ? [] : NULLS.includes(key) ? null : '';
  expect(first(zap.sent()).body).toEqual({ [key]: nothing });
  const { [key]: has, dateUpdated: _after, ...rest } = kept(id);
  expect(isNothing(has)).toBe(true);
  expect(rest).toEqual(others);
  expect(isNothing(at(answer, key))).toBe(true);
});

test.each([
  ['as a list', ['city', 'state']],
  ['as text', 'city, state'],
  ['twice', ['city', 'city', 'state']],
  ['by their labels', ['City', ' state ']],
])('fields are named %s', async (_how, clear) => {
  await update({ contactId: plant().id, clear });
  expect(first(zap.sent()).body).toEqual({ city: '', state: '' });
});

test.each([[[]], [''], [[' ', null]], [undefined]])('nothing is named by %j', async (clear) => {
  await update({ contactId: plant().id, clear, city: 'Leeds' });
  expect(first(zap.sent()).body).toEqual({ city: 'Leeds' });
});

test('some fields are filled and others cleared in one update', async () => {
  const { id } = plant();
  await update({ contactId: id, city: 'Leeds', lastName: '', clear: ['postalCode', 'tags'] });
  expect(first(zap.sent()).body).toEqual({ city: 'Leeds', postalCode: '', tags: [] });
});

test('the same field filled and cleared is refused by the label that it has in the form', async () => {
  const contactId = plant().id;
  const form = items(app.creates.update_contact?.operation.inputFields);
  for (const [key, value] of Object.entries(FULL)) {
    const label = form.find((field) => field.key === key)?.label;
    expect(await zap.sentence(update({ contactId, [key]: value, clear: [key] }))).toBe(
      `“${String(label)}” has a value and is to be cleared: choose one of the two.`,
    );
    expect(zap.sent()).toEqual([]);
  }
});

test('a field that is to be cleared may be mapped to what is empty', async () => {
  await update({ contactId: plant().id, city: ' ', tags: [], clear: ['city', 'tags'] });
  expect(first(zap.sent()).body).toEqual({ city: '', tags: [] });
});

describe('a custom field that is to be cleared', () => {
  const clearing = (input: Item) => update({ contactId: plant().id, clear: ['customFields.box1'], ...input });

  test.each(['customFields__box1', 'customFields__box1__a'])('is not filled as well: %s', async (key) => {
    expect(await zap.sentence(clearing({ [key]: 'x' }))).toBe(
      '“A custom field” has a value and is to be cleared: choose one of the two.',
    );
    expect(zap.sent()).toEqual([]);
  });

  test('may be mapped to what is empty, and another filled', async () => {
    await zap.sentence(clearing({ customFields__box1: ' ', customFields__box12: 'x' }));
    expect(first(zap.sent()).body).toEqual({
      customFields: [
        { id: 'box12', field_value: 'x' },
        { id: 'box1', field_value: '' },
      ],
    });
  });
});

test.each([
  'contactId',
  'locationId',
  'dnd',
  'shoeSize',
  'constructor',
  '__proto__',
  'customFields.',
  'customFields',
])('%s can’t be cleared, which is said before anything is sent', async (name) => {
  expect(await zap.sentence(update({ contactId: plant().id, clear: [name] }))).toMatch(
    new RegExp(
      `^“Fields to Clear” must name fields of this list: First Name, Last Name, .*; “${name}” is not one of them\\.$`,
    ),
  );
  expect(zap.sent()).toEqual([]);
});

test('a custom field that the location does not have is told in HighLevel’s words', async () => {
  expect(await zap.sentence(update({ contactId: plant().id, clear: ['customFields.unknown'] }))).toMatch(
    /^Update Contact did not work\. HighLevel says: /,
  );
});

type Row = { [key: string]: string | boolean };
describe.each<[step: string, table: 'tasks' | 'notes', idKey: string, full: Row]>([
  [
    'update_contact_task',
    'tasks',
    'taskId',
    { title: 'Call', body: 'About the quote', assignedTo: 'someone', completed: false },
  ],
  [
    'update_contact_note',
    'notes',
    'id',
    { body: 'Nuts', title: 'Allergies', userId: 'someone', color: '#FFAA00', pinned: true },
  ],
])('%s', (step, table, idKey, full) => {
  const clearable = (): { [key: string]: unknown } => {
    const fields = items(at(app.creates, step, 'operation', 'inputFields'));
    const labels = at(
      fields.find(({ key }) => key === 'clear'),
      'choices',
    );
    return isItem(labels) ? labels : {};
  };
  const plantOne = () => {
    const contactId = zap.sandbox.state.contacts.insert({ locationId: here() }).id;
    const rows = zap.sandbox.state[table];
    const row = rows.insert({ contactId, locationId: here(), dueDate: '2026-12-24T09:00:00.000Z', ...full });
    return {
      input: { contactId, [idKey]: row.id },
      read: () => first(rows.where(({ id }) => id === row.id)),
    };
  };

  test('empties each field that it offers, and nothing else', async () => {
    expect(Object.keys(clearable()).length).toBeGreaterThan(1);
    for (const key of Object.keys(clearable())) {
      const { input, read } = plantOne();
      const { [key]: had, dateUpdated: _before, ...others } = read();
      expect(isNothing(had)).toBe(false);
      await zap.run('creates', step, { ...input, clear: [key] });
      const { [key]: has, dateUpdated: _after, ...rest } = read();
      expect(isNothing(has)).toBe(true);
      expect(rest).toEqual(others);
    }
  });

  test('has no custom fields to clear', async () => {
    const { input } = plantOne();
    const run = zap.run('creates', step, { ...input, clear: ['customFields.x'] });
    expect(await zap.sentence(run)).toBe(
      `“Fields to Clear” must name fields of this list: ${Object.values(clearable()).join(', ')}; “customFields.x” is not one of them.`,
    );
    expect(zap.sent()).toEqual([]);
  });

  test('offers no field that HighLevel needs', () => {
    const needed = table === 'tasks' ? ['title', 'dueDate', 'completed'] : ['body'];
    for (const key of needed) expect(clearable()).not.toHaveProperty(key);
  });

  test('refuses a field filled and cleared, by its label', async () => {
    const { input } = plantOne();
    for (const [key, label] of Object.entries(clearable())) {
      expect(await zap.sentence(zap.run('creates', step, { ...input, [key]: 'x', clear: key }))).toBe(
        `“${String(label)}” has a value and is to be cleared: choose one of the two.`,
      );
    }
    expect(zap.sent()).toEqual([]);
  });
});

describe('an update', () => {
  const updates = operationsUnderTest().filter(
    ({ kind, key }) => kind === 'creates' && key.startsWith('update_'),
  );

  /** What is chosen, a number, or yes or no. */
  const isNeverEmpty = ({ type, choices }: Field) =>
    ['boolean', 'number', 'integer'].includes(type ?? '') ||
    (choices !== undefined && !at(choices, 'perform'));
  const namesIn = async (choices: Field['choices']): Promise<string[]> => {
    const perform = at(choices, 'perform');
    if (!perform) return Object.keys(choices ?? {});
    return items(at(await zap.call(perform), 'results')).map(({ id }) => String(id));
  };

  test('of every operation can empty each field that need not be filled in, or it is known why not', async () => {
    const faults: string[] = [];
    for (const { key, spec, note } of updates) {
      const fields = staticFields(spec);
      const clear = fields.find((field) => field.key === 'clear');
      const clearable = await namesIn(clear?.choices);
      const optional = fields.filter((field) => !field.required && field !== clear);
      const left = optional.filter((field) => !isNeverEmpty(field) && !clearable.includes(field.key));
      const keys = left.map((field) => field.key);
      const noted = Object.keys(note.staysFilled ?? {});
      const own = clearable.filter((name) => !name.startsWith('customFields.'));
      const unknown = difference(
        own,
        optional.map((field) => field.key),
      );
      faults.push(
        ...difference(keys, noted).map(
          (name) =>
            `${key} can’t empty “${name}”: offer it in “Fields to Clear”, or say why not in \`staysFilled\` of its note.`,
        ),
        ...difference(noted, keys).map(
          (name) => `${key} has a needless note on “${name}” in \`staysFilled\`: take it out.`,
        ),
        ...unknown.map((name) => `${key} offers to clear “${name}”, which is no optional field of its form.`),
      );
    }
    expect(faults).toEqual([]);
  });

  const locationId = () => first(zap.sandbox.locations).locationId;
  const insert = (table: 'calendars' | 'calendarNotifications' | 'blockedSlots', row: Item) =>
    zap.sandbox.state[table].insert({ locationId: locationId(), ...row });
  const calendar = (row: Item = {}) => ({ calendarId: insert('calendars', { name: 'x', ...row }).id });
  const notification = () => {
    const { calendarId } = calendar();
    return { calendarId, notificationId: insert('calendarNotifications', { calendarId }).id };
  };
  const user = () => ({
    userId: zap.sandbox.state.users.find((row) => row.locationIds.includes(locationId()))?.id,
  });

  const blockedSlot = () => ({ eventId: insert('blockedSlots', { title: 'Lunch', ...calendar() }).id });

  test.each<[step: string, key: string, nothing: unknown, input: () => Item]>([
    ['update_calendar', 'groupId', '', calendar],
    ['update_calendar', 'formId', '', calendar],
    ['update_calendar', 'openHours', [], calendar],
    ['update_calendar', 'teamMembers', [], calendar],
    ['update_calendar', 'locationConfigurations', [], calendar],
    ['update_calendar', 'notifications', [], calendar],
    ['update_calendar_notification', 'templateId', '', notification],
    ['update_calendar_notification', 'beforeTime', [], notification],
    ['update_calendar_notification', 'afterTime', [], notification],
    ['update_user', 'phone', null, user],
    ['update_user', 'profilePhoto', '', user],
    ['update_block_slot', 'title', '', blockedSlot],
  ])('%s: %s is sent as %j, which is nothing', async (step, key, nothing, input) => {
    await zap.run('creates', step, { ...input(), clear: [key] });
    expect(at(first(zap.sent()).body, key)).toEqual(nothing);
  });

  test('empties the author of an appointment’s note', async () => {
    const { id: noteId, appointmentId } = first(
      zap.sandbox.state.appointmentNotes.where((row) => row.locationId === locationId()),
    );
    await zap.run('creates', 'update_appointment_note', {
      appointmentId,
      noteId,
      body: 'x',
      clear: ['User'],
    });
    expect(first(zap.sent()).body).toEqual({ body: 'x', userId: null });
  });

  test('offers no custom field to clear that can’t be written', async () => {
    const names = (await choices()).map(({ label }) => label);
    expect(names).toContain('Background');
    expect(names).not.toContain('Consent Signature');
  });
});
