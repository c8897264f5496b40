/** What happens to opportunities while a Zap waits for it: the cases in which each trigger could be wrong. */
import { omit } from 'lodash';
import { DAY_MS, HOUR_MS } from '../../fields/dates';
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import type { JsonObject } from '../../sandbox/json';
import { type App, handlerOf, type Item, loadApp } from '../../zapier';
import { dated } from '../notes/note';
import { harness } from '../support/harness';
import { Poller } from '../support/poller';
import { type Asked, follow, overheard, type Script, ScriptedList, seedRandom } from '../support/scripted';

const zap = harness();
const SEARCH = 'POST /opportunities/search';
const OLDER_SEARCH = 'GET /opportunities/search';

let loaded: App;
let list: ScriptedList;
let older: ScriptedList;
let scripts: Script[] = [];

beforeAll(async () => {
  loaded = await loadApp(handlerOf(withSharedOperations(app)), {
    environment: { HIGHLEVEL_API_URL: zap.sandbox.url },
  });
});
beforeEach(async () => {
  seedRandom(1);
  const answer = await overheard(zap.sandbox, SEARCH, () => zap.run('triggers', 'new_opportunity'));
  list = new ScriptedList(SEARCH, answer, 'createdAt', true);
  const olderAnswer = await overheard(zap.sandbox, OLDER_SEARCH, () =>
    zap.run('triggers', 'search_opportunities'),
  );
  older = new ScriptedList(OLDER_SEARCH, olderAnswer, 'createdAt', true);
  scripts = [list];
  follow(zap.sandbox, () => scripts);
});
afterEach(() => jest.restoreAllMocks());

const pollerOf = (trigger: string, input: Item = {}) =>
  new Poller({ app: loaded, trigger, authData: zap.authData, input });

const OLD = 60 * DAY_MS;
const now = () => Date.now() - 1000;
const moved = (stage: string, at = now()): JsonObject => ({
  pipelineStageId: stage,
  ...dated(at, ['lastStageChangeAt', 'updatedAt']),
});
const closed = (status: string, at = now()): JsonObject => ({ status, ...dated(at, ['lastStatusChangeAt']) });
const edited = (changes: JsonObject, at = now()): JsonObject => ({ ...changes, ...dated(at, ['updatedAt']) });
const idsOf = (found: Item[]) => found.map(({ id }) => id);

/** A new one, whose stage and status are told 1 ms after it was added (recorded). */
const fresh = (id: string) =>
  list.row(id, now(), dated(now() + 1, ['lastStageChangeAt', 'lastStatusChangeAt']));

describe('a new opportunity', () => {
  test('fires once, and old ones that come into sight do not', async () => {
    list.rows = list.many(40, OLD);
    const poller = await pollerOf('new_opportunity').on();
    list.rows.unshift(fresh('new'));
    list.rows.push(list.row('restored', Date.now() - OLD));
    expect(idsOf(await poller.poll())).toEqual(['new']);
    expect(await poller.poll()).toEqual([]);
  });

  test('is no move and no change of status, though its times say 1 ms later', async () => {
    list.rows = list.many(5, OLD);
    const keys = ['opportunity_stage_changed', 'opportunity_status_changed'];
    const pollers = await Promise.all(keys.map((key) => pollerOf(key).on()));
    const including = await pollerOf('opportunity_stage_changed', { includeNew: true }).on();
    list.rows.unshift(fresh('new'));
    for (const poller of pollers) expect(await poller.poll()).toEqual([]);
    expect(idsOf(await including.poll())).toEqual(['new']);
    expect(await including.poll()).toEqual([]);
  });
});

describe('a move', () => {
  test('fires for each stage, for one that it comes back to too, and tells the former one', async () => {
    list.rows = list.many(5, OLD).map((row) => ({ ...row, pipelineStageId: 'first' }));
    const poller = await pollerOf('opportunity_stage_changed').on();
    for (const [stage, former] of [
      ['second', 'first'],
      ['first', 'second'],
    ] as const) {
      list.change('old2', moved(stage, Date.now()));
      expect(await poller.poll()).toEqual([
        expect.objectContaining({ id: 'old2', pipelineStageId: stage, formerStageId: former }),
      ]);
      expect(await poller.poll()).toEqual([]);
    }
  });

  test('fires where the Zap never saw the former stage, and tells none', async () => {
    list.rows = list.many(5, OLD);
    const poller = await pollerOf('opportunity_stage_changed').on();
    poller.cache = {};
    list.change('old2', moved('second'));
    const [found] = await poller.poll();
    expect(found).toMatchObject({ id: 'old2', pipelineStageId: 'second' });
    expect(found).not.toHaveProperty('formerStageId');
  });

  test('to the chosen stage alone fires, whatever HighLevel gives', async () => {
    list.rows = list.many(5, OLD);
    const poller = await pollerOf('opportunity_stage_changed', { pipeline_stage_id: 'second' }).on();
    list.change('old1', moved('second'));
    list.change('old2', moved('third'));
    expect(idsOf(await poller.poll())).toEqual(['old1']);
  });
});

test('a change of status fires for the chosen ones, also for a second time, and tells the former one', async () => {
  list.rows = list.many(5, OLD).map((row) => ({ ...row, status: 'open' }));
  const poller = await pollerOf('opportunity_status_changed', { status: ['won', 'open'] }).on();
  const fired: unknown[] = [];
  for (const status of ['won', 'open', 'lost', 'won']) {
    list.change('old3', closed(status, Date.now()));
    fired.push(...(await poller.poll()).map((found) => `${found.formerStatus} to ${found.status}`));
  }
  expect(fired).toEqual(['open to won', 'won to open', expect.stringMatching(/to won$/)]);
});

describe('an opportunity that is stuck', () => {
  const stuckSince = (id: string, since: number, more: JsonObject = {}) =>
    list.row(id, Date.now() - OLD, { status: 'open', ...dated(since, ['lastStageChangeAt']), ...more });

  test('fires when the days are over, and not when they were over before', async () => {
    const soon = Date.now() - 14 * DAY_MS + HOUR_MS;
    list.rows = [stuckSince('soon', soon), stuckSince('long', Date.now() - 30 * DAY_MS)];
    const poller = await pollerOf('opportunity_stale', { days: 14 }).on();
    expect(await poller.poll()).toEqual([]);
    list.change('soon', dated(soon - 2 * HOUR_MS, ['lastStageChangeAt']));
    expect(idsOf(await poller.poll())).toEqual(['soon']);
    list.change('soon', edited({ name: 'Another' }));
    expect(await poller.poll()).toEqual([]);
  });

  test('fires with all that were imported in the same second', async () => {
    const poller = await pollerOf('opportunity_stale', { days: 14 }).on();
    const at = Date.now() - 14 * DAY_MS - 5000;
    list.rows = Array.from({ length: 2000 }, (_, nth) => stuckSince(`imported${nth}`, at));
    const fired = idsOf(await poller.poll());
    expect(new Set(fired).size).toBe(2000);
    expect(await poller.poll()).toEqual([]);
  });

  test('counts its days from when it was opened again', async () => {
    list.rows = [
      stuckSince('lost', Date.now() - 60 * DAY_MS, closed('lost', Date.now() - 50 * DAY_MS)),
      stuckSince('reopened', Date.now() - 60 * DAY_MS, closed('open', Date.now() - 13.9 * DAY_MS)),
    ];
    const poller = await pollerOf('opportunity_stale', { days: 14 }).on();
    expect(await poller.poll()).toEqual([]);
    list.change('reopened', closed('open', Date.now() - 14.1 * DAY_MS));
    expect(idsOf(await poller.poll())).toEqual(['reopened']);
  });

  test('fires again after other days were chosen, and once', async () => {
    list.rows = [];
    const poller = await pollerOf('opportunity_stale', { days: 14 }).on();
    list.rows = [stuckSince('stuck', Date.now() - 14.5 * DAY_MS)];
    const [{ revision } = {}] = await poller.poll();
    list.change('stuck', dated(Date.now() - 30.5 * DAY_MS, ['lastStageChangeAt', 'lastStatusChangeAt']));
    const [later] = await pollerOf('opportunity_stale', { days: 30 }).poll();
    expect([revision, later?.revision]).toEqual([
      expect.stringMatching(/ 14$/),
      expect.stringMatching(/ 30$/),
    ]);
  });
});

describe('an updated opportunity', () => {
  test('fires for a change of status, which leaves the time of update', async () => {
    list.rows = list.many(5, OLD);
    const poller = await pollerOf('updated_opportunity').on();
    list.change('old2', closed('won'));
    expect(idsOf(await poller.poll())).toEqual(['old2']);
    list.rows.unshift(fresh('new'));
    expect(idsOf(await poller.poll())).toEqual(['new']);
    expect(await poller.poll()).toEqual([]);
  });

  const WATCHED = [
    ['owner', 'assignedTo', 'formerOwnerId', 'u1', 'u2'],
    ['value', 'monetaryValue', 'formerValue', 100, 250],
  ] as const;
  test.each(WATCHED)(
    'fires for another %s alone, there and back, and tells the former one',
    async (watched, field, formerField, one, other) => {
      list.rows = list.many(5, OLD).map((row) => ({ ...row, [field]: one }));
      const poller = await pollerOf('updated_opportunity', { watched }).on();
      list.change('old1', edited({ name: 'Another' }));
      list.rows.unshift({ ...fresh('new'), [field]: one });
      expect(await poller.poll()).toEqual([]);
      for (const [value, former] of [
        [other, one],
        [one, other],
      ]) {
        list.change('old2', edited({ [field]: value ?? null }, Date.now()));
        expect(await poller.poll()).toEqual([
          expect.objectContaining({ id: 'old2', [field]: value, [formerField]: former }),
        ]);
        expect(await poller.poll()).toEqual([]);
      }
    },
  );

  test('that is given to the chosen owner fires, though it was another’s before', async () => {
    list.rows = list.many(5, OLD).map((row) => ({ ...row, assignedTo: 'u1' }));
    const poller = await pollerOf('updated_opportunity', { watched: 'owner', assigned_to: 'u2' }).on();
    list.change('old2', edited({ assignedTo: 'u2' }));
    list.change('old3', edited({ assignedTo: 'u3' }));
    expect(idsOf(await poller.poll())).toEqual(['old2']);
  });
});

describe('where HighLevel refuses filters or an order', () => {
  /** How often the search was asked. */
  let asked = 0;
  const refusal: Script = {
    endpoint: SEARCH,
    answer: () => {
      asked += 1;
      return { status: 422, body: { statusCode: 422, message: ['sort.0.field is unknown'] } };
    },
  };
  beforeEach(() => {
    asked = 0;
    older.rows = older.many(750, OLD);
    scripts = [refusal, older];
  });

  test.each([
    ['opportunity_stage_changed', moved('second')],
    ['opportunity_status_changed', closed('won')],
    ['updated_opportunity', edited({ name: 'Another' })],
  ])('%s finds what happens to an old one by the older search, once', async (trigger, change) => {
    const poller = await pollerOf(trigger).on();
    older.change('old600', change);
    const fired: unknown[] = [];
    for (let poll = 0; poll < 30; poll += 1) fired.push(...idsOf(await poller.poll()));
    expect(fired).toEqual(['old600']);
  });

  test('new ones fire, and what became stuck', async () => {
    const pollers = [pollerOf('new_opportunity'), pollerOf('opportunity_stale', { days: 14 })];
    for (const poller of pollers) await poller.on();
    const since = dated(Date.now() - 14 * DAY_MS - HOUR_MS, ['lastStageChangeAt']);
    older.rows.unshift(fresh('new'), list.row('stuck', Date.now() - OLD, { status: 'open', ...since }));
    expect(await Promise.all(pollers.map(async (poller) => idsOf(await poller.poll())))).toEqual([
      ['new'],
      ['stuck'],
    ]);
  });

  test('it is asked with the filters that it knows, and the others are compared', async () => {
    older.rows = older.rows.map((row) => ({ ...row, pipelineId: 'p1', status: 'open' }));
    const input = { pipeline_id: 'p1', status: ['won', 'lost'] };
    const poller = await pollerOf('opportunity_status_changed', input).on();
    older.change('old2', closed('won'));
    older.change('old3', closed('abandoned'));
    expect(idsOf(await poller.poll())).toEqual(['old2']);
    expect(older.asked[0]).toMatchObject({ pipeline_id: 'p1', limit: '100', order: 'added_desc' });
    expect(older.asked[0]).not.toHaveProperty('status');
  });

  test('the refusal is remembered: the search is asked once, and again where nothing is remembered', async () => {
    const poller = await pollerOf('new_opportunity').on();
    await poller.poll();
    await poller.poll();
    expect(asked).toBe(1);
    poller.cache = {};
    await poller.poll();
    expect(asked).toBe(2);
  });

  test('a refusal by both is the owner’s to read, and is not remembered', async () => {
    const poller = await pollerOf('new_opportunity').on();
    poller.cache = {};
    older.instead.push({ status: 422, body: { statusCode: 422, message: ['location_id is unknown'] } });
    await expect(poller.poll()).rejects.toThrow(/location_id is unknown/);
    expect(await poller.poll()).toEqual([]);
    expect(asked).toBe(3);
  });
});

test('an order that HighLevel leaves unheard is noticed by what rows say of their place', async () => {
  const ignoring: Script = {
    endpoint: SEARCH,
    answer: (asked: Asked) => list.answer(omit(asked, 'sort')),
  };
  scripts = [ignoring];
  list.rows = list.many(1400, OLD).map((row, nth) => ({
    ...row,
    ...dated(Date.parse(String(row.createdAt)) + 1, ['lastStageChangeAt', 'lastStatusChangeAt']),
    name: `Deal ${nth}`,
  }));
  const poller = await pollerOf('opportunity_stage_changed').on();
  list.change('old1200', moved('second'));
  expect(idsOf(await poller.poll())).toEqual(['old1200']);
});
