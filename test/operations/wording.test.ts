/** What people read in the forms, and map from the samples: what is alike is said alike. */
import { difference, uniq } from 'lodash';
import type { Field } from '../../fields/field';
import { shownFields } from '../../operations/form';
import { SAMPLE_IDS } from '../../records/sample-ids';
import { operations } from '../../registry';
import { isItem } from '../../zapier';
import { wholeForm } from '../support/documents';
import { operationsUnderTest } from '../support/operations';

/** The field that names what an update is to empty. */
const CLEAR = 'clear';

const forms = operationsUnderTest().map((subject) => ({
  ...subject,
  fields: shownFields(wholeForm(subject.spec)),
}));
const twice = (labels: unknown[]) => labels.filter((label, index) => labels.indexOf(label) !== index);

test('every operation that may fire for changes too says that it is for the user to choose, and no other', () => {
  const faults = forms.flatMap(({ key, spec, fields }) => {
    const { description } = spec;
    const isChosen = fields.some((field) => field.key === 'fireOn');
    if (!isChosen) {
      // What a trigger that waits for an event may fire for beside that is chosen in a field of its own.
      const hasOwn = 'event' in spec && fields.some(({ choices, type }) => choices ?? type === 'boolean');
      return description.includes('if you choose so') && !hasOwn
        ? [`${key} speaks of a choice that its form does not have.`]
        : [];
    }
    return /^Triggers when .+ or, if you choose so, (when one changes|gets a message)/.test(description)
      ? []
      : [`${key} should be described as “Triggers when … or, if you choose so, when one changes”.`];
  });
  expect(faults).toEqual([]);
});

test('every operation says so where it replaces a list as a whole', () => {
  const faults = forms.flatMap(({ key, spec, fields, note: { replacesNothing = {} } }) => {
    const isUpdate = spec.endpoint?.startsWith('PUT ');
    const lists = fields.filter(({ list, children }) => isUpdate && (list || children));
    const plain = lists
      .filter((field) => field.key !== CLEAR && !/^Replace All .+ With$/.test(String(field.label)))
      .map((field) => field.key);
    const noted = Object.keys(replacesNothing);
    return [
      ...difference(plain, noted).map(
        (name) =>
          `${key} replaces all of “${name}”: its label should be “Replace All … With”; if it does not, say why in \`replacesNothing\` of its note.`,
      ),
      ...difference(noted, plain).map(
        (name) => `${key} has a needless note on “${name}” in \`replacesNothing\`: take it out.`,
      ),
    ];
  });
  expect(faults).toEqual([]);
});

test('every operation says of the record that it is about that it is chosen, or mapped where there are earlier steps', () => {
  const hasDropdown = ({ dynamic, choices }: Field) => dynamic || isItem(choices);
  const faults = forms.flatMap(({ kind, key, fields }) => {
    const wanted = kind === 'triggers' ? /^Choose .+\./ : /^Choose .+ map .+ of an earlier step\b/;
    return fields
      .filter((field) => field.required && /(^id|Id)$/.test(field.key) && hasDropdown(field))
      .filter(({ helpText }) => !wanted.test(helpText ?? ''))
      .map((field) => `${key} should say of “${field.key}” that one is chosen, as other fields do.`);
  });
  expect(faults).toEqual([]);
});

test('every operation has no two fields of one name', () => {
  const faults = forms.flatMap(({ key, fields }) =>
    twice(fields.map(({ label }) => label)).map((label) => `${key} has two fields “${label}”.`),
  );
  expect(faults).toEqual([]);
});

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
