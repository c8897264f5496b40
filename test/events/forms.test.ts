/** Submissions of forms and surveys, each of which fires once, however many come and in whatever order. */
import { DAY_MS, HOUR_MS } from '../../fields/dates';
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import type { JsonObject } from '../../sandbox/json';
import { Connection, handlerOf, type Item, loadApp } from '../../zapier';
import { first, harness } from '../support/harness';
import { delivered, pollingZap, turnedOn } from '../support/polled';
import { Poller } from '../support/poller';
import { follow, type Order, overheard, ScriptedList, seedRandom } from '../support/scripted';

const zap = harness();
afterEach(() => jest.restoreAllMocks());

const loaded = () =>
  loadApp(handlerOf(withSharedOperations(app)), { environment: { HIGHLEVEL_API_URL: zap.sandbox.url } });

/** A trigger, the table of its rows in the sandbox, and the field that tells which form or survey it was. */
const KINDS = [
  {
    key: 'new_form_submission',
    table: 'formSubmissions',
    parent: 'formId',
    list: 'forms',
    endpoint: 'GET /forms/submissions',
  },
  {
    key: 'new_survey_submission',
    table: 'surveySubmissions',
    parent: 'surveyId',
    list: 'surveys',
    endpoint: 'GET /surveys/submissions',
  },
] as const;
type Kind = (typeof KINDS)[number];

const here = () => first(zap.sandbox.locations).locationId;

/** The forms or the surveys of the sub-account. */
const parentsOf = ({ list }: Pick<Kind, 'list'>) =>
  zap.sandbox.state[list].where(({ locationId }) => locationId === here());

/** Adds what somebody submitted so long ago; its id. */
function submit({ table, parent, list }: Kind, ago = 0, more: JsonObject = {}): string {
  const row = {
    locationId: here(),
    [parent]: first(parentsOf({ list })).id,
    createdAt: new Date(Date.now() - ago).toISOString(),
    others: {},
    ...more,
  };
  return zap.sandbox.state[table].insert(row).id;
}

const zapOn = async ({ key }: Kind, input: Item = {}) =>
  turnedOn(pollingZap(new Connection(await loaded(), zap.authData), key, input));

describe.each(KINDS)('$key', (kind) => {
  test('what was submitted before does not fire; what is submitted then does, once', async () => {
    submit(kind, 1000);
    const polled = await zapOn(kind);
    expect(await delivered(polled)).toEqual([]);
    const ids = [submit(kind), submit(kind)];
    expect((await delivered(polled)).sort()).toEqual(ids.sort());
    expect(await delivered(polled)).toEqual([]);
  });

  test('what somebody new submits comes with the contact and the answers by their questions', async () => {
    const polled = await zapOn(kind);
    const field = zap.sandbox.state.customFields.find(
      ({ locationId, name }) => locationId === here() && name === 'Referral Source',
    );
    const submitted = {
      firstName: 'Ada',
      lastName: 'King',
      email: 'ada@king.example.com',
      answers: { budget: '500', [String(field?.id)]: 'Friend' },
      [kind.parent]: first(parentsOf(kind)).id,
    };
    await fetch(`${zap.sandbox.url}/_sandbox/events/form-submitted`, {
      method: 'POST',
      body: JSON.stringify(submitted),
    });
    const { runs } = await polled.poll();
    const contact = zap.sandbox.state.contacts.find(({ email }) => email === submitted.email);
    expect(runs.map(({ item }) => item)).toMatchObject([
      {
        contactId: contact?.id,
        name: 'Ada King',
        firstName: 'Ada',
        lastName: 'King',
        email: submitted.email,
        [kind.parent.replace('Id', 'Name')]: first(parentsOf(kind)).name,
        answers: expect.arrayContaining([
          { question: 'Budget', answer: '500' },
          { question: 'Referral Source', answer: 'Friend' },
        ]),
      },
    ]);
  });

  test('350 at once all fire, each once, the oldest first', async () => {
    const polled = await zapOn(kind);
    const ids = Array.from({ length: 350 }, (_, nth) => submit(kind, 400_000 - nth * 1000));
    expect(await delivered(polled)).toEqual(ids);
    expect(await delivered(polled)).toEqual([]);
  });

  test('more than a page of one moment all fire at the next poll, in front of a long list, too', async () => {
    for (let i = 1; i <= 800; i += 1) submit(kind, 3 * DAY_MS + HOUR_MS + i * 1000);
    const polled = await zapOn(kind);
    const createdAt = new Date().toISOString();
    const ids = Array.from({ length: 130 }, () => submit(kind, 0, { createdAt }));
    expect((await delivered(polled)).sort()).toEqual(ids.sort());
  });

  test('what comes into sight late is news for three days, whatever the day of the window', async () => {
    const polled = await zapOn(kind);
    const late = submit(kind, 3 * DAY_MS - HOUR_MS);
    submit(kind, 3 * DAY_MS + HOUR_MS);
    submit(kind, 5 * DAY_MS);
    expect(await delivered(polled)).toEqual([late]);
  });

  test('after a day of polls that failed, nothing is lost', async () => {
    const polled = await zapOn(kind);
    zap.sandbox.faults.add({ endpoint: kind.endpoint, status: 400, body: { message: 'Not now' } });
    const ids = [submit(kind, DAY_MS), submit(kind, HOUR_MS)];
    expect((await polled.poll()).failure).toBeDefined();
    zap.sandbox.faults.clear();
    expect(await delivered(polled)).toEqual(ids);
  });

  test('only what is submitted in the chosen one fires', async () => {
    const [chosen, other] = parentsOf(kind).map(({ id }) => id);
    const polled = await zapOn(kind, { [kind.parent]: chosen ?? '' });
    submit(kind, 0, { [kind.parent]: other });
    const id = submit(kind, 0, { [kind.parent]: chosen });
    expect(await delivered(polled)).toEqual([id]);
  });

  test('deletions bring up none that is old', async () => {
    const ids = Array.from({ length: 250 }, (_, nth) => submit(kind, DAY_MS + nth * 1000));
    const polled = await zapOn(kind);
    for (const id of ids.slice(0, 120)) zap.sandbox.state[kind.table].delete(id);
    expect(await delivered(polled)).toEqual([]);
  });

  test.each<Order>(['as asked', 'oldest first', 'shuffled pages', 'any order'])(
    '900 of three days, %s: new ones fire once',
    async (order) => {
      seedRandom(1);
      submit(kind, 1000);
      const answer = await overheard(zap.sandbox, kind.endpoint, () => zap.run('triggers', kind.key));
      const list = new ScriptedList(kind.endpoint, answer, 'createdAt', true);
      follow(zap.sandbox, () => list);
      list.manner = { order };
      list.rows = list.many(900, HOUR_MS, 'old', 280_000);
      const polled = { app: await loaded(), trigger: kind.key, authData: zap.authData, input: {} };
      const poller = await new Poller(polled).on();
      expect(await poller.poll()).toEqual([]);
      const fresh = list.many(3, 1000, 'new', 1000);
      list.rows.unshift(...fresh);
      const fired: Item[] = [];
      for (let nth = 0; nth < 60 && fired.length < 3; nth += 1) fired.push(...(await poller.poll()));
      fired.push(...(await poller.poll()));
      expect(fired.map(({ id }) => id).sort()).toEqual(['new0', 'new1', 'new2']);
    },
  );

  test('a year back is looked for a sample, and four days for news', async () => {
    await zap.run('triggers', kind.key, {}, { meta: { isLoadingSample: true, limit: 3 } });
    await zap.run('triggers', kind.key);
    const days = (name: 'startAt' | 'endAt') =>
      zap
        .sent()
        .filter(({ endpoint }) => endpoint === kind.endpoint)
        .map(({ query }) => Math.ceil((Date.parse(String(query[name])) - Date.now()) / DAY_MS));
    expect(days('startAt')).toEqual([-366, -4]);
    expect(days('endAt')).toEqual([1, 1]);
  });
});
