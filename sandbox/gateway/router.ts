import { type ApiVersion, type EndpointKey, endpointKeys } from '../../highlevel/contract';

/** The endpoint that a request names, with the path's parameters decoded. */
export interface Match {
  key: EndpointKey;
  params: { [name: string]: string };
}

/** A part of the paths: the parts that can follow it, and the endpoints that end with it, by method. */
interface Segment {
  named: Map<string, Segment>;
  parameter?: Segment;
  ends: Map<string, { key: EndpointKey; names: string[] }>;
}

const newSegment = (): Segment => ({ named: new Map(), ends: new Map() });

/** A path's parts. A trailing slash makes no difference, as with the API. */
function split(path: string): string[] {
  return path.replace(/^\//, '').replace(/\/$/, '').split('/');
}

function parameterName(segment: string): string | undefined {
  return /^\{(.+)\}$/.exec(segment)?.[1];
}

function addTo(tree: Segment, key: EndpointKey): void {
  const [method = '', route = ''] = key.split(' ');
  const names: string[] = [];
  let at = tree;
  for (const part of split(route)) {
    const name = parameterName(part);
    if (name) names.push(name);
    const next = (name ? at.parameter : at.named.get(part)) ?? newSegment();
    if (name) at.parameter = next;
    else at.named.set(part, next);
    at = next;
  }
  at.ends.set(method, { key, names });
}

/** What a part of a path can match: named parts first, then a parameter. */
function follow(at: Segment, part: string, anyCase: boolean): Segment[] {
  const exact = at.named.get(part);
  const named = anyCase
    ? [...at.named].filter(([name]) => name.toLowerCase() === part.toLowerCase()).map(([, next]) => next)
    : exact
      ? [exact]
      : [];
  return at.parameter && part !== '' ? [...named, at.parameter] : named;
}

function find(
  at: Segment,
  method: string,
  parts: string[],
  values: string[],
  anyCase: boolean,
): Match | undefined {
  const [part, ...rest] = parts;
  if (part === undefined) {
    const end = at.ends.get(method);
    return (
      end && { key: end.key, params: Object.fromEntries(end.names.map((name, i) => [name, values[i] ?? ''])) }
    );
  }
  for (const next of follow(at, part, anyCase)) {
    const found = find(next, method, rest, next === at.parameter ? [...values, part] : values, anyCase);
    if (found) return found;
  }
  return undefined;
}

/** Finds the endpoint of a request among the contract's: first among those of its version. */
export class Router {
  readonly #trees = { dated: newSegment(), v3: newSegment() };

  constructor() {
    for (const key of endpointKeys('dated')) addTo(this.#trees.dated, key);
    for (const key of endpointKeys('v3')) addTo(this.#trees.v3, key);
  }

  /**
   * @param path as sent, still URL-encoded. A named part wins over a parameter.
   * @throws URIError if its encoding is broken.
   */
  match(method: string, path: string, version: ApiVersion): Match | undefined {
    return this.#find(method, path, version, false);
  }

  /** Whether a path that matches nothing would match if capitals made no difference. */
  isMisCased(method: string, path: string): boolean {
    return Boolean(this.#find(method, path, 'dated', true));
  }

  #find(method: string, path: string, version: ApiVersion, anyCase: boolean): Match | undefined {
    const parts = split(path).map(decodeURIComponent);
    const { dated, v3 } = this.#trees;
    const trees = version === 'v3' ? [v3, dated] : [dated, v3];
    return trees.map((tree) => find(tree, method, parts, [], anyCase)).find((match) => match !== undefined);
  }
}
