/** A sandbox with connections to it, and how many requests come of a poll. */
import { endpoint, isAgencyOnly } from '../../highlevel/contract';
import { operations } from '../../registry';
import type { Sandbox } from '../../sandbox/server';
import { at, Connection, type Handler, type Item, items, loadApp, unwrap } from '../../zapier';

/** No limit that a measurement could reach. */
const UNLIMITED = { burst: 1e9, daily: 1e9 };

/** A sandbox, with a connection to its first sub-account and one to its first agency. */
export interface Account {
  sandbox: Sandbox;
  definition: Item;
  location: Connection;
  agency: Connection;
}

/** Connects an app with a sandbox, which has no limits from then on. */
export async function openAccount(handler: Handler, sandbox: Sandbox): Promise<Account> {
  sandbox.limits = UNLIMITED;
  const { clientId, clientSecret, url } = sandbox;
  const environment = { HIGHLEVEL_API_URL: url, CLIENT_ID: clientId, CLIENT_SECRET: clientSecret };
  const loaded = await loadApp(handler, { environment });
  const [account] = sandbox.locations;
  const agency = sandbox.agencies.find(({ companyId }) => companyId === account?.companyId);
  if (!account || !agency) throw new Error('The sandbox has no sub-account.');
  const { accessToken, locationId, companyId } = account;
  const connect = (token: string, authData: Item) =>
    new Connection(loaded, { access_token: token, companyId, ...authData });
  return {
    sandbox,
    definition: loaded.definition,
    location: connect(accessToken, { locationId, userType: 'Location' }),
    agency: connect(agency.accessToken, { userType: 'Company' }),
  };
}

/** The sandbox as it was, and without limits. */
export function resetTo({ sandbox }: Account): void {
  sandbox.reset();
  sandbox.limits = UNLIMITED;
}

/** The operations that refuse a sub-account's connection. */
const FOR_AGENCIES = new Set(
  operations.flatMap(({ spec }) =>
    spec.endpoint && isAgencyOnly(endpoint(spec.endpoint)) ? [spec.key] : [],
  ),
);

/** Whose connection an operation runs with: a sub-account's, unless it refuses that. */
export const levelOf = (key: string): 'agency' | 'location' =>
  FOR_AGENCIES.has(key) ? 'agency' : 'location';

/** What a trigger may be set to fire on; `new` alone where there is no choice. */
export function choicesOf({ definition }: Account, key: string): string[] {
  const form = items(at(definition, 'triggers', key, 'operation', 'inputFields'));
  const choices = form.find((field) => field.key === 'fireOn')?.choices;
  return choices ? Object.keys(Object(choices)) : ['new'];
}

/** How many requests a poll makes. */
export async function requestsOfPoll(
  account: Account,
  key: string,
  input: Item,
  meta: Item = {},
): Promise<number> {
  account.sandbox.requests.length = 0;
  unwrap(await account[levelOf(key)].perform('triggers', key, input, meta));
  return account.sandbox.requests.length;
}

/**
 * Runs something while every random number is this one. One poll in ten, which a number below 0.1 chooses, reads
 * back all of the news, and not of the last hours alone.
 */
async function withRandom<T>(number: number, run: () => Promise<T>): Promise<T> {
  const { random } = Math;
  Math.random = () => number;
  try {
    return await run();
  } finally {
    Math.random = random;
  }
}

/** A number with which a poll reads back no further than it must, as nine of ten do. */
const STEADY = 0.5;
/** One with which it reads back all of the news. */
const DEEP = 0.05;

/** Runs something as a poll that reads back no further than it must. */
export const steadily = <T>(run: () => Promise<T>): Promise<T> => withRandom(STEADY, run);

/** How many requests a trigger makes at a steady poll, and at one that reads back further. */
export async function pollsOf(account: Account, key: string, input: Item) {
  const poll = () => requestsOfPoll(account, key, input);
  // The first one reads names, too, which are kept for minutes.
  await steadily(poll);
  return { steady: await steadily(poll), deep: await withRandom(DEEP, poll) };
}

/** How many requests a trigger makes when its Zap is turned on. */
export const turnsOn = (account: Account, key: string, input: Item): Promise<number> =>
  steadily(() => requestsOfPoll(account, key, input, { isPopulatingDedupe: true }));
