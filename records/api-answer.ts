import { type Answer, traceOf } from '../highlevel/answer';
import type { Raw } from '../highlevel/json';
import { idOf, outputs, type RecordType } from './record';

/** The headers with the remaining calls, by the names of the output fields. */
const NUMBERS = {
  rateLimitRemaining: 'x-ratelimit-remaining',
  rateLimitMax: 'x-ratelimit-max',
  dailyRemaining: 'x-ratelimit-daily-remaining',
} as const;

/** What can be read as text; a recording can't. */
const TEXTUAL = /^$|^text\/|xml|json|csv|javascript|urlencoded/i;

/** The parts of an answer that a Zap can use: its body where it is JSON, else its text. */
export function partsOf(answer: Answer): Raw {
  const { status, headers, body, text } = answer;
  const contentType = headers.get('content-type') ?? '';
  const isText = body === undefined && TEXTUAL.test(contentType);
  const left = Object.entries(NUMBERS).map(([name, header]): [string, number] => [
    name,
    Number.parseInt(headers.get(header) ?? '', 10),
  ]);
  const traceId = traceOf(answer);
  return {
    status,
    success: status >= 200 && status < 300,
    ...(body !== undefined && { body }),
    ...(isText && text && { text }),
    ...(traceId && { traceId }),
    ...(contentType && { contentType }),
    ...Object.fromEntries(left.filter(([, value]) => Number.isFinite(value))),
  };
}

/** What a request of the user's own answered. */
export const apiAnswer: RecordType = {
  noun: 'Response',
  fields: [
    { key: 'id', label: 'Response ID', type: 'string' },
    { key: 'status', label: 'Status', type: 'integer' },
    { key: 'success', label: 'Is Successful', type: 'boolean' },
    { key: 'body', label: 'Body' },
    ...outputs('string', { text: 'Text', contentType: 'Content Type', traceId: 'Trace ID' }),
    ...outputs('integer', {
      rateLimitRemaining: 'Calls Left in a Moment',
      rateLimitMax: 'Calls in a Moment',
      dailyRemaining: 'Calls Left Today',
    }),
  ],
  // An answer in JSON; the text of any other stands in `text`.
  sample: {
    id: '0c52e980-41f6-4be7-8c4b-32332ea0e7a0',
    status: 200,
    success: true,
    body: { tag: { id: 'R4bX1mZq7LhTn2YkPcW9', name: 'new patient' } },
    text: '',
    contentType: 'application/json; charset=utf-8',
    traceId: '0c52e980-41f6-4be7-8c4b-32332ea0e7a0',
    rateLimitRemaining: 99,
    rateLimitMax: 100,
    dailyRemaining: 199999,
  },
  from: (raw) => ({ ...raw, id: idOf(raw) }),
};
