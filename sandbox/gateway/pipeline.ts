import { type Endpoint, endpoint } from '../../highlevel/contract';
import { isObject, type JsonObject } from '../json';
import {
  authenticate,
  checkAccess,
  checkCompany,
  checkLocation,
  checkScopes,
  checkVersion,
  type Sent,
  tokenIn,
} from './access';
import type { Answer, Call, Route, Routes, World } from './call';
import { gatewayRefusal, Refusal, refusal } from './errors';
import { answersItself, type Faults, withFault } from './faults';
import type { Incoming, Outgoing } from './http';
import type { RateLimits } from './limits';
import { type Body, parseBody, parseQuery, properties } from './parse';
import type { LoggedRequest } from './requests';
import { type Match, Router } from './router';
import type { Token } from './tokens';
import { validate } from './validation';

/** A request on its way through the checks. */
interface Visit {
  incoming: Incoming;
  path: string;
  query: JsonObject;
  body: Body;
  match: Match | undefined;
  log: LoggedRequest;
  traceId: string;
  /** Whose requests this one counts among. */
  owner: string;
}

/** A page beside the contract, such as the marketplace's chooser. */
export type Page = (query: JsonObject) => Pick<Outgoing, 'status' | 'headers' | 'body'>;

/** What the pipeline is made of. */
export interface Parts {
  world: World;
  limits: RateLimits;
  faults: Faults;
  log: LoggedRequest[];
  routes: Routes;
  /** By path; GET only. */
  pages: { [path: string]: Page };
}

/** What every request goes through: it is matched, checked, validated, handled, and logged. */
export class Pipeline {
  readonly #router = new Router();
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Answers a request. Never throws: what goes wrong inside is a 500. */
  async answer(incoming: Incoming): Promise<Outgoing> {
    const visit = await this.#visit(incoming);
    const { faults } = this.#parts;
    const fault = faults.take(visit.match?.key, `${incoming.method} ${visit.path}`);
    const own =
      fault && answersItself(fault) && !fault.after
        ? { status: 200, headers: {}, body: {} }
        : this.#usual(visit);
    const answer = this.#dressed(visit, fault ? withFault(own, fault) : own);
    visit.log.status = answer.cut ? 0 : answer.status;
    return answer;
  }

  async #visit(incoming: Incoming): Promise<Visit> {
    const { method, url, headers, raw } = incoming;
    const [path = '', ...rest] = url.split('?');
    const query = parseQuery(rest.join('?'));
    const body = await parseBody(raw, headers['content-type']);
    const match = this.#match(method, path);
    const rawBody = raw.toString('utf8');
    const log: LoggedRequest = {
      method,
      path,
      endpoint: match?.key,
      query,
      headers,
      body: body.value ?? (rawBody === '' ? undefined : rawBody),
      rawBody,
      status: 0,
      tokenType: tokenIn(this.#parts.world.tokens, headers.authorization)?.type,
    };
    this.#parts.log.push(log);
    return { incoming, path, query, body, match, log, traceId: crypto.randomUUID(), owner: '' };
  }

  #match(method: string, path: string): Match | undefined {
    try {
      return this.#router.match(method, path);
    } catch {
      return undefined;
    }
  }

  #usual(visit: Visit): Outgoing {
    const page = visit.incoming.method === 'GET' ? this.#parts.pages[visit.path] : undefined;
    try {
      return page ? page(visit.query) : this.#endpoint(visit);
    } catch (error) {
      const { status, body } =
        error instanceof Refusal
          ? error
          : refusal(500, error instanceof Error ? error.message : String(error));
      return { status, headers: {}, body: { ...body, traceId: visit.traceId } };
    }
  }

  #endpoint(visit: Visit): Outgoing {
    const { match } = visit;
    if (!match) throw this.#unknown(visit);
    const route = this.#parts.routes[match.key];
    const call = this.#call(visit, match, route);
    if (!route) throw refusal(501, `The sandbox does not know ${match.key} yet`);
    return answered(route, route.handle(call), visit.traceId);
  }

  #unknown({ incoming: { method }, path }: Visit): Refusal {
    try {
      if (this.#router.isMisCased(method, path)) {
        return gatewayRefusal(
          401,
          'This route is not yet supported by the IAM Service. Please update your IAM config.',
        );
      }
    } catch {
      return refusal(400, `Failed to decode param '${path}'`);
    }
    return refusal(404, `Cannot ${method} ${path}`);
  }

  #call(visit: Visit, { key, params }: Match, route: Route | undefined): Call {
    const facts = endpoint(key);
    const sent = { params, query: visit.query, body: properties(visit.body, facts.encoding) };
    const admitted = route?.open ? undefined : this.#admit(visit, facts, sent);
    route?.before?.(sent.query);
    return {
      ...this.#parts.world,
      ...validate(facts, { ...sent, list: visit.body.value }, route ?? {}),
      endpoint: key,
      params,
      token: admitted?.token,
      locationId: admitted?.locationId ?? '',
      companyId: admitted?.token.companyId ?? '',
    };
  }

  /** The checks of version, token, scope, access, location and limits, in the API's order. */
  #admit(visit: Visit, facts: Endpoint, sent: Sent): { token: Token; locationId: string } {
    const { world, limits } = this.#parts;
    const { version, authorization } = visit.incoming.headers;
    checkVersion(facts, visit.path, version);
    const token = authenticate(world.tokens, authorization);
    visit.owner = token.locationId ?? token.companyId;
    checkScopes(facts, token);
    checkAccess(facts, token);
    if (visit.body.problem) throw refusal(400, visit.body.problem);
    const locationId = checkLocation(facts, token, sent, world.state);
    checkCompany(facts, token, sent);
    if (!limits.take(visit.owner)) throw gatewayRefusal(429, 'Too Many Requests');
    return { token, locationId };
  }

  /** Lays on what every answer carries: the limits' headers and the trace id. */
  #dressed(visit: Visit, answer: Outgoing): Outgoing {
    const headers = {
      ...this.#parts.limits.headers(visit.owner),
      'x-trace-id': visit.traceId,
      ...answer.headers,
    };
    return { ...answer, headers };
  }
}

function answered(route: Route, answer: Answer, traceId: string): Outgoing {
  const status = route.status ?? 200;
  if (isBytes(answer)) return { status, headers: { 'content-type': answer.type }, body: answer.bytes };
  const body = isObject(answer) ? { ...answer, traceId } : answer;
  return { status, headers: {}, body };
}

function isBytes(answer: Answer): answer is { bytes: Buffer; type: string } {
  return typeof answer === 'object' && answer !== null && 'bytes' in answer && Buffer.isBuffer(answer.bytes);
}
