import type { ZObject } from 'zapier-platform-core';
import {
  type Answer,
  existingIdIn,
  hideEmails,
  isBusy,
  isNotFound,
  messagesOf,
  traceOf,
  whyUnauthorised,
} from './answer';
import { type Endpoint, shape } from './contract';
import { waitAfter } from './rate-limits';

/** The words of the Zap's owner for a call: the step's label, the thing it is about, its fields. */
export interface Wording {
  /** The step as the Zap editor names it: `Create Contact Note`. */
  doing: string;
  /** The thing that the call is about, where no field names it: `recording`. */
  thing?: string;
  /** Labels of the step's fields, by key. */
  labels?: { [key: string]: string };
  /** What to do about a refusal, where the call knows better than its status. */
  advice?: string;
  /** The error's own code for a refusal, where something else sees to it. */
  code?: string;
  /** What the user may do about a record that exists already. */
  ifDuplicate?: string;
}

/** Turns an answer that is no success into the sentence (or the throttling) that Zapier shows. */
export function toError(z: ZObject, answer: Answer, endpoint: Endpoint, wording: Wording): Error {
  if (answer.status === 429) return throttled(z, answer, wording);
  const said = quote(messagesOf(answer), wording.labels ?? {});
  const trace = traceOf(answer);
  const sentence = [
    `${wording.doing} did not work.`,
    said && `HighLevel says: ${said}`,
    advice(answer, endpoint, wording),
    trace && `(Trace id: ${trace})`,
  ];
  return new z.errors.Error(
    sentence.filter(Boolean).join(' '),
    (answer.status < 500 && wording.code) || (CODES[answer.status] ?? 'error'),
    answer.status,
  );
}

/**
 * The error for a call that has no answer of the endpoint's own: none came, or a gateway spoke for it.
 * Of a write that can't be repeated nobody knows then whether it was done.
 */
export function noAnswerError(
  z: ZObject,
  answer: Answer | undefined,
  { wording, repeatable, token }: { wording: Wording; repeatable: boolean; token?: string },
): Error {
  const look = `It is not known whether ${wording.doing} was done: look in HighLevel before you run this step again.`;
  const again = token === undefined ? 'Try to connect again.' : look;
  const said = answer && quote(messagesOf(answer), wording.labels ?? {});
  const trace = answer && traceOf(answer);
  const sentence = [
    `${wording.doing} did not work.`,
    answer
      ? `HighLevel answered with a problem of its own (${answer.status}).`
      : 'HighLevel gave no answer that could be read.',
    said && `HighLevel says: ${said}`,
    repeatable ? LATER : again,
    trace && `(Trace id: ${trace})`,
  ];
  return new z.errors.Error(sentence.filter(Boolean).join(' '), 'no_answer', answer?.status ?? 504);
}

/** The error for a call that is not begun, because what came before it took the time of the run. */
export function tooSlow(z: ZObject, { doing }: Wording): Error {
  const sentence = `${doing} did not work. HighLevel answered too slowly, and the time of a Zap's step was over. ${LATER}`;
  return new z.errors.Error(sentence, 'no_answer', 504);
}

/** Keeps core from adding a report to an error's message: the step's input, and what HighLevel answered. */
export function withoutCoreReport(error: Error): Error {
  return Object.assign(error, { doNotContextify: true });
}

/**
 * A function of the definition with all its errors made {@link withoutCoreReport}, even those of a mistake in this app:
 * core would report the step's whole input with these, e-mail addresses and all.
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

/** The error for input that is refused before anything is sent. */
export function refuse(z: ZObject, sentence: string): Error {
  return new z.errors.Error(hideEmails(sentence), 'invalid_input', 400);
}

const LATER = 'Run the step again in a few minutes.';

const CODES: { [status: number]: string } = {
  400: 'bad_request',
  401: 'not_authorized',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  422: 'invalid_input',
};

function advice(answer: Answer, endpoint: Endpoint, wording: Wording): string {
  const { status } = answer;
  const duplicate = existingIdIn(answer);
  if (duplicate)
    return [`It exists already, with the id ${duplicate}.`, wording.ifDuplicate].filter(Boolean).join(' ');
  if (status === 401 && whyUnauthorised(answer) === 'scope') return missingScope(endpoint);
  if (status === 408 || isBusy(answer) || (status === 401 && whyUnauthorised(answer) === 'timeout')) {
    return `HighLevel was too busy to answer. ${LATER}`;
  }
  if (status === 401 && whyUnauthorised(answer) === 'other') {
    return "HighLevel refuses the call, though the connection is valid. Check the account and the ids that this step uses; HighLevel's support can find the call by its trace id.";
  }
  if (wording.advice && status >= 400 && status < 500) return wording.advice;
  if (status === 401 || status === 403) return `${access(endpoint)} Check the account that this step uses.`;
  if (isNotFound(answer)) return notThere(answer, endpoint, wording);
  if (status === 413) return 'The values of this step are too large for HighLevel.';
  if (status >= 500) return `HighLevel has a problem of its own. ${LATER}`;
  if (status >= 300 && status < 400)
    return 'HighLevel sent the call to another address, which is not followed.';
  return 'Check the values of this step.';
}

function missingScope({ scopes }: Endpoint): string {
  const which = scopes.length ? ` that this step needs: ${scopes.join(', ')}` : ' that this step needs';
  return `Your HighLevel app lacks a scope${which}. Add it to the app in the HighLevel Marketplace, then reconnect the account in Zapier.`;
}

/** What is not there, by the labels of the step's fields: the one that HighLevel names, or those in the address. */
function notThere(answer: Answer, endpoint: Endpoint, { labels, thing }: Wording): string {
  const said = messagesOf(answer).join(' ').toLowerCase();
  const { locationId: _chosen, ...own } = labels ?? {};
  const ids = Object.keys(own).filter((key) => /(^i|I)ds?$/.test(key));
  const named = ids.flatMap((key) => own[key] ?? []).filter((label) => said.startsWith(label.toLowerCase()));
  const inPath = Object.entries(endpoint.path).flatMap(([key, fact]) =>
    shape(fact).enum ? [] : (own[key] ?? []),
  );
  const which = (named.length ? named : inPath).map((label) => `“${label}”`).join(' or ');
  if (labels && !which && !ids.length) {
    return 'HighLevel did not find it in this account. Check the account that this step uses.';
  }
  const other = thing ? `This ${thing}` : 'Something that this step names';
  const missing = which ? `The record in ${which}` : other;
  return `${missing} was not found: it may have been deleted, or it belongs to another sub-account. Check the ids in this step.`;
}

function access(endpoint: Endpoint): string {
  const [only, ...others] = endpoint.access;
  if (!only || others.length) return 'This connection may not do that.';
  return only === 'agency'
    ? "This needs an agency's connection, and refuses a sub-account's."
    : "This needs access to the sub-account, which this connection doesn't have.";
}

/** Enough words to know what is wrong; 10,000 wrong tags come as 10,000 messages. */
const MOST_WORDS = 1000;

function quote(messages: string[], labels: { [key: string]: string }): string {
  const words = [...new Set(messages.map((message) => labelled(message, labels)))].join('; ');
  if (!words) return '';
  return words.length > MOST_WORDS ? `“${words.slice(0, MOST_WORDS)}…”.` : `“${words}”.`;
}

/** A message of the API in the user's words: `each value in tags must be …` → `Each value in Tags must be …`. */
function labelled(message: string, labels: { [key: string]: string }): string {
  const [, each = '', key = '', rest = ''] =
    /^(?:property )?(each value in )?([\w.]+)( .*)$/s.exec(message) ?? [];
  const known = new Map(Object.entries(labels));
  const label = known.get(key.replaceAll('.', '__')) ?? known.get(key.split('.')[0] ?? '');
  return (label ? `${each && 'Each value in '}${label}${rest}` : message).replace(/\.$/, '');
}

function throttled(z: ZObject, answer: Answer, wording: Wording): Error {
  const wait = waitAfter(answer.headers);
  const sentence = wait.daily
    ? `HighLevel's calls for today are used up. ${wording.doing} will be tried again in ${duration(wait.seconds)}, at ${clockTime(wait.seconds)}.`
    : `HighLevel takes no more calls for a moment. ${wording.doing} will be tried again in ${duration(wait.seconds)}.`;
  return new z.errors.ThrottledError(sentence, wait.seconds + Math.ceil(Math.random() * 5));
}

/** When so many seconds are over, for a history that is read later. */
function clockTime(seconds: number): string {
  const [day, time] = new Date(Date.now() + seconds * 1000).toISOString().split(/[T.]/);
  return `${time?.slice(0, 5)} UTC on ${day}`;
}

function duration(seconds: number): string {
  if (seconds < 120) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
