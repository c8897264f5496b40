/** How far triggers read, and what they say of it. */
import type { Bundle } from 'zapier-platform-core';
import { DEPTHS, depthOf, recentOnly } from '../../operations/poll-depth';
import { withTriggerOnField } from '../../operations/trigger';
import type { ListTriggerSpec, TriggerSpec } from '../../operations/trigger-spec';
import { triggerSpecs } from '../../triggers';

const isList = (spec: TriggerSpec): spec is ListTriggerSpec => spec.fires === 'list';
const LISTS = Object.values(triggerSpecs).flat().filter(isList);

const bundleAt = (meta: Partial<Bundle['meta']>): Bundle => Object({ meta });
const helpOf = (key: string) =>
  LISTS.filter((spec) => spec.key === key)
    .flatMap((spec) => withTriggerOnField(spec).fields)
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
  const list = (name: string) => LISTS.find(({ key }) => key === name);
  const opportunities = list('search_opportunities');
  const contacts = list('list_contacts');
  const change = (time: string) => ({ label: '', revision: () => '', time });
  const newsIn = (spec: typeof contacts, time: string, records: { id: string; [field: string]: unknown }[]) =>
    spec && recentOnly(spec, change(time), records).map(({ id }) => id);

  test('is a change of the last fortnight, and what comes into a filter by another change', () => {
    const records = [
      { id: 'won', lastStatusChangeAt: ago(13), updatedAt: ago(13) },
      { id: 'moved', lastStatusChangeAt: ago(60), updatedAt: ago(13) },
      { id: 'old', lastStatusChangeAt: ago(60), updatedAt: ago(15) },
    ];
    expect(newsIn(opportunities, 'lastStatusChangeAt', records)).toEqual(['won', 'moved']);
  });

  test('is among the first that are listed, where no time tells', () => {
    const records = Array.from({ length: 900 }, (_, nth) => ({ id: `${nth}` }));
    expect(newsIn(contacts, 'dateUpdated', records)).toEqual(records.slice(0, 500).map(({ id }) => id));
  });

  test('is all of a list that comes whole', () => {
    const records = [{ id: 'old', dateUpdated: ago(60) }];
    expect(newsIn(list('get_contact_appointments'), 'dateUpdated', records)).toEqual(['old']);
  });

  test.each<[what: string, last: number, news: number[], olds: number[]]>([
    ['of the last three days, where the poll reads further back', 10, [0, 2.9], [3.1, 9]],
    ['begun since the last message that is read', 2, [0, 1.9], [2.1, 9]],
    ['of the last day, where a burst of messages fills what is read', 0.1, [0, 0.9], [1.1, 9]],
  ])('is a conversation %s', (_what, last, news, olds) => {
    const conversations = list('search_conversations');
    const records = [...news, ...olds].map((days) => ({
      id: String(days),
      dateAdded: ago(days),
      lastMessageDate: ago(Math.min(days, last)),
    }));
    const undated = { id: 'undated' };
    const found = conversations && recentOnly(conversations, undefined, [...records, undated]);
    expect(found?.map(({ id }) => id)).toEqual([...news.map(String), 'undated']);
  });

  test('of conversations is read on for, as long as a page ends within the last hour', () => {
    const conversations = list('search_conversations');
    const { enough } = conversations ? depthOf(conversations, undefined, bundleAt({})) : {};
    const page = (...hours: number[]) => hours.map((one) => ({ lastMessageDate: ago(one / 24) }));
    expect(enough?.(page(0, 0.9))).toBe(false);
    expect(enough?.(page(0, 1.1))).toBe(true);
  });
});
