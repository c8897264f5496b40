/** A request that is ready to be sent. */
import type { Composed } from './compose';
import type { Asked } from './response';

/** What is sent, and what must be known to read the answer. */
export interface Outgoing extends Asked {
  composed: Composed;
  /** Absent where the call is the one that gets a token. */
  token?: string;
  /** The answer is a file, which is streamed. */
  file?: true;
  /** The body is parsed once, and Zapier's HTTP log does not show it. */
  parseOnce?: true;
}

/** The headers of a request, the token among them. */
export const headersOf = ({ composed, token }: Outgoing): { [name: string]: string } => ({
  'user-agent': 'Zapier',
  ...composed.headers,
  ...(token && { authorization: `Bearer ${token}` }),
});
