/** The ear of the whole suite hears what leaks, whichever way a test runs the app. */
import { type Bundle, createAppTester, type ZObject } from 'zapier-platform-core';
import app from '../index';
import { handlerOf, loadApp } from '../zapier';
import { readPrinted, takeLeaks } from './support/overheard';

const TOKEN = 'a-token-of-this-test-0123456789';
const SECRET = 'a-client-secret-of-this-test';
const KEY = 'list_users_by_location';
const METHOD = `triggers.${KEY}.operation.perform`;

type Perform = (z: ZObject, bundle: Bundle) => unknown;

const LEAKS: [what: string, perform: Perform, leak: string | undefined][] = [
  ['nothing', () => [], undefined],
  ['a word', (z) => z.console.log('Asked.'), undefined],
  ['a token in the log', (z) => z.console.log([...Buffer.from(TOKEN)].join()), `line of ${METHOD}: ${TOKEN}`],
  ['a token in an error', (z) => raise(new z.errors.Error(TOKEN)), `error of ${METHOD}: ${TOKEN}`],
  ['a token in Base64', () => raise(new Error(btoa(TOKEN))), `error of ${METHOD}: ${TOKEN}`],
  ['the client secret', () => raise(new Error(SECRET)), `error of ${METHOD}: ${SECRET}`],
  ['an address', (z) => z.console.log('By ada@example.com.'), `line of ${METHOD}: ada@example.com`],
  [
    'a token that the call got',
    () => raise(new Error(`access-${'x'.repeat(40)}`)),
    `error of ${METHOD}: access-${'x'.repeat(40)}`,
  ],
];

function raise(error: Error): never {
  throw error;
}

function leaky(perform: Perform) {
  const trigger = app.triggers[KEY];
  const whole = {
    ...trigger?.operation,
    perform: async (z: ZObject, bundle: Bundle) => [perform(z, bundle)].filter(Array.isArray),
  };
  return { ...app, triggers: { ...app.triggers, [KEY]: { ...trigger, operation: whole } } };
}

const bundle = { authData: { access_token: TOKEN }, inputData: {}, meta: {} };

beforeEach(() => {
  // Core prints the lines as well.
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
  takeLeaks();
});
afterEach(() => {
  jest.restoreAllMocks();
  takeLeaks();
});

describe.each(LEAKS)('%s', (_what, perform, leak) => {
  const check = () => {
    const { leaks } = takeLeaks();
    if (leak) expect(leaks).toContain(leak);
    else expect(leaks).toEqual([]);
  };

  test('through the Lambda handler', async () => {
    const loaded = await loadApp(handlerOf(leaky(perform)), { environment: { CLIENT_SECRET: SECRET } });
    await loaded.call(METHOD, bundle);
    check();
  });

  test('through the app tester', async () => {
    process.env.CLIENT_SECRET = SECRET;
    const definition = leaky(perform);
    await createAppTester(definition)(definition.triggers[KEY].operation.perform, bundle).catch(
      () => undefined,
    );
    check();
  });
});

test('a token in what a script prints', () => {
  readPrinted('demo', 'All is well.');
  expect(takeLeaks()).toEqual({ leaks: [], read: 1 });
  readPrinted('demo', `refresh-${'x'.repeat(40)}`);
  expect(takeLeaks().leaks).toEqual([`output of demo: refresh-${'x'.repeat(40)}`]);
});
