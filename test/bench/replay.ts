/** A HighLevel that costs nothing: it asks the sandbox once, and gives the same answer from then on. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A server on loopback that repeats the answers of another. */
export interface Replay {
  url: string;
  /** Forgets all answers. */
  clear(): void;
  close(): void;
}

interface Answer {
  status: number;
  type: string;
  body: Buffer;
}

/** Starts a server that gives the answers of the one at `origin`. */
export async function startReplay(origin: string): Promise<Replay> {
  const known = new Map<string, Answer>();

  async function ask({ method = 'GET', url = '', headers }: IncomingMessage, sent: Buffer): Promise<Answer> {
    const { authorization = '', version = '', 'content-type': type = 'application/json' } = headers;
    const response = await fetch(origin + url, {
      method,
      headers: { authorization, version: String(version), 'content-type': type },
      ...(sent.length && { body: sent.toString() }),
    });
    const body = Buffer.from(await response.arrayBuffer());
    return { status: response.status, type: response.headers.get('content-type') ?? '', body };
  }

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await buffer(request);
    const key = `${request.method} ${request.url} ${sent}`;
    const answer = known.get(key) ?? (await ask(request, sent));
    known.set(key, answer);
    const { status, type, body } = answer;
    response.writeHead(status, { 'content-type': type, 'content-length': body.length }).end(body);
  }

  const server = createServer((request, response) => {
    reply(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: AddressInfo = Object(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    clear: () => known.clear(),
    close: () => server.close().closeAllConnections(),
  };
}
