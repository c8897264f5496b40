/** Runs functions of the app as Zapier does, at the cost that they have in the built app. */
import { type Bundle, createAppTester, type ZObject } from 'zapier-platform-core';
import { withSharedOperations } from '../../operations/share';
import { handlerOf, type Item, isItem } from '../../zapier';

export type Perform = (z: ZObject, bundle: Bundle) => Promise<unknown>;

/** What a run is given. */
interface Given {
  inputData: Item;
  authData: { [name: string]: string };
  meta: Partial<Bundle['meta']>;
}

/** Where core's tester puts a function that the definition does not have. */
const AD_HOC = '_testRequest';

/**
 * Does what core's `createAppTester` does, in half the time: its handler copies the whole definition at each run, and
 * this one shares the operations as the built app does. A method that pages, which has a cursor, is left to core's own.
 */
export function testerOf(app: object) {
  const tester = createAppTester(app);
  const shared = withSharedOperations(app);
  const handler = handlerOf(shared);
  const methods = new Map(methodsIn(app).map((method) => [method.perform, method]));
  return async (perform: Perform, bundle: Given): Promise<unknown> => {
    const { path = AD_HOC, pages = false } = methods.get(perform) ?? {};
    if (pages) return tester(perform, bundle, true);
    const run = path === AD_HOC ? handlerOf({ ...shared, [AD_HOC]: perform }) : handler;
    const { results } = await run({ command: 'execute', method: path, bundle, zcacheTestObj: {} });
    return results;
  };
}

interface Method {
  perform: unknown;
  /** As Zapier names it: `creates.add_tag.operation.perform`. */
  path: string;
  pages: boolean;
}

/** The functions of a definition. */
function methodsIn(part: unknown, path: string[] = [], pages = false): Method[] {
  if (typeof part === 'function') return [{ perform: part, path: path.join('.'), pages }];
  if (!isItem(part)) return [];
  const doPage = pages || part.canPaginate === true;
  return Object.entries(part).flatMap(([key, value]) => methodsIn(value, [...path, key], doPage));
}
