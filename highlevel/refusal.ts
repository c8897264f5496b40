/**
 * Keeps what HighLevel says with a 401. Core turns every 401 into a RefreshAuthError and throws the answer away,
 * but only the answer tells whether the token is what is wrong, and whether a write was refused or is unknown.
 * Node tells of each HTTP response before anybody has read it (`node:diagnostics_channel`), so it is read here too.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

/** What HighLevel said with a 401. */
export interface Refusal {
  headers: { get(name: string): string | null };
  text: string;
}

/** The 401 to the request of a run; absent where there was none. */
interface Heard {
  refusal?: Promise<Refusal>;
  response?: IncomingMessage;
}

const listening = new AsyncLocalStorage<Heard>();

subscribe('http.client.response.finish', (message) => {
  const response = typeof message === 'object' && message !== null && Reflect.get(message, 'response');
  const heard = listening.getStore();
  if (heard && response instanceof IncomingMessage && response.statusCode === 401) {
    heard.response = response;
    heard.refusal = read(response);
  }
});

/**
 * Makes a request by core. Where core throws for a 401, it answers what HighLevel said, which is nothing where
 * the answer broke off.
 *
 * @param make makes one request
 * @param isUnauthorised whether an error is core's for a 401
 * @param otherwise makes the answer of a 401
 */
export async function hearRefusal<T>(
  make: () => Promise<T>,
  isUnauthorised: (error: unknown) => boolean,
  otherwise: (refusal: Refusal) => T,
): Promise<T> {
  const heard: Heard = {};
  try {
    return await listening.run(heard, make);
  } catch (error) {
    if (!isUnauthorised(error)) throw error;
    // Core does not read the rest of a raw answer, and would hold it back.
    heard.response?.unpipe().resume();
    return otherwise((await heard.refusal) ?? { headers: new Headers(), text: '' });
  }
}

/** No refusal is longer; of one that is nothing can be read. */
const MOST_BYTES = 10_000_000;

/** Reads the body beside whoever else reads it. It is no error if it breaks off. */
function read(response: IncomingMessage): Promise<Refusal> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const end = () => {
      const text = decoded(Buffer.concat(chunks), response.headers['content-encoding']);
      resolve(text.then((words) => ({ headers: headersOf(response), text: words })));
    };
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_BYTES) end();
    });
    response.once('close', end);
  });
}

const unzip = promisify(zlib.unzip);
const unbrotli = promisify(zlib.brotliDecompress);

/** The text of a body; empty where it can't be decoded. */
async function decoded(body: Buffer, encoding = ''): Promise<string> {
  try {
    if (/gzip|deflate/.test(encoding)) return String(await unzip(body));
    return String(encoding === 'br' ? await unbrotli(body) : body);
  } catch {
    return '';
  }
}

function headersOf({ headers }: IncomingMessage): Refusal['headers'] {
  return { get: (name) => [headers[name.toLowerCase()] ?? []].flat().join(', ') || null };
}
