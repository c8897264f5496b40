/** Every operation of the app, run by its Lambda handler against a sandbox, and the requests that come of it. */
import { omit } from 'lodash';
import { endpoint } from '../../highlevel/contract';
import { staticFields } from '../../operations/form';
import type { Way } from '../../operations/search-spec';
import { withSharedOperations } from '../../operations/share';
import type { AnySpec } from '../../operations/spec';
import type { LoggedRequest } from '../../sandbox/gateway/requests';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { Connection, handlerOf, type Item, loadApp } from '../../zapier';
import type { Filling } from '../notes';
import { leastInput } from './example-inputs';
import { fillIn } from './fill';
import { first } from './harness';
import { isSearch, type Subject } from './operations';

const UNLIMITED = { burst: 1e9, daily: 1e9 };

/** A sandbox and an app that is connected to it, as a sub-account and as an agency. */
export interface EveryOperation {
  sandbox: Sandbox;
  asLocation: Connection;
  /** Brings the sandbox back to its seed. */
  reset: () => void;
  /** The account that an operation is run with: an agency's where its endpoint takes no other. */
  accountFor: (spec: AnySpec) => Connection;
  /** The least that an operation runs with; looked for once. */
  least: (subject: Subject) => Promise<Item>;
  /** The requests that an operation makes with an input, where nothing is kept of earlier runs. */
  requestsOf: (subject: Subject, input: Item) => Promise<LoggedRequest[]>;
  /** The requests that it makes where its whole form is filled in, in these ways, beginning with `base`. */
  requestsFilledIn: (subject: Subject, fillings: readonly Filling[], base?: Item) => Promise<LoggedRequest[]>;
}

/** Connects an app to the first account of a sandbox. @param environment the app's settings beside the addresses */
export async function connect(
  sandbox: Sandbox,
  definition: object,
  level: 'agency' | 'location',
  environment: Record<string, string> = {},
): Promise<Connection> {
  const addresses = { HIGHLEVEL_API_URL: sandbox.url, HIGHLEVEL_MARKETPLACE_URL: sandbox.url };
  const loaded = await loadApp(handlerOf(withSharedOperations(definition)), {
    environment: { ...addresses, ...environment },
  });
  const { accessToken, companyId } = first(level === 'agency' ? sandbox.agencies : sandbox.locations);
  const account = { access_token: accessToken, companyId };
  if (level === 'agency') return new Connection(loaded, { ...account, userType: 'Company' });
  const { locationId } = first(sandbox.locations);
  return new Connection(loaded, { ...account, locationId, userType: 'Location' });
}

/** Starts a sandbox for an app, which its caller closes. @param environment the app's settings beside the addresses */
export async function startEveryOperation(
  definition: object,
  environment?: Record<string, string>,
): Promise<EveryOperation> {
  const sandbox = await startSandbox();
  const asLocation = await connect(sandbox, definition, 'location', environment);
  const asAgency = await connect(sandbox, definition, 'agency', environment);
  const found = new Map<string, Promise<Item>>();

  const made: EveryOperation = {
    sandbox,
    asLocation,
    reset() {
      sandbox.reset();
      sandbox.limits = UNLIMITED;
    },
    accountFor: ({ endpoint: key }) =>
      key && !endpoint(key).access.includes('location') ? asAgency : asLocation,
    least(subject) {
      const known =
        found.get(subject.key) ?? leastInput(made.accountFor(subject.spec), subject, sandbox, made.reset);
      found.set(subject.key, known);
      return known;
    },
    async requestsOf({ kind, key, spec }, input) {
      made.reset();
      const { app, authData } = made.accountFor(spec);
      const result = await new Connection(app, authData).perform(kind, key, input);
      if (!result.ok) throw new Error(`${result.failure.message} ${JSON.stringify(input)}`);
      return [...sandbox.requests];
    },
    async requestsFilledIn(subject, fillings, base) {
      const begun = base ?? (await made.least(subject));
      const inputs: Item[] = [];
      for (const { values, without = [] } of fillings) {
        made.reset();
        const given = omit({ ...begun, ...values?.(sandbox) }, without);
        inputs.push(await fillIn(made.accountFor(subject.spec), subject, given, ['clear', ...without]));
      }
      const requests: LoggedRequest[] = [];
      for (const input of inputs) requests.push(...(await made.requestsOf(subject, input)));
      return requests;
    },
  };
  return made;
}

/**
 * The ways to fill a form in, where nothing is noted: all at once; of a search once for each of its ways, without
 * the fields that lead to another.
 */
export function fillingsOf({ spec, note }: Subject): readonly Filling[] {
  if (note.fillings) return note.fillings;
  if (!isSearch(spec)) return [{}];
  const ways = (spec.ways ?? []).filter((way) => !way.with);
  const optional = staticFields(spec).filter((field) => !field.required);
  const leading = (others: readonly Way[], by: readonly string[]) =>
    others.flatMap((other) => other.by).filter((key) => !by.includes(key));
  return [
    ...ways.map(({ by, alone, unless = [] }, place): Filling => {
      const others = alone ? optional.map(({ key }) => key).filter((key) => !by.includes(key)) : [];
      return { without: [...leading(ways.slice(0, place), by), ...unless, ...others] };
    }),
    { without: leading(ways, []).filter((key) => optional.some((field) => field.key === key)) },
  ];
}
