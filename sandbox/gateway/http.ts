import type { Json } from '../json';

/** The host names by which a machine reaches itself. */
export const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** A request as the server received it. */
export interface Incoming {
  method: string;
  /** Path and query, as sent. */
  url: string;
  headers: { [name: string]: string };
  raw: Buffer;
}

/** An answer as the server sends it. `cut` breaks the connection before it, or in the middle of its body. */
export interface Outgoing {
  status: number;
  headers: { [name: string]: string };
  /** JSON, or bytes that are sent unchanged. */
  body: Json | Buffer | undefined;
  delayMs?: number;
  cut?: true | 'midway';
}
