/** Each check of forms passes a good form, and catches one with the fault that it is for. */
import { set } from 'lodash';
import { FORM_CHECKS, type Form, readForm } from './support/forms';

const GROUPS = { more: 'More', advanced: 'Advanced' };

/** A form without a fault; a new one each time. */
const good = () => ({
  kind: 'creates' as 'creates' | 'triggers',
  key: 'add_note',
  state: 'sub-account',
  undecided: false,
  groups: { ...GROUPS },
  deletes: false,
  noList: {},
  fields: [
    {
      key: 'pipelineId',
      label: 'Pipeline',
      required: true,
      choices: { perform: 'f' },
      altersDynamicFields: true,
    },
    { key: 'stageId', label: 'Stage', choices: { perform: 'f' }, dependsOn: ['pipelineId'] },
    { key: 'contactId', label: 'Contact', dynamic: 'contacts.id.name', search: 'find_contact.id' },
    { key: 'rows', label: 'Rows', children: [{ key: 'name', label: 'Name' }] },
    { key: 'color', label: 'Color', helpText: 'As a hex code.', group: 'more' },
    { key: 'provider', label: 'Provider', group: 'advanced' },
  ],
});

const read = ({ fields, ...form }: ReturnType<typeof good>): Form => ({ ...form, fields: readForm(fields) });
const failures = (form: Form) => FORM_CHECKS.flatMap((check) => check.faults(form));
const many = Array.from({ length: 13 }, (_, i) => ({ key: `field${i}`, label: `Field ${i}` }));

test('a good form passes them all', () => {
  expect(failures(read(good()))).toEqual([]);
});

test.each<[what: string, path: string, value: unknown, fault: RegExp]>([
  ['an id by its key', 'fields[4].key', 'colorId', /“colorId” that is an id without a drop-down/],
  ['an id by its label', 'fields[4].label', 'Color ID', /“color” that is an id without a drop-down/],
  ['an id by its help', 'fields[4].helpText', 'The ID of a color.', /“color” that is an id without/],
  ['an id in a row', 'fields[3].children[0].key', 'userId', /“userId” that is an id without/],
  ['a label that is there twice', 'fields[5].label', 'Color', /has two fields “Color”/],
  [
    'a label twice in a row',
    'fields[3].children',
    [
      { key: 'a', label: 'A' },
      { key: 'b', label: 'A' },
    ],
    /has two fields “A”/,
  ],
  ['help that says nothing', 'fields[4].helpText', 'The color.', /says no more than its label/],
  ['a search in a list', 'fields[2].list', true, /takes several values, and has `search`/],
  ['a location', 'fields[4].helpText', 'Of the location.', /speaks of a location/],
  ['what is required late', 'fields[3].required', true, /requires “rows” after “stageId”/],
  ['a dozen fields and one, without groups', 'fields', many, /13 fields, and 13 of them are in no group/],
  ['a group without a label', 'fields[4].group', 'other', /no label for its group “other”/],
  ['a group that is torn apart', 'fields[3].group', 'advanced', /“color” behind a later group/],
  ['“Advanced” by another name', 'groups.advanced', 'Developers', /a group “Developers”/],
  ['“Advanced” before others', 'groups', { advanced: 'Advanced', more: 'More' }, /“Advanced” that is not/],
  ['a parent that is not there', 'fields[1].dependsOn', ['boardId'], /“boardId”, which is not there/],
  ['a parent below', 'fields[0].dependsOn', ['stageId'], /has “stageId” under “pipelineId”/],
  ['a parent that says nothing', 'fields[0].altersDynamicFields', false, /does not say `altersDynamic/],
  ['a delete that warns of nothing', 'deletes', true, /does not say that it can’t be undone/],
])('one with %s is caught', (_what, path, value, fault) => {
  const form = read(set(good(), path, value));
  expect(failures(form).filter((one) => fault.test(one))).toHaveLength(1);
});

test('one that warns of a delete and deletes nothing is caught', () => {
  const form = good();
  const fields = [{ key: 'forGood', type: 'copy', helpText: 'This can’t be undone.' }, ...form.fields];
  expect(failures(read(Object.assign(form, { fields })))).toEqual(['says that it can’t be undone.']);
});

test.each([
  ['an earlier step', { helpText: 'As an earlier step gives it.' }, /speaks of an earlier step/],
  ['what is mapped', { helpText: 'Map the color.' }, /speaks of an earlier step/],
  ['a search step', { search: 'find_color.id', dynamic: 'colors.id.name' }, /offers a search step/],
])('a trigger that speaks of %s is caught', (_what, fault, wanted) => {
  const fields = readForm([{ key: 'color', label: 'Color', ...fault }]);
  expect(failures({ ...read(good()), kind: 'triggers', groups: {}, fields })).toEqual([
    expect.stringMatching(wanted),
  ]);
});

test('what is noted to have no list needs none', () => {
  const form = set({ ...good(), noList: { colorId: 'Nobody lists colors.' } }, 'fields[4].key', 'colorId');
  expect(failures(read(form))).toEqual([]);
});
