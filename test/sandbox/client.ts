import { type EndpointKey, endpoint } from '../../highlevel/contract';
import { isObject, type Json, type JsonObject, text } from '../../sandbox/json';
import { type Sandbox, startSandbox } from '../../sandbox/server';

export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

export interface Request {
  path?: { [name: string]: string };
  query?: { [name: string]: string };
  body?: Json;
  token?: string;
  headers?: { [name: string]: string };
}

/** Calls endpoints by their names in the contract, as the first sub-account unless a token is given. */
export function caller(sandbox: () => Sandbox) {
  return async (
    key: EndpointKey,
    { path = {}, query = {}, body, token, headers }: Request = {},
  ): Promise<Answer> => {
    const { method, route, version } = endpoint(key);
    const filled = route.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(path[name] ?? ''));
    const response = await fetch(`${sandbox().url}${filled}?${new URLSearchParams(query)}`, {
      method,
      headers: {
        authorization: `Bearer ${token ?? sandbox().locations[0]?.accessToken}`,
        version,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: await bodyOf(response) };
  };
}

/**
 * A sandbox for the tests of one file, with its seed before each of them.
 *
 * @param now where its clock stands; without it, it goes by the machine's
 */
export function sandboxOfFile(now?: Parameters<Sandbox['clock']['set']>[0]) {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  beforeEach(() => {
    sandbox.reset();
    if (now !== undefined) sandbox.clock.set(now);
  });
  afterAll(() => sandbox.close());
  /** The first sub-account. */
  const locationId = () => sandbox.locations[0]?.locationId ?? '';
  return {
    get sandbox() {
      return sandbox;
    },
    call: caller(() => sandbox),
    locationId,
    isHere: (row: { locationId?: unknown }) => row.locationId === locationId(),
  };
}

/** The value at a dotted path of an answer. */
export function at(value: Json | undefined, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((inner, name) => {
    if (Array.isArray(inner)) return inner[Number(name)];
    return isObject(inner) ? inner[name] : undefined;
  }, value);
}

/** The text at a dotted path of an answer. */
export function textAt(value: Json | undefined, path: string): string {
  const found = text(at(value, path));
  if (found === undefined) throw new Error(`There is no text at ${path} of ${JSON.stringify(value)}.`);
  return found;
}

/** The records at a dotted path of an answer. */
export function rowsAt(value: Json | undefined, path: string): JsonObject[] {
  const found = at(value, path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** A body by its media type: JSON, or the text that it is. */
async function bodyOf(response: Response): Promise<Json> {
  const text = await response.text();
  return /json/.test(response.headers.get('content-type') ?? 'json') ? parsed(text) : text;
}

/** What a form posts, as OAuth wants it. */
export async function postForm(
  url: string,
  fields: { [name: string]: string },
  headers = {},
): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
}

function parsed(body: string): Json {
  return body === '' ? null : JSON.parse(body);
}
