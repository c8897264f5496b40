import { isObject, type Json, type JsonObject } from '../json';

/** A request's body, as it was read. */
export interface Body {
  /** How it was sent, as its media type says. */
  kind: 'json' | 'form' | 'multipart' | 'none' | 'other';
  value: Json | undefined;
  /** Why it could not be read. */
  problem?: string;
}

/**
 * The parameters by name: one value, or a list where the name is repeated or says so (`a=1&a=2`, `a[]=1`).
 */
export function parseQuery(query: string): JsonObject {
  const values = new Map<string, string[]>();
  const lists = new Set<string>();
  for (const [sent, value] of new URLSearchParams(query)) {
    const name = sent.replace(/\[\d*\]$/, '');
    if (name !== sent) lists.add(name);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  const one = (name: string, all: string[]): Json | undefined =>
    all.length > 1 || lists.has(name) ? all : all[0];
  return Object.fromEntries([...values].map(([name, all]) => [name, one(name, all)]));
}

function parseJson(raw: string): Body {
  try {
    const value: Json = JSON.parse(raw);
    return { kind: 'json', value };
  } catch (error) {
    return {
      kind: 'json',
      value: undefined,
      problem: error instanceof Error ? error.message : String(error),
    };
  }
}

async function parseMultipart(raw: Buffer, type: string): Promise<Body> {
  try {
    const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData();
    const fields = new Map<string, Json[]>();
    for (const [name, value] of form) {
      const part =
        typeof value === 'string' ? value : { name: value.name, type: value.type, size: value.size };
      fields.set(name, [...(fields.get(name) ?? []), part]);
    }
    const named = [...fields].map(([name, [first = null, ...more]]) => [
      name,
      more.length ? [first, ...more] : first,
    ]);
    return { kind: 'multipart', value: Object.fromEntries(named) };
  } catch {
    return { kind: 'multipart', value: undefined, problem: 'Multipart: Boundary not found' };
  }
}

/** Reads a body by its media type. No body, or an empty one, is no error. */
export async function parseBody(raw: Buffer, contentType = ''): Promise<Body> {
  if (raw.length === 0) return { kind: 'none', value: undefined };
  if (/\bjson\b/i.test(contentType)) return parseJson(raw.toString('utf8'));
  if (contentType.includes('x-www-form-urlencoded')) {
    return { kind: 'form', value: parseQuery(raw.toString('utf8')) };
  }
  if (contentType.includes('multipart/form-data')) return parseMultipart(raw, contentType);
  return { kind: 'other', value: undefined };
}

/** The properties of a body that is an object, sent in the encoding that the endpoint expects; else none. */
export function properties(body: Body, encoding: string | undefined): JsonObject {
  const kind = { 'application/x-www-form-urlencoded': 'form', 'multipart/form-data': 'multipart' }[
    encoding ?? ''
  ];
  return body.kind === (kind ?? 'json') && isObject(body.value) ? body.value : {};
}
