import type { FastifyPluginCallback, FastifyRequest } from 'fastify';
import { type EndpointKey, isEndpointKey } from '../highlevel/contract';
import type { Engine, TokenRequest } from './engine';
import { EVENTS } from './events';
import type { Fault } from './gateway/faults';
import { LOOPBACK } from './gateway/http';
import { isObject, type Json, type JsonObject, number, objects, text } from './json';
import { webhookFaultIn } from './webhooks';

/** The sandbox's own endpoints, for another process; a test that started the sandbox calls its methods. */
const INDEX = {
  'GET /_sandbox/requests': 'Every request since the last reset.',
  'POST /_sandbox/reset': 'Back to the seed.',
  'POST /_sandbox/faults':
    'Switches a fault on: {"endpoint" or "pattern", "times", "status", "body", "headers", "delayMs", "cut", "after"}.',
  'DELETE /_sandbox/faults': 'Switches all faults off.',
  'GET /_sandbox/webhooks': 'The addresses of the app’s events, and what was sent to them.',
  'POST /_sandbox/webhooks':
    'Sets addresses of events, on this machine: {"NoteCreate": "http://127.0.0.1:…"}, and "workflow" for what workflows post; null takes one away.',
  'POST /_sandbox/webhooks/faults':
    'Lets something go wrong with the next events: {"event", "times", "repeat", "delayMs", "behindNext", "signature": "none" | "N/A" | "forged" | "tampered", "foreign": "location" | "app"}.',
  'GET /_sandbox/files/NAME': 'A small file of any name: a link for the steps that take files.',
  'POST /_sandbox/expire-tokens': 'Makes every access token expire.',
  'POST /_sandbox/private-tokens':
    'Makes a private integration, and answers its token: {"locationId" or "companyId", "scopes"}; all scopes that HighLevel offers unless said.',
  'DELETE /_sandbox/private-tokens': 'Deletes the private integration of a token: {"token"}.',
  ...Object.fromEntries(
    Object.entries(EVENTS).map(([name, { tells, details }]) => [
      `POST /_sandbox/events/${name}`,
      `${tells} {${['locationId', ...details].map((detail) => `"${detail}"`).join(', ')}}, all optional.`,
    ]),
  ),
};

function parse(body: unknown): Json {
  return Buffer.isBuffer(body) && body.length > 0 ? JSON.parse(body.toString('utf8')) : {};
}

function headersIn(value: Json | undefined): { [name: string]: string } {
  const entries = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, content]) => [name, String(content)]));
}

function endpointIn({ endpoint, pattern }: JsonObject): EndpointKey | RegExp | undefined {
  const name = text(endpoint);
  if (name !== undefined && !isEndpointKey(name)) throw new Error(`The contract has no endpoint "${name}".`);
  return name ?? (typeof pattern === 'string' ? new RegExp(pattern) : undefined);
}

/** @throws Error if no account is named */
function tokenRequestIn(sent: Json): TokenRequest {
  const { locationId, companyId, scopes } = isObject(sent) ? sent : {};
  const [location, company] = [text(locationId), text(companyId)];
  const chosen = Array.isArray(scopes) && { scopes: scopes.map(String) };
  if (location) return { locationId: location, ...chosen };
  if (company) return { companyId: company, ...chosen };
  throw new Error('Name the sub-account (locationId) or the agency (companyId).');
}

/** @throws Error if the contract has no such endpoint, or the pattern is no regular expression. */
function faultIn(sent: JsonObject): Fault {
  const endpoint = endpointIn(sent);
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(sent.times !== undefined && { times: number(sent.times, 1) }),
    ...(sent.status !== undefined && { status: number(sent.status, 500) }),
    ...(sent.body !== undefined && { body: sent.body }),
    ...(sent.headers !== undefined && { headers: headersIn(sent.headers) }),
    ...(sent.delayMs !== undefined && { delayMs: number(sent.delayMs, 0) }),
    ...((sent.cut === true || sent.cut === 'midway') && { cut: sent.cut }),
    ...(sent.after === true && { after: true }),
  };
}

/** The media types of files by their endings. */
const FILE_TYPES: { [ending: string]: string } = {
  jpg: 'image/jpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
};

const typeOf = (name: string): string =>
  FILE_TYPES[name.split('.').pop() ?? ''] ?? 'application/octet-stream';

/**
 * Whether a request was made for this machine, and not by a web page of somebody else. A page that is open
 * in the developer's browser can reach the sandbox, but it sends its own `Origin`; and where its name was made
 * to lead to this machine, its own `Host`.
 */
function isFromHere({ headers: { host = '', origin }, socket }: FastifyRequest): boolean {
  const here = LOOPBACK.map((name) => new URL(`http://${name}:${socket.localPort}`).origin);
  return here.includes(`http://${host.toLowerCase()}`) && (origin === undefined || here.includes(origin));
}

/** Serves these endpoints. They answer a loopback name with the sandbox's own port, and refuse all else. */
export function control(engine: Engine): FastifyPluginCallback {
  return (app, _options, done) => {
    app.setErrorHandler(({ message }: Error, _request, reply) => reply.status(400).send({ message }));
    app.addHook('onRequest', (request, reply, next) => {
      if (isFromHere(request)) next();
      else reply.status(403).send({ message: "The sandbox's own controls answer this machine alone." });
    });
    app.get('/', async () => INDEX);
    app.get('/requests', async () => ({ requests: engine.requests }));
    app.post('/reset', async () => {
      engine.reset();
      return { reset: true };
    });
    app.post('/faults', async (request) => {
      const sent = parse(request.body);
      const faults = (Array.isArray(sent) ? sent : [sent]).filter(isObject).map(faultIn);
      for (const fault of faults) engine.faults.add(fault);
      return { added: faults.length };
    });
    app.delete('/faults', async () => {
      engine.faults.clear();
      return { cleared: true };
    });
    app.get('/webhooks', async () => {
      const { addresses, deliveries } = engine.webhooks;
      return { addresses, deliveries };
    });
    app.post('/webhooks', async (request) => {
      const sent = parse(request.body);
      engine.webhooks.setAddresses(isObject(sent) ? sent : {});
      return { addresses: engine.webhooks.addresses };
    });
    app.post('/webhooks/faults', async (request) => {
      const sent = parse(request.body);
      const faults = objects(Array.isArray(sent) ? sent : [sent]).map(webhookFaultIn);
      for (const fault of faults) engine.webhooks.disturb(fault);
      return { added: faults.length };
    });
    app.post<{ Params: { event: string } }>('/events/:event', async (request) => {
      const sent = parse(request.body);
      return engine.happen(request.params.event, isObject(sent) ? sent : {});
    });
    app.get<{ Params: { name: string } }>('/files/:name', async ({ params: { name } }, reply) =>
      reply.type(typeOf(name)).send(Buffer.from(`The file ${name}`)),
    );
    app.post('/expire-tokens', async () => {
      engine.expireTokens();
      return { expired: true };
    });
    app.post('/private-tokens', async (request) => ({
      token: engine.issuePrivateToken(tokenRequestIn(parse(request.body))),
    }));
    app.delete('/private-tokens', async (request) => {
      const sent = parse(request.body);
      engine.revokePrivateToken((isObject(sent) && text(sent.token)) || '');
      return { revoked: true };
    });
    done();
  };
}
