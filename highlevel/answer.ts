/** What HighLevel answered, and what it says of the call in it. */
import { isRecord, type Raw } from './json';

/** What HighLevel answered: the body parsed where it is JSON, `undefined` where it is not. */
export interface Answer {
  status: number;
  headers: { get(name: string): string | null };
  text: string;
  body: unknown;
  /** A file that was asked for as such, to be streamed. */
  file?: NodeJS.ReadableStream;
}

/** How HighLevel says whether something is done. */
export const DONE = ['success', 'succeeded', 'succeded', 'deleted'];
/** All that a body may say beside an error and still be nothing but that. */
const ASIDES = ['error', 'message', 'msg', 'statusCode', 'traceId', ...DONE];

/** Whether a body says nothing but how the call went. */
export const isOnlyAside = (body: Raw): boolean => Object.keys(body).every((key) => ASIDES.includes(key));

/** HighLevel's own messages, whatever the shape of the body; `[]` where it gave none. */
export function messagesOf(answer: Pick<Answer, 'body' | 'text'>): string[] {
  const found = read(answer.body).map(hideEmails);
  if (found.length) return found;
  // What is neither JSON nor words: HTML of a gateway, half an answer.
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

/** The id of the record that a duplicate collided with, where a refusal tells it. */
export function existingIdIn({ status, body }: Pick<Answer, 'status' | 'body'>): string | undefined {
  if (![400, 409, 422].includes(status) || !isRecord(body)) return undefined;
  const places = [body.meta, body].filter(isRecord);
  const id = places
    .flatMap((place) => [place.contactId, place.conversationId, place.relationId])
    .find((one) => typeof one === 'string' && one);
  return typeof id === 'string' ? id : undefined;
}

/** Why HighLevel answered 401. Only `expired` is cured by a new token. */
export type Unauthorised = 'expired' | 'scope' | 'access' | 'timeout' | 'other';

/**
 * Tells the 401s apart (measured: a missing scope, a token of the wrong level, an endpoint that the
 * IAM service does not know, and a gateway's time-out all come as 401).
 */
export function whyUnauthorised(answer: Answer): Unauthorised {
  const said = messagesOf(answer).join(' ');
  if (/scope/i.test(said) && !/authclass/i.test(said)) return 'scope';
  if (/authclass|access to this location|forbidden/i.test(said)) return 'access';
  if (/timed? ?out/i.test(said)) return 'timeout';
  if (/\bIAM\b|E01|not (yet )?supported/i.test(said)) return 'other';
  return /token|jwt|expired|unauthori[sz]ed/i.test(said) || !said ? 'expired' : 'other';
}

/** How HighLevel says that something is not there; of a task, an event or a custom value, that its id is invalid. */
const NOT_FOUND = /^(no [\w -]+ found|[\w -]+ not found|the (task|event|custom value) id is invalid)\b/i;

/** Whether HighLevel says that what the call is about is not there: some endpoints say so with 400. */
export function isNotFound(answer: Answer): boolean {
  if (answer.status === 404) return true;
  return answer.status < 500 && NOT_FOUND.test(messagesOf(answer).join(' '));
}

/** Whether HighLevel can't do the call for the moment, and has not. */
export const isBusy = ({ status }: Pick<Answer, 'status'>): boolean => status === 423 || status === 425;

/** An error is mailed, logged and passed on: it repeats nobody's e-mail address. */
export const hideEmails = (text: string) =>
  text.replace(/[^\s@"'“”‘’<>(),;:=?&/]{1,64}(?:@|%40)[^\s@"'“”‘’<>(),;:=?&/]{1,255}/gi, '(email address)');
