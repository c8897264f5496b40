/** The file of the connected accounts. It holds secrets: for its owner alone, and outside the project. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { compact } from 'lodash';
import { at, type Item, isItem } from '../zapier';

const PROJECT = join(__dirname, '..');

/** An account as it is kept. */
export interface KeptAccount {
  id: string;
  kind: 'oauth' | 'token';
  /** What people call it: its name, and whether it is a sub-account or an agency. */
  label: string;
  /** The address of the API that gave or took the token: it is sent to no other. */
  apiUrl: string;
  /** What the app's own code made when the account was connected, with later refreshes in it. */
  authData: Item;
  /** OAuth: the id and the secret of the marketplace app. */
  client?: { id: string; secret: string };
}

/** The file that `HIGHLEVEL_ACCOUNTS` names, else one of the user's own configuration. */
export function defaultFile(): string {
  const { HIGHLEVEL_ACCOUNTS: named, XDG_CONFIG_HOME: home = '' } = process.env;
  if (named) return resolve(named);
  const folder = isAbsolute(home) ? home : join(homedir(), '.config');
  return join(folder, 'highlevel-for-zapier', 'accounts.json');
}

/** How often, and how far apart (ms), the lock of another process is tried: it holds it for less. */
const TRIES = 250;
const PAUSE_MS = 20;

/** Reads and changes the file. Several processes may do so at the same time. */
export class AccountStore {
  /** @throws Error if the file would be in the project, where it might be committed */
  constructor(readonly file: string) {
    const path = relative(PROJECT, file);
    if (!path.startsWith('..') && !isAbsolute(path)) {
      throw new Error(
        `The accounts must not be kept in the project (${file}): set HIGHLEVEL_ACCOUNTS to a file elsewhere.`,
      );
    }
  }

  /** The accounts, in the order in which they were connected. @throws Error if others can read the file, or if it is none */
  async read(): Promise<KeptAccount[]> {
    const text = await this.#text();
    if (text === undefined) return [];
    const kept = at(parse(text), 'accounts');
    const accounts = Array.isArray(kept) && kept.map(accountIn);
    if (accounts && !accounts.includes(undefined)) return compact(accounts);
    throw new Error(`${this.file} is no list of accounts. Mend it, or delete it and connect them again.`);
  }

  /** Changes the accounts, and answers what they are then. */
  async change(change: (accounts: KeptAccount[]) => KeptAccount[]): Promise<KeptAccount[]> {
    await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
    const unlock = await this.#lock();
    try {
      const accounts = change(await this.read());
      await this.#write(`${JSON.stringify({ accounts }, null, 2)}\n`);
      return accounts;
    } finally {
      await unlock();
    }
  }

  async #text(): Promise<string | undefined> {
    const found = await stat(this.file).catch(orMissing);
    if (!found) return undefined;
    refuseOpen(this.file, found.mode, 0o077, 'can be read by others', 600);
    const folder = dirname(this.file);
    refuseOpen(folder, (await stat(folder)).mode, 0o022, 'can be changed by others', 700);
    return readFile(this.file, 'utf8');
  }

  /** Writes all of the file, or nothing of it. */
  async #write(text: string): Promise<void> {
    const draft = `${this.file}.${randomUUID()}`;
    try {
      const handle = await open(draft, 'wx', 0o600);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, this.file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  /**
   * Keeps other processes from changing the file, until what it answers is called.
   *
   * @throws Error if another process does not let go of it
   */
  async #lock(): Promise<() => Promise<void>> {
    const lock = `${this.file}.lock`;
    for (let tries = 0; tries < TRIES; tries += 1) {
      try {
        await writeFile(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
        return () => rm(lock, { force: true });
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error;
      }
      const holder = Number(await readFile(lock, 'utf8').catch(orMissing));
      if (holder && !isRunning(holder)) await rm(lock, { force: true });
      else await wait(PAUSE_MS);
    }
    throw new Error(`Another program is changing ${this.file}. If none is, delete ${lock}.`);
  }
}

/** Whether a process is there, though it may be somebody else's. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !isCode(error, 'ESRCH');
  }
}

/** @throws Error if any of these rights is given. Windows has others. */
function refuseOpen(path: string, mode: number, rights: number, why: string, wanted: number) {
  if (process.platform === 'win32' || !(mode & rights)) return;
  throw new Error(
    `${path} ${why}, and it holds the tokens of your accounts. Run: chmod ${wanted} '${path}'. If others may have read it, connect the accounts again.`,
  );
}

/** The words of JSON.parse would repeat what is in the file. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function accountIn(kept: unknown): KeptAccount | undefined {
  if (!isItem(kept)) return undefined;
  const { id, kind, label, apiUrl, authData, client } = kept;
  if (typeof id !== 'string' || typeof label !== 'string' || typeof apiUrl !== 'string') return undefined;
  if ((kind !== 'oauth' && kind !== 'token') || !isItem(authData)) return undefined;
  const own: KeptAccount = { id, kind, label, apiUrl, authData };
  return isItem(client) ? { ...own, client: { id: String(client.id), secret: String(client.secret) } } : own;
}

function orMissing(error: unknown): undefined {
  if (!isCode(error, 'ENOENT')) throw error;
}

const isCode = (error: unknown, code: string) => isItem(error) && error.code === code;
