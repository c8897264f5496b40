/** A stand-in for the part of Zapier's API that the CLI uses to register an app, upload it, and set its keys. */
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Item, isItem } from '../../zapier';

/** Where the CLI expects the API, below `ZAPIER_BASE_ENDPOINT`. */
const API = '/api/platform/cli';

/** What Zapier knows of a version. */
interface Version {
  /** What was uploaded, as bytes. */
  build: Buffer;
  source: Buffer;
  environment: Item;
}

/** The stand-in, and what it holds. */
export interface ZapierApi {
  /** For `ZAPIER_BASE_ENDPOINT`. */
  url: string;
  apps: Item[];
  versions: Map<string, Version>;
  /** Each request, as `PUT /apps/1/versions/1.0.0`. */
  requests: string[];
  close(): Promise<void>;
}

const choices = (...values: string[]) => values.map((value) => ({ value, name: value }));

/** Starts it on loopback. It takes requests with this deploy key alone. */
export async function startZapierApi(deployKey: string): Promise<ZapierApi> {
  const apps: Item[] = [];
  const versions = new Map<string, Version>();
  const requests: string[] = [];
  const server = fastify({ bodyLimit: 50 * 1024 * 1024 });
  const bodyOf = ({ body }: FastifyRequest): Item => (isItem(body) ? body : {});
  const failed = (reply: FastifyReply, status: number, said: string) =>
    reply.status(status).send({ errors: [said] });

  server.addHook('onRequest', async ({ method, url, headers }, reply) => {
    requests.push(`${method} ${url.replace(API, '')}`);
    const isOpen = url === `${API}/apps/fields-choices`;
    if (!isOpen && headers['x-deploy-key'] !== deployKey) await failed(reply, 401, 'Unknown deploy key.');
  });
  server.setNotFoundHandler((request, reply) => failed(reply, 404, `No ${request.url} here.`));

  server.get(`${API}/apps/fields-choices`, async () => ({
    intention: choices('private', 'public'),
    role: choices('employee', 'contractor', 'user'),
    app_category: choices('crm', 'marketing-automation'),
  }));
  server.post(`${API}/apps`, async (request) => {
    const app = { id: apps.length + 4711, key: `App${apps.length + 4711}`, ...bodyOf(request) };
    apps.push(app);
    return app;
  });
  server.get<{ Params: { id: string } }>(`${API}/apps/:id`, async ({ params }, reply) => {
    const app = apps.find(({ id }) => String(id) === params.id);
    return app ? { ...app, all_versions: [...versions.keys()] } : failed(reply, 404, 'No such app.');
  });
  server.put<{ Params: { version: string } }>(`${API}/apps/:id/versions/:version`, async (request) => {
    const { zip_file, source_zip_file } = bodyOf(request);
    const bytes = (text: unknown) => Buffer.from(String(text), 'base64');
    const version = { build: bytes(zip_file), source: bytes(source_zip_file), environment: {} };
    versions.set(request.params.version, version);
    return {};
  });
  server.post<{ Params: { version: string } }>(
    `${API}/apps/:id/versions/:version/multi-environment`,
    async (request, reply) => {
      const version = versions.get(request.params.version);
      if (!version) return failed(reply, 404, 'No such version.');
      Object.assign(version.environment, bodyOf(request));
      return {};
    },
  );
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return { url, apps, versions, requests, close: () => server.close() };
}
