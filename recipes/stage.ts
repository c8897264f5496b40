import { type Sandbox, startSandbox } from '../sandbox/server';
import { settingsFor } from '../sandbox/settings';
import {
  type Approve,
  Connection,
  type Handler,
  HookServer,
  type LogEntry,
  loadApp,
  RecordStore,
  type Surroundings,
  WebhookReceiver,
} from '../zapier';

/** All that the recipes need, on this machine: HighLevel, the app connected to it, and the other side. */
export interface Stage {
  sandbox: Sandbox;
  highlevel: Connection;
  localiq: RecordStore;
  webhook: WebhookReceiver;
  /** Gives Zaps with an instant trigger their addresses. */
  hooks: HookServer;
  /** The apps by the names that the recipes use. */
  apps: Surroundings['apps'];
  close: () => Promise<void>;
}

/** How a stage is set. */
export interface Setting {
  /** When the play begins, for HighLevel and the app; now unless given. */
  begins?: string;
  onLog?: (entry: LogEntry) => void;
}

/** Starts the sandbox, and connects the app to its first sub-account. */
export async function setStage(handler: Handler, setting: Setting = {}): Promise<Stage> {
  // Before the sandbox has its first records: none is to be of a time that is to come.
  if (setting.begins) beginAt(Date.parse(setting.begins));
  const sandbox = await startSandbox();
  try {
    return await connect(sandbox, handler, setting);
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

async function connect(sandbox: Sandbox, handler: Handler, { onLog }: Setting): Promise<Stage> {
  const app = await loadApp(handler, { environment: settingsFor(sandbox), ...(onLog && { onLog }) });
  const highlevel = await Connection.open(app, chooseFirstSubAccount);
  const localiq = new RecordStore();
  const webhook = new WebhookReceiver();
  const hooks = await new HookServer({ now: () => sandbox.clock.ms() }).start();
  const close = async () => {
    await hooks.close();
    await sandbox.close();
  };
  return { sandbox, highlevel, localiq, webhook, hooks, apps: { highlevel, localiq, webhook }, close };
}

/** Resolves when no event is on its way any more, and no run that one started, nor what follows from that. */
export async function settled({ sandbox, hooks }: Pick<Stage, 'sandbox' | 'hooks'>): Promise<void> {
  for (let sent = -1; sent < sandbox.webhooks.deliveries.length; ) {
    sent = sandbox.webhooks.deliveries.length;
    await sandbox.webhooks.settled();
    await hooks.settled();
  }
}

/** Lets so many milliseconds pass, for HighLevel and the app. */
export function pass(ms: number): void {
  beginAt(Date.now() + ms);
}

/** Moves the time of this process: the app reckons by its own clock what is too old to be news. */
function beginAt(moment: number): void {
  const { now } = Date;
  const ahead = moment - now();
  Date.now = () => now() + ahead;
}

/** Does what a person does on HighLevel's page: chooses a sub-account by its link, and is sent back. */
export const chooseFirstSubAccount = choosing(/locationId=/, 'sub-account');

/** The same, for the whole agency. */
export const chooseFirstAgency = choosing(/^(?!.*locationId=).*companyId=/, 'agency');

function choosing(wanted: RegExp, what: string): Approve {
  return async (authorizeUrl) => {
    const page = await (await fetch(authorizeUrl)).text();
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
    const chosen = links.find((href) => wanted.test(href));
    if (!chosen) throw new Error(`The page offers no ${what}: ${page.slice(0, 500)}`);
    const { headers } = await fetch(new URL(chosen, authorizeUrl), { redirect: 'manual' });
    return headers.get('location') ?? '';
  };
}
