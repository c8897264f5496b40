/** How far triggers read, and what they say of it. */
import type { Bundle } from 'zapier-platform-core';
import { DEPTHS, depthOf, newsOf } from '../../operations/reach';
import type { ListTriggerSpec, TriggerSpec } from '../../operations/spec';
import { withChoice } from '../../operations/trigger';
import { triggerSpecs } from '../../triggers';

const isList = (spec: TriggerSpec): spec is ListTriggerSpec => spec.fires === 'list';
const LISTS = Object.values(triggerSpecs).flat().filter(isList);

const bundleAt = (meta: Partial<Bundle['meta']>): Bundle => Object({ meta });
const helpOf = (key: string) =>
  LISTS.filter((spec) => spec.key === key)
    .flatMap((spec) => withChoice(spec).fields)
    .flatMap((field) => ('key' in field && field.key === 'fireOn' ? [field.helpText] : []));

test('nothing reads deeper than the turning on of a Zap, and a sample no deeper than a poll', () => {
  const { sample, turnOn, ...polls } = DEPTHS;
  for (const poll of Object.values(polls)) {
    for (const measure of ['records', 'pages'] as const) {
      expect(turnOn[measure]).toBeGreaterThanOrEqual(poll[measure]);
      expect(poll[measure]).toBeGreaterThanOrEqual(sample[measure]);
    }
  }
});

test.each(LISTS.map((spec) => [spec.key, spec] as const))('%s has a depth for every moment', (_key, spec) => {
  expect(depthOf(spec, undefined, bundleAt({ isLoadingSample: true }))).toBe(DEPTHS.sample);
  expect(depthOf(spec, undefined, bundleAt({ isPopulatingDedupe: true }))).toBe(DEPTHS.turnOn);
  expect([DEPTHS.poll, DEPTHS.unordered, DEPTHS.dated]).toContainEqual({
    ...depthOf(spec, undefined, bundleAt({})),
    enough: undefined,
  });
});

test.each([
  ['list_contacts', 'Changes are seen in the 900 that were added last.'],
  ['search_opportunities', 'Changes are seen in the 900 that were added last.'],
  ['search_users', 'Changes are seen in the 500 that were added last.'],
  [
    'get_contacts_by_business',
    'New ones are seen in the first 500 that HighLevel lists, changes in the first 900.',
  ],
  ['list_appointment_notes', 'New and changed ones are seen in the first 100 that HighLevel lists.'],
  ['get_blog_posts', 'New ones are seen in the first 250 that HighLevel lists, changes in the first 450.'],
])('%s says how far it sees', (key, reach) => {
  expect(helpOf(key)).toEqual([`Choose what starts the Zap. ${reach}`]);
});

test.each(['search_contacts', 'search_conversations', 'list_calendars', 'get_contact_tasks'])(
  '%s sees all that changes, and says nothing of it',
  (key) => {
    expect(helpOf(key)).toEqual(['Choose what starts the Zap.']);
  },
);

describe('what can be news', () => {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const opportunities = LISTS.find(({ key }) => key === 'search_opportunities');
  const contacts = LISTS.find(({ key }) => key === 'list_contacts');
  const change = (time: string) => ({ label: '', revision: () => '', time });
  const newsIn = (spec: typeof contacts, time: string, records: { id: string; [field: string]: unknown }[]) =>
    spec && newsOf(spec, change(time), records).map(({ id }) => id);

  test('is a change of the last fortnight, and what comes into a filter by another change', () => {
    const records = [
      { id: 'won', lastStatusChangeAt: ago(1), updatedAt: ago(1) },
      { id: 'moved', lastStatusChangeAt: ago(60), updatedAt: ago(1) },
      { id: 'old', lastStatusChangeAt: ago(60), updatedAt: ago(15) },
    ];
    expect(newsIn(opportunities, 'lastStatusChangeAt', records)).toEqual(['won', 'moved']);
  });

  test('is among the first that are listed, where no time tells', () => {
    const records = Array.from({ length: 900 }, (_, nth) => ({ id: `${nth}` }));
    expect(newsIn(contacts, 'dateUpdated', records)).toEqual(records.slice(0, 500).map(({ id }) => id));
  });
});
