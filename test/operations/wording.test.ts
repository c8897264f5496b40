/** What people read in the forms, and map from the samples: what is alike is said alike. */
import { uniq } from 'lodash';
import type { Field } from '../../fields/field';
import { staticFields } from '../../operations/form';
import { SAMPLE_IDS } from '../../records/sample-ids';
import { operations } from '../../registry';
import { wholeForm } from '../../scripts/docs';
import { triggerSpecs } from '../../triggers';
import { isItem } from '../../zapier';

const forms = operations.map(({ spec }) => ({ spec, fields: staticFields(wholeForm(spec)) }));
const twice = (labels: unknown[]) => labels.filter((label, index) => labels.indexOf(label) !== index);

describe('a trigger that may fire for changes too', () => {
  const choosing = Object.values(triggerSpecs)
    .flat()
    .filter((spec) => staticFields(wholeForm(spec)).some(({ key }) => key === 'fireOn'));

  test.each(choosing.map(({ label, description }) => [label, description]))(
    '%s says that it is for the user to choose',
    (_label, description) => {
      expect(description).toMatch(
        /^Triggers when .+ or, if you choose so, (when one changes|gets a message)/,
      );
    },
  );

  test('is the only one that says so', () => {
    const others = operations.filter(({ spec }) => !choosing.some(({ key }) => key === spec.key));
    expect(others.filter(({ spec }) => spec.description.includes('if you choose so'))).toEqual([]);
  });
});

describe('a list that an update replaces as a whole', () => {
  /** Lists of an update that take nothing's place. */
  const KEEPS: { [key: string]: string } = {
    availabilities: 'Overrides of other dates stay.',
    clear: 'It names fields.',
    permissions: 'The other permissions stay.',
    permissionsTaken: 'As above.',
    recipients: 'They are told of, and not kept.',
  };
  const lists = forms
    .filter(({ spec }) => spec.endpoint?.startsWith('PUT '))
    .flatMap(({ spec, fields }) =>
      fields
        .filter(({ key, list, children }) => (list || children) && !Object.hasOwn(KEEPS, key))
        .map(({ label }) => [spec.label, String(label)]),
    );

  test.each(lists)('%s: “%s” says so', (_operation, label) => {
    expect(label).toMatch(/^Replace All .+ With$/);
  });
});

describe('a record that a step is about', () => {
  const hasDropdown = ({ dynamic, choices }: Field) => dynamic || isItem(choices);
  const ids = forms.flatMap(({ spec, fields }) =>
    fields
      .filter((field) => field.required && /(^id|Id)$/.test(field.key) && hasDropdown(field))
      .map(({ label, helpText }) => [spec.label, String(label), helpText]),
  );

  test.each(ids)('%s: “%s” is chosen, or mapped', (_operation, _label, helpText) => {
    expect(helpText).toMatch(/^Choose .+ map .+ of an earlier step\b/);
  });
});

test.each(forms.map(({ spec, fields }) => [spec.label, fields] as const))(
  'the form of %s has no two fields of one name',
  (_label, fields) => {
    expect(twice(fields.map(({ label }) => label))).toEqual([]);
  },
);

/** A sample's values, each with the name that it has where it stands. */
function named(value: unknown, name = ''): [name: string, value: unknown][] {
  if (Array.isArray(value)) return value.flatMap((one) => named(one, name));
  if (!isItem(value)) return [[name, value]];
  return Object.entries(value).flatMap(([key, inner]) => named(inner, key));
}
const values = operations.flatMap(({ spec }) => named(spec.record.sample));

describe('the samples', () => {
  test('have an id of its own for each kind of record', () => {
    const { Event: _appointment, ...ids } = SAMPLE_IDS;
    expect(twice(Object.values(ids))).toEqual([]);
  });

  test.each([
    ['contactId', [SAMPLE_IDS.Contact, SAMPLE_IDS['Other Contact']]],
    ['locationId', [SAMPLE_IDS.Location]],
    ['companyId', [SAMPLE_IDS.Agency]],
    ['userId', [SAMPLE_IDS.User]],
    ['assignedTo', [SAMPLE_IDS.User]],
    ['assignedUserId', [SAMPLE_IDS.User]],
    ['businessId', [SAMPLE_IDS.Business]],
    ['calendarId', [SAMPLE_IDS.Calendar]],
    ['groupId', [SAMPLE_IDS['Calendar Group']]],
    ['campaignId', [SAMPLE_IDS.Campaign]],
    ['workflowId', [SAMPLE_IDS.Workflow]],
    ['conversationId', [SAMPLE_IDS.Conversation]],
    ['visitorId', [SAMPLE_IDS.Visitor]],
    ['pipelineId', [SAMPLE_IDS.Pipeline]],
    ['associationId', [SAMPLE_IDS.Association]],
  ])('mean the same record by %s everywhere', (name, ids) => {
    const found = uniq(values.filter(([key]) => key === name).map(([, value]) => value));
    expect(found.sort()).toEqual([...ids].sort());
  });

  test('have links and addresses at example.com alone', () => {
    const hosts = values.flatMap(([, value]) =>
      [...String(value).matchAll(/(?:https?:\/\/|@)([\w.-]+\.[a-z]+)/g)].map(([, host]) => host),
    );
    expect(hosts.length).toBeGreaterThan(0);
    expect(uniq(hosts).filter((host) => !/(^|\.)example\.com$/.test(String(host)))).toEqual([]);
  });

  test('have phone numbers that nobody has', () => {
    const phones = uniq(values.flatMap(([, value]) => String(value).match(/^\+\d{8,}$/) ?? []));
    expect(phones.length).toBeGreaterThan(0);
    expect(phones.filter((phone) => !/^\+1\d{3}55501\d\d$/.test(phone))).toEqual([]);
  });
});
