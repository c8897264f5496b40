/** One request to HighLevel, over the wire. */
import { pipeline, Transform } from 'node:stream';
import type { Bundle, RawHttpResponse, ZObject } from 'zapier-platform-core';
import type { Answer } from './answer';
import { givesToken } from './contract';
import { headersOf, type Outgoing } from './outgoing';
import { hearRefusal } from './refusal';
import { answerOf, fileOf } from './response';
import { type Deadline, deadlineIn, requestTime } from './run-time';
import { apiUrl, isSafe } from './settings';

const OPTIONS = {
  redirect: 'manual',
  skipThrowForStatus: true,
  // Core would otherwise copy the whole definition, and take `{{…}}` out of what is sent.
  merge: false,
} as const;

/**
 * Sends one request. `undefined` where no answer came that can be read: the connection was cut, the time was
 * over, or something else than HighLevel answered.
 */
export async function sendOnce(z: ZObject, bundle: Bundle, call: Outgoing): Promise<Answer | undefined> {
  const url = apiUrl() + call.composed.path;
  const deadline = deadlineIn(requestTime(bundle));
  const answer = await hearRefusal<Answer | undefined>(
    () => ask(z, url, call, deadline.signal),
    isRefreshAuthError,
    ({ headers, text }) => answerOf(call, 401, headers, text),
  ).catch(() => undefined);
  if (answer?.file) return { ...answer, file: abortWhenStalled(answer.file, deadline, bundle) };
  deadline.clear();
  return answer;
}

/** @param signal ends the request. Core's `timeout` starts again with the body, and never ends one that was cut. */
async function ask(
  z: ZObject,
  url: string,
  call: Outgoing,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const { method, body } = call.composed;
  const options = { ...OPTIONS, url, method, headers: headersOf(call), ...(body && { body }), signal };
  if (call.file) {
    const response = await z.request({ ...options, raw: true });
    return fileOf(call, (await followFileRedirect(z, response, signal)) ?? response);
  }
  // Core puts the start of a body into the message of a later error, unless the request is raw.
  if (call.parseOnce || givesToken(call.facts)) {
    const response = await z.request({ ...options, raw: true });
    return answerOf(call, response.status, response.headers, await response.text());
  }
  const { status, headers, content } = await z.request(options);
  return answerOf(call, status, headers, content);
}

/** Asks for a file that HighLevel keeps on another host, without the token; `undefined` where it is on no other. */
async function followFileRedirect(z: ZObject, { status, headers }: RawHttpResponse, signal: AbortSignal) {
  const target = status >= 300 && status < 400 ? headers.get('location') : undefined;
  const url = target && URL.canParse(target, apiUrl()) ? new URL(target, apiUrl()) : undefined;
  if (!url || !isSafe(url)) return undefined;
  const options = { ...OPTIONS, url: url.href, signal };
  return z.request({ ...options, raw: true });
}

/** A file that is aborted when no more of it comes. Otherwise a connection that was cut would never end. */
function abortWhenStalled(file: NodeJS.ReadableStream, deadline: Deadline, bundle: Bundle): Transform {
  const watched = new Transform({
    transform(chunk, _encoding, done) {
      deadline.extend(requestTime(bundle));
      done(null, chunk);
    },
  });
  return pipeline(file, watched, () => deadline.clear());
}

/** Core's error for every 401. */
const isRefreshAuthError = (error: unknown) => error instanceof Error && error.name === 'RefreshAuthError';
