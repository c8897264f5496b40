/** Makes the errors that Zapier shows to the Zap's owner, and keeps from them what nobody should read. */
import type { ZObject } from 'zapier-platform-core';
import { adviceFor, LATER } from './advice';
import { type Answer, hideEmails, traceOf } from './answer';
import type { Endpoint } from './contract';
import { isRecord, parse, type Raw } from './json';
import { waitAfter } from './rate-limits';
import { quoteOf, type Wording } from './wording';

/** The error's code, by the status of the answer. */
const CODES: { [status: number]: string } = {
  400: 'bad_request',
  401: 'not_authorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  422: 'invalid_input',
};

/**
 * The error for an answer that is no success: what did not work, what HighLevel says, what to do about it,
 * and the trace id. After a 429 it tells Zapier when to run the step again.
 */
export function toError(z: ZObject, answer: Answer, endpoint: Endpoint, wording: Wording): Error {
  if (answer.status === 429) return throttledError(z, answer, wording);
  const sentence = inSentences(
    `${wording.doing} did not work.`,
    quoteOf(answer, wording),
    adviceFor(answer, endpoint, wording),
    traceIn(answer),
  );
  const code = (answer.status < 500 && wording.code) || (CODES[answer.status] ?? 'error');
  return new z.errors.Error(sentence, code, answer.status);
}

/**
 * The error for a call without a certain answer: none came, or a gateway answered in HighLevel's place. If
 * such a write can't be repeated, nobody knows whether it was done, and the owner is asked to look.
 */
export function noAnswerError(
  z: ZObject,
  answer: Answer | undefined,
  { wording, repeatable, token }: { wording: Wording; repeatable: boolean; token?: string },
): Error {
  const ifNotRepeatable = token === undefined ? 'Try to connect again.' : lookFirst(wording.doing);
  const sentence = inSentences(
    `${wording.doing} did not work.`,
    answer
      ? `HighLevel answered with a problem of its own (${answer.status}).`
      : 'HighLevel gave no answer that could be read.',
    answer && quoteOf(answer, wording),
    repeatable ? LATER : ifNotRepeatable,
    answer && traceIn(answer),
  );
  return new z.errors.Error(sentence, 'no_answer', answer?.status ?? 504);
}

/**
 * The error for a success that does not hold the record that was to be made: nobody knows whether it was.
 *
 * @param noun what was to be made: `Contact`
 */
export function noRecordError(z: ZObject, body: Raw, wording: Wording, noun: string): Error {
  const { doing } = wording;
  const sentence = inSentences(
    `${doing} did not work.`,
    `HighLevel's answer holds no ${noun.toLowerCase()}.`,
    quoteOf({ body, text: '' }, wording),
    lookFirst(doing),
    traceIn({ body, headers: new Headers() }),
  );
  return new z.errors.Error(sentence, 'no_answer', 502);
}

/** What to do where it is not known whether a write was done. */
const lookFirst = (doing: string) =>
  `It is not known whether ${doing} was done: look in HighLevel before you run this step again.`;

/** The error for a call that was not started, because earlier ones used up the time of the run. */
export function tooSlow(z: ZObject, { doing }: Wording): Error {
  const sentence = `${doing} did not work. HighLevel answered too slowly, and the time of a Zap's step was over. ${LATER}`;
  return new z.errors.Error(sentence, 'no_answer', 504);
}

/** The error for input that is refused before anything is sent. */
export function refuse(z: ZObject, sentence: string): Error {
  return new z.errors.Error(hideEmails(sentence), 'invalid_input', 400);
}

/**
 * What an error for the Zap's owner says; `undefined` for one that Zapier acts upon (a wait, a new token), or
 * that is no such error.
 */
export function detailsOf(error: unknown): { message: string; code?: string; status?: number } | undefined {
  if (!(error instanceof Error) || error.name !== 'AppError') return undefined;
  const details = parse(error.message);
  if (!isRecord(details) || typeof details.message !== 'string') return undefined;
  const { message, code, status } = details;
  return {
    message,
    ...(typeof code === 'string' && { code }),
    ...(typeof status === 'number' && { status }),
  };
}

/** What HighLevel answers of a record that is not there: some endpoints refuse the id as they refuse a bad one. */
const NOT_THERE = [400, 404, 422];

/** Whether an error of a request says that its record is not there. */
export const isNotThere = (error: unknown): boolean => NOT_THERE.includes(Number(detailsOf(error)?.status));

/** Keeps core from adding a report to an error's message: the step's input, and what HighLevel answered. */
export function withoutCoreReport(error: Error): Error {
  return Object.assign(error, { doNotContextify: true });
}

/**
 * Wraps a function of the app definition, so that none of its errors has core's report. Otherwise a mistake
 * in this app would show the step's whole input, e-mail addresses included.
 */
export const withPlainErrors =
  <Given extends unknown[], Made>(run: (...given: Given) => Promise<Made>) =>
  async (...given: Given): Promise<Made> => {
    try {
      return await run(...given);
    } catch (error) {
      throw error instanceof Error ? withoutCoreReport(error) : error;
    }
  };

const inSentences = (...sentences: (string | undefined)[]) => sentences.filter(Boolean).join(' ');

function traceIn(answer: Pick<Answer, 'body' | 'headers'>): string {
  const trace = traceOf(answer);
  return trace ? `(Trace id: ${trace})` : '';
}

function throttledError(z: ZObject, answer: Answer, { doing }: Wording): Error {
  const { seconds, daily } = waitAfter(answer.headers);
  const sentence = daily
    ? `HighLevel's calls for today are used up. ${doing} will be tried again in ${duration(seconds)}, at ${clockTime(seconds)}.`
    : `HighLevel takes no more calls for a moment. ${doing} will be tried again in ${duration(seconds)}.`;
  // Some seconds more, so that the runs that were refused together do not come back together.
  return new z.errors.ThrottledError(sentence, seconds + Math.ceil(Math.random() * 5));
}

/** The time of day in so many seconds. Zap history is read later, when “in 5 hours” says little. */
function clockTime(seconds: number): string {
  const [day, time] = new Date(Date.now() + seconds * 1000).toISOString().split(/[T.]/);
  return `${time?.slice(0, 5)} UTC on ${day}`;
}

function duration(seconds: number): string {
  if (seconds < 120) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
