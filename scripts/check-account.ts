/**
 * Asks a HighLevel account what is taken for true and not known, and writes a report without anybody's data:
 *
 *   npm run check:account -- --sandbox
 *   npm run check:account -- --account <name>      an account that the workbench has connected
 *   npm run check:account                          the account that is logged in (`.env`)
 *   npm run check:account -- --write <locationId>  also asks what needs records: it makes them, and deletes them
 *
 * `docs/account-check.md` tells what it reads, writes and reports.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { once } from 'lodash';
import {
  type Account,
  connectedAccount,
  environmentAccount,
  locationOf,
  sandboxAccount,
} from '../account-check/account';
import type { ReadFinding } from '../account-check/reads';
import { type Report, readable, reportOf, totalsOf } from '../account-check/report';
import { type AnsweredQuestion, type Check, startCheck } from '../account-check/run';
import app from '../index';
import { withSharedOperations } from '../operations/share';
import { version } from '../package.json';
import { complain, paint, readOptions, run, say } from '../test/support/command';
import { handlerOf } from '../zapier';

const root = join(__dirname, '..');

const MARKS = {
  confirmed: paint(32, '✓ confirmed   '),
  contradicted: paint(31, '✗ contradicted'),
  'not told': '– not told    ',
};

const READ_MARKS = {
  confirmed: paint(32, '✓ as promised '),
  contradicted: paint(31, '✗ different   '),
  'not told': '– not told    ',
};

async function main(): Promise<boolean> {
  const { values } = readOptions({
    sandbox: { type: 'boolean', default: false },
    account: { type: 'string' },
    location: { type: 'string' },
    write: { type: 'string' },
    report: { type: 'string' },
    only: { type: 'string' },
  });
  const { sandbox, account: name, location, write } = values;
  if (location !== undefined && write !== undefined && location !== write) {
    throw new Error('--location and --write name two sub-accounts: one is checked at a time.');
  }
  const account = await open(sandbox, name);
  try {
    const locationId = await locationOf(account.connection, write ?? location);
    // Nothing in a sandbox is anybody's.
    const mayWrite = sandbox || write !== undefined;
    const check = startCheck({
      ...account,
      locationId,
      mayWrite,
      onAnswer: showAnswer,
      onRead: showRead,
      ...(values.only && { only: values.only.split(',') }),
    });
    say(
      `At most ${check.most} requests to ${account.is}, one after the other. ${mayWrite ? 'Records are made and deleted.' : 'Nothing is changed.'}`,
    );
    endAtInterrupt(check);
    const findings = await check.findings;
    const report = reportOf(findings, { app: version, account: account.is, wrote: mayWrite });
    const folder = resolve(values.report ?? join(homedir(), 'highlevel-account-check'));
    say(`${totalsOf(report)} ${report.requests} requests.`);
    for (const path of written(report, folder)) say(`Written: ${path}`);
    if (report.left.length)
      complain(`Some records could not be deleted. Look for “Account Check (delete me)”.`);
    return !report.isStopped && !report.left.length;
  } finally {
    await account.close();
  }
}

/** The account that was named: a sandbox's, a connected one, or that of the environment. */
function open(sandbox: boolean, name: string | undefined): Promise<Account> {
  if (name !== undefined) return connectedAccount(name);
  const handler = handlerOf(withSharedOperations(app));
  if (sandbox) return sandboxAccount(handler);
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
  return environmentAccount(handler);
}

/** Lets Ctrl+C end a check after what it made is deleted; once more does no harm. */
function endAtInterrupt(check: Check): void {
  const stop = once(() => {
    complain('Stopping. What was made is deleted first: please wait.');
    check.stop();
  });
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

function showAnswer({ id, is, because, needs }: AnsweredQuestion): void {
  say(`${MARKS[is]} ${id.padEnd(32)} ${needs ? `Needs ${needs}. ` : ''}${because}`);
}

function showRead({ operation, is, because, faults }: ReadFinding): void {
  say(`${READ_MARKS[is]} ${operation.padEnd(32)} ${because}`);
  for (const fault of faults) say(`    ${fault}`);
}

function written(report: Report, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const files = { 'report.json': `${JSON.stringify(report, null, 1)}\n`, 'report.md': readable(report) };
  return Object.entries(files).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
}

run(main);
