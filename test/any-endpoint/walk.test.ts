/**
 * Every endpoint of both versions through the handler: its form, filled in with the least and with all, is run, and the
 * request that arrives is held against the contract.
 */
import {
  type ApiVersion,
  type EndpointKey,
  endpoint,
  endpointKeys,
  givesToken,
  isAgencyOnly,
  V3,
} from '../../highlevel/contract';
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import type { LoggedRequest } from '../../sandbox/gateway/requests';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { Connection, handlerOf, type Item, loadApp } from '../../zapier';
import { faultsOf, namesIn, namesOf } from '../contract/contract-check';
import { formOf } from '../support/fill';
import { type Filling, filled } from '../support/filled-form';
import { first } from '../support/harness';
import { Elsewhere } from '../support/other-host';

const STEP = { kind: 'creates', key: 'any_endpoint' } as const;

/** What a form that is filled in by its types alone is refused for, by endpoint. */
const REFUSED: { readonly [endpoint: string]: string } = {
  'GET /custom-menus/': 'The sub-account that it names is none of the agency.',
  'GET /oauth/installedLocations': 'The sub-account that it names is none of the agency.',
  'GET /oauth/installed-locations': 'The sub-account that it names is none of the agency.',
};

/**
 * Whether HighLevel refused by a rule that no contract states: what the values name is not there, or does not go together.
 * The request is held against the contract all the same.
 */
const isOwnRule = ({ status }: LoggedRequest) => [400, 404, 409, 422].includes(status);

let sandbox: Sandbox;
/** Where the files are that are uploaded. */
const elsewhere = new Elsewhere();
let connections: { location: Connection; agency: Connection };

const reset = () => {
  sandbox.reset();
  sandbox.limits = { burst: 1e9, daily: 1e9 };
};

beforeAll(async () => {
  sandbox = await startSandbox();
  await elsewhere.start();
  reset();
  const environment = {
    HIGHLEVEL_API_URL: sandbox.url,
    HIGHLEVEL_MARKETPLACE_URL: sandbox.url,
    CLIENT_ID: sandbox.clientId,
  };
  const loaded = await loadApp(handlerOf(withSharedOperations(app)), { environment });
  const { locationId, companyId, accessToken } = first(sandbox.locations);
  const agency = first(sandbox.agencies);
  connections = {
    location: new Connection(loaded, {
      access_token: accessToken,
      companyId,
      locationId,
      userType: 'Location',
    }),
    agency: new Connection(loaded, {
      access_token: agency.accessToken,
      companyId: agency.companyId,
      userType: 'Company',
    }),
  };
});
afterAll(async () => {
  await sandbox.close();
  await elsewhere.stop();
});

/** What is wrong with the request of an endpoint whose form is filled in so. */
async function faultsOfFilled(key: EndpointKey, version: ApiVersion, filling: Filling): Promise<string[]> {
  const facts = endpoint(key, version);
  const connection = isAgencyOnly(facts) ? connections.agency : connections.location;
  const chosen: Item = { endpoint: version === V3 ? `v3 ${key}` : key };
  const form = await formOf(connection, STEP, chosen);
  const input = { ...filled(form, filling, `${elsewhere.url}/brochure.pdf`), ...chosen };
  const before = sandbox.requests.length;
  const result = await connection.perform(STEP.kind, STEP.key, input);
  const request = sandbox.requests.slice(before).at(-1);
  // What was deleted is there again for the endpoints after this one.
  if (facts.method === 'DELETE') reset();
  if (!request) return [result.ok ? 'it sent nothing' : result.failure.message];
  const missing =
    filling === 'all'
      ? namesOf(key, version).filter((name) => !namesIn(request, key, version).includes(name))
      : [];
  return [
    ...faultsOf(request, key, version),
    ...missing.map((name) => `${name} is not sent though all is filled in`),
    ...(result.ok || isOwnRule(request) || key in REFUSED ? [] : [`it fails: ${result.failure.message}`]),
  ];
}

describe.each(['dated', V3] as const)('of the %s version', (version) => {
  test.each(['least', 'all'] as const)(
    'each endpoint is called rightly with %s filled in',
    async (filling) => {
      const faults: string[] = [];
      for (const key of endpointKeys(version)) {
        if (givesToken(endpoint(key, version))) continue;
        for (const fault of await faultsOfFilled(key, version, filling)) faults.push(`${key}: ${fault}`);
      }
      expect(faults).toEqual([]);
    },
  );
});
