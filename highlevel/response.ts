/** Reads the answer to one request. */
import { Readable } from 'node:stream';
import type { RawHttpResponse } from 'zapier-platform-core';
import { type Answer, isOnlyAside, messagesOf, SUCCESS } from './answer';
import { isBlank } from './blank';
import { type Endpoint, givesToken, isRead } from './contract';
import { isRecord, isTooDeep, mayBeTooDeep, parse, type Raw } from './json';

/** What must be known of a call to read its answer. */
export interface Asked {
  facts: Endpoint;
  /** Texts that are hidden in a refusal's words, which the Zap's owner reads. */
  secrets: string[];
  /** An empty body is a valid answer, even to a read. */
  mayBeEmpty?: true;
  /** The answer says of each record whether it was done: what it says of the whole is the caller's to read. */
  answersEach?: true;
}

/** The answer to a call, from its status, headers and text; `undefined` where it can't be read. */
export function answerOf(
  call: Asked,
  status: number,
  headers: Answer['headers'],
  text: string,
): Answer | undefined {
  const body = parse(text);
  if (mayBeTooDeep(text) && isTooDeep(body)) {
    return status >= 300 ? { status, headers, text: '', body: undefined } : undefined;
  }
  const refused = status >= 300 ? status : refusalInSuccess(call, body);
  if (refused) return { status: refused, headers, ...withoutSecrets(call.secrets, text, body) };
  return isUnreadable(call, headers, text, body) ? undefined : { status, headers, text, body };
}

/** HighLevel's words with the secrets hidden. They are replaced in the parsed body, because JSON may escape them. */
function withoutSecrets(secrets: string[], text: string, body: unknown): Pick<Answer, 'text' | 'body'> {
  const hide = (words: string) =>
    secrets.reduce((said, secret) => (secret ? said.replaceAll(secret, '(hidden)') : said), words);
  if (body === undefined) return { text: hide(text), body };
  const hidden = JSON.stringify(body, (_key, value: unknown) =>
    typeof value === 'string' ? hide(value) : value,
  );
  return { text: hidden, body: JSON.parse(hidden) };
}

/**
 * The status of a refusal that has the HTTP status of a success. HighLevel does this (public reports, 2026):
 * the body has another status, or nothing but an error, or a sign that it was not done. Such a sign counts
 * beside a record too where the call is a write, because that record may be as it was before. A read that
 * answers nothing but a message was refused too.
 */
function refusalInSuccess({ facts, mayBeEmpty, answersEach }: Asked, body: unknown): number | undefined {
  if (body === false && !isRead(facts) && !mayBeEmpty) return 400;
  if (!isRecord(body)) return undefined;
  const { statusCode, error, message, msg } = body;
  if (Number(statusCode) >= 400) return Number(statusCode);
  const { status, ...rest } = body;
  // A record may have a status of its own, such as a message that has failed.
  if (isOnlyAside(rest) && FAILED.test(String(status))) return Number(status) || 400;
  const alone = isOnlyAside(body);
  if (alone && messagesOf({ body: { error }, text: '' }).length) return 500;
  if (saysNo(body) && (alone || !(isRead(facts) || answersEach))) return 400;
  // A record may say that it is not deleted, and is none the worse for it.
  if (body.deleted === false && (alone || facts.method === 'DELETE')) return 400;
  const saysOnly = alone && [message, msg].some((words) => typeof words === 'string');
  return saysOnly && isRead(facts) && !mayBeEmpty ? 400 : undefined;
}

/** A status that says that a call failed: a word, or an HTTP status. */
const FAILED = /^(?:error|fail(?:ed|ure)?|[45]\d\d)$/i;

/** Whether a body says of the whole call that it was not done. */
function saysNo(body: Raw): boolean {
  const { status, error, errors } = body;
  const hasErrors = Array.isArray(errors) ? errors.length > 0 : !isBlank(errors);
  return (
    SUCCESS.some((flag) => NO.test(String(body[flag]))) || status === 'error' || error === true || hasErrors
  );
}

/** How a flag says no. */
const NO = /^(?:false|no|0)$/i;

/**
 * Whether a success can't be read, because it is a gateway's page or was cut. A read must have a record or a
 * list: anything else would look like “none found”, and after a Zap is turned on with that, its next poll
 * would fire every old record. A write may have no body.
 */
function isUnreadable({ facts, mayBeEmpty }: Asked, headers: Answer['headers'], text: string, body: unknown) {
  const needsBody = !mayBeEmpty && (isRead(facts) || givesToken(facts));
  if (needsBody) return typeof body !== 'object' || body === null;
  const type = headers.get('content-type') ?? '';
  return body === undefined && text !== '' && (/json/.test(type) || isPage(type, text));
}

/** Whether it is a page of a gateway or a file store. A plain text may come with the type of HTML. */
const isPage = (type: string, text: string) => /html|xml/.test(type) && /^\s*</.test(text);

/** The answer to a call for a file: the file as a stream, or what HighLevel says instead of one. */
export async function fileOf(call: Asked, response: RawHttpResponse): Promise<Answer | undefined> {
  const { status, headers, body } = response;
  const succeeded = status >= 200 && status < 300;
  const type = headers.get('content-type') ?? '';
  if (succeeded && headers.get('content-length') !== '0' && !/json|html|xml/.test(type)) {
    return { status, headers, text: '', body: undefined, file: body };
  }
  const text = await response.text();
  const said = answerOf(call, status, headers, text);
  if (!succeeded || (said && said.status !== status)) return said;
  // A gateway's page or an empty body must not be stored as the file.
  const isText = text && /html/.test(type) && !isPage(type, text);
  return isText ? { status, headers, text, body: undefined, file: Readable.from([text]) } : undefined;
}
