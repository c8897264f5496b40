/** An answer of HighLevel, and what it says about the call. */
import { BARE_LIST, isRecord, type Raw } from './json';

/** An answer of HighLevel. `body` is the parsed JSON, and `undefined` where the text is none. */
export interface Answer {
  status: number;
  headers: { get(name: string): string | null };
  text: string;
  body: unknown;
  /** The file, as a stream, where the call asked for one. */
  file?: NodeJS.ReadableStream;
}

/** The parsed body as a record: `{ [BARE_LIST]: […] }` for a list, and `{}` where there is neither. */
export function bodyOf({ body }: Pick<Answer, 'body'>): Raw {
  if (Array.isArray(body)) return { [BARE_LIST]: body };
  return isRecord(body) ? body : {};
}

/** The names under which HighLevel says whether a call was done, misspelt ones included. */
export const SUCCESS = ['success', 'succeeded', 'succeded'];

/** What a body may have that says nothing but how the call went. */
const ASIDES = ['error', 'errors', 'message', 'msg', 'statusCode', 'traceId', 'deleted', ...SUCCESS];

/** Whether a body says nothing but how the call went. */
export const isOnlyAside = (body: Raw): boolean => Object.keys(body).every((key) => ASIDES.includes(key));

/** How much of HighLevel's words is read, in characters. No one can read more, and some errors have megabytes. */
const MOST_CHARACTERS = 4000;

/** HighLevel's own messages, whatever the shape of the body; `[]` where it gave none. */
export function messagesOf(answer: Pick<Answer, 'body' | 'text'>): string[] {
  const found = wordsIn(answer.body);
  if (found.length) return cut(found).map(hideEmails);
  // A text that is not JSON may be a message. A page of a gateway or half an answer is none.
  const text = answer.text.slice(0, MOST_CHARACTERS).trim();
  return text && answer.body === undefined && !/^[<[{"]/.test(text) ? [hideEmails(text.slice(0, 300))] : [];
}

function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() ? [value.trim()] : [];
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (!isRecord(value)) return [];
  for (const key of ['message', 'msg', 'error_description', 'errors', 'error']) {
    const inner = wordsIn(value[key]);
    if (inner.length) return inner;
  }
  return [];
}

/** The first messages, as many as can be read. */
function cut(messages: string[]): string[] {
  let left = MOST_CHARACTERS;
  const read: string[] = [];
  for (const message of messages) {
    if (left <= 0) break;
    read.push(message.slice(0, left));
    left -= message.length;
  }
  return read;
}

/** The id by which HighLevel's support finds the call. */
export function traceOf(answer: Pick<Answer, 'body' | 'headers'>): string | undefined {
  const inBody = isRecord(answer.body) ? answer.body.traceId : undefined;
  const trace = typeof inBody === 'string' && inBody ? inBody : answer.headers.get('x-trace-id');
  return trace?.slice(0, 100) ?? undefined;
}

/** Why HighLevel refuses a call. A new token helps only where it is `expired`. */
export type Refused = 'expired' | 'scope' | 'access' | 'timeout' | 'other';

/** HighLevel says that the token or its user does not reach the account. */
const ACCESS =
  /authclass|^forbidden( resource)?\W*$|\b(token|user|app|client)\b.*\b(access(?! ?token)|permissions?)\b|\baccess to (this|that|the) (location|sub-?account|account|company|agency|resource)/i;

/** HighLevel says that the token is of the wrong level: a new one would be of the same. */
const LEVEL =
  /\btoken type\b|\b(agency|company|location|sub-?account)([- ]level)?( access)? token\b.*\b(required|needed|only)\b|\brequires? an? (agency|company|location|sub-?account)\b/i;

/** HighLevel says that the token is over, whatever else it says. */
const OVER =
  /\b(jwt|token|session)( has| is)?( been)? (expired|revoked)\b|\b(expired|revoked)( access)? token\b/i;

/** HighLevel says that the token itself is no longer good, or gives no reason at all. */
const EXPIRED =
  /\bjwt\b|\b(token|session|credentials?|authorization)\b.*\b(expired|invalid|not valid|revoked|malformed|missing|required|inactive)|\b(expired|invalid|revoked|missing|no|new)\b.*\btoken\b|^unauthori[sz]ed( request)?\W*$|^authentication (failed|required)\W*$/i;

/**
 * Tells by its message why a call was answered with 401 or 403. Public reports of 2026 show a 401 for a missing
 * scope, for a token of the wrong level, for an endpoint that the IAM service does not know, and for a gateway's
 * time-out; and a 403 for reasons of the endpoint's own.
 */
export function whyRefused(answer: Answer): Refused {
  const said = messagesOf(answer).join(' ').replaceAll('_', ' ');
  if (/scope/i.test(said) && !/authclass/i.test(said)) return 'scope';
  if (answer.status === 401 && OVER.test(said)) return 'expired';
  if (ACCESS.test(said) || LEVEL.test(said)) return 'access';
  if (/timed? ?out/i.test(said)) return 'timeout';
  return answer.status === 401 && (!said || EXPIRED.test(said)) ? 'expired' : 'other';
}

/** Whether HighLevel says that it does not let the call be done. */
export const isRefusal = ({ status }: Pick<Answer, 'status'>): boolean => status === 401 || status === 403;

/** Whether HighLevel can't do the call at the moment, and did nothing. */
export const isBusy = ({ status }: Pick<Answer, 'status'>): boolean => status === 423 || status === 425;

/** A text without e-mail addresses: errors are logged, and Zapier sends them by e-mail. */
export const hideEmails = (text: string) =>
  text.replace(/[^\s@"'“”‘’<>(),;:=?&/]{1,64}(?:@|%40)[^\s@"'“”‘’<>(),;:=?&/]{1,255}/gi, '(email address)');
