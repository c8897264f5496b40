/** The workbench's server, asked as its page does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { startWorkbench, type Workbench } from '../../workbench/server';
import { type Item, isItem, items } from '../../zapier';

/** A workbench, with a second sandbox that stands for HighLevel itself. */
export interface Bench {
  workbench: Workbench;
  highlevel: Sandbox;
  /** The account of the sandbox that is connected from the start. */
  account: string;
  /** The file of the accounts of HighLevel. */
  file: string;
  /** Each answer, as text. */
  heard: string[];
  /** Asks for something that is answered. @throws Error where it is refused, with the sentence */
  ask: (path: string, body?: object) => Promise<Item>;
  /** The answer to a request as it is given. */
  post: (path: string, body: string, headers?: { [name: string]: string }) => Promise<Response>;
  /** Asks a Zap for something, and gives all that it tells. */
  askZap: (body: object) => Promise<Item[]>;
  close: () => Promise<void>;
}

/** Starts both. */
export async function openBench(): Promise<Bench> {
  const highlevel = await startSandbox({ seed: 2 });
  const folder = mkdtempSync(join(tmpdir(), 'workbench-'));
  const file = join(folder, 'own', 'accounts.json');
  const environment = { HIGHLEVEL_API_URL: highlevel.url, HIGHLEVEL_MARKETPLACE_URL: highlevel.url };
  const workbench = await startWorkbench({ accounts: file, environment });
  const heard: string[] = [];
  const post: Bench['post'] = (path, body, headers = {}) =>
    fetch(`${workbench.url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: workbench.url, ...headers },
      body,
    });
  const textOf = async (path: string, body: object): Promise<string> => {
    const response = await post(path, JSON.stringify(body));
    const text = await response.text();
    heard.push(text);
    if (response.ok) return text;
    throw new Error(String(itemOf(text).refused));
  };
  const ask: Bench['ask'] = async (path, body = {}) => itemOf(await textOf(path, body));
  const askZap: Bench['askZap'] = async (body) =>
    (await textOf('zaps/ask', body)).trim().split('\n').map(itemOf);
  const [first] = items((await ask('start')).accounts);
  const close = async () => {
    await workbench.close();
    await highlevel.close();
    rmSync(folder, { recursive: true });
  };
  return { workbench, highlevel, account: String(first?.id), file, heard, ask, post, askZap, close };
}

function itemOf(text: string): Item {
  const parsed: unknown = JSON.parse(text);
  return isItem(parsed) ? parsed : {};
}
