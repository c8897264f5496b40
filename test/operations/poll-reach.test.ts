/** What a trigger can't see, in numbers: the form says it, and so do the docs. */
import { readFileSync } from 'node:fs';
import { CHOOSE, withTriggerOnField } from '../../operations/trigger';
import { listTriggers } from '../support/operations';

const LISTS = listTriggers();

/** What the form of a trigger says of how far it sees. */
const reachIn = (key: string): string[] =>
  LISTS.filter((one) => one.key === key)
    .flatMap(({ spec }) => withTriggerOnField(spec).fields)
    .flatMap((field) => ('key' in field && ['fireOn', 'reach'].includes(field.key) ? [field.helpText] : []))
    .map(String);

test.each([
  ['search_contacts', /^New or changed ones are seen if there are at most 5,000 between two polls\./],
  [
    'search_opportunities',
    /^New ones are seen if .* 5,000 .* Changed ones are seen among the 10,000 that were added last/,
  ],
  [
    'list_contacts',
    /Changed ones are seen among the 2,500 that were added last, some polls late in a list of more than 500\./,
  ],
  ['search_users', /^New ones are seen if there are at most 500 between two polls\./],
  [
    'list_appointment_notes',
    /^New or changed ones are seen among the 2,000 that HighLevel lists first, .* more than 100\./,
  ],
  ['get_relations_by_record', /^New ones are seen among the 5,000 that HighLevel lists first/],
  ['get_contact_tasks', /^A change back to an earlier state is noticed for 500 of them\.$/],
  [
    'list_calendar_events',
    /^One that was added more than 3 days before it comes into these days does not fire as new\.$/,
  ],
  ['search_conversations', /An old conversation never fires as new/],
  [
    'new_conversation',
    /Of conversations .*, 10 are looked up at each poll, .*: if more come within 6 hours than .*, some may not be seen\.$/,
  ],
  ['new_message', /Of emails in longer threads, 40 are looked up at each poll, .* 6 hours .*\./],
])('%s says what it can’t see', (key, sentence) => {
  expect(reachIn(key)).toEqual([expect.stringMatching(sentence)]);
});

test.each(['get_contact_appointments', 'list_workflows'])('%s sees all, and says nothing of it', (key) => {
  expect(reachIn(key)).toEqual([CHOOSE]);
});

test('every list that is read page by page says how far it is read', () => {
  const silent = LISTS.filter(({ spec }) => spec.paging).filter(
    ({ key }) => !/\bseen\b/.test(reachIn(key).join()),
  );
  expect(silent.map(({ key }) => key)).toEqual([]);
});

test('the docs say the same', () => {
  const docs = readFileSync('docs/operations.md', 'utf8');
  const said = LISTS.flatMap(({ key }) => reachIn(key)).filter((sentence) => sentence !== CHOOSE);
  expect(said.filter((sentence) => !docs.includes(sentence))).toEqual([]);
});
