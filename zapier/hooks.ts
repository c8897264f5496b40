import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { isItem } from './json';

/** A request to a Zap's address, as an instant trigger's `perform` gets it. */
export interface HookRequest {
  /** `bundle.rawRequest`: `content` is the exact text; header names are as {@link headerName} makes them. */
  rawRequest: {
    method: string;
    querystring: string;
    headers: { [name: string]: string };
    content: string;
  };
  /** `bundle.cleanedRequest`: the parsed body; without a body, the query. */
  cleanedRequest: unknown;
}

/** What takes the requests to an address: a Zap with an instant trigger. */
export interface HookTaker {
  /** Resolves when all that the request started is over. */
  receive(request: HookRequest): Promise<unknown>;
}

/**
 * Zapier refuses with 429 what comes faster than so many requests in so many ms, for all Zaps of a user.
 * Source: help.zapier.com, “Webhooks by Zapier rate limits”.
 */
const LIMITS = [
  { most: 30, withinMs: 1000 },
  { most: 10_000, withinMs: 300_000 },
];

/** A stand-in for hooks.zapier.com on this machine's loopback: gives Zaps addresses, and hands on what comes in. */
export class HookServer {
  readonly #takers = new Map<string, HookTaker>();
  readonly #addresses = new Map<HookTaker, string>();
  readonly #working = new Set<Promise<unknown>>();
  readonly #thrown: unknown[] = [];
  readonly #server: Server;
  readonly #now: () => number;
  /** When each request of the longest window came in, in ms, the oldest first. */
  #arrivals: number[] = [];
  #url = '';

  /** @param options `now`: the time in ms by which requests are counted; the machine's unless given */
  constructor({ now = () => Date.now() }: { now?: () => number } = {}) {
    this.#now = now;
    this.#server = createServer((request, response) => {
      // A request that breaks off is nobody's.
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    const address = this.#server.address();
    this.#url = `http://127.0.0.1:${isItem(address) ? address.port : 0}`;
    return this;
  }

  /** The address of a Zap. It is the same as long as the Zap is there. */
  addressOf(taker: HookTaker): string {
    const known = this.#addresses.get(taker);
    if (known) return known;
    const path = `/hooks/standard/1234567/${randomBytes(16).toString('hex')}/`;
    this.#takers.set(path, taker);
    this.#addresses.set(taker, `${this.#url}${path}`);
    return `${this.#url}${path}`;
  }

  /** Resolves when all that came in so far has run. @throws what a Zap threw, which no request may make it do */
  async settled(): Promise<void> {
    while (this.#working.size) await Promise.all(this.#working);
    const [thrown] = this.#thrown.splice(0);
    if (thrown !== undefined) throw thrown;
  }

  close(): Promise<void> {
    return new Promise((closed) => {
      this.#server.closeAllConnections();
      this.#server.close(() => closed());
    });
  }

  /** Answers before the Zap runs: whoever sent a request is never told what came of it. */
  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', ...query] = (request.url ?? '').split('?');
    const content = (await buffer(request)).toString('utf8');
    response.setHeader('content-type', 'application/json');
    if (this.#isFlood()) {
      response.writeHead(429).end(JSON.stringify({ status: 'error', message: 'Too many requests.' }));
      return;
    }
    const taker = this.#takers.get(path.endsWith('/') ? path : `${path}/`);
    if (taker) this.#hand(taker, readRequest(request, query.join('?'), content));
    response.end(JSON.stringify({ status: 'success', id: randomBytes(16).toString('hex') }));
  }

  #hand(taker: HookTaker, request: HookRequest): void {
    const work = taker
      .receive(request)
      .catch((thrown: unknown) => this.#thrown.push(thrown))
      .finally(() => this.#working.delete(work));
    this.#working.add(work);
  }

  #isFlood(): boolean {
    const now = this.#now();
    const longest = Math.max(...LIMITS.map(({ withinMs }) => withinMs));
    this.#arrivals = this.#arrivals.filter((at) => at > now - longest);
    const isOver = ({ most, withinMs }: { most: number; withinMs: number }) =>
      this.#arrivals.filter((at) => at > now - withinMs).length >= most;
    if (LIMITS.some(isOver)) return true;
    this.#arrivals.push(now);
    return false;
  }
}

/** Names that Zapier hands on without a prefix. */
const WITHOUT_PREFIX = ['Content-Type', 'Content-Length'];

/**
 * The name of a header as Zapier hands it on: `x-ghl-signature` → `Http-X-Ghl-Signature`, `content-type` →
 * `Content-Type`. Source: Zapier's documentation of `bundle.rawRequest`, and zapier-platform issue 290.
 */
export function headerName(sent: string): string {
  const name = sent.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
  return WITHOUT_PREFIX.includes(name) ? name : `Http-${name}`;
}

function readRequest(
  { method = 'POST', headers }: IncomingMessage,
  query: string,
  content: string,
): HookRequest {
  const named = Object.entries(headers).map(([name, value]) => [headerName(name), String(value)]);
  return {
    rawRequest: { method, querystring: query, headers: Object.fromEntries(named), content },
    cleanedRequest: parse(content || query, content ? headers['content-type'] : FORM),
  };
}

const FORM = 'application/x-www-form-urlencoded';

/** A body as Zapier parses it. What Zapier gives for text that is neither JSON nor a form is not known. */
function parse(content: string, type = ''): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return type.startsWith(FORM) ? Object.fromEntries(new URLSearchParams(content)) : {};
  }
}
