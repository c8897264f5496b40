import type { EndpointKey } from '../../highlevel/contract';
import type { Json } from '../json';
import type { Outgoing } from './http';

/** Something that goes wrong on purpose. */
export interface Fault {
  /** Which requests: an endpoint of the contract, or a pattern on `METHOD /path`; all if not given. */
  endpoint?: EndpointKey | RegExp;
  /** How many requests; 1 unless said. */
  times?: number;
  /** The answer's status; 500 unless said. Without `status`, `body` and `cut` the request goes its usual way. */
  status?: number;
  /** The answer's body; text is sent as it is, all else as JSON. */
  body?: Json;
  /** Laid over the answer's own headers. */
  headers?: { [name: string]: string };
  /** How long to wait before the answer. */
  delayMs?: number;
  /** Breaks the connection instead of an answer; or `midway`, in the middle of the answer's body. */
  cut?: true | 'midway';
  /** The endpoint still does its work; then the fault answers. */
  after?: true;
}

/** The faults that wait for their requests. */
export class Faults {
  #waiting: { fault: Fault; left: number }[] = [];

  /** Switches a fault on for the next `times` requests that it is meant for. */
  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The first fault that is meant for a request; it counts as used. */
  take(endpoint: EndpointKey | undefined, call: string): Fault | undefined {
    const found = this.#waiting.find(({ fault, left }) => left > 0 && isMeant(fault, endpoint, call));
    if (!found) return undefined;
    found.left -= 1;
    return found.fault;
  }
}

function isMeant(fault: Fault, endpoint: EndpointKey | undefined, call: string): boolean {
  if (fault.endpoint === undefined) return true;
  return typeof fault.endpoint === 'string' ? fault.endpoint === endpoint : fault.endpoint.test(call);
}

/** Whether a fault has an answer of its own, and does not only delay or decorate the usual one. */
export function answersItself({ status, body, cut }: Fault): boolean {
  return status !== undefined || body !== undefined || cut === true;
}

/** What becomes of the usual answer under a fault. */
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
