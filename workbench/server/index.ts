/**
 * The server of the workbench: a page on this machine, on which forms, steps and Zaps are tried. It plays HighLevel by
 * the sandbox, and Zapier by `zapier/`.
 */
import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import fastify, { type FastifyInstance } from 'fastify';
import { settled } from '../../recipes/stage';
import type { Sandbox } from '../../sandbox/server';
import { CallFailed, type Environment, type Item, isItem } from '../../zapier';
import type { ZapAsk, ZapNews } from '../wire';
import { itemIn, numberIn, oneOf, optionalTextIn, stepIn, textIn } from './asks';
import { Choices } from './choices';
import { formOf } from './forms';
import { originsOf, whyForeign } from './guard';
import { eventsIn, letHappen } from './life';
import { operationsOf } from './operations';
import { bundlePage, POLICY, type Served } from './page';
import { Refusal } from './refusal';
import { tested } from './steps';
import { Told } from './told';
import { Triggers } from './triggers';
import { openWorld, type World } from './world';
import { Zaps } from './zaps/zaps';

/** The largest body that is taken: the largest file that the app sends, in Base64. */
const BODY_LIMIT = 70 * 1024 * 1024;

/** So many files are kept, the latest. */
const MOST_FILES = 20;

/** Where OAuth sends people back to. */
const CALLBACK = '/oauth/callback';

/** A running workbench. */
export interface Workbench {
  /** The page's address. */
  url: string;
  sandbox: Sandbox;
  close: () => Promise<void>;
}

/**
 * Starts it on this machine's loopback, with the built app, connected to the sandbox's first sub-account.
 * @param options `port`: 0 takes any free one; `accounts`: the file of the accounts of HighLevel, where it is not the
 * usual one; `environment`: settings of the app for them
 */
export async function startWorkbench({
  port = 0,
  accounts: file,
  environment,
}: {
  port?: number;
  accounts?: string;
  environment?: Environment;
} = {}): Promise<Workbench> {
  const page = await bundlePage();
  const server = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  const world = await openWorld({ ...(file !== undefined && { file }), ...(environment && { environment }) });
  try {
    // Its routes need its port, which it has once it listens.
    serve(server, world, page);
    await server.listen({ port, host: '127.0.0.1' });
  } catch (error) {
    await world.close();
    throw error;
  }
  const close = async () => {
    await server.close();
    await world.close();
  };
  return { url: originsOf(portOf(server))[0] ?? '', sandbox: world.sandbox, close };
}

const portOf = (server: FastifyInstance): number => {
  const address = server.server.address();
  return isItem(address) ? Number(address.port) : 0;
};

function serve(server: FastifyInstance, world: World, page: { [path: string]: Served }): void {
  const { accounts, hidden } = world;
  const files = new Map<string, Buffer>();
  const choices = new Choices();
  const told = new Told(world.sandbox);
  const triggers = new Triggers(world, told);
  const zaps = new Zaps(world, told, choices);
  const redirectUri = () => `${originsOf(portOf(server))[1]}${CALLBACK}`;
  /** Where the page was when it went to another site: it comes back there. */
  let left = '/';

  server.addHook('onRequest', async ({ headers, url }, reply) => {
    const why = whyForeign(headers, { port: portOf(server), isApi: url.startsWith('/api/') });
    if (why) await reply.status(403).send({ refused: why });
    else reply.headers(HEADERS);
  });
  server.setErrorHandler((error, _request, reply) => {
    const { status, message } = asRefusal(error);
    return reply
      .status(status)
      .type(JSON_TYPE)
      .send(hidden.json({ refused: message }));
  });
  server.setNotFoundHandler((_request, reply) =>
    reply.status(404).send({ refused: 'The workbench has no such page.' }),
  );

  for (const [path, { type, content }] of Object.entries(page)) {
    server.get(path, (_request, reply) => reply.type(type).send(content));
  }
  server.get<{ Params: { id: string } }>('/files/:id/:name', ({ params: { id } }, reply) => {
    const found = files.get(id);
    if (!found) throw new Refusal('This file is not there any more.');
    return reply.type('application/octet-stream').send(found);
  });
  server.get(CALLBACK, async ({ url }, reply) => {
    await accounts.finish(new URL(url, redirectUri()).href);
    return reply.redirect(`${left}#/accounts`);
  });

  /** Answers what the page asks at this path. */
  const answer = (path: string, respond: (asked: Item, origin: string) => Promise<object>) =>
    server.post(`/api/${path}`, async ({ body, headers: { origin = '' } }, reply) => {
      const answered = await respond(isItem(body) ? body : {}, origin);
      return reply.type(JSON_TYPE).send(hidden.json(answered));
    });

  answer('start', async () => ({
    accounts: await accounts.list(),
    operations: operationsOf(world.definition),
    zaps: zaps.list(),
    redirectUri: redirectUri(),
  }));
  answer('form', async (asked) => {
    const ask = stepIn(asked);
    const { connection } = await accounts.find(ask.account);
    return { fields: await formOf(connection, ask) };
  });
  answer('choices', async (asked) => {
    const ask = { ...stepIn(asked), field: textIn(asked, 'field'), page: numberIn(asked, 'page') };
    const search = optionalTextIn(asked, 'search');
    const { connection } = await accounts.find(ask.account);
    return choices.pageOf(connection, { ...ask, ...(search !== undefined && { search }) });
  });
  answer('test', async (asked) => {
    const ask = stepIn(asked);
    const confirmed = asked.confirmed === true;
    return tested(await accounts.find(ask.account), { ...ask, confirmed }, world.heard);
  });
  answer('trigger', async (asked) => {
    const ask = stepIn(asked);
    const what = {
      do: oneOf(asked, 'do', ['sample', 'on', 'poll', 'off'] as const),
      zap: textIn(asked, 'zap'),
    };
    return triggers.answer(await accounts.find(ask.account), {
      ...ask,
      ...what,
      confirmed: asked.confirmed === true,
    });
  });
  answer('events', async (asked) => ({
    events: eventsIn(world.sandbox, await accounts.find(textIn(asked, 'account'))),
  }));
  answer('life', async (asked) => {
    const connected = await accounts.find(textIn(asked, 'account'));
    const event = textIn(asked, 'event');
    const happened =
      zaps.otherEvent(connected, event) ??
      letHappen(world.sandbox, connected, event, itemIn(asked, 'details'));
    await settled(world);
    return { happened };
  });
  answer('zaps/form', async (asked) =>
    zaps.form(await accounts.find(textIn(asked, 'account')), textIn(asked, 'zap'), itemIn(asked, 'settings')),
  );
  server.post('/api/zaps/ask', async ({ body }, reply) => {
    const asked = isItem(body) ? body : {};
    const ask: ZapAsk = {
      ...{
        account: textIn(asked, 'account'),
        zap: textIn(asked, 'zap'),
        settings: itemIn(asked, 'settings'),
      },
      do: oneOf(asked, 'do', ['on', 'poll', 'off', 'run'] as const),
      confirmed: asked.confirmed === true,
    };
    const connected = await accounts.find(ask.account);
    const lines = new PassThrough();
    const tell = (news: ZapNews) => lines.write(`${hidden.json(news)}\n`);
    zaps
      .ask(connected, ask, tell)
      .catch((error: unknown) => tell({ news: 'refused', message: asRefusal(error).message }))
      .finally(() => lines.end());
    return reply.type('application/x-ndjson; charset=utf-8').send(lines);
  });
  answer('file', async (asked, origin) => {
    const name = textIn(asked, 'name');
    const id = randomBytes(16).toString('hex');
    const [oldest] = files.keys();
    if (files.size >= MOST_FILES && oldest !== undefined) files.delete(oldest);
    files.set(id, Buffer.from(String(asked.content ?? ''), 'base64'));
    return { url: `${origin}/files/${id}/${encodeURIComponent(name)}` };
  });
  const listed = async (connected?: string) => ({
    accounts: await accounts.list(),
    ...(connected !== undefined && { connected }),
  });
  answer('accounts/list', async () => ({ ...(await listed()), ...accounts.takeNews() }));
  answer('accounts/sandbox', async (_asked, origin) => {
    left = `${origin}/`;
    return { url: await accounts.beginSandbox(redirectUri()) };
  });
  answer('accounts/oauth', async (asked, origin) => {
    left = `${origin}/`;
    const [clientId, clientSecret] = [textIn(asked, 'clientId'), textIn(asked, 'clientSecret')];
    hidden.add(clientSecret);
    return { url: await accounts.beginOAuth({ clientId, clientSecret }, redirectUri()) };
  });
  answer('accounts/token', async (asked) => {
    const [token, accountId] = [textIn(asked, 'token'), textIn(asked, 'accountId')];
    hidden.add(token);
    return listed(await accounts.addByToken({ token, accountId }));
  });
  answer('accounts/remove', async (asked) => {
    await accounts.remove(textIn(asked, 'account'));
    return listed();
  });
}

const JSON_TYPE = 'application/json; charset=utf-8';

const HEADERS = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** An error as the page gets it: as a sentence where it is one for people. */
function asRefusal(error: unknown): { status: number; message: string } {
  if (error instanceof CallFailed) return { status: 400, message: error.failure.message };
  if (error instanceof Refusal) return { status: 400, message: error.message };
  const status = isItem(error) && typeof error.statusCode === 'number' ? error.statusCode : 500;
  return { status, message: error instanceof Error ? error.message : String(error) };
}
