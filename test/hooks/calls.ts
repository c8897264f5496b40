/** Calls to a Zap's address, made by hand: what they start, what that costs, and what the Zap's owner can see of it. */
import { randomUUID } from 'node:crypto';
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import { nameEndpoints } from '../../reads/names';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { Signer } from '../../sandbox/webhooks/signature';
import {
  type App,
  handlerOf,
  headerName,
  type Item,
  items,
  loadApp,
  type Memory,
  type Result,
} from '../../zapier';
import { first } from '../support/harness';

/** The two triggers. */
export type Trigger = 'workflow_event' | 'app_event';
/** Whose connection a Zap has; an agency's step chooses no sub-account unless its input does. */
export type Level = 'sub-account' | 'agency';

/** A call, and the Zap that it comes to. */
export interface Call {
  trigger: Trigger;
  /** The body: text as it is, all else as JSON. */
  body: unknown;
  headers?: { [name: string]: string };
  /** What the step's form holds. */
  input?: Item;
  level?: Level;
  /** The Zap's id; the same one unless said. */
  zap?: string;
  /** Zapier hands on the parsed body alone, and neither text nor headers. */
  parsedOnly?: true;
}

/** What came of a call. */
export interface Outcome {
  /** What starts the Zap. */
  started: Item[];
  /** The requests to HighLevel, but for lists of names. */
  requests: string[];
  /** Why the run failed, where it did. */
  failure?: string;
  kind?: string;
}

/** A HighLevel with its signature, and the app with these triggers. */
export interface Address {
  readonly sandbox: Sandbox;
  send: (call: Call) => Promise<Outcome>;
  /** What a test of the trigger shows. */
  test: (call: Pick<Call, 'trigger' | 'input' | 'level' | 'zap'>) => Promise<Item[]>;
  /** The output fields as the editor has them now. */
  fields: (call: Pick<Call, 'trigger' | 'input' | 'level' | 'zap'>) => Promise<Item[]>;
  /** The header of HighLevel's signature for a text. */
  signed: (text: string) => { [name: string]: string };
  /** Forgets all that `z.cache` has. */
  forget: () => void;
}

/** HighLevel's keys in these tests. */
const signer = new Signer('tests of instant triggers');

/** Starts a sandbox and the app before the tests of a file, and resets both before each. */
export function address(): Address {
  let sandbox: Sandbox;
  let loaded: App;
  let memory: Memory = { cache: {}, cursor: {} };
  const forget = () => {
    memory = { cache: {}, cursor: {} };
  };

  beforeAll(async () => {
    sandbox = await startSandbox();
    sandbox.limits = { burst: 1e9, daily: 1e9 };
    const environment = {
      HIGHLEVEL_API_URL: sandbox.url,
      HIGHLEVEL_WEBHOOK_KEY: signer.publicKey,
      CLIENT_ID: sandbox.clientId,
      CLIENT_SECRET: sandbox.clientSecret,
    };
    loaded = await loadApp(handlerOf(withSharedOperations(app)), { environment });
  });
  beforeEach(() => {
    sandbox.reset();
    sandbox.limits = { burst: 1e9, daily: 1e9 };
    forget();
  });
  afterAll(() => sandbox.close());

  const run = async (
    method: string,
    {
      trigger,
      input = {},
      level = 'sub-account',
      zap = 'zap 1',
    }: Pick<Call, 'trigger' | 'input' | 'level' | 'zap'>,
    request: object = {},
  ): Promise<Result> => {
    const inputData = { contactDetails: 'highlevel', ...input };
    const meta = { zap: { id: zap }, isLoadingSample: method === 'performList' };
    const bundle = {
      ...request,
      authData: accountOf(sandbox, level),
      inputData,
      inputDataRaw: inputData,
      meta,
    };
    return loaded.call(`triggers.${trigger}.operation.${method}`, bundle, memory);
  };

  return {
    get sandbox() {
      return sandbox;
    },
    send: async ({ body, headers = {}, parsedOnly, ...call }) => {
      const before = sandbox.requests.length;
      const result = await run('perform', call, requestOf(body, headers, parsedOnly));
      const requests = sandbox.requests
        .slice(before)
        .filter(({ endpoint }) => !endpoint || !nameEndpoints.some((one) => one === endpoint))
        .map(({ method, path, endpoint }) => endpoint ?? `${method} ${path}`);
      return result.ok
        ? { started: items(result.value), requests }
        : { started: [], requests, failure: result.failure.message, kind: result.failure.kind };
    },
    test: async (call) => resultOf(await run('performList', call)),
    fields: async (call) => resultOf(await run('outputFields', call)),
    signed: (text) => ({ 'X-GHL-Signature': signer.sign(text) }),
    forget,
  };
}

/** What a run gave. @throws Error where it failed */
function resultOf(result: Result): Item[] {
  if (!result.ok) throw new Error(result.failure.message);
  return items(result.value);
}

function requestOf(body: unknown, headers: { [name: string]: string }, parsedOnly: true | undefined): object {
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  const cleanedRequest = parsedOr(content);
  if (parsedOnly) return { cleanedRequest };
  const named = Object.entries({ 'content-type': 'application/json', ...headers });
  return {
    cleanedRequest,
    rawRequest: {
      method: 'POST',
      querystring: '',
      headers: Object.fromEntries(named.map(([name, value]) => [headerName(name), value])),
      content,
    },
  };
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The connection to the first sub-account, or to its agency. */
function accountOf(sandbox: Sandbox, level: Level): Item {
  if (level === 'agency') {
    const { accessToken, companyId } = first(sandbox.agencies);
    return { access_token: accessToken, companyId, userType: 'Company' };
  }
  const { accessToken, locationId, companyId } = first(sandbox.locations);
  return { access_token: accessToken, locationId, companyId, userType: 'Location' };
}

/** The sub-account that the Zaps of a test work in, and one that is none of the agency's. */
export const here = ({ sandbox }: Address): string => first(sandbox.locations).locationId;
export const ELSEWHERE = 'OtherLocation0000001';

/** The first contact here. */
export const someContact = (zap: Address) =>
  first(zap.sandbox.state.contacts.where(({ locationId }) => locationId === here(zap)));

/** What the Webhook action of a workflow sends of a contact. */
export function workflowBody(zap: Address, more: Item = {}): Item {
  const contact = someContact(zap);
  const workflow = first(zap.sandbox.state.workflows.where(({ locationId }) => locationId === here(zap)));
  return {
    contact_id: contact.id,
    full_name: 'As It Was Sent',
    email: 'as.sent@example.com',
    tags: 'one,two',
    date_created: '2026-05-04T14:12:09.000Z',
    location: { id: here(zap), name: 'Lakeside Dental' },
    workflow: { id: workflow.id, name: workflow.name },
    triggerData: {},
    customData: { link: 'https://www.example.com/offers' },
    ...more,
  };
}

/** The text of an event that HighLevel reports, which is one of a new note unless said. */
export function eventText(zap: Address, more: Item = {}): string {
  const note = first(zap.sandbox.state.notes.where(({ locationId }) => locationId === here(zap)));
  return JSON.stringify({
    type: 'NoteCreate',
    locationId: here(zap),
    id: note.id,
    body: 'As it was sent.',
    contactId: note.contactId,
    dateAdded: note.dateAdded,
    timestamp: new Date().toISOString(),
    webhookId: randomUUID(),
    appId: zap.sandbox.clientId.split('-')[0],
    ...more,
  });
}
