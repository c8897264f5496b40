/** Long lists are parsed once, by the app: nothing else changes, but what Zapier's HTTP log shows. */
import { omit, uniqBy } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { send } from '../../highlevel/client';
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import { handlerOf, type LogEntry, loadApp } from '../../zapier';
import { cellsOf } from '../support/fault-matrix';
import { first, harness, shortenWaits } from '../support/harness';

const zap = harness();
beforeEach(() => {
  shortenWaits();
});
afterEach(() => jest.restoreAllMocks());

/** An error's words without what differs from call to call: the trace id, the time of day, the extra seconds. */
const withoutChance = (sentence: string) =>
  sentence
    .replace(/"delay":\d+/, '')
    .replace(/ \(Trace id: [^)]+\)/, '')
    .replace(/\d\d:\d\d UTC on [\d-]+/, 'later');

/** What comes of a list of contacts, and how many requests it takes. */
async function outcomeOf(parseOnce: boolean) {
  const before = zap.sent().length;
  const outcome: unknown = await zap
    .call(async (z: ZObject, bundle: Bundle) => {
      const wording = { doing: 'Search Contacts' };
      const input = { pageLimit: 2 };
      const call = { endpoint: 'POST /contacts/search', input, wording } as const;
      const { status, body } = await send(z, bundle, { ...call, ...(parseOnce && { parseOnce: true }) });
      return { status, body: omit(Object(body), 'traceId') };
    })
    .catch((error: Error) => ({ name: error.name, says: withoutChance(error.message) }));
  return { outcome, requests: zap.sent().length - before };
}

/** Every fault of the fault matrix; time-outs are cut short, so that one that never answers ends. */
const faults = uniqBy(
  cellsOf().map(({ trouble }) => trouble),
  'name',
).map(({ name, fault, slow }) => ({ name, fault, slow }));

test.each(faults)('a list that is parsed once ends like any other after: $name', async ({ fault, slow }) => {
  jest.restoreAllMocks();
  shortenWaits({ timeouts: slow === true });
  zap.sandbox.faults.add({ ...fault });
  const usual = await outcomeOf(false);
  zap.sandbox.faults.clear();
  zap.sandbox.faults.add({ ...fault });
  expect(await outcomeOf(true)).toEqual(usual);
  expect(usual.requests).toBeGreaterThan(0);
});

describe('Zapier’s HTTP log', () => {
  /** The bodies of the answers that the log shows, of a call of the app. */
  async function bodiesOf(method: string, inputData: object, meta: object = {}): Promise<string[]> {
    const lines: LogEntry[] = [];
    const environment = { HIGHLEVEL_API_URL: zap.sandbox.url, CLIENT_ID: zap.sandbox.clientId };
    const handler = handlerOf(withSharedOperations(app));
    const { call } = await loadApp(handler, { environment, onLog: (line) => lines.push(line) });
    const result = await call(method, {
      authData: zap.authData,
      inputData: { ...inputData },
      meta: { ...meta },
    });
    expect(result.ok).toBe(true);
    const bodies = lines.flatMap(({ data }) =>
      data.log_type === 'http' ? [String(data.response_content)] : [],
    );
    expect(bodies).not.toEqual([]);
    return bodies;
  }
  const hasContacts = (body: string) => body.includes('"contacts":[{');

  test('shows no body of a poll, nor of the reading when a Zap is turned on', async () => {
    const poll = 'triggers.list_contacts.operation.perform';
    expect((await bodiesOf(poll, {})).filter(hasContacts)).toEqual([]);
    expect((await bodiesOf(poll, {}, { isPopulatingDedupe: true })).filter(hasContacts)).toEqual([]);
  });

  test('shows the body of a sample and of a search', async () => {
    const sample = { isLoadingSample: true };
    const seen = await bodiesOf('triggers.list_contacts.operation.perform', {}, sample);
    // Beside it are the lists of the names of owners and businesses.
    expect(seen.filter(hasContacts)).toHaveLength(1);
    const { email } = first(zap.sandbox.state.contacts.where((one) => Boolean(one.email)));
    const found = await bodiesOf('searches.find_contact.operation.perform', { email });
    expect(found.filter(hasContacts)).toHaveLength(1);
  });
});
