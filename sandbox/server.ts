import { promisify } from 'node:util';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { control } from './control';
import { Engine } from './engine';
import type { Routes } from './gateway/call';
import type { Incoming, Outgoing } from './gateway/http';

/** A running sandbox. */
export type Sandbox = Engine & {
  /** Its address, such as `http://127.0.0.1:4400`, for the API and the marketplace. */
  readonly url: string;
  /** Stops it. */
  close: () => Promise<void>;
};

/**
 * Made once, at import: a test that later replaces `setTimeout` to hurry the app does not hurry the sandbox.
 */
const sleep = promisify(setTimeout);

/** The largest body that is read, in bytes: the largest file, which is one for a contact, and what is around it. */
const BODY_LIMIT = 51 * 1024 * 1024;

/** Every path but the sandbox's own is rewritten to this one, so that the pipeline sees it as it was sent. */
const API = '/';

/**
 * Starts a HighLevel on this machine's loopback.
 * @param options `port`: the default 0 takes any free one; `seed`: another number gives other records;
 * `routes`: what answers these endpoints in the place of the sandbox's own; `wait`: what a fault that delays an
 * answer does for so many ms, where time is not the machine's.
 */
export async function startSandbox(
  options: { port?: number; seed?: number; routes?: Routes; wait?: (ms: number) => Promise<unknown> } = {},
): Promise<Sandbox> {
  const { wait = sleep } = options;
  const engine = new Engine(options.seed, options.routes);
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    rewriteUrl: ({ url = '' }) => (/^\/_sandbox(?=[/?]|$)/.test(url) ? url : API),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.all(API, async (request, reply) => {
    const answer = await engine.pipeline.answer(incoming(request));
    if (answer.delayMs) await wait(answer.delayMs);
    await send(request, reply, answer);
    return reply;
  });
  app.register(control(engine), { prefix: '/_sandbox' });
  const url = await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  const close = async () => {
    engine.webhooks.reset();
    await app.close();
  };
  return Object.assign(engine, { url, close });
}

function incoming({ method, originalUrl, headers, body }: FastifyRequest): Incoming {
  const named = Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]);
  const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  return { method, url: originalUrl, headers: Object.fromEntries(named), raw };
}

async function send(request: FastifyRequest, reply: FastifyReply, answer: Outgoing): Promise<void> {
  const { status, headers, body, cut } = answer;
  const isJson = body !== undefined && !Buffer.isBuffer(body);
  const bytes = isJson ? Buffer.from(JSON.stringify(body)) : body;
  const all = { ...(isJson && { 'content-type': 'application/json; charset=utf-8' }), ...headers };
  if (!cut) {
    reply.status(status).headers(all).send(bytes);
    return;
  }
  reply.hijack();
  const { socket } = request.raw;
  if (cut === true || !bytes) {
    socket.destroy();
    return;
  }
  reply.raw.writeHead(status, { ...all, 'content-length': bytes.length });
  reply.raw.write(bytes.subarray(0, bytes.length / 2), () => socket.destroy());
}
