/** The built app, as Zapier's wrapper loads it: `npm run build` makes it. */
import { join } from 'node:path';
import app from '../index';
import { at, Connection, handlerOf, type Item, isItem, loadApp, unwrap } from '../zapier';
import { first, harness } from './support/harness';

const built: Item = jest.requireActual(join(__dirname, '..', 'index.js'));
const zap = harness();
const KINDS = ['triggers', 'creates', 'searches'] as const;

/** What core makes of a definition for one call. */
async function prepared(definition: Item): Promise<Item> {
  const seen: unknown[] = [];
  const beforeApp = (input: Item) => {
    seen.push(at(input, '_zapier', 'app'));
    return input;
  };
  const handler = handlerOf({ ...definition, beforeApp });
  await handler({ command: 'definition', bundle: {}, calledFromCli: true });
  const [found] = seen;
  if (!isItem(found)) throw new Error('Core gave no app to its middleware.');
  return found;
}

const definitionOf = async (definition: object) =>
  (await handlerOf(definition)({ command: 'definition', bundle: {}, calledFromCli: true })).results;

/** The operations that two calls of one app do not share. */
async function copiedBetweenCalls(definition: Item): Promise<string[]> {
  const [one, other] = [await prepared(definition), await prepared(definition)];
  return KINDS.flatMap((kind) =>
    Object.keys(app[kind]).filter((key) => {
      const operation = at(one, kind, key);
      expect(operation).toHaveProperty('operation.perform');
      return operation !== at(other, kind, key);
    }),
  );
}

test('core copies none of its operations: two calls share the same objects', async () => {
  expect(await copiedBetweenCalls(built)).toEqual([]);
});

// Where this fails, core has learnt to share them, and operations/share.ts may go.
test('in the plain definition, core copies every operation at every call', async () => {
  const every = KINDS.flatMap((kind) => Object.keys(app[kind]));
  expect(await copiedBetweenCalls(app)).toEqual(every);
});

test('the definition that Zapier gets is the plain one', async () => {
  expect(await definitionOf(built)).toEqual(await definitionOf(app));
});

test('Zapier finds it valid', async () => {
  const { results } = await handlerOf(built)({ command: 'validate', bundle: {}, calledFromCli: true });
  expect(results).toEqual([]);
});

test('it connects as it was built to, whatever Zapier’s environment says', async () => {
  const environment = { HIGHLEVEL_API_URL: zap.sandbox.url, HIGHLEVEL_AUTH: 'token' };
  const loaded = await loadApp(handlerOf(built), { environment });
  expect(at(loaded.definition, 'authentication', 'type')).toBe('oauth2');
  zap.sandbox.expireTokens();
  const refused = await loaded.call('authentication.test', { authData: zap.authData });
  expect(refused).toMatchObject({ ok: false, failure: { kind: 'refresh' } });
});

test('it knows the version of every endpoint, those that no operation of its own names too', async () => {
  const loaded = await loadApp(handlerOf(built), { environment: { HIGHLEVEL_API_URL: zap.sandbox.url } });
  const input = { method: 'GET', path: '/agent-studio/agent', query: { limit: '1', offset: '0' } };
  const connection = new Connection(loaded, zap.authData);
  unwrap(await connection.perform('creates', 'api_request', { ...input, stopOnError: false }));
  expect(zap.sent().map(({ headers }) => headers.version)).toEqual(['2021-04-15']);
});

test('it runs on v3, and knows the endpoints that v3 alone has', async () => {
  const environment = { HIGHLEVEL_API_URL: zap.sandbox.url, HIGHLEVEL_API_VERSION: 'v3' };
  const connection = new Connection(await loadApp(handlerOf(built), { environment }), zap.authData);
  const { id } = first(
    zap.sandbox.state.contacts.where(({ locationId }) => locationId === zap.authData.locationId),
  );
  unwrap(
    await connection.perform('creates', 'update_contact', {
      contactId: id,
      dndSettings__SMS__status: 'active',
    }),
  );
  unwrap(await connection.perform('creates', 'remove_contact_from_all_campaigns', { contactId: id }));
  unwrap(await connection.perform('triggers', 'list_users_by_location', {}));
  const input = { method: 'GET', path: '/chat-widget/list', query: { locationId: zap.authData.locationId } };
  unwrap(await connection.perform('creates', 'api_request', { ...input, stopOnError: false }));
  expect(zap.sent().map(({ endpoint, headers }) => `${endpoint} ${headers.version}`)).toEqual([
    'PUT /contacts/{contactId} v3',
    // For the names beside the contact's ids.
    'GET /users/search v3',
    'GET /businesses/ v3',
    'DELETE /contacts/{contactId}/campaigns/remove-all v3',
    'GET /users/search v3',
    'GET /chat-widget/list v3',
  ]);
  expect(zap.sent()[0]?.body).toMatchObject({ dndSettings: { sms: { status: 'active' } } });
});
