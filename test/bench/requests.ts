/** What a run of an operation asks of HighLevel, with the names beside ids kept from an earlier run and without. */
import type { LoggedRequest } from '../../sandbox/gateway/requests';
import type { Item } from '../../zapier';
import { Connection, unwrap } from '../../zapier';
import { noteOf } from '../notes';
import { leastInput, type OperationName } from '../support/example-inputs';
import { type Account, levelOf, resetTo } from './accounts';

/** The requests of two runs of one connection: the first with nothing kept, the second with what the first kept. */
export interface RequestsOfRuns {
  first: LoggedRequest[];
  next: LoggedRequest[];
  /** What the run gave. */
  answer: unknown;
}

/** An input with which an action runs, and a search finds something. */
export async function inputFor(account: Account, { kind, key }: OperationName): Promise<Item> {
  const { finds } = noteOf(key);
  if (kind !== 'searches' || !finds) return leastFor(account, { kind, key });
  resetTo(account);
  return finds(account.sandbox);
}

/** The least input with which an operation runs on an account. */
export const leastFor = (account: Account, { kind, key }: OperationName): Promise<Item> =>
  leastInput(account[levelOf(key)], { kind, key }, account.sandbox, () => resetTo(account));

/** Runs an action or a search twice, each time on the account as it was. */
export async function requestsOfRuns(
  account: Account,
  { kind, key }: OperationName,
  input: Item,
): Promise<RequestsOfRuns> {
  const { app, authData } = account[levelOf(key)];
  const connection = new Connection(app, authData);
  const run = async () => {
    resetTo(account);
    const answer = unwrap(await connection.perform(kind, key, input));
    return { answer, requests: [...account.sandbox.requests] };
  };
  const [{ requests: first }, { requests: next, answer }] = [await run(), await run()];
  return { first, next, answer };
}
