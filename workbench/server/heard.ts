/** The requests that the app makes, by the step of which they are part. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { LogEntry } from '../../zapier';
import type { SentRequest } from '../wire';

/** What was done, with the requests that it took. */
export interface Done<T> {
  result: T;
  requests: SentRequest[];
  ms: number;
}

/** Listens to the app's log. Steps may run at the same time: each hears its own requests alone. */
export class Heard {
  readonly #listeners = new AsyncLocalStorage<(request: SentRequest) => void>();

  /** Takes a line of the log. */
  readonly onLog = ({ data }: LogEntry): void => {
    if (data.log_type === 'http') this.#listeners.getStore()?.(requestIn(data));
  };

  /** Does something, and tells each request that it makes as soon as it is over. */
  listen<T>(hear: (request: SentRequest) => void, task: () => Promise<T>): Promise<T> {
    return this.#listeners.run(hear, task);
  }

  /** Does something, and gives what came of it with all its requests. */
  async during<T>(task: () => Promise<T>): Promise<Done<T>> {
    const requests: SentRequest[] = [];
    const begins = performance.now();
    const result = await this.listen((request) => requests.push(request), task);
    return { result, requests, ms: Math.round(performance.now() - begins) };
  }
}

/** What core writes in the place of a body that it has not read. */
const NOT_READ = /^<(probably )?streaming data>$/;

/** A line of Zapier's HTTP log. Core has hidden the tokens in it. */
function requestIn(data: LogEntry['data']): SentRequest {
  const { request_params: query, request_data: sent, response_content: answered } = data;
  const { pathname } = new URL(String(data.request_url));
  return {
    method: String(data.request_method),
    path: isText(query) ? `${pathname}?${query}` : pathname,
    status: Number(data.response_status_code),
    ms: Number(data.request_duration_ms ?? 0),
    ...(isText(sent) && { sent }),
    ...(isText(answered) && { answered }),
  };
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && !NOT_READ.test(value);
