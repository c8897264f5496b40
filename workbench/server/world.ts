/** What the workbench plays with: HighLevel, Zapier, the app, and the connected accounts. */
import { join } from 'node:path';
import { Accounts } from '../../accounts';
import { chooseFirstSubAccount } from '../../recipes/stage';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { settingsFor } from '../../sandbox/settings';
import {
  CacheServer,
  Connection,
  type Environment,
  HookServer,
  handlerOf,
  type Item,
  loadApp,
} from '../../zapier';
import { WorkbenchAccounts } from './accounts';
import { Heard } from './heard';
import { Hidden } from './hidden';

/** Zapier polls a Zap once a minute at most. */
const MINUTE_MS = 60_000;

const APP_FILE = join(__dirname, '..', '..', 'index.js');

/** All that runs behind the page. */
export interface World {
  sandbox: Sandbox;
  hooks: HookServer;
  heard: Heard;
  hidden: Hidden;
  accounts: WorkbenchAccounts;
  /** The definition of the app. */
  definition: Item;
  /** Lets a minute pass for what the app keeps for a short while: Zapier polls some minutes apart, people at once. */
  beforePoll(): void;
  close(): Promise<void>;
}

/**
 * Starts the sandbox, loads the built app, and connects it to the first sub-account.
 * @param options `file` of the accounts of HighLevel, where it is not the usual one; `environment` of the app for them
 */
export async function openWorld(options: { file?: string; environment?: Environment }): Promise<World> {
  const sandbox = await startSandbox();
  const hooks = await new HookServer().start();
  const cache = await new CacheServer().start();
  const close = async () => {
    await Promise.all([hooks.close(), cache.close(), sandbox.close()]);
  };
  try {
    return { sandbox, hooks, ...(await connect(sandbox, cache, options)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function connect(
  sandbox: Sandbox,
  cache: CacheServer,
  options: { file?: string; environment?: Environment },
): Promise<Omit<World, 'sandbox' | 'hooks' | 'close'>> {
  const heard = new Heard();
  const { onLog } = heard;
  const app = await loadApp(handlerOf(APP_FILE), { environment: settingsFor(sandbox), onLog, cache });
  const real = new Accounts(options);
  const accounts = new WorkbenchAccounts(app, real, (id) => real.connectionOf(id, { onLog, cache }));
  await accounts.addSandbox(await Connection.open(app, chooseFirstSubAccount));
  const hidden = new Hidden(() => accounts.connections().map(({ authData }) => authData));
  hidden.add(sandbox.clientSecret);
  const beforePoll = () => cache.endWithin(MINUTE_MS);
  return { heard, hidden, accounts, definition: app.definition, beforePoll };
}
