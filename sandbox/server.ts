import { promisify } from 'node:util';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { control } from './control';
import { Engine } from './engine';
import type { Incoming, Outgoing } from './gateway/http';

/** A running sandbox. */
export type Sandbox = Engine & {
  /** Where it listens, as `http://127.0.0.1:4400`: the API's and the marketplace's address at once. */
  readonly url: string;
  /** Stops it. */
  close: () => Promise<void>;
};

/** Taken here, once: a test that hurries the app leaves HighLevel at its own pace. */
const wait = promisify(setTimeout);

/** The largest body that is read, in bytes. */
const BODY_LIMIT = 25 * 1024 * 1024;

/** All but the sandbox's own paths go through the pipeline, whatever they look like. */
const API = '/';

/**
 * Starts a HighLevel on this machine's loopback.
 * @param options `port`: 0, the default, takes any free one; `seed`: another number, other records.
 */
export async function startSandbox(options: { port?: number; seed?: number } = {}): Promise<Sandbox> {
  const engine = new Engine(options.seed);
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    rewriteUrl: ({ url = '' }) => (/^\/_sandbox(?=[/?]|$)/.test(url) ? url : API),
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.all(API, async (request, reply) => {
    await send(request, reply, await engine.pipeline.answer(incoming(request)));
    return reply;
  });
  app.register(control(engine), { prefix: '/_sandbox' });
  const url = await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  return Object.assign(engine, { url, close: async () => app.close() });
}

function incoming({ method, originalUrl, headers, body }: FastifyRequest): Incoming {
  const named = Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]);
  const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  return { method, url: originalUrl, headers: Object.fromEntries(named), raw };
}

async function send(request: FastifyRequest, reply: FastifyReply, answer: Outgoing): Promise<void> {
  const { status, headers, body, delayMs, cut } = answer;
  if (delayMs) await wait(delayMs);
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
