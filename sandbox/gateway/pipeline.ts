import { type Endpoint, type EndpointKey, endpoint, hasVersion, V3 } from '../../highlevel/contract';
import { generalRoute } from '../general';
import { isObject, type JsonObject } from '../json';
import {
  authenticate,
  checkAccess,
  checkCompany,
  checkLocation,
  checkScopes,
  checkVersion,
  factsFor,
  type Sent,
  tokenIn,
  versionOf,
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
import { inDatedNames, inNamesOfV3, refusedByV3 } from './v3';
import { validateByAny } from './validation';

/** A request, with what the checks have found out so far. */
interface OpenRequest {
  incoming: Incoming;
  path: string;
  query: JsonObject;
  body: Body;
  match: Match | undefined;
  log: LoggedRequest;
  traceId: string;
  /** Whose rate limit the request counts for. */
  owner: string;
}

/** A page that is no endpoint of the contract, such as those of the marketplace. */
export type Page = (query: JsonObject) => Pick<Outgoing, 'status' | 'headers' | 'body'>;

/** What the pipeline works with. */
export interface Parts {
  world: World;
  limits: RateLimits;
  faults: Faults;
  log: LoggedRequest[];
  routes: Routes;
  /** The pages by their paths; for GET alone. */
  pages: { [path: string]: Page };
}

/** Answers requests: each is matched, checked, validated, handled, and logged. */
export class Pipeline {
  readonly #router = new Router();
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Answers a request. Never throws: an error inside becomes a 500. */
  async answer(incoming: Incoming): Promise<Outgoing> {
    const request = await this.#read(incoming);
    const { faults } = this.#parts;
    const fault = faults.take(request.match?.key, `${incoming.method} ${request.path}`);
    const usual =
      fault && answersItself(fault) && !fault.after
        ? { status: 200, headers: {}, body: {} }
        : this.#usual(request);
    const answer = this.#withHeaders(request, fault ? withFault(usual, fault) : usual);
    request.log.status = answer.cut ? 0 : answer.status;
    return answer;
  }

  async #read(incoming: Incoming): Promise<OpenRequest> {
    const { method, url, headers, raw } = incoming;
    const [path = '', ...rest] = url.split('?');
    const query = parseQuery(rest.join('?'));
    const body = await parseBody(raw, headers['content-type']);
    const match = this.#match(method, path, headers.version);
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

  #match(method: string, path: string, version: string | undefined): Match | undefined {
    try {
      return this.#router.match(method, path, versionOf(version));
    } catch {
      return undefined;
    }
  }

  #usual(request: OpenRequest): Outgoing {
    const page = request.incoming.method === 'GET' ? this.#parts.pages[request.path] : undefined;
    try {
      return page ? page(request.query) : this.#endpoint(request);
    } catch (error) {
      const { status, body } =
        error instanceof Refusal
          ? error
          : refusal(500, error instanceof Error ? error.message : String(error));
      return { status, headers: {}, body: { ...body, traceId: request.traceId } };
    }
  }

  #endpoint(request: OpenRequest): Outgoing {
    const { match } = request;
    if (!match) throw this.#unknown(request);
    // A handler of its own knows the dated names; the general one follows the version's own description.
    const own = this.#parts.routes[match.key];
    const route = own ?? generalRoute(match.key, versionOf(request.incoming.headers.version));
    const call = this.#call(request, match, route);
    const answer = route.handle(call);
    return answered(route, own ? inVersion(call, answer) : answer, request.traceId);
  }

  #unknown({ incoming: { method }, path }: OpenRequest): Refusal {
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

  #call(request: OpenRequest, { key, params }: Match, route: Route): Call {
    // Without a version that the endpoint has, a request is refused, but for one to an open endpoint.
    const [facts = endpoint(key), ...others] = factsFor(key, request.incoming.headers.version);
    const sent = { params, query: request.query, body: properties(request.body, facts.encoding) };
    const admitted = route.open ? undefined : this.#admit(request, key, facts, sent, route.withoutLocation);
    route.before?.(sent.query);
    const version = hasVersion(key, V3) && facts === endpoint(key, V3) ? V3 : 'dated';
    const hasOwn = this.#parts.routes[key] !== undefined;
    const dated = hasOwn && version === V3 && hasVersion(key, 'dated') ? endpoint(key, 'dated') : undefined;
    const checks = { ...route, ...(dated && { refuses: refusedByV3(route.refuses, dated.query) }) };
    const checked = validateByAny([facts, ...others], { ...sent, list: request.body.value }, checks);
    return {
      ...this.#parts.world,
      ...(dated ? named(checked, dated) : checked),
      endpoint: key,
      version,
      params,
      token: admitted?.token,
      locationId: admitted?.locationId ?? '',
      companyId: admitted?.token.companyId ?? '',
    };
  }

  /** Checks version, token, scope, access, location and limits, in the API's order. @throws Refusal */
  #admit(
    request: OpenRequest,
    key: EndpointKey,
    facts: Endpoint,
    sent: Sent,
    withoutLocation?: Route['withoutLocation'],
  ): { token: Token; locationId: string } {
    const { world, limits } = this.#parts;
    const { version, authorization } = request.incoming.headers;
    checkVersion(key, facts, request.path, version);
    const token = authenticate(world.tokens, authorization);
    request.owner = token.locationId ?? token.companyId;
    checkScopes(facts, token);
    checkAccess(facts, token);
    if (request.body.problem) throw refusal(400, request.body.problem);
    const locationId = checkLocation(facts, token, sent, world.state, withoutLocation);
    checkCompany(facts, token, sent);
    if (!limits.take(request.owner)) throw gatewayRefusal(429, 'Too Many Requests');
    return { token, locationId };
  }

  /** Adds the headers that every answer has: the rate limits and the trace id. */
  #withHeaders(request: OpenRequest, answer: Outgoing): Outgoing {
    const headers = {
      ...this.#parts.limits.headers(request.owner),
      'x-trace-id': request.traceId,
      ...answer.headers,
    };
    return { ...answer, headers };
  }
}

/** What a request of v3 sent, in the names of the dated version. */
function named({ query, body, items }: ReturnType<typeof validateByAny>, dated: Endpoint) {
  return {
    query: inDatedNames(query, dated.query),
    body: inDatedNames(body, dated.body),
    items: items.map((item) => (isObject(item) ? inDatedNames(item, dated.body) : item)),
  };
}

/** A handler's answer in the names of the version that was asked. */
const inVersion = ({ endpoint: key, version }: Call, answer: Answer): Answer =>
  version === V3 && isObject(answer) && !isBytes(answer) ? inNamesOfV3(key, answer) : answer;

function answered(route: Route, answer: Answer, traceId: string): Outgoing {
  const status = route.status ?? 200;
  if (status === 204) return { status, headers: {}, body: undefined };
  if (isBytes(answer)) return { status, headers: { 'content-type': answer.type }, body: answer.bytes };
  const body = isObject(answer) ? { ...answer, traceId } : answer;
  return { status, headers: {}, body };
}

function isBytes(answer: Answer): answer is { bytes: Buffer; type: string } {
  return typeof answer === 'object' && answer !== null && 'bytes' in answer && Buffer.isBuffer(answer.bytes);
}
