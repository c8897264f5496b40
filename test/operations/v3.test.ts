/**
 * Every operation of the app where `HIGHLEVEL_API_VERSION` is `v3`: each request that arrives is held against v3's
 * description, but for those that stay in the dated version, which `differences` names with their reasons.
 */

import { sortBy } from 'lodash';
import { hasVersion } from '../../highlevel/contract';
import { differences } from '../../highlevel/contract/versions';
import app from '../../index';
import { endpointsOf } from '../../operations/search-ways';
import type { LoggedRequest } from '../../sandbox/gateway/requests';
import { Connection, items } from '../../zapier';
import { faultsOf } from '../contract/contract-check';
import { connect, type EveryOperation, fillingsOf, startEveryOperation } from '../support/every-operation';
import { isSearch, operationsUnderTest, type Subject } from '../support/operations';

const known = new Map(Object.entries(differences));

/** Operations whose user writes the request, in the names of the version that the user chooses. */
const WRITTEN_BY_THE_USER = ['api_request', 'any_endpoint', 'find_with_any_endpoint', 'watch_any_endpoint'];

/** The id of a call, which is another one each time, or what is made of it. */
const TRACE_ID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32}/g;

let stage: EveryOperation;
beforeAll(async () => {
  stage = await startEveryOperation(app, { HIGHLEVEL_API_VERSION: 'v3' });
});
afterAll(() => stage.sandbox.close());

/** What is wrong with a request. */
function faultsOfRequest(request: LoggedRequest): string[] {
  const { endpoint: key, method, path, status } = request;
  if (!key) return [`${method} ${path} is no endpoint`];
  const version = known.get(key)?.staysDated ? 'dated' : 'v3';
  if (!hasVersion(key, version)) return [`${key} is not in v3`];
  const refused = status >= 400 ? [`${key} was refused with ${status}`] : [];
  return [...faultsOf(request, key, version).map((fault) => `${key}: ${fault}`), ...refused];
}

/** What is wrong with what an operation does in v3. */
async function faultsIn(subject: Subject): Promise<string[]> {
  const { key, spec } = subject;
  try {
    const requests = [
      ...(await stage.requestsOf(subject, await stage.least(subject))),
      ...(await stage.requestsFilledIn(subject, fillingsOf(subject))),
    ];
    const its = isSearch(spec) ? endpointsOf(spec) : [spec.endpoint ?? []].flat();
    const called = its.some((one) =>
      requests.some((request) => request.endpoint === (known.get(one)?.endpoint ?? one)),
    );
    const faults = new Set(requests.flatMap(faultsOfRequest));
    if (its.length && !called) faults.add(`${its.join(', ')} was not called`);
    return [...faults].map((fault) => `${key}: ${fault}`);
  } catch (error) {
    return [`${key}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

test('every operation sends what v3 describes, with little and with much', async () => {
  const faults: string[] = [];
  for (const subject of operationsUnderTest()) {
    if (!WRITTEN_BY_THE_USER.includes(subject.key)) faults.push(...(await faultsIn(subject)));
  }
  expect(faults).toEqual([]);
});

/** v3 has another list of users, in the order of their names, with those of the agency who work everywhere. */
const OF_ANOTHER_LIST = 'list_users_by_location';

/** Begins anew, and without those whom the dated list of users leaves out. */
function resetWithoutAgencyUsers(): void {
  stage.reset();
  const { users } = stage.sandbox.state;
  for (const { id } of users.where(({ locationIds }) => locationIds.length === 0)) users.delete(id);
}

/** What an operation gives, for a comparison. */
function comparable(key: string, given: unknown): string {
  const listed = key === OF_ANOTHER_LIST ? sortBy(items(given), 'id') : given;
  return JSON.stringify(listed).replaceAll(TRACE_ID, '(trace)');
}

describe('where time stands still', () => {
  beforeAll(() => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.now());
  });
  afterAll(() => jest.restoreAllMocks());

  test('every operation gives what it gives in the dated version', async () => {
    const { app: dated } = await connect(stage.sandbox, app, 'location');
    const differing: string[] = [];
    for (const subject of operationsUnderTest()) {
      const { kind, key, spec } = subject;
      const input = await stage.least(subject);
      const { app: inV3, authData } = stage.accountFor(spec);
      const given: unknown[] = [];
      for (const loaded of [dated, inV3]) {
        resetWithoutAgencyUsers();
        const result = await new Connection(loaded, authData).perform(kind, key, input);
        given.push(result.ok ? result.value : result.failure.message);
      }
      const [before, after] = given.map((value) => comparable(key, value));
      if (before !== after) differing.push(`${key}: ${before} → ${after}`);
    }
    expect(differing).toEqual([]);
  });
});
