/** Reads what one request brought: an answer to give, or nothing that can be read. */
import { Readable } from 'node:stream';
import type { RawHttpResponse } from 'zapier-platform-core';
import { type Answer, DONE, isOnlyAside, messagesOf } from './answer';
import { type Endpoint, givesToken, isRead } from './contract';
import { isRecord, parse } from './json';

/** What must be known of a call to read its answer. */
interface Asked {
  facts: Endpoint;
  /** What HighLevel's words may not repeat to the Zap's owner. */
  secrets: string[];
  /** Nothing at all is an answer too, even of a read. */
  mayBeEmpty?: true;
}

/** What came of one request: an answer, or none that can be read. */
export type Result = Answer | { lost: unknown };

/** The answer to a call, of its status, headers and text. */
export function answerOf(call: Asked, status: number, headers: Answer['headers'], text: string): Result {
  const body = parse(text);
  const refused = status >= 300 ? status : refusalWithin(call, body);
  if (refused) return { status: refused, headers, ...withoutSecrets(call.secrets, text, body) };
  return isUnreadable(call, headers, text, body) ? { lost: text } : { status, headers, text, body };
}

/** HighLevel's words without what they may not repeat: in JSON it may be written with escapes. */
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
 * The status of a refusal that comes as a success: the status in the body can differ from HTTP's (measured
 * 2026), an error alone is one of HighLevel's own, and what is not done was refused. A read whose answer is
 * a message and no more has found nothing to give.
 */
function refusalWithin({ facts, mayBeEmpty }: Asked, body: unknown): number | undefined {
  if (!isRecord(body)) return undefined;
  const { statusCode, error, message, msg } = body;
  if (Number(statusCode) >= 400) return Number(statusCode);
  const alone = isOnlyAside(body);
  if (alone && messagesOf({ body: { error }, text: '' }).length) return 500;
  const isUndone = DONE.some((flag) => body[flag] === false);
  if (isUndone && (alone || facts.method === 'DELETE')) return 400;
  const saysOnly = alone && [message, msg].some((words) => typeof words === 'string');
  return saysOnly && isRead(facts) && !mayBeEmpty ? 400 : undefined;
}

/**
 * Whether a success can't be read: a gateway's page, half an answer. Of a read it is anything that is no
 * record and no list: it would pass for “none found”, and a poll that turns a Zap on would later fire all
 * that was there. A write may be answered by nothing.
 */
function isUnreadable({ facts, mayBeEmpty }: Asked, headers: Answer['headers'], text: string, body: unknown) {
  const mustTell = !mayBeEmpty && (isRead(facts) || givesToken(facts));
  if (mustTell) return typeof body !== 'object' || body === null;
  const type = headers.get('content-type') ?? '';
  return body === undefined && text !== '' && (/json/.test(type) || isPage(type, text));
}

/** A gateway's page, or a store's refusal. Plain text may be called HTML. */
const isPage = (type: string, text: string) => /html|xml/.test(type) && /^\s*</.test(text);

/** A file is left where it is; what is said instead of one is read. */
export async function fileOf(call: Asked, response: RawHttpResponse): Promise<Result> {
  const { status, headers, body } = response;
  const succeeded = status >= 200 && status < 300;
  const type = headers.get('content-type') ?? '';
  if (succeeded && headers.get('content-length') !== '0' && !/json|html|xml/.test(type)) {
    return { status, headers, text: '', body: undefined, file: body };
  }
  const text = await response.text();
  const said = answerOf(call, status, headers, text);
  if (!succeeded || ('status' in said && said.status !== status)) return said;
  // A gateway's page, or nothing at all, would be kept as the file.
  const isText = text && /html/.test(type) && !isPage(type, text);
  return isText ? { status, headers, text, body: undefined, file: Readable.from([text]) } : { lost: text };
}
