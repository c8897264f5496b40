/**
 * The way into Zapier, with the real CLI and a stand-in for Zapier's API: register, `npm run push`, `env:set`.
 * All of it runs in a copy of the project, so that nothing of it is left in this one.
 */
import { spawn } from 'node:child_process';
import {
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AdmZip from 'adm-zip';
import { omit } from 'lodash';
import { startSandbox } from '../sandbox/server';
import { at } from '../zapier';
import { first } from './support/harness';
import { startLambda } from './support/lambda';
import { startZapierApi, type ZapierApi } from './support/zapier-api';

const root = join(__dirname, '..');
const DEPLOY_KEY = 'deploy-key-of-the-test';
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What an engineer may have lying about. None of it may leave the machine. */
const PRIVATE = {
  '.env': 'CLIENT_SECRET=kept-at-home-1',
  '.env.local': 'CLIENT_SECRET=kept-at-home-2',
  'npm-debug.log': 'kept-at-home-3',
  'my-leads.json': '[{"lead_id": "kept-at-home-4"}]',
  'creates/notes.log': 'kept-at-home-5',
};

function settingsIn(folder: string): object {
  return JSON.parse(readFileSync(join(folder, '.zapierapprc'), 'utf8'));
}

/** This project's own, which no test may change. */
const ownSettings = settingsIn(root);

let copy: string;
let home: string;
let zapier: ZapierApi;

beforeAll(async () => {
  mkdirSync(join(root, 'build'), { recursive: true });
  // Beside the project's own packages: only on the same disk can they be linked.
  copy = mkdtempSync(join(root, 'build', 'push-'));
  home = mkdtempSync(join(realpathSync(tmpdir()), 'home-'));
  const left = ['node_modules', 'build', 'coverage', '.git', '.env'];
  for (const name of readdirSync(root)) {
    if (!left.includes(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  linkFolder(join(root, 'node_modules'), join(copy, 'node_modules'));
  // The copy is not registered yet, whether or not this project is.
  writeFileSync(join(copy, '.zapierapprc'), JSON.stringify(omit(settingsIn(root), 'id', 'key')));
  for (const [path, content] of Object.entries(PRIVATE)) writeFileSync(join(copy, path), content);
  zapier = await startZapierApi(DEPLOY_KEY);
});

afterAll(async () => {
  await zapier.close();
  expect(settingsIn(root)).toEqual(ownSettings);
  for (const folder of [copy, home]) rmSync(folder, { recursive: true });
});

/** Makes a folder of which each file is the same as the other's. */
function linkFolder(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}

/** Runs a command in the copy, as someone who works with nothing but this project. */
function inCopy(command: string, args: string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(command, args, {
    cwd: copy,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      ZAPIER_BASE_ENDPOINT: zapier.url,
      ZAPIER_DEPLOY_KEY: DEPLOY_KEY,
      DISABLE_ZAPIER_ANALYTICS: '1',
      NO_UPDATE_NOTIFIER: '1',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (data) => {
      said += data;
    });
  }
  return new Promise<{ code: number | null; said: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said: said.replace(/\s+/g, ' ') }));
  });
}

const zapierPlatform = (...args: string[]) => inCopy('npx', ['zapier-platform', ...args]);
const push = (environment?: NodeJS.ProcessEnv) => inCopy('npm', ['run', '--silent', 'push'], environment);
const uploaded = () => first([...zapier.versions.values()]);

test('`npm run push` says first that a login is missing', async () => {
  const { code, said } = await push({ ZAPIER_DEPLOY_KEY: '' });
  expect(said).toBe('You are not logged in to Zapier. Run `npx zapier-platform login` first. ');
  expect(code).toBe(1);
});

test('`npm run push` says first that the integration is missing', async () => {
  const { code, said } = await push();
  expect(said).toContain(
    'This project does not know its Zapier integration yet. Run `npx zapier-platform reg',
  );
  expect(said).not.toContain('Building');
  expect(code).toBe(1);
});

test('`register` makes the integration, and writes it into .zapierapprc', async () => {
  const answers = ['--desc', 'HighLevel for our agency.', '--url', 'https://example.com'];
  const choices = ['--audience', 'private', '--role', 'user', '--category', 'crm', '--no-subscribe'];
  const { code, said } = await zapierPlatform('register', 'HighLevel', ...answers, ...choices);
  expect(said).toContain('Finished! Now that your integration is registered');
  expect(code).toBe(0);
  const [app] = zapier.apps;
  expect(app).toMatchObject({ title: 'HighLevel', intention: 'private', role: 'user', app_category: 'crm' });
  expect(settingsIn(copy)).toEqual({ ...settingsIn(root), id: app?.id, key: app?.key });
});

test('`npm run push` says first that HIGHLEVEL_AUTH is set to what it is not', async () => {
  const { code, said } = await push({ HIGHLEVEL_AUTH: 'tokens' });
  expect(said).toBe('HIGHLEVEL_AUTH must be token, or not set: then OAuth is used. ');
  expect(code).toBe(1);
});

test('`npm run push` uploads the zips that it proved, and says what comes next', async () => {
  zapier.requests.length = 0;
  const { code, said } = await push();
  expect(said).toMatch(/3 of 3 .* all from the zip.* Uploading … .*Upload complete!/);
  expect(said).toContain(`npx zapier-platform env:set ${version} CLIENT_ID=… CLIENT_SECRET=…`);
  expect(code).toBe(0);
  const app = `/apps/${zapier.apps[0]?.id}`;
  expect(zapier.requests).toEqual([`GET ${app}`, `PUT ${app}/versions/${version}`]);
  const made = (name: string) => readFileSync(join(copy, 'build', name));
  expect(uploaded().build.equals(made('build.zip'))).toBe(true);
  expect(uploaded().source.equals(made('source.zip'))).toBe(true);
}, 600_000);

test('what is private, and the tests, stay here', () => {
  const entries = [uploaded().build, uploaded().source].flatMap((zip) => new AdmZip(zip).getEntries());
  const own = entries.map(({ entryName }) => entryName).filter((name) => !name.startsWith('node_modules/'));
  expect(own).toContain('creates/contacts.ts');
  expect(own.filter((name) => name in PRIVATE || /^test\/|\.test\.|\.env|\.log$/.test(name))).toEqual([]);
  const telling = entries.filter((entry) => entry.getData().includes('kept-at-home'));
  expect(telling.map(({ entryName }) => entryName)).toEqual([]);
});

test('`env:set` gives the version its keys', async () => {
  const { code, said } = await zapierPlatform('env:set', version, 'CLIENT_ID=id-1', 'CLIENT_SECRET=a=b');
  expect(said).toContain(`Successfully wrote the following to the environment of version ${version}`);
  expect(code).toBe(0);
  expect(uploaded().environment).toEqual({ CLIENT_ID: 'id-1', CLIENT_SECRET: 'a=b' });
});

test('what was uploaded boots, and does what a step of a Zap asks', async () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'uploaded-'));
  new AdmZip(uploaded().build).extractAllTo(folder);
  const sandbox = await startSandbox();
  const lambda = await startLambda(join(folder, 'zapierwrapper.js'));
  try {
    const { accessToken: access_token, locationId, companyId } = first(sandbox.locations);
    const inputData = { firstName: 'Ada', email: 'ada@example.com' };
    const { results, error } = await lambda.run({
      command: 'execute',
      method: 'creates.create_contact.operation.perform',
      bundle: {
        authData: { access_token, locationId, companyId, userType: 'Location' },
        inputData,
        inputDataRaw: inputData,
        meta: {},
      },
      environment: { HIGHLEVEL_API_URL: sandbox.url },
      zcacheTestObj: {},
    });
    expect(error).toBeUndefined();
    expect(sandbox.state.contacts.get(String(at(results, 'id')))).toMatchObject({ firstName: 'Ada' });
  } finally {
    lambda.stop();
    await sandbox.close();
    rmSync(folder, { recursive: true });
  }
});
