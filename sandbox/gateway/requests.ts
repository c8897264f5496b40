import type { EndpointKey } from '../../highlevel/contract';
import type { Json, JsonObject } from '../json';
import type { Token } from './tokens';

/** A request, as the log keeps it for tests. */
export interface LoggedRequest {
  method: string;
  /** Without the query, as sent: still URL-encoded. */
  path: string;
  /** The contract's name for it; undefined if there is none. */
  endpoint: EndpointKey | undefined;
  /** The parameters by name, all as text; a repeated name has a list. */
  query: JsonObject;
  headers: { [name: string]: string };
  /** The parsed JSON or form; the raw text where it is neither. */
  body: Json | undefined;
  /** The body's exact text; empty if there is none. */
  rawBody: string;
  /** The answer's status; 0 until there is one, and for a connection that was cut. */
  status: number;
  tokenType: Token['type'] | undefined;
}
