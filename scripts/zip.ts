/**
 * Builds `build/build.zip` with the Zapier CLI, offline, and proves that it boots: unpacked into an
 * empty folder, in a fresh process that can reach nothing else, it gives right answers from a sandbox.
 *
 *   npm run zip
 *   HIGHLEVEL_AUTH=token npm run zip    for connections by the token of a private integration
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import AdmZip from 'adm-zip';
import { authKind } from '../highlevel/auth-kind';
import { type Sandbox, startSandbox } from '../sandbox/server';
import { readOptions, run, say } from '../test/support/command';
import { type Lambda, startLambda } from '../test/support/lambda';
import { at, handlerOf, type Item, items, type LambdaEvent } from '../zapier';

const root = join(__dirname, '..');
const buildZip = join(root, 'build', 'build.zip');
const sourceZip = join(root, 'build', 'source.zip');

/** All that the zip holds beside packages. */
const OWN_FILES = ['definition.json', 'endpoints.json', 'index.js', 'package.json', 'zapierwrapper.js'];
/** What Zapier gets of the sources: the app's own, and what says how it is built. */
const SOURCE =
  /^(\.zapierapprc|(package|package-lock|tsconfig)\.json|(README|CHANGELOG)\.md|(index|registry|authentication)\.ts|(creates|fields|highlevel|operations|reads|records|searches|triggers)\/.*\.(ts|json))$/;
const SECRETS = /-----BEGIN [A-Z ]*PRIVATE KEY|\beyJ[\w-]{20,}\.|client_secret["']?\s*[:=]\s*["'][^"'{]{8,}/i;

function check(holds: boolean, failure: string): asserts holds {
  if (!holds) throw new Error(failure);
}

/** The Zapier CLI, to be run by Node, and how: it neither reports that it is used nor looks for a newer one. */
export const ZAPIER_CLI = require.resolve('zapier-platform-cli/src/bin/run');
export const QUIET = { DISABLE_ZAPIER_ANALYTICS: '1', NO_UPDATE_NOTIFIER: '1' };

/**
 * The CLI loads the zip when it is made, and gives it 5 s, which a busy machine may miss. It then ends in an error
 * without words. The proof loads it too, however long it takes.
 */
const LOADED_TOO_SLOWLY = /Testing build\s+(›\s*)?Error:\s*(›|$)/;

/** Runs the CLI's build without a login, a network or a second copy of the packages. */
function build(): void {
  // So that none of an earlier build is taken for this one's.
  for (const path of [buildZip, sourceZip]) rmSync(path, { force: true });
  const options = ['build', '--skip-validation', '--skip-npm-install'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [ZAPIER_CLI, ...options], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...QUIET },
  });
  if (status === 0) return;
  const isMade = existsSync(buildZip) && existsSync(sourceZip);
  check(
    isMade && LOADED_TOO_SLOWLY.test(`${stdout}\n${stderr}`),
    `The Zapier CLI could not build:\n${stdout}${stderr}`,
  );
  say('✓ Built; it took longer to load than the Zapier CLI waits, and is loaded again below.');
}

/**
 * Leaves out the `package.json` of packages that the zip has no code of. The CLI takes every one
 * below `node_modules`, those of the development's packages too, which doubles the zip.
 */
function slim(): void {
  const packageOf = (name: string) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(name)?.[0];
  const named = new AdmZip(buildZip).getEntries().map(({ entryName }) => entryName);
  const used = new Set(named.filter((name) => !name.endsWith('package.json')).map(packageOf));
  keep(buildZip, (name) => used.has(packageOf(name)));
}

/** Leaves only these files in a zip. */
function keep(path: string, isKept: (name: string) => boolean): void {
  const kept = new AdmZip();
  for (const entry of new AdmZip(path).getEntries()) {
    if (isKept(entry.entryName)) kept.addFile(entry.entryName, entry.getData(), '', 0o644);
  }
  kept.writeZip(path);
}

/** @throws Error if there is more or less in the zips than belongs there. */
function checkContents(): string {
  const entries = new AdmZip(buildZip).getEntries();
  const own = entries.filter(({ entryName }) => !entryName.startsWith('node_modules/'));
  const names = own.map(({ entryName }) => entryName).sort();
  check(
    isDeepStrictEqual(names, OWN_FILES),
    `build.zip holds ${names.join(', ')}; it should be ${OWN_FILES.join(', ')}.`,
  );
  for (const entry of own) {
    const [secret] = SECRETS.exec(entry.getData().toString('utf8')) ?? [];
    check(
      !secret,
      `${entry.entryName} in build.zip holds what looks like a secret: ${secret?.slice(0, 24)}…`,
    );
  }
  const sources = new AdmZip(sourceZip).getEntries().map(({ entryName }) => entryName);
  check(sources.includes('index.ts'), 'source.zip lacks index.ts.');
  const counts = `${entries.length} files, ${own.length} of them the app's`;
  return `build.zip: ${kilobytes(buildZip)} KB, ${counts}; source.zip: ${kilobytes(sourceZip)} KB`;
}

const kilobytes = (path: string) => Math.round(statSync(path).size / 1024);

/** Asks the unpacked app as Zapier would, and HighLevel (the sandbox) whether the answers are right. */
class Proof {
  private readonly account: Sandbox['locations'][number];
  private authData: Item = {};

  constructor(
    private readonly lambda: Lambda,
    private readonly sandbox: Sandbox,
  ) {
    const [account] = sandbox.locations;
    check(account !== undefined, 'The sandbox has no sub-account.');
    this.account = account;
  }

  async definition(): Promise<string> {
    const { results } = await this.lambda.run({ command: 'definition', bundle: {} });
    const here = await handlerOf(join(root, 'index.js'))({
      command: 'definition',
      bundle: {},
      calledFromCli: true,
    });
    check(isDeepStrictEqual(results, here.results), 'The definition is not the one of index.js.');
    const counts = ['triggers', 'creates', 'searches'].map(
      (group) => `${Object.keys(Object(at(results, group))).length} ${group}`,
    );
    return `definition: ${counts.join(', ')}`;
  }

  /** Connects as the app is built to: by OAuth the sandbox has done so, a private token is opened by the app. */
  async connection(): Promise<string> {
    const { accessToken: access_token, locationId, companyId } = this.account;
    const stored = { locationId, companyId, userType: 'Location' };
    if (authKind() === 'oauth') {
      this.authData = { access_token, ...stored };
      return 'connection: by OAuth';
    }
    const typed = {
      access_token: this.sandbox.issuePrivateToken({ locationId }),
      account_id: locationId,
    };
    this.authData = typed;
    const opened = await this.run('authentication.sessionConfig.perform');
    check(isDeepStrictEqual(opened, stored), 'The private token did not open its sub-account.');
    this.authData = { ...typed, ...stored };
    const { name } = Object(await this.run('authentication.test'));
    check(name === this.account.name, 'The connection is not named by its sub-account.');
    return 'connection: by the token of a private integration';
  }

  async trigger(): Promise<string> {
    const polled = items(await this.execute('triggers.search_contacts', { fireOn: 'new' }));
    const { locationId } = this.account;
    const sort = [{ field: 'dateAdded', direction: 'desc' }];
    const { contacts } = await this.ask('POST', '/contacts/search', { locationId, pageLimit: 500, sort });
    const newest = items(contacts).map(({ id }) => id);
    check(
      newest.length > 0 && isDeepStrictEqual(ids(polled), newest),
      'The trigger did not answer the newest contacts.',
    );
    return `search_contacts: ${polled.length} contacts, newest first`;
  }

  async create(): Promise<string> {
    const { id: contactId } = await this.contact();
    const body = 'Hi {{contact.first_name}}, “süß” 🦷\n{{bundle.inputData.body}}';
    const made = await this.execute('creates.create_contact_note', { contactId, body });
    const { notes } = await this.ask('GET', `/contacts/${contactId}/notes`);
    const kept = items(notes).find(({ id }) => id === at(made, 'id'));
    check(kept?.body === body, 'The create did not leave its note, word for word, on the contact.');
    return 'create_contact_note: the note is there, word for word';
  }

  async search(): Promise<string> {
    const contact = await this.contact();
    const [found, ...others] = items(await this.execute('searches.find_contact', { email: contact.email }));
    check(
      found?.id === contact.id && !others.length,
      'The search did not find the contact, and no other, by its email.',
    );
    return 'find_contact: the one contact with that email';
  }

  /** The built app knows the version of endpoints that no operation of its own names. */
  async anyEndpoint(): Promise<string> {
    const [method, path] = ['GET', '/agent-studio/agent'];
    const query = { locationId: this.account.locationId, limit: '1', offset: '0' };
    const input = { method, path, query, stopOnError: false };
    const answer = await this.execute('creates.api_request', input);
    check(at(answer, 'status') === 200, `${path} did not answer: ${JSON.stringify(answer)}`);
    const version = this.sandbox.requests.at(-1)?.headers.version;
    check(version === '2021-04-15', `${path} was called with the version ${version}.`);
    return `api_request: ${method} ${path} with its own version`;
  }

  /** The guided steps read what they know of endpoints from a file beside the code. */
  async chosenEndpoint(): Promise<string> {
    const endpoint = 'GET /contacts/{contactId}';
    const { id: contactId } = await this.contact();
    const called = await this.execute('creates.any_endpoint', { endpoint, contactId });
    const [found] = items(
      await this.execute('searches.find_with_any_endpoint', { endpoint: `v3 ${endpoint}`, contactId }),
    );
    check(
      at(called, 'contact', 'id') === contactId && found?.id === contactId,
      'The guided steps did not give the contact that was asked for.',
    );
    return `any_endpoint, find_with_any_endpoint: ${endpoint} of both versions`;
  }

  /** A token that HighLevel no longer takes: OAuth's is refreshed, a private integration's is asked for anew. */
  async refusal(): Promise<string> {
    const { locationId } = this.account;
    const isOauth = authKind() === 'oauth';
    const token = isOauth ? this.sandbox.issueToken({ locationId }) : String(this.authData.access_token);
    if (isOauth) this.sandbox.expireTokens();
    else this.sandbox.revokePrivateToken(token);
    this.authData = { ...this.authData, access_token: token };
    const { error = '' } = await this.send('authentication.test', {});
    const wanted = isOauth ? 'access token' : 'Make a new token in HighLevel';
    check(error.includes(wanted), `A token that is refused ended in another error: ${error}`);
    check(!error.includes(token), 'An error shows the token.');
    return isOauth ? 'a refused token is refreshed' : 'a refused token asks for a new one';
  }

  /** @throws Error if any file was loaded from outside the folder. */
  async seclusion(folder: string): Promise<string> {
    const { files } = await this.lambda.run({ command: 'definition', bundle: {} });
    const outside = files.filter(
      (file) => !file.startsWith(folder) && file !== join(root, 'test', 'support', 'lambda.cjs'),
    );
    check(!outside.length, `The app loaded ${outside.slice(0, 3).join(', ')} from outside the zip.`);
    return `${files.length - 1} files loaded, all from the zip, by Node ${this.lambda.node}`;
  }

  /** A contact with an email, as HighLevel has it. */
  private async contact(): Promise<Item> {
    const { contacts } = await this.ask('GET', `/contacts/?locationId=${this.account.locationId}&limit=20`);
    const contact = items(contacts).find(({ email }) => Boolean(email));
    check(contact !== undefined, 'The sandbox has no contact with an email.');
    return contact;
  }

  private execute(operation: string, inputData: Item): Promise<unknown> {
    return this.run(`${operation}.operation.perform`, inputData);
  }

  private send(method: string, inputData: Item) {
    const event: LambdaEvent = {
      command: 'execute',
      method,
      bundle: { authData: this.authData, inputData, inputDataRaw: inputData, meta: {} },
      environment: { HIGHLEVEL_API_URL: this.sandbox.url },
      zcacheTestObj: {},
    };
    return this.lambda.run(event);
  }

  private async run(method: string, inputData: Item = {}): Promise<unknown> {
    const { results, error } = await this.send(method, inputData);
    check(error === undefined, `${method} failed: ${error}`);
    return results;
  }

  /** Asks HighLevel itself, past the app. */
  private async ask(method: 'GET' | 'POST', path: string, body?: Item): Promise<Item> {
    const response = await fetch(this.sandbox.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.account.accessToken}`,
        version: '2021-07-28',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    check(response.ok, `The sandbox answered ${response.status} to ${method} ${path}.`);
    return Object(answer);
  }
}

const ids = (records: Item[]) => records.map(({ id }) => id);

async function prove(folder: string): Promise<void> {
  new AdmZip(buildZip).extractAllTo(folder);
  const sandbox = await startSandbox();
  const lambda = await startLambda(join(folder, 'zapierwrapper.js'));
  try {
    const proof = new Proof(lambda, sandbox);
    say(`✓ ${await proof.definition()}`);
    say(`✓ ${await proof.connection()}`);
    say(`✓ ${await proof.trigger()}`);
    say(`✓ ${await proof.create()}`);
    say(`✓ ${await proof.search()}`);
    say(`✓ ${await proof.anyEndpoint()}`);
    say(`✓ ${await proof.chosenEndpoint()}`);
    say(`✓ ${await proof.refusal()}`);
    say(`✓ ${await proof.seclusion(folder)}`);
  } finally {
    lambda.stop();
    await sandbox.close();
  }
}

/** The zips for Zapier, with what tells that they are still the ones that were proved. */
export interface Zips {
  /** The paths, from the project's folder. */
  paths: string[];
  digest: string;
}

/**
 * Builds the zips, and proves them. Prints what it is doing.
 *
 * @throws Error if they could not be built, hold what does not belong there, or answer wrong
 */
export async function makeZips(): Promise<Zips> {
  // What it is set to is said before half a minute is spent.
  authKind();
  say('1 of 3  Building with the Zapier CLI (half a minute) …');
  build();
  say('2 of 3  Looking at what is in the zips …');
  slim();
  keep(sourceZip, (name) => SOURCE.test(name));
  say(`✓ ${checkContents()}`);
  const digest = digestOfZips();
  say('3 of 3  Running the unpacked zip against the sandbox …');
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'zip-'));
  try {
    await prove(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { paths: [buildZip, sourceZip].map((path) => relative(root, path)), digest };
}

/** What changes when either zip does. */
export function digestOfZips(): string {
  const hash = createHash('sha256');
  for (const path of [buildZip, sourceZip]) hash.update(readFileSync(path));
  return hash.digest('hex');
}

async function main(): Promise<void> {
  readOptions({});
  const { paths } = await makeZips();
  say(`Made and proved: ${paths.join(' and ')}. \`npm run push\` makes them anew, and uploads them.`);
}

if (require.main === module) run(main);
