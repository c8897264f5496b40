/** Sends the check's own requests, through the app’s API Request step, so that the token stays in the app. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isEmpty } from 'lodash';
import { type Answer, messagesOf } from '../highlevel/answer';
import { type EndpointKey, endpoint, isEndpointKey } from '../highlevel/contract';
import { answerFacts } from '../highlevel/contract/answers';
import { matchEndpoint } from '../highlevel/contract/match';
import { at, type Connection, type Item, isItem, items, type LogEntry } from '../zapier';
import { type ShapeOf, shapeOf, wordsOf } from './shapes';
import { NoAnswer, NotTold, Stopped } from './verdict';

/** What is sent to an endpoint: the values of its path by their names, the query, the body. */
export interface Sending {
  path?: { [name: string]: string };
  query?: { [name: string]: string | number | boolean };
  body?: object;
  /** Another `Version` header than the endpoint's own. */
  version?: string;
  /** Files by their form fields, as links. */
  files?: { [name: string]: string };
  form?: { [name: string]: string };
}

/** What came back. */
export interface Answered {
  endpoint: EndpointKey;
  status: number;
  /** Whether it is a success. */
  isDone: boolean;
  body: Item;
  /** As the app's own readers of answers take it. */
  answer: Answer;
}

/** An exchange as the report shows it: no value of it is anybody's. */
export interface Exchange {
  endpoint: string;
  status: number;
  shape: ShapeOf;
  words?: string;
}

/** How fast requests go out, and how long is waited for what takes HighLevel a moment. */
export interface Pace {
  /** From the beginning of one request to that of the next, in ms. */
  betweenMs: number;
  /** How long a search may take to know what was written, in ms, and how often it is asked meanwhile. */
  indexMs: number;
}

/** Five requests a second at most; HighLevel takes 100 in 10 seconds. */
export const GENTLE: Pace = { betweenMs: 200, indexMs: 3000 };
/** For a sandbox, which has no limits of its own then. */
export const AT_ONCE: Pace = { betweenMs: 0, indexMs: 0 };

/** Lines of the app's log, of which those of requests are heard. */
export type Listen = (hear: (entry: LogEntry) => void) => () => void;

/** An ear for the app's log, and the means to listen with it for a while. */
export function ear(): { onLog: (entry: LogEntry) => void; listen: Listen } {
  const hearing = new Set<(entry: LogEntry) => void>();
  return {
    onLog: (entry) => {
      for (const hear of hearing) hear(entry);
    },
    listen: (hear) => {
      hearing.add(hear);
      return () => void hearing.delete(hear);
    },
  };
}

/** Sends requests one after the other, counts them, and keeps what they were like. */
export class Caller {
  requests = 0;
  isStopped = false;
  /** The exchanges since the last {@link takeExchanges}. */
  private exchanges: Exchange[] = [];
  /** Every id that an answer had, for the question on ids. */
  readonly ids = new Set<string>();
  private last = 0;

  constructor(
    readonly connection: Connection,
    /** The sub-account in which is asked; empty for a sub-account's own connection. */
    private readonly location: string,
    readonly pace: Pace,
  ) {}

  /** Lets no further question be asked; what was made can still be deleted. */
  stop(): void {
    this.isStopped = true;
  }

  /** Counts requests that an operation made by itself, and lets the time pass that they should have taken. */
  madeByOperation(count: number): void {
    this.requests += count;
    if (count > 1) this.last += (count - 1) * this.pace.betweenMs;
  }

  takeExchanges(): Exchange[] {
    const taken = this.exchanges;
    this.exchanges = [];
    return taken;
  }

  /** Waits until the next request may go out. @throws Stopped */
  async turn(isCleaning = false): Promise<void> {
    if (this.isStopped && !isCleaning) throw new Stopped();
    const wait = this.last + this.pace.betweenMs - performance.now();
    if (wait > 0) await sleep(wait);
    this.last = performance.now();
  }

  /**
   * Asks an endpoint, whatever it answers.
   *
   * @throws Stopped, and NotTold where no answer came
   */
  async ask(key: EndpointKey, sending: Sending = {}, isCleaning = false): Promise<Answered> {
    const { path = {}, body, version, ...more } = sending;
    const address = endpoint(key).route.replace(/\{(\w+)\}/g, (_all, name: string) => {
      const value = path[name];
      if (!value) throw new NotTold('The account has no record to ask about.');
      return encodeURIComponent(value);
    });
    const input = {
      ...more,
      path: address,
      ...(body && { body: JSON.stringify(body) }),
      ...(version && { headers: { version } }),
    };
    return this.send(key, input, isCleaning);
  }

  /** Makes a request again that an operation made. */
  repeat({ endpoint: key, path, query, sent }: Heard): Promise<Answered> {
    if (!key) throw new NotTold('The request was to no endpoint that is known.');
    const body = isEmpty(sent) ? {} : { body: JSON.stringify(sent) };
    return this.send(key, { path, query: Object.fromEntries(query), ...body });
  }

  private async send(key: EndpointKey, values: Item, isCleaning = false): Promise<Answered> {
    await this.turn(isCleaning);
    const { method } = endpoint(key);
    const input = {
      method,
      ...values,
      ...(this.location && { locationId: this.location }),
      stopOnError: false,
    };
    this.requests += 1;
    const result = await this.connection.perform('creates', 'api_request', input);
    if (!result.ok) throw new NoAnswer(`No answer came (${result.failure.kind}).`);
    return this.heard(key, result.value);
  }

  /** Whether the app takes the refusal of this token for one that a refresh mends. */
  async isRefusedAsExpired(token: string): Promise<boolean> {
    await this.turn();
    this.requests += 1;
    const { app, authData } = this.connection;
    const inputData = { method: 'GET', path: '/users/', ...(this.location && { locationId: this.location }) };
    const result = await app.call('creates.api_request.operation.perform', {
      inputData,
      inputDataRaw: inputData,
      // Without its refresh token and its end, so that nothing but the words of the refusal tells.
      authData: { ...authData, access_token: token, refresh_token: '', expires_at: '' },
      meta: {},
    });
    return !result.ok && result.failure.kind === 'refresh';
  }

  private heard(key: EndpointKey, value: unknown): Answered {
    const status = Number(at(value, 'status'));
    const body = at(value, 'body');
    const text = String(at(value, 'text') ?? '');
    const answer: Answer = { status, headers: { get: () => null }, text, body };
    const isDone = status >= 200 && status < 300;
    this.keep(key, status, body, answer);
    return { endpoint: key, status, isDone, body: isItem(body) ? body : { '[]': body }, answer };
  }

  private keep(key: EndpointKey, status: number, body: unknown, answer: Answer): void {
    for (const id of idsIn(body)) this.ids.add(id);
    const isDone = status < 300;
    const [said] = isDone ? [] : messagesOf(answer);
    this.exchanges.push({
      endpoint: key,
      status,
      shape: shapeOf(body, isDone ? answerFacts(key) : {}),
      ...(said && { words: wordsOf(said) }),
    });
  }
}

/** A request that an operation made, of which the app's log tells. */
export interface Heard {
  endpoint: EndpointKey | undefined;
  /** As it was sent, without the query. */
  path: string;
  status: number;
  query: URLSearchParams;
  /** The body that was sent, where it is JSON. */
  sent: Item;
  /** What was answered, where it is JSON that the log has. */
  body: unknown;
}

/** Reads a line of the app's log; `undefined` where it tells of no request. */
export function heardIn({ data }: LogEntry): Heard | undefined {
  if (data.log_type !== 'http') return undefined;
  const path = decodeURI(new URL(String(data.request_url)).pathname);
  const sent = parsed(data.request_data);
  return {
    endpoint: matchKey(String(data.request_method), path),
    path,
    status: Number(data.response_status_code),
    query: new URLSearchParams(String(data.request_params ?? '')),
    sent: isItem(sent) ? sent : {},
    body: parsed(data.response_content),
  };
}

function matchKey(method: string, path: string): EndpointKey | undefined {
  const found = matchEndpoint(method, path);
  const name = found ? `${found.method} ${found.route}` : '';
  return isEndpointKey(name) ? name : undefined;
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** What stands in an answer as an id, under whatever name. */
export function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (!isItem(value)) return [];
  // The record's own id comes first.
  const own = [value.id, value._id].filter((id) => typeof id === 'string');
  const others = Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' ? (/[a-z]Id$/.test(name) && name !== 'traceId' ? [inner] : []) : idsIn(inner),
  );
  return [...own, ...others];
}

/** The rows that an answer has under a name, or as a whole; none where there is no list. */
export const rowsIn = ({ body }: Answered, name: string): Item[] => items(at(body, ...name.split('.')));
