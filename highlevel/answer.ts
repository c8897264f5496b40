/** An answer of HighLevel, and what it says about the call. */
import { isRecord, type Raw } from './json';

/** An answer of HighLevel. `body` is the parsed JSON, and `undefined` where the text is none. */
export interface Answer {
  status: number;
  headers: { get(name: string): string | null };
  text: string;
  body: unknown;
  /** The file, as a stream, where the call asked for one. */
  file?: NodeJS.ReadableStream;
}

/** The names under which HighLevel says whether something is done, misspelt ones included. */
export const DONE = ['success', 'succeeded', 'succeded', 'deleted'];
/** What a body may have that says nothing but how the call went. */
const ASIDES = ['error', 'message', 'msg', 'statusCode', 'traceId', ...DONE];

/** Whether a body says nothing but how the call went. */
export const isOnlyAside = (body: Raw): boolean => Object.keys(body).every((key) => ASIDES.includes(key));

/** HighLevel's own messages, whatever the shape of the body; `[]` where it gave none. */
export function messagesOf(answer: Pick<Answer, 'body' | 'text'>): string[] {
  const found = read(answer.body).map(hideEmails);
  if (found.length) return found;
  // A text that is not JSON may be a message. A page of a gateway or half an answer is none.
  const text = answer.text.trim();
  return text && answer.body === undefined && !/^[<[{"]/.test(text) ? [hideEmails(text.slice(0, 300))] : [];

  function read(value: unknown): string[] {
    if (typeof value === 'string') return value.trim() ? [value.trim()] : [];
    if (Array.isArray(value)) return value.flatMap(read);
    if (!isRecord(value)) return [];
    for (const key of ['message', 'msg', 'error_description', 'errors', 'error']) {
      const inner = read(value[key]);
      if (inner.length) return inner;
    }
    return [];
  }
}

/** The id by which HighLevel's support finds the call. */
export function traceOf(answer: Pick<Answer, 'body' | 'headers'>): string | undefined {
  const inBody = isRecord(answer.body) ? answer.body.traceId : undefined;
  return typeof inBody === 'string' && inBody ? inBody : (answer.headers.get('x-trace-id') ?? undefined);
}

/** The id of the record that exists already, where HighLevel refuses a duplicate and says which. */
export function existingIdIn({ status, body }: Pick<Answer, 'status' | 'body'>): string | undefined {
  if (![400, 409, 422].includes(status) || !isRecord(body)) return undefined;
  const places = [body.meta, body].filter(isRecord);
  const id = places
    .flatMap((place) => [place.contactId, place.conversationId, place.relationId])
    .find((one) => typeof one === 'string' && one);
  return typeof id === 'string' ? id : undefined;
}

/** Why HighLevel answered 401. A new token helps only where it is `expired`. */
export type Unauthorised = 'expired' | 'scope' | 'access' | 'timeout' | 'other';

/**
 * Tells by its message why a call was answered with 401. Public reports of 2026 show a 401 for a missing scope,
 * for a token of the wrong level, for an endpoint that the IAM service does not know, and for a gateway's time-out.
 */
export function whyUnauthorised(answer: Answer): Unauthorised {
  const said = messagesOf(answer).join(' ');
  if (/scope/i.test(said) && !/authclass/i.test(said)) return 'scope';
  if (/authclass|access to this location|forbidden/i.test(said)) return 'access';
  if (/timed? ?out/i.test(said)) return 'timeout';
  if (/\bIAM\b|E01|not (yet )?supported/i.test(said)) return 'other';
  return /token|jwt|expired|unauthori[sz]ed/i.test(said) || !said ? 'expired' : 'other';
}

/** How HighLevel says that a record was not found. Of a task, an event or a custom value it says that the id is invalid. */
const NOT_FOUND = /^(no [\w -]+ found|[\w -]+ not found|the (task|event|custom value) id is invalid)\b/i;

/** Whether HighLevel says that the record was not found. Some endpoints say so with 400 (public reports, 2026). */
export function isNotFound(answer: Answer): boolean {
  if (answer.status === 404) return true;
  return answer.status < 500 && NOT_FOUND.test(messagesOf(answer).join(' '));
}

/** Whether HighLevel can't do the call at the moment, and did nothing. */
export const isBusy = ({ status }: Pick<Answer, 'status'>): boolean => status === 423 || status === 425;

/** A text without e-mail addresses: errors are logged, and Zapier sends them by e-mail. */
export const hideEmails = (text: string) =>
  text.replace(/[^\s@"'“”‘’<>(),;:=?&/]{1,64}(?:@|%40)[^\s@"'“”‘’<>(),;:=?&/]{1,255}/gi, '(email address)');
