import { type App, Connection, handlerOf, type LogEntry, loadApp } from '../../zapier';
import { servePets, tinyApp } from './tiny-app';

const environment = { CLIENT_ID: 'client 1', CLIENT_SECRET: 'keep me to yourself' };
const logs: LogEntry[] = [];
let app: App;

beforeAll(async () => {
  app = await loadApp(handlerOf(tinyApp), { environment, onLog: (entry) => logs.push(entry) });
});

async function approve(authorizeUrl: string): Promise<string> {
  const { searchParams } = new URL(authorizeUrl);
  return `${searchParams.get('redirect_uri')}?code=c0de&state=${searchParams.get('state')}`;
}

const create = (connection: Connection, name: string) => connection.perform('creates', 'pet', { name });

describe('loading an app', () => {
  test('answers its definition', () => {
    expect(app.definition).toHaveProperty('creates.pet.noun', 'Pet');
  });

  test('counts the requests of a call, and logs them', async () => {
    const pets = await servePets([{ id: 1, name: 'Rex' }]);
    const connection = new Connection(app, { server: pets.url, access_token: 'fresh' });
    const answer = await connection.perform('searches', 'pet', { name: 'Rex' });
    await pets.close();

    expect(answer).toEqual({ ok: true, value: [{ id: 1, name: 'Rex' }], requests: 1 });
    expect(logs.map(({ message }) => message)).toContain(`200 GET ${pets.url}/pets`);
  });

  test('logs what the app says to z.console', async () => {
    const onScreen = jest.spyOn(console, 'log').mockReturnValue();
    await create(new Connection(app, {}), 'Loud');
    onScreen.mockRestore();
    expect(logs.map(({ message }) => message.trim())).toContain('Woof');
  });
});

describe('apps with other settings in one process', () => {
  /** An app that tells a setting after a while; others may have been called since. */
  const slow = {
    version: '1.0.0',
    platformVersion: '19.1.0',
    hydrators: {
      told: async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return { color: process.env.PET_COLOR ?? 'none', size: process.env.PET_SIZE ?? 'none' };
      },
    },
  };
  const withSettings = async (environment: Record<string, string>) => {
    const { call } = await loadApp(handlerOf(slow), { environment });
    return async () => {
      const result = await call('hydrators.told', { authData: {}, inputData: {}, meta: {} });
      return result.ok ? result.value : result.failure;
    };
  };

  test('have their own at each call, and none that another left', async () => {
    process.env.PET_SIZE = 'the machine’s';
    const [red, small] = [
      await withSettings({ PET_COLOR: 'red' }),
      await withSettings({ PET_SIZE: 'small' }),
    ];
    const told = await Promise.all([red(), small(), red(), red(), small()]);
    const [ofRed, ofSmall] = [
      { color: 'red', size: 'the machine’s' },
      { color: 'none', size: 'small' },
    ];
    expect(told).toEqual([ofRed, ofSmall, ofRed, ofRed, ofSmall]);
    expect(await red()).toEqual(ofRed);
  });
});

describe('connecting an account', () => {
  test('exchanges the code and keeps all that the app answers', async () => {
    const connection = await Connection.open(app, approve);
    expect(connection.authData).toEqual({
      access_token: 'token of c0de',
      refresh_token: 'refresh 1',
      plan: 'gold',
      client: environment.CLIENT_SECRET,
    });
  });

  test('sends people to the page that the app names', async () => {
    let asked = '';
    await Connection.open(app, (url) => {
      asked = url;
      return approve(url);
    });
    expect(asked).toContain('https://pets.example.com/authorize?client_id=client%201&redirect_uri=https');
  });

  test('refuses an answer to another question', async () => {
    const forged = async () => 'https://zapier.com/return?code=c0de&state=forged';
    await expect(Connection.open(app, forged)).rejects.toThrow('another state');
  });

  test('shows the label of the connection', async () => {
    const connection = await Connection.open(app, approve);
    await expect(connection.label()).resolves.toBe('Ada (gold)');
  });
});

describe('an expired token', () => {
  test('is refreshed once, and the call repeated', async () => {
    const connection = new Connection(app, {
      access_token: 'stale',
      refresh_token: 'refresh 1',
      plan: 'gold',
    });
    const answer = await create(connection, 'Rex');

    expect(answer).toMatchObject({ ok: true, value: { name: 'Rex' } });
    expect(connection.refreshes).toBe(1);
    expect(connection.authData).toEqual({ access_token: 'fresh', refresh_token: 'refresh 2', plan: 'gold' });
  });

  test('is refreshed once for all calls that meet it', async () => {
    const connection = new Connection(app, { access_token: 'stale' });
    const answers = await Promise.all(['Rex', 'Bella', 'Milo'].map((name) => create(connection, name)));

    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(connection.refreshes).toBe(1);
  });

  test('that cannot be refreshed asks for a new connection', async () => {
    const connection = new Connection(app, { access_token: 'stale', refresh_token: 'revoked' });
    await expect(create(connection, 'Rex')).resolves.toMatchObject({
      ok: false,
      failure: { kind: 'expired', message: 'Revoked.' },
    });
  });
});

describe('a failed call', () => {
  const failureOf = async (name: string) => {
    const answer = await create(new Connection(app, { access_token: 'fresh' }), name);
    return answer.ok ? undefined : answer.failure;
  };

  test.each([
    ['Refused', { kind: 'error', message: 'Cats are not allowed.', code: 'no_cats', status: 422 }],
    ['Halted', { kind: 'halted', message: 'Nothing to feed.' }],
    ['Throttled', { kind: 'throttled', message: 'Too many pets.', delay: 7 }],
    ['Expired', { kind: 'expired', message: 'Connect again.' }],
    ['Crashed', { kind: 'error', message: 'pet is undefined' }],
  ])('%s: says what it means for the Zap, in one sentence', async (name, failure) => {
    await expect(failureOf(name)).resolves.toEqual(failure);
  });
});
