/** What the tests of sales share: a Zap on a trigger of theirs, and a trigger whose list is the test's own. */

import type { EndpointKey } from '../../highlevel/contract';
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import type { LocationRow, PlainTable } from '../../sandbox/state';
import { Connection, handlerOf, type Item, loadApp, type Zap } from '../../zapier';
import { first, type Harness } from './harness';
import { pollingZap, turnedOn } from './polled';
import { Poller } from './poller';
import { follow, overheard, ScriptedList, seedRandom } from './scripted';

/** So long ago, as ISO 8601. */
export const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

export function selling(zap: Harness) {
  const loaded = () =>
    loadApp(handlerOf(withSharedOperations(app)), { environment: { HIGHLEVEL_API_URL: zap.sandbox.url } });
  return {
    /** A Zap that is turned on. */
    on: async (trigger: string, input: Item = {}): Promise<Zap> =>
      turnedOn(pollingZap(new Connection(await loaded(), zap.authData), trigger, input)),
    /** The first sub-account's first row of a table that is so. */
    row: (table: PlainTable, isSo: (row: LocationRow) => boolean = () => true): LocationRow => {
      const { locationId } = first(zap.sandbox.locations);
      return first(zap.sandbox.state[table].where((row) => row.locationId === locationId && isSo(row)));
    },
    /** A trigger whose list is the test's own, and Zapier's side of it. */
    scripted: async (trigger: string, endpoint: EndpointKey, input: Item = {}) => {
      seedRandom(1);
      const polled = { app: await loaded(), trigger, authData: zap.authData, input };
      const connection = new Connection(polled.app, zap.authData);
      const answer = await overheard(zap.sandbox, endpoint, () =>
        connection.perform('triggers', trigger, input),
      );
      const list = new ScriptedList(endpoint, answer, undefined, true);
      follow(zap.sandbox, () => list);
      return { list, poller: new Poller(polled) };
    },
  };
}

/** The ids that fire in so many polls. */
export async function firedIn(poller: Poller, polls: number): Promise<string[]> {
  const found: string[] = [];
  for (let nth = 0; nth < polls; nth += 1) found.push(...(await poller.poll()).map(({ id }) => String(id)));
  return found;
}
