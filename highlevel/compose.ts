/** Makes the request for a call: every parameter in its place, as the contract says. */
import { randomUUID } from 'node:crypto';
import { type Endpoint, shape } from './contract';
import { PLACES, type Place, parameterKey } from './contract/parameters';
import { isRecord } from './json';

/** The parameters of a call. What is `undefined` is not sent; `null` and `''` are values, and are sent. */
export type Input = { [parameter: string]: unknown };

/** A request as it is sent, without the token. */
export interface Composed {
  method: Endpoint['method'];
  /** Path and query. The API's address comes before it. */
  path: string;
  headers: { [name: string]: string };
  /** A text, or the bytes of a form with files: `z.request` would serialise an object again, and Zapier's log hides secrets only in texts. */
  body?: string | Buffer;
}

/** A file as a parameter of a call. */
export interface SentFile {
  name: string;
  /** Its media type. */
  type: string;
  bytes: Buffer;
}

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

/** No request can be made: a required parameter is missing, or a value can't be part of a path. */
export class InputProblem extends Error {
  constructor(
    /** The parameter's name, nested ones joined by `__`. */
    readonly parameter: string,
    readonly problem: 'missing' | 'unfit for an address',
  ) {
    super(`${parameter} is ${problem}`);
  }
}

/**
 * Places the input's parameters into path, query and body as the contract says.
 *
 * @throws InputProblem where a required parameter is missing or an id would change the path
 * @throws Error where the contract knows no such parameter: a mistake in this project
 */
export function compose(endpoint: Endpoint, input: Input): Composed {
  const known = new Set(
    PLACES.flatMap((place) =>
      Object.keys(endpoint[place] ?? {}).map((name) => parameterKey(endpoint, place, name)),
    ),
  );
  const strangers = Object.entries(input).filter(([name, value]) => !known.has(name) && value !== undefined);
  const isNamed = ([, value]: [string, unknown]) => endpoint.namesFiles === true && isSentFile(value);
  const [stranger] = strangers.find((one) => !isNamed(one)) ?? [];
  if (stranger) throw new Error(`${endpoint.method} ${endpoint.route} has no parameter "${stranger}".`);

  const path = endpoint.route.replace(/\{(\w+)\}/g, (_, name: string) => segment(name, input[name]));
  const query = new URLSearchParams();
  for (const [name, value] of present(endpoint, 'query', input)) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, asText(one));
  }
  const headers: Composed['headers'] = { accept: 'application/json', version: endpoint.version };
  for (const [name, value] of present(endpoint, 'header', input)) headers[name] = asText(value);

  const composed: Composed = {
    method: endpoint.method,
    path: query.size ? `${path}?${query}` : path,
    headers,
  };
  const fields = [...present(endpoint, 'body', input), ...strangers];
  const isBare = endpoint.method === 'DELETE' && !fields.length && !endpoint.emptyBody;
  if (endpoint.method === 'GET' || isBare) return composed;
  const [type, body] = encode(endpoint, fields);
  return { ...composed, headers: { ...headers, 'content-type': type }, body };
}

/** An id as one segment of a path, encoded once. It can't lead to another path. */
function segment(name: string, value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  if (!text) throw new InputProblem(name, 'missing');
  // `.` and `..` lead to another path, and half of a surrogate pair can't be encoded.
  if (/^\.+$|\p{Surrogate}/u.test(text)) throw new InputProblem(name, 'unfit for an address');
  return encodeURIComponent(text);
}

function present(endpoint: Endpoint, place: Place, input: Input): [string, unknown][] {
  return Object.entries(endpoint[place] ?? {}).flatMap(([name, fact]): [string, unknown][] => {
    const key = parameterKey(endpoint, place, name);
    const value = input[key];
    if (value !== undefined) return [[name, value]];
    if (shape(fact).required) throw new InputProblem(key, 'missing');
    return [];
  });
}

/** A value where all is text: a record within is JSON. */
const asText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

function encode(endpoint: Endpoint, fields: [string, unknown][]): [type: string, body: string | Buffer] {
  const { encoding } = endpoint;
  if (encoding === MULTIPART || encoding === FORM) return encodeForm(fields, encoding === MULTIPART);
  const body = Object.fromEntries(fields);
  return ['application/json; charset=utf-8', JSON.stringify(endpoint.list ? [body] : body)];
}

/** The body of a form, and its media type: with files each value is a part of its own. */
export function encodeForm(
  fields: [string, unknown][],
  withFiles: boolean,
): [type: string, body: string | Buffer] {
  if (withFiles) return multipart(fields);
  const texts = fields.map(([name, value]): [string, string] => [name, asText(value)]);
  return [FORM, String(new URLSearchParams(texts))];
}

/** A form with files. */
function multipart(fields: [string, unknown][]): [type: string, body: Buffer] {
  const boundary = `form-${randomUUID()}`;
  const parts = fields.flatMap(([name, value]) =>
    [value].flat().flatMap((one) => {
      const isFile = isSentFile(one);
      const file = isFile ? `; filename="${inHeader(one.name)}"\r\nContent-Type: ${inHeader(one.type)}` : '';
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="${inHeader(name)}"${file}\r\n\r\n`;
      return [Buffer.from(head), isFile ? one.bytes : Buffer.from(asText(one)), Buffer.from('\r\n')];
    }),
  );
  return [
    `${MULTIPART}; boundary=${boundary}`,
    Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  ];
}

/** A text that can't end the header of a part that it stands in. */
const inHeader = (text: string) => text.replace(/[\r\n"]/g, '_');

const isSentFile = (value: unknown): value is SentFile =>
  isRecord(value) && Buffer.isBuffer(value.bytes) && typeof value.name === 'string';
