/** Reads what one request brought: an answer to give, or nothing that can be read. */
import { Readable } from 'node:stream';
import type { RawHttpResponse } from 'zapier-platform-core';
import type { Endpoint } from './contract';
import { type Answer, isRecord } from './errors';

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
  const parsed = parse(text);
  if (status >= 300) return refusal(status, parsed);
  const within = refusalWithin(call.facts, parsed);
  if (within) return refusal(within, parsed);
  return isUnreadable(call, headers, text, parsed) ? { lost: text } : { status, headers, text, body: parsed };

  function refusal(its: number, body: unknown): Answer {
    const words = call.secrets.reduce((said, secret) => hide(said, secret), text);
    return { status: its, headers, text: words, body: words === text ? body : parse(words) };
  }
}

const hide = (text: string, secret: string) => (secret ? text.replaceAll(secret, '(hidden)') : text);

/** The JSON of a body; `undefined` where it is none. */
export function parse(text = ''): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** How HighLevel says whether something is done. */
const DONE = ['success', 'succeeded', 'succeded', 'deleted'];
/** All that a body may say beside an error and still be nothing but that. */
const ASIDES = ['error', 'message', 'msg', 'statusCode', 'traceId', ...DONE];

/**
 * The status of a refusal that comes as a success: the status in the body can differ from HTTP's (measured
 * 2026). An error alone is one of HighLevel's own; a delete that did not succeed was refused.
 */
function refusalWithin({ method }: Endpoint, body: unknown): number | undefined {
  if (!isRecord(body)) return undefined;
  const { statusCode, error } = body;
  if (typeof statusCode === 'number' && statusCode >= 400) return statusCode;
  if (typeof error === 'string' && error && Object.keys(body).every((key) => ASIDES.includes(key)))
    return 500;
  return method === 'DELETE' && DONE.some((flag) => body[flag] === false) ? 400 : undefined;
}

/**
 * Whether a success can't be read: a gateway's page, half an answer. Of a read it is anything that is no
 * record and no list: it would pass for “none found”, and a poll that turns a Zap on would later fire all
 * that was there. A write may be answered by nothing.
 */
function isUnreadable({ facts, mayBeEmpty }: Asked, headers: Answer['headers'], text: string, body: unknown) {
  const type = headers.get('content-type') ?? '';
  const mustTell = !mayBeEmpty && (isRead(facts) || givesToken(facts));
  if (mustTell) return typeof body !== 'object' || body === null;
  return (
    body === undefined && text !== '' && (/json/.test(type) || (/html/.test(type) && /^\s*</.test(text)))
  );
}

/** A file is left where it is; what is said instead of one is read. */
export async function fileOf(call: Asked, response: RawHttpResponse): Promise<Result> {
  const { status, headers, body } = response;
  const succeeded = status >= 200 && status < 300;
  const type = headers.get('content-type') ?? '';
  if (succeeded && headers.get('content-length') !== '0' && !/json|html/.test(type)) {
    return { status, headers, text: '', body: undefined, file: body };
  }
  const text = await response.text();
  const said = answerOf(call, status, headers, text);
  if (!succeeded || ('status' in said && said.status !== status)) return said;
  // A gateway's page, or nothing at all, would be kept as the file. Plain text may be called HTML.
  const isText = text && /html/.test(type) && !/^\s*</.test(text);
  return isText ? { status, headers, text, body: undefined, file: Readable.from([text]) } : { lost: text };
}

/** Whether an endpoint changes nothing. */
export const isRead = (facts: Endpoint) => facts.method === 'GET' || facts.reads === true;
/** Whether an endpoint answers a token. */
export const givesToken = (facts: Endpoint) => ['/oauth/token', '/oauth/locationToken'].includes(facts.route);
