/** Many calls at once on one connection: every one is done, and done once. */
import { endpoint } from '../highlevel/contract';
import { isOfLocation } from '../highlevel/contract/account';
import { BUDGET } from '../highlevel/rate-limits';
import app from '../index';
import { withSharedOperations } from '../operations/share';
import type { Limits } from '../sandbox/gateway/limits';
import { at, Connection, handlerOf, type Item, isItem, loadApp, type Result, unwrap } from '../zapier';
import { Operations } from '../zapier/operations';
import { render } from '../zapier/template';
import { first, harness } from './support/harness';
import { subjects } from './support/operations';
import { StillTime } from './support/still-time';

const zap = harness();

/** The window of HighLevel's burst limit, which is how long the app waits for it inside a run. */
const WINDOW_MS = 10_000;
const HOUR_MS = 3_600_000;

/** The new contact of the nth call. */
const contactOf = (nth: number) => ({ lastName: `Flood ${nth}`, email: `n${nth}@flood.example.com` });

/** What a flood meets. */
interface Weather {
  /** Whether Zapier holds back what is beyond the app's own budget. */
  held?: true;
  /** What HighLevel's answers are like from the first call on. */
  from?: () => void;
}

/**
 * So many calls that come at once, each made as Zapier makes it: made again when it was throttled,
 * after the time that the app says.
 */
async function flood(
  calls: number,
  { held, from }: Weather = {},
): Promise<{ results: Result[]; time: StillTime; throttled: number }> {
  let throttled = 0;
  const environment = { HIGHLEVEL_API_URL: zap.sandbox.url };
  const loaded = await loadApp(handlerOf(withSharedOperations(app)), { environment });
  const highlevel = new Connection(loaded, zap.authData);
  const time = new StillTime();
  const operations = new Operations({ highlevel }, {}, (seconds) => {
    throttled += 1;
    return time.sleep(seconds * 1000);
  });
  const create = (nth: number) =>
    operations.callPatiently({
      step: 'created',
      app: 'highlevel',
      kind: 'creates',
      key: 'create_contact',
      input: contactOf(nth),
    });
  try {
    // The editor asks for the form once, before the Zap runs.
    await operations.call({
      step: 'created',
      app: 'highlevel',
      kind: 'creates',
      key: 'create_contact',
      input: {},
    });
    zap.sandbox.requests.length = 0;
    from?.();
    const results = await Promise.all(
      Array.from({ length: calls }, (_, nth) =>
        time.work(async () => {
          const window = held ? Math.floor(nth / BUDGET.limit) : 0;
          if (window) await time.sleep(window * BUDGET.window * 1000);
          return create(nth);
        }),
      ),
    );
    return { results, time, throttled };
  } finally {
    time.restore();
  }
}

const limit = (limits: Partial<Limits>) => {
  zap.sandbox.limits = limits;
};

/** What went wrong, each once. */
const failures = (results: Result[]) => [
  ...new Set(results.flatMap((result) => (result.ok ? [] : [result.failure.message]))),
];
const made = () =>
  zap.sandbox.state.contacts
    .where(({ lastName }) => /^Flood/.test(String(lastName ?? '')))
    .map(({ email }) => email);
const statuses = () => {
  const counts: { [status: number]: number } = {};
  for (const { status } of zap.sent()) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

/** Expects that each of so many calls made its contact, and no other. */
function expectAllDone(results: Result[], calls: number) {
  expect(failures(results)).toEqual([]);
  expect(made().sort()).toEqual(Array.from({ length: calls }, (_, nth) => contactOf(nth).email).sort());
  const ids = results.map((result) => result.ok && at(result.value, 'id'));
  expect(new Set(ids).size).toBe(calls);
}

/** What Zapier makes of the budget's key for a step with this input. */
const budgetKey = (inputData: Item) => render(BUDGET.key, { bundle: { inputData } });

describe('the budget that Zapier is told', () => {
  test('is less than HighLevel’s for each window', async () => {
    const { definition } = await loadApp(handlerOf(withSharedOperations(app)));
    expect(definition.throttle).toEqual(BUDGET);
    expect(BUDGET.window * 1000).toBe(zap.sandbox.limits.intervalMs);
    expect(BUDGET.limit).toBeLessThan(zap.sandbox.limits.burst);
  });

  test('is one for each sub-account of an agency’s connection: the Location tells which', async () => {
    const environment = { HIGHLEVEL_API_URL: zap.sandbox.url, CLIENT_ID: zap.sandbox.clientId };
    const loaded = await loadApp(handlerOf(withSharedOperations(app)), { environment });
    const agency = new Connection(loaded, zap.agencyAuthData);
    const inSubAccounts = subjects().filter(
      ({ spec }) => spec.endpoint && isOfLocation(endpoint(spec.endpoint)),
    );
    const without: string[] = [];
    for (const { kind, spec } of inSubAccounts) {
      const form = unwrap(await agency.fields(kind, spec.key, {}));
      if (!form.some(({ key, required }) => key === 'locationId' && required)) without.push(spec.key);
    }
    expect(inSubAccounts.length).toBeGreaterThan(100);
    expect(without).toEqual([]);
    const keys = zap.sandbox.locations.map(({ locationId }) => budgetKey({ locationId }));
    expect(new Set(keys).size).toBe(zap.sandbox.locations.length);
  });

  test('is one for all that a sub-account’s connection does, whose forms have no Location', async () => {
    const loaded = await loadApp(handlerOf(withSharedOperations(app)));
    const connection = new Connection(loaded, zap.authData);
    const keysOf = async (key: string) =>
      unwrap(await connection.fields('creates', key, {})).map((field) => field.key);
    for (const key of ['create_contact', 'create_tag']) expect(await keysOf(key)).not.toContain('locationId');
    expect(BUDGET.scope).toEqual(['auth']);
    expect(budgetKey({ lastName: 'Lovelace' })).toBe(budgetKey({ name: 'vip' }));
  });

  test('is the same for every operation: another one would be counted apart', () => {
    const operations = [app.triggers, app.creates, app.searches].flatMap((kind) => Object.values(kind));
    const own = operations.filter(({ operation }) => isItem(operation) && 'throttle' in operation);
    expect(operations.length).toBeGreaterThan(100);
    expect(own).toEqual([]);
  });
});

describe('a flood of calls on one connection', () => {
  test('within the budget meets no refusal', async () => {
    const { results } = await flood(240, { held: true });
    expectAllDone(results, 240);
    expect(statuses()).toEqual({ 201: 240 });
  });

  test('of 1,000, where the account has less than HighLevel documents: each done once, none lost, none failed', async () => {
    const { results, time } = await flood(1000, { held: true, from: () => limit({ burst: 70 }) });
    expectAllDone(results, 1000);
    expect(statuses()[201]).toBe(1000);
    expect(statuses()[429]).toBeGreaterThan(100);
    expect(time.passed).toBeGreaterThanOrEqual(14 * WINDOW_MS);
  });

  test('that nothing holds back is throttled by the app, and each done once all the same', async () => {
    const { results, throttled } = await flood(200, { from: () => limit({ burst: 20 }) });
    expectAllDone(results, 200);
    expect(statuses()[201]).toBe(200);
    expect(throttled).toBeGreaterThanOrEqual(140);
  });
});

describe('when the day’s calls are gone', () => {
  test('what is left is done on the days after, each once', async () => {
    const { results, time } = await flood(100, { from: () => limit({ daily: 40, burst: 1000 }) });
    expectAllDone(results, 100);
    expect(time.passed).toBeGreaterThanOrEqual(48 * HOUR_MS);
    expect(statuses()[201]).toBe(100);
    expect(statuses()[429]).toBeLessThanOrEqual(100);
  });

  test('the owner reads that, and until when', async () => {
    const headers = { 'x-ratelimit-daily-remaining': '0', 'x-ratelimit-daily-reset': String(5 * HOUR_MS) };
    const from = () => zap.sandbox.faults.add({ status: 429, headers, times: 5 });
    const { results } = await flood(1, { from });
    expect(failures(results).map((said) => said.replace(/\d\d:00 UTC on [\d-]+/, 'then'))).toEqual([
      "HighLevel's calls for today are used up. Create Contact will be tried again in 5 hours, at then.",
    ]);
    expect(first(results).ok).toBe(false);
    expect(made()).toEqual([]);
  });
});
