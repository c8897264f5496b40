/** The kinds of calls that the app makes, each as a scene: what is called, and how to see what came of it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { isEqual } from 'lodash';
import { chooseFirstSubAccount } from '../../recipes/stage';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import {
  type App,
  at,
  Connection,
  DedupeMemory,
  type Handler,
  type Item,
  isItem,
  items,
  loadApp,
  type Result,
  unwrap,
} from '../../zapier';

/** What decides whether a call may be sent again. */
export type Nature = 'read' | 'repeatable' | 'once' | 'refresh' | 'connect';

/** A call that is about to be made, and what it is to achieve. */
export interface Scene {
  run(): Promise<Result>;
  /** How often the work is done by now: in HighLevel for a write, in the Zap for a read. */
  done(): number | Promise<number>;
  /** Zapier calls again, whatever came of the first call: it polls. */
  polls?: true;
}

/** A kind of call. */
export interface Kind {
  name: string;
  nature: Nature;
  /**
   * What the sentences about it say: `{doing}`, what is told where HighLevel finds nothing (`{gone}`), the `{scope}`
   * where the endpoint names one, and what is told where it gives no `{access}`, if that is not {@link NO_ACCESS}.
   */
  words: { doing: string; gone: string; scope: string; access?: string };
  set(stage: FaultStage): Scene | Promise<Scene>;
}

/** A HighLevel, the app, and Zapier's store of files. */
export interface FaultStage {
  sandbox: Sandbox;
  app: App;
  store: Store;
  /** A connection as it was made: to the first sub-account. */
  connect(): Connection;
  close(): Promise<void>;
}

interface Store {
  url: string;
  files: Buffer[];
  close(): Promise<void>;
}

/** Starts the sandbox and the store, and loads the app behind its Lambda handler. */
export async function setFaultStage(handler: Handler): Promise<FaultStage> {
  const [sandbox, store] = await Promise.all([startSandbox(), startStore()]);
  const environment = {
    CLIENT_ID: sandbox.clientId,
    CLIENT_SECRET: sandbox.clientSecret,
    HIGHLEVEL_API_URL: sandbox.url,
    HIGHLEVEL_MARKETPLACE_URL: sandbox.url,
    // Core asks its store for no place without one.
    ZAPIER_DEPLOY_KEY: 'of-the-store',
  };
  const withStore: Handler = (event) => handler(Object.assign({ rpc_base: store.url }, event));
  const app = await loadApp(withStore, { environment });
  return {
    sandbox,
    app,
    store,
    connect: () => {
      forgetOwners(sandbox);
      const { accessToken, refreshToken, companyId, locationId } = here(sandbox);
      const tokens = { access_token: accessToken, refresh_token: refreshToken };
      return new Connection(app, { ...tokens, userType: 'Location', companyId, locationId });
    },
    close: async () => {
      await Promise.all([sandbox.close(), store.close()]);
    },
  };
}

/** What Zapier has for `z.stashFile`: a place that is asked for, and then gets the file. */
async function startStore(): Promise<Store> {
  const files: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const sent = await buffer(request);
    if (request.url === '/files') {
      files.push(sent);
      response.writeHead(204).end();
      return;
    }
    const asked: unknown = JSON.parse(sent.toString());
    const result = { url: `${url}/files`, fields: { key: 'kept' } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ id: at(asked, 'id'), result }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  const close = () =>
    new Promise<void>((closed) => {
      server.closeAllConnections();
      server.close(() => closed());
    });
  return { url, files, close };
}

const portOf = (address: AddressInfo | string | null) =>
  typeof address === 'object' && address ? address.port : 0;

const here = ({ locations }: Sandbox) => first(locations);
const contactsOf = ({ sandbox }: FaultStage) =>
  sandbox.state.contacts.where(({ locationId }) => locationId === here(sandbox).locationId);

/** Contacts without owners and businesses: reading those names would be more requests (operations/names.test.ts). */
function forgetOwners({ state }: Sandbox): void {
  for (const { id } of state.contacts.where(() => true)) {
    state.contacts.update(id, { assignedTo: undefined, businessId: undefined });
  }
}

const notThere = (what: string) =>
  `${what} was not found: it may have been deleted, or it belongs to another sub-account. Check the ids in this step.`;
const NO_CONTACT = notThere('The record in “Contact”');
/** What is told where HighLevel gives no access, of a call that names no record. */
export const NO_ACCESS =
  "This needs access to the sub-account, which this connection doesn't have. Check the account that this step uses.";
const NO_ACCESS_TO_CONTACT =
  "This needs access to the sub-account, which this connection doesn't have, or the record in “Contact” belongs to another sub-account. Check the account and the ids that this step uses.";
const NOTHING = 'HighLevel did not find it in this account. Check the account that this step uses.';
const READS = { scope: 'contacts.readonly' };
const CHANGES = { scope: 'contacts.write' };

/** The kinds, in the order in which they are told. */
export const KINDS: Kind[] = [
  {
    name: 'list trigger',
    nature: 'read',
    words: { doing: 'Search Contacts', gone: NOTHING, ...READS },
    set: (stage) =>
      polling(stage, 'search_contacts', {}, () => {
        stage.sandbox.state.contacts.insert({ locationId: here(stage.sandbox).locationId, firstName: 'New' });
      }),
  },
  {
    name: 'watch trigger',
    nature: 'read',
    words: { doing: 'Get Contact', gone: NO_CONTACT, access: NO_ACCESS_TO_CONTACT, ...READS },
    set: (stage) => {
      const { id } = first(contactsOf(stage));
      return polling(stage, 'get_contact', { contactId: id }, () => {
        const dateUpdated = new Date(Date.now() + 1000).toISOString();
        stage.sandbox.state.contacts.update(id, { city: 'Leeds', dateUpdated });
      });
    },
  },
  {
    name: 'search',
    nature: 'read',
    words: { doing: 'Find Contact', gone: notThere('Something that this step names'), ...READS },
    set: (stage) => {
      const { id, email } = first(contactsOf(stage).filter((contact) => contact.email));
      const right = (value: unknown) => items(value).length === 1 && items(value)[0]?.id === id;
      return reading(() => stage.connect().perform('searches', 'find_contact', { email }), right);
    },
  },
  {
    name: 'drop-down',
    nature: 'read',
    words: { doing: 'Listing the users', gone: notThere('This list'), scope: 'users.readonly' },
    set: (stage) => {
      const { locationId } = here(stage.sandbox);
      const users = stage.sandbox.state.users.where(({ locationIds }) => locationIds.includes(locationId));
      const ids = users.map(({ id }) => id).sort();
      const right = (value: unknown) => isEqual(items(at(value, 'results')).map(idOf).sort(), ids);
      const fields = at(stage.app.definition, 'creates', 'create_contact', 'operation', 'inputFields');
      const place = [fields].flat().findIndex((field) => at(field, 'key') === 'assignedTo');
      const method = `creates.create_contact.operation.inputFields.${place}.choices.perform`;
      return reading(() => stage.connect().call(method), right);
    },
  },
  {
    name: 'custom fields',
    nature: 'read',
    words: {
      doing: 'Reading the custom fields',
      gone: notThere('This sub-account'),
      scope: 'locations/customFields.readonly',
    },
    set: (stage) => {
      const right = (value: unknown) =>
        items(value).some(({ key }) => String(key).startsWith('customFields__'));
      return reading(() => stage.connect().fields('creates', 'create_contact', {}), right);
    },
  },
  {
    name: 'file',
    nature: 'read',
    words: {
      doing: 'Fetching the recording',
      gone: notThere('This recording'),
      scope: 'conversations/message.readonly',
    },
    set: (stage) => {
      const { locationId } = here(stage.sandbox);
      const call = first(
        stage.sandbox.state.messages.where((row) => row.locationId === locationId && !!row.recording),
      );
      stage.store.files.length = 0;
      const inputData = { messageId: call.id, locationId };
      return {
        run: () => stage.connect().call('hydrators.messageRecording', { inputData }),
        // Each file that is kept counts; one that is no recording counts as none.
        done: () => stage.store.files.filter((file) => file.includes('RIFF')).length,
      };
    },
  },
  {
    name: 'create',
    nature: 'once',
    words: { doing: 'Create Contact', gone: NOTHING, ...CHANGES },
    set: (stage) => ({
      run: () =>
        stage.connect().perform('creates', 'create_contact', { firstName: 'Once', lastName: 'Only' }),
      done: () => contactsOf(stage).filter(({ firstName }) => firstName === 'Once').length,
    }),
  },
  {
    name: 'bulk',
    nature: 'once',
    words: { doing: 'Bulk Update Contact Tags', gone: NOTHING, scope: '' },
    set: (stage) => {
      const contacts = contactsOf(stage)
        .slice(0, 2)
        .map(({ id }) => id);
      const input = { type: 'add', contacts, tags: ['in bulk'] };
      return {
        run: () => stage.connect().perform('creates', 'bulk_update_contact_tags', input),
        done: () => (contactsOf(stage).filter(({ tags }) => tags.includes('in bulk')).length === 2 ? 1 : 0),
      };
    },
  },
  {
    name: 'update',
    nature: 'repeatable',
    words: { doing: 'Update Contact', gone: NO_CONTACT, access: NO_ACCESS_TO_CONTACT, ...CHANGES },
    set: (stage) => {
      const { id } = first(contactsOf(stage));
      return {
        run: () => stage.connect().perform('creates', 'update_contact', { contactId: id, city: 'Leeds' }),
        done: () => contactsOf(stage).filter(({ city }) => city === 'Leeds').length,
      };
    },
  },
  {
    name: 'delete',
    nature: 'repeatable',
    words: { doing: 'Delete Contact', gone: NO_CONTACT, access: NO_ACCESS_TO_CONTACT, ...CHANGES },
    set: (stage) => {
      const before = contactsOf(stage);
      const { id } = first(before);
      return {
        run: () => stage.connect().perform('creates', 'delete_contact', { contactId: id }),
        done: () => before.length - contactsOf(stage).length,
      };
    },
  },
  {
    name: 'refresh',
    nature: 'refresh',
    words: { doing: 'Connecting to HighLevel', gone: '', scope: '' },
    set: (stage) => {
      const { app } = stage;
      const before = stage.connect().authData;
      const refresh = (authData: Item) =>
        app.call('authentication.oauth2Config.refreshAccessToken', { authData, inputData: {}, meta: {} });
      return tokens(
        () => refresh(before),
        async (given) => {
          const authData = { ...before, ...given };
          const works = await new Connection(app, authData).test();
          return works.ok && (await refresh(authData)).ok;
        },
      );
    },
  },
  {
    name: 'token exchange',
    nature: 'connect',
    words: { doing: 'Connecting to HighLevel', gone: '', scope: '' },
    set: async (stage) => {
      const { app } = stage;
      const { redirectUri } = stage.sandbox;
      const oauth = (method: string, inputData: Item) =>
        app.call(`authentication.oauth2Config.${method}`, { authData: {}, inputData, meta: {} });
      const approve = async () => {
        const asked = { redirect_uri: redirectUri, state: 'state' };
        const url = unwrap(await oauth('authorizeUrl', asked));
        const back = await chooseFirstSubAccount(String(url));
        return { ...Object.fromEntries(new URL(back).searchParams), redirect_uri: redirectUri };
      };
      // A code is good for one login: who tries again logs in again.
      let code: Item | undefined = await approve();
      return tokens(
        async () => {
          const given = code ?? (await approve());
          code = undefined;
          return oauth('getAccessToken', given);
        },
        async (given) => (await new Connection(app, given).test()).ok,
      );
    },
  },
];

/** A poll for what is new since the Zap was turned on. */
async function polling(stage: FaultStage, key: string, input: Item, change: () => void): Promise<Scene> {
  const connection = stage.connect();
  const poll = (meta: Item = {}) => connection.perform('triggers', key, input, meta);
  const memory = new DedupeMemory(connection.primaryKeys(key));
  memory.prime(items(unwrap(await poll({ isPopulatingDedupe: true }))));
  change();
  let fired = 0;
  return {
    run: async () => {
      const result = await poll();
      if (result.ok) fired += memory.takeNew(items(result.value)).length;
      return result;
    },
    done: () => fired,
    polls: true,
  };
}

/** A read whose answer has to be right. */
function reading(call: () => Promise<Result>, isRight: (value: unknown) => boolean): Scene {
  let right = 0;
  return {
    run: async () => {
      const result = await call();
      if (result.ok && isRight(result.value)) right += 1;
      return result;
    },
    done: () => right,
  };
}

/** A call that gives tokens, which have to be good. */
function tokens(call: () => Promise<Result>, areGood: (given: Item) => Promise<boolean>): Scene {
  let given: Item | undefined;
  return {
    run: async () => {
      const result = await call();
      if (result.ok && isItem(result.value)) given = result.value;
      return result;
    },
    done: async () => (given && (await areGood(given)) ? 1 : 0),
  };
}

const idOf = ({ id }: Item) => String(id);

function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (one === undefined) throw new Error('The sandbox has none of these.');
  return one;
}
