import type { CacheServer } from './cache-server';
import { type Environment, inEnvironment } from './environment';
import type { HookRequest } from './hooks';
import { type Item, isItem } from './json';
import { type Result, readFailure } from './result';

/** What Zapier sends to an app's Lambda function. */
export interface LambdaEvent {
  command: 'definition' | 'validate' | 'execute';
  method?: string;
  bundle?: Partial<Bundle>;
  environment?: Environment;
  zcacheTestObj?: Item;
  cursorTestObj?: Item;
  /** Where `z.cache` is kept, in place of `zcacheTestObj`, and whose it is. */
  rpc_base?: string;
  storeKey?: string;
  calledFromCli?: boolean;
  customLogger?: (message: string, data: Item) => void;
}

/** An app's Lambda function. */
export type Handler = (event: LambdaEvent) => Promise<{ results?: unknown }>;

declare module 'zapier-platform-core' {
  // Exported by core, and missing from its types.
  export const createAppHandler: (app: string | object) => Handler;
}

/** What Zapier gives an operation for one run; an instant trigger is also given what came in. */
export interface Bundle extends Partial<HookRequest> {
  authData: Item;
  inputData: Item;
  inputDataRaw: Item;
  meta: Item;
}

/** A line of the app's log, with the secrets that Zapier recognises already masked. */
export interface LogEntry {
  message: string;
  data: Item;
}

/** How an app is run. */
export interface AppOptions {
  /** The app's environment variables, given anew with each call as Zapier does. */
  environment?: Environment;
  /** Gets each line of the log: HTTP requests (`data.log_type` is `http`) and `z.console`. */
  onLog?: (entry: LogEntry) => void;
  /** Keeps `z.cache` until each value's end; without it, values have none. */
  cache?: CacheServer;
}

/** The storage behind `z.cache` and `z.cursor`: it belongs to a connection, and is kept from call to call. */
export interface Memory {
  /** Tells the connection from others, where one server keeps the caches of all. */
  connection?: string;
  cache: Item;
  cursor: Item;
}

/** A Zapier app behind its Lambda function. */
export interface App {
  definition: Item;
  /** Calls a method of the app, such as `creates.contact.operation.perform`. Never throws. */
  call(method: string, bundle: Partial<Bundle>, memory?: Memory): Promise<Result>;
}

/** Loads an app: asks its Lambda function for the definition, and keeps it ready for calls. */
export async function loadApp(
  handler: Handler,
  { environment = {}, onLog, cache }: AppOptions = {},
): Promise<App> {
  // `calledFromCli` keeps core from patching `http`, from printing, and makes its output checks throw.
  // With a deploy key core asks the cache as an app's tests do; a token would make it send its log to Zapier.
  const deployed = cache ? { ...environment, ZAPIER_DEPLOY_KEY: 'local' } : environment;
  const base = { environment: deployed, calledFromCli: true };
  const ask = (event: LambdaEvent) => inEnvironment(deployed, () => handler(event));
  const { results: definition } = await ask({ ...base, command: 'definition', bundle: {} });
  if (!isItem(definition)) throw new Error('The handler answered no definition.');

  async function call(method: string, bundle: Partial<Bundle>, memory?: Memory): Promise<Result> {
    let requests = 0;
    const customLogger = (message: string, data: Item) => {
      if (data.log_type === 'http') requests += 1;
      onLog?.({ message, data });
    };
    const event: LambdaEvent = {
      ...base,
      command: 'execute',
      method,
      bundle,
      customLogger,
      ...(memory && cache
        ? { rpc_base: cache.url, storeKey: memory.connection ?? '' }
        : { zcacheTestObj: memory?.cache ?? {} }),
      cursorTestObj: memory?.cursor ?? {},
    };
    try {
      const { results } = await ask(event);
      return { ok: true, value: results, requests };
    } catch (thrown) {
      return { ok: false, failure: readFailure(thrown), requests };
    }
  }

  return { definition, call };
}
