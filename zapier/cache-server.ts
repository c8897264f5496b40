import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { isItem } from './json';

/** A value that is kept until a moment (ms). */
interface Kept {
  value: unknown;
  until: number;
}

/** How long Zapier keeps what is set without an end, in seconds. It does not say; this is the longest that it names. */
const LONGEST = 7 * 86_400;

/**
 * What is behind `z.cache` on Zapier: values that end by the clock of this process, each connection with its own.
 * An app reaches it by HTTP, as on Zapier.
 */
export class CacheServer {
  readonly #kept = new Map<string, Kept>();
  readonly #server: Server;
  #url = '';

  constructor() {
    this.#server = createServer(async (request, response) => {
      const asked: unknown = await json(request);
      const { id, method, params, storeKey } = isItem(asked) ? asked : {};
      const result = this.#do(String(method), Array.isArray(params) ? params : [], storeKey);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ id, result }));
    });
  }

  /** Where an app finds it, once it is started. */
  get url(): string {
    return this.#url;
  }

  async start(): Promise<this> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    const address = this.#server.address();
    this.#url = `http://127.0.0.1:${isItem(address) ? address.port : 0}`;
    return this;
  }

  /** Loses what a connection's app keeps, as Zapier may at any time; of all connections without a name. */
  forget(connection = ''): void {
    for (const name of this.#kept.keys()) if (name.startsWith(connection)) this.#kept.delete(name);
  }

  /** Loses what is kept for less than so many ms from now, as if that time had passed. */
  endWithin(ms: number): void {
    for (const [name, { until }] of this.#kept) if (until < Date.now() + ms) this.#kept.delete(name);
  }

  close(): Promise<void> {
    return new Promise((closed) => {
      this.#server.closeAllConnections();
      this.#server.close(() => closed());
    });
  }

  #do(method: string, params: unknown[], connection: unknown): unknown {
    if (method === 'zcache_get') return this.#get(nameOf(params[0], params[1], connection));
    if (method === 'zcache_delete') return this.#kept.delete(nameOf(params[0], params[1], connection));
    const [key, value, seconds, scope, onlyNew] = params;
    const name = nameOf(key, scope, connection);
    if (onlyNew === true && this.#get(name) !== null) return null;
    this.#kept.set(name, { value, until: Date.now() + Number(seconds ?? LONGEST) * 1000 });
    return true;
  }

  #get(name: string): unknown {
    const kept = this.#kept.get(name);
    return kept && kept.until > Date.now() ? kept.value : null;
  }
}

/** Values with a scope are the connection's; those without are shared by all. */
const nameOf = (key: unknown, scope: unknown, connection: unknown) =>
  `${Array.isArray(scope) ? connection : ''} ${key}`;
