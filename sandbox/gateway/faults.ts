import type { EndpointKey } from '../../highlevel/contract';
import type { Json } from '../json';
import type { Outgoing } from './http';

/** Something that goes wrong on purpose. */
export interface Fault {
  /** Which requests: an endpoint of the contract, or a pattern on `METHOD /path`; all if not given. */
  endpoint?: EndpointKey | RegExp;
  /** How many requests; 1 unless said. */
  times?: number;
  /**
   * The answer's status; 500 unless said. Without `status`, `body` and `cut` the endpoint answers as usual.
   */
  status?: number;
  /** The answer's body; text is sent as it is, all else as JSON. */
  body?: Json;
  /** Headers that are added to the answer's, or replace them. */
  headers?: { [name: string]: string };
  /** How long to wait before the answer. */
  delayMs?: number;
  /** Breaks the connection: before the answer, or with `midway` in the middle of the answer's body. */
  cut?: true | 'midway';
  /** The endpoint does its work first; then the fault answers in its place. */
  after?: true;
}

/** The faults that are switched on. */
export class Faults {
  #waiting: { fault: Fault; left: number }[] = [];

  /** Switches a fault on for the next `times` requests that match it. */
  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The first fault that matches a request. It counts as used once. */
  take(endpoint: EndpointKey | undefined, call: string): Fault | undefined {
    const found = this.#waiting.find(({ fault, left }) => left > 0 && matches(fault, endpoint, call));
    if (!found) return undefined;
    found.left -= 1;
    return found.fault;
  }
}

function matches(fault: Fault, endpoint: EndpointKey | undefined, call: string): boolean {
  if (fault.endpoint === undefined) return true;
  return typeof fault.endpoint === 'string' ? fault.endpoint === endpoint : fault.endpoint.test(call);
}

/** Whether a fault answers itself. Others only delay the usual answer, or change its headers. */
export function answersItself({ status, body, cut }: Fault): boolean {
  return status !== undefined || body !== undefined || cut === true;
}

/** The usual answer, changed or replaced by a fault. */
export function withFault(usual: Outgoing, fault: Fault): Outgoing {
  const { headers, delayMs, cut } = fault;
  const answer = answersItself(fault) ? answerOf(fault) : usual;
  return {
    ...answer,
    headers: { ...answer.headers, ...headers },
    ...(delayMs !== undefined && { delayMs }),
    ...(cut && { cut }),
  };
}

function answerOf({
  status = 500,
  body = { statusCode: status, message: 'Switched on in the sandbox' },
}: Fault): Outgoing {
  if (typeof body !== 'string') return { status, headers: {}, body };
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: Buffer.from(body) };
}
