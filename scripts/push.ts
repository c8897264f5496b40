/**
 * Puts the app into Zapier: builds the zips, proves them, and uploads those and no others.
 *
 *   npm run push
 *   HIGHLEVEL_AUTH=token npm run push    for connections by the token of a private integration
 *
 * `zapier-platform push` is not used: it copies all of `node_modules` at once, and ends in EMFILE here.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { authKind } from '../highlevel/auth-kind';
import { readOptions, run, say } from '../test/support/command';
import { at } from '../zapier';
import { digestOfZips, makeZips, QUIET, ZAPIER_CLI } from './zip';

const root = join(__dirname, '..');

/** Where the CLI keeps its login, and where it keeps which integration this is. */
const LOGIN = process.env.ZAPIER_AUTH_LOCATION || resolve(homedir(), '.zapierrc');
const LINK = resolve(root, process.env.ZAPIER_CURRENT_APP_FILE || '.zapierapprc');

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @throws Error with a sentence that says what is to be done first */
function checkReady(): void {
  if (!process.env.ZAPIER_DEPLOY_KEY && !existsSync(LOGIN)) {
    throw new Error('You are not logged in to Zapier. Run `npx zapier-platform login` first.');
  }
  if (!at(jsonOf(LINK), 'id')) {
    throw new Error(
      'This project does not know its Zapier integration yet. Run `npx zapier-platform register "HighLevel"` to make one, or `npx zapier-platform link` to choose one that you have.',
    );
  }
}

async function main(): Promise<boolean> {
  readOptions({});
  checkReady();
  const { digest } = await makeZips();
  if (digestOfZips() !== digest) {
    throw new Error(
      'The zips changed after they were proved: nothing is uploaded. Run `npm run push` again.',
    );
  }
  say('Uploading …');
  const { status } = spawnSync(process.execPath, [ZAPIER_CLI, 'upload'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...QUIET },
  });
  if (status !== 0) {
    say('The upload did not work: Zapier says why in the lines above. Nothing changed for any Zap.');
    return false;
  }
  const version = String(at(jsonOf(join(root, 'package.json')), 'version'));
  say(`Version ${version} is in Zapier.`);
  if (authKind() === 'oauth') {
    say(
      `The first version needs its keys: npx zapier-platform env:set ${version} CLIENT_ID=… CLIENT_SECRET=…`,
    );
  }
  say(`Zaps on an older version stay there until: npx zapier-platform migrate <older version> ${version}`);
  return true;
}

run(main);
