/** Reads why HighLevel answered 401: core turns every 401 into a RefreshAuthError and throws its body away. */
import type { Answer } from './answer';
import { isRead } from './contract';
import { headersOf, type Outgoing } from './outgoing';
import { answerOf } from './response';
import { deadlineIn } from './run-time';
import { apiUrl } from './settings';

/**
 * Sends one more request, without core, and answers what HighLevel says to it. A read is sent again as it
 * was. A write is sent to the same route with no body and with `0` for every id, so that it can do nothing:
 * HighLevel checks the token first.
 *
 * @param ms the time that the request may take
 * @returns `undefined` where the reason could not be read
 */
export async function askWhyRefused(call: Outgoing, ms: number): Promise<Answer | undefined> {
  const { facts, composed } = call;
  const isSame = isRead(facts) || call.token === undefined;
  const path = isSame ? composed.path : facts.route.replace(/\{\w+\}/g, '0');
  const deadline = deadlineIn(ms);
  try {
    const response = await fetch(apiUrl() + path, {
      method: composed.method,
      headers: headersOf(call),
      ...(isSame && composed.body && { body: composed.body }),
      redirect: 'manual',
      signal: deadline.signal,
    });
    // This time the file came. It is asked for again by `z.request`, which can stream it into Zapier's store.
    if (call.file && response.ok) {
      await response.body?.cancel();
      return undefined;
    }
    const answer = answerOf(call, response.status, response.headers, await response.text());
    // An answer about the ids `0` says nothing about the write itself.
    return isSame || answer?.status === 401 ? answer : undefined;
  } catch {
    return undefined;
  } finally {
    deadline.clear();
  }
}
