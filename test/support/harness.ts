/** What the tests of operations share: a sandbox, a connection to it, and the app's own runtime. */
import timers from 'node:timers/promises';
import type { Bundle } from 'zapier-platform-core';
import type { EndpointKey } from '../../highlevel/contract';
import app from '../../index';
import { waysOf } from '../../operations/search-ways';
import { nameEndpoints } from '../../reads/names';
import { operations } from '../../registry';
import type { LoggedRequest } from '../../sandbox/gateway/requests';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { LEAST_TIMEOUT } from './hurry';
import { isSearch } from './operations';
import { type Perform, testerOf } from './tester';

type Kind = 'triggers' | 'creates' | 'searches';

/** What a run is given beside its input. */
export interface Extra {
  authData?: { [name: string]: string };
  meta?: Partial<Bundle['meta']>;
}

/** A sandbox, connections to it, and the means to run the app against it. */
export interface Harness {
  readonly sandbox: Sandbox;
  /** The connection to the first sub-account. */
  readonly authData: { [name: string]: string };
  /** The connection to the first agency. */
  readonly agencyAuthData: { [name: string]: string };
  /** Runs an operation as Zapier would. */
  run: (kind: Kind, key: string, inputData?: object, extra?: Extra) => Promise<unknown>;
  /** Runs any function of the definition as Zapier would: a drop-down, a field function, a test. */
  call: (perform: unknown, inputData?: object, extra?: Extra) => Promise<unknown>;
  /** The sentence that the Zap's owner would read, of a run that must fail. */
  sentence: (run: Promise<unknown>) => Promise<string>;
  /**
   * The requests that the API (not OAuth) got since the sandbox was reset, but for those of {@link forNames}.
   */
  sent: () => LoggedRequest[];
  /** The lists that operations read for the names beside ids (operations/names.test.ts). */
  forNames: () => LoggedRequest[];
}

/** Starts a sandbox before the tests of a file, resets it before each, and stops it after them. */
export function harness(): Harness {
  const tester = testerOf(app);
  let sandbox: Sandbox;
  const namesRead = new WeakSet<LoggedRequest>();

  beforeAll(async () => {
    sandbox = await startSandbox();
    process.env.HIGHLEVEL_API_URL = sandbox.url;
    process.env.HIGHLEVEL_MARKETPLACE_URL = sandbox.url;
    process.env.CLIENT_ID = sandbox.clientId;
    process.env.CLIENT_SECRET = sandbox.clientSecret;
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => sandbox.close());

  const call: Harness['call'] = (perform, inputData = {}, extra = {}) => {
    if (!isPerform(perform)) throw new Error('The definition has no such function.');
    const { authData = made.authData, meta = {} } = extra;
    return tester(perform, { inputData: { ...inputData }, authData, meta });
  };
  const made: Harness = {
    get sandbox() {
      return sandbox;
    },
    get authData() {
      const { locationId, companyId, accessToken } = first(sandbox.locations);
      return { access_token: accessToken, userType: 'Location', locationId, companyId };
    },
    get agencyAuthData() {
      const { companyId, accessToken } = first(sandbox.agencies);
      return { access_token: accessToken, userType: 'Company', companyId };
    },
    call,
    run: async (kind, key, inputData, extra) => {
      const operation = app[kind][key]?.operation;
      const before = sandbox.requests.length;
      try {
        const perform = operation && 'perform' in operation ? operation.perform : undefined;
        return await call(perform, inputData, extra);
      } finally {
        const lists = nameListsBeside(key);
        for (const request of sandbox.requests.slice(before)) {
          if (request.endpoint && lists.includes(request.endpoint)) namesRead.add(request);
        }
      }
    },
    sentence: async (run) => {
      const error: unknown = await run.then(
        (value) => Promise.reject(new Error(`It did not fail: ${JSON.stringify(value)}`)),
        (failure: unknown) => failure,
      );
      const message = error instanceof Error ? error.message : String(error);
      try {
        return String(JSON.parse(message).message);
      } catch {
        return message;
      }
    },
    sent: () => sandbox.requests.filter((request) => !namesRead.has(request)),
    forNames: () => sandbox.requests.filter((request) => namesRead.has(request)),
  };
  return made;
}

/** The lists that an operation may read for names, and for nothing else. */
function nameListsBeside(key: string): EndpointKey[] {
  const spec = operations.find((one) => one.spec.key === key)?.spec;
  if (!spec?.record.names) return [];
  const own = (isSearch(spec) ? waysOf(spec) : [spec]).map((one) => one.endpoint);
  return nameEndpoints.filter((endpoint) => !own.includes(endpoint));
}

/** The first of a list that has one. */
export function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('There is none.');
  return one;
}

const isPerform = (value: unknown): value is Perform => typeof value === 'function';

/** What is left of a request's time-out where these are cut short too: enough for an answer of a busy machine. */
const SHORT_TIMEOUT = 700;

/**
 * Cuts the app's waits short until the mocks are restored, and tells how long they were to be, in ms.
 * With `timeouts`, a request's own time-out is cut short too.
 */
export function shortenWaits({ timeouts = false } = {}): number[] {
  const waits: number[] = [];
  jest.spyOn(timers, 'setTimeout').mockImplementation(async (ms = 0) => {
    waits.push(ms);
  });
  if (timeouts) {
    const later = globalThis.setTimeout;
    jest
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation((done, ms = 0) => later(done, ms < LEAST_TIMEOUT ? ms : SHORT_TIMEOUT));
  }
  return waits;
}
