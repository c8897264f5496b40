import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { isObject } from '../../sandbox/json';
import { textAt } from './client';

/** Starts the command and gives its first line to `use`; stops it when `use` is done. */
async function withCli(args: string[], use: (line: string) => Promise<void>): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/cli.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      await use(line);
      break;
    }
  } finally {
    child.kill();
  }
}

test('--json prints one line with the address, the client and the tokens, and they work', async () => {
  expect.assertions(4);
  await withCli(['--port', '0', '--json'], async (line) => {
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
  await withCli(['--port', '0'], async (line) => {
    expect(line).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
  });
});
