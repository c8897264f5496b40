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
      'webhookKey',
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

test('what it says fits into 100 columns', async () => {
  expect.assertions(2);
  const child = start(['--port', '0']);
  for await (const line of linesOf(child)) {
    if (line.length > 100) throw new Error(`Too long: ${line}`);
    if (!line.includes('/_sandbox')) continue;
    expect(line).toContain('What else it can do');
    child.kill();
    await expect(once(child, 'close')).resolves.toEqual([null, 'SIGTERM']);
    break;
  }
});

/** What the command complains of in the end, and its exit code. */
async function refusal(args: string[]): Promise<{ said: string; code: unknown }> {
  const child = start(args, ['ignore', 'ignore', 'pipe']);
  const [said, [code]] = await Promise.all([child.stderr ? text(child.stderr) : '', once(child, 'exit')]);
  return { said: said.trim().replace(/\s+/g, ' '), code };
}

test('where its port is taken, it says so, and what to do', async () => {
  const other = await startSandbox();
  const { port } = new URL(other.url);
  const refused = await refusal(['--port', port, '--json']);
  await other.close();
  expect(refused).toEqual({
    said: `Port ${port} is taken: stop what uses it, or take a free one with \`npm run sandbox -- --port 0\`.`,
    code: 1,
  });
});

test.each([
  ['--prt 1', "Unknown option '--prt'. The command takes --port, --json."],
  ['--port', "Option '--port <value>' argument missing. The command takes --port, --json."],
  ['--port abc', '--port takes a number from 0 to 65535 (0 takes any free port), and “abc” is none.'],
  ['--port 65536', '--port takes a number from 0 to 65535 (0 takes any free port), and “65536” is none.'],
])('%s is refused in a sentence', async (args, said) => {
  await expect(refusal(args.split(' '))).resolves.toEqual({ said, code: 1 });
});

test('ending `npm run sandbox` ends the sandbox, and its port is free', async () => {
  expect.assertions(2);
  const npm = spawn('npm', ['run', '--silent', 'sandbox', '--', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await withFirstLine(npm, async (line) => {
    const url = textAt(JSON.parse(line), 'url');
    await expect(fetch(`${url}/_sandbox`)).resolves.toMatchObject({ status: 200 });
    npm.kill('SIGTERM');
    // The pipe closes when no process holds it any more: neither npm nor the sandbox below it.
    await once(npm, 'close');
    await expect(fetch(`${url}/_sandbox`)).rejects.toThrow('fetch failed');
  });
});
