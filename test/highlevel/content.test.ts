/** An answer without what was asked for: a failure that its owner reads, and never “none found”. */
import { choicesOf } from '../../fields/dropdowns';
import { locationFields } from '../../fields/location';
import { findList, MissingContent, requireBareRecord, requireRecord } from '../../highlevel/content';
import { requireItems } from '../../highlevel/paging';
import { harness } from '../support/harness';

const zap = harness();
const SILENCE = 'HighLevel gave no answer that could be read. Run the step again in a few minutes.';

/** Has the next answer be an empty one. */
const answerNothing = () => zap.sandbox.faults.add({ status: 200, body: {} });

test('a list is under its name, and there is one even where it is empty', () => {
  expect(findList({ a: [{ id: 1 }, null, 'x'] }, 'a')).toEqual([{ id: 1 }]);
  expect(findList({ a: [] }, 'a')).toEqual([]);
  expect(findList({ a: null }, 'a')).toBeUndefined();
  expect(findList({}, 'a')).toBeUndefined();
});

test('a record is under its name, or is the answer itself', () => {
  expect(requireRecord({ a: { id: 1 } }, 'a')).toEqual({ id: 1 });
  for (const answer of [{}, { a: null }, { a: [] }])
    expect(() => requireRecord(answer, 'a')).toThrow(MissingContent);
  expect(requireBareRecord({ id: 1, traceId: 't' })).toEqual({ id: 1, traceId: 't' });
  for (const answer of [{}, { traceId: 't' }])
    expect(() => requireBareRecord(answer)).toThrow(MissingContent);
});

test.each([{ total: 0 }, { count: 0 }, { meta: { total: 0 } }])(
  'a list that is counted as none is: %j',
  (answer) => {
    expect(requireItems(answer, 'contacts')).toEqual([]);
    expect(() => requireItems({ total: 1 }, 'contacts')).toThrow(MissingContent);
  },
);

test('a search fails, and does not find nothing', async () => {
  const search = () => zap.run('searches', 'find_contact', { email: 'nobody@example.com' });
  answerNothing();
  expect(await zap.sentence(search())).toBe(`Find Contact did not work. ${SILENCE}`);
  expect(await search()).toEqual([]);
});

test.each<[what: string, perform: unknown]>([
  ['Listing the calendars', choicesOf('calendars').perform],
  ['Listing the associations', choicesOf('associations').perform],
  ['Listing the stages', choicesOf('stages').perform],
  ['Listing the conversations', choicesOf('conversations').perform],
])('a drop-down fails, and is not empty: %s', async (doing, perform) => {
  answerNothing();
  expect(await zap.sentence(zap.call(perform))).toBe(`${doing} did not work. ${SILENCE}`);
});

test('so does the list of an agency’s sub-accounts', async () => {
  answerNothing();
  const fields = zap.call(locationFields, {}, { authData: zap.agencyAuthData });
  expect(await zap.sentence(fields)).toBe(`Listing the sub-accounts did not work. ${SILENCE}`);
});

test('and a trigger that fills a drop-down', async () => {
  answerNothing();
  const meta = { isFillingDynamicDropdown: true };
  expect(await zap.sentence(zap.run('triggers', 'search_contacts', {}, { meta }))).toBe(
    `Listing the contacts did not work. ${SILENCE}`,
  );
});
