import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { isObject } from '../../sandbox/json';
import { startSandbox } from '../../sandbox/server';
import { textAt } from './client';

const COMMAND = ['--import', 'tsx', 'sandbox/cli.ts'];

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill();
});

/** Starts the command. It is stopped after the test. */
function start(args: string[], stdio: StdioOptions = ['ignore', 'pipe', 'inherit']): ChildProcess {
  const child = spawn(process.execPath, [...COMMAND, ...args], { stdio });
  started.push(child);
  return child;
}

/** Gives the first line that a program prints to `use`. */
async function withFirstLine(child: ChildProcess, use: (line: string) => Promise<void>): Promise<void> {
  for await (const line of linesOf(child)) {
    await use(line);
    break;
  }
}

function linesOf({ stdout }: ChildProcess) {
  if (!stdout) throw new Error('What it prints is not read.');
  return createInterface({ input: stdout });
}

test('--json prints one line with the address, the client and the tokens, and they work', async () => {
  expect.assertions(4);
  await withFirstLine(start(['--port', '0', '--json']), async (line) => {
    const printed = JSON.parse(line);
    expect(isObject(printed) && Object.keys(printed)).toEqual([
      'url',
      'clientId',
      'clientSecret',
      'agencies',
      'locations',
    ]);
    expect(printed.agencies).toHaveLength(2);
    expect(printed.locations).toHaveLength(3);
    const [url, token] = [textAt(printed, 'url'), textAt(printed, 'locations.0.accessToken')];
    const answer = await fetch(`${url}/contacts/?locationId=${textAt(printed, 'locations.0.locationId')}`, {
      headers: { authorization: `Bearer ${token}`, version: '2021-07-28' },
    });
    expect(answer.status).toBe(200);
  });
});

test('without --json it says in words where it is', async () => {
  expect.assertions(1);
  await withFirstLine(start(['--port', '0']), async (line) => {
    expect(line).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
  });
});

test('where its port is taken, it says so, and what to do', async () => {
  const other = await startSandbox();
  const { port } = new URL(other.url);
  const child = start(['--port', port, '--json'], ['ignore', 'ignore', 'pipe']);
  const [said, [code]] = await Promise.all([child.stderr ? text(child.stderr) : '', once(child, 'exit')]);
  await other.close();
  expect(said).toBe(
    `Port ${port} is taken: stop what uses it, or take a free one with \`npm run sandbox -- --port 0\`.\n`,
  );
  expect(code).toBe(1);
});
