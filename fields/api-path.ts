import { apiUrl } from '../highlevel/settings';
import { BadValue } from './field';
import { show, toText } from './values';

/** What stands before a path in a whole address. */
const ORIGIN = /^https?:\/\/[^/?]*/i;
/** What no address has as it is: blanks, control characters, half a character, backslashes, a hash. */
const STRANGE = /[\s\p{Cc}\p{Surrogate}\\#]/u;
/** What no query has, though blanks and all else are encoded. */
const UNSENDABLE = /[\p{Cc}#]/u;
/** What a segment may not be once it is read, however often it was encoded. */
const WALKS = /^\.+(;|$)|[/\\\p{Cc}]/u;
/** More layers of encoding than this are a trick. */
const LAYERS = 5;

/**
 * The path and query that a person gave, alone or behind HighLevel's own address, encoded once. What
 * could lead to another host, or to another path than it shows, is refused.
 *
 * @throws BadValue
 */
export function toPath(value: unknown): string {
  const given = toText(value).trim();
  const [path = '', ...rest] = withoutHost(given).split('?');
  const segments = path.replace(/^\//, '').split('/');
  // A path begins with a word; a dot, a colon or an “at” in its place belongs to a host.
  const [front = ''] = given.split('?');
  if (STRANGE.test(front) || !/^[\w-]+$/.test(segments[0] ?? '')) throw foreign(given);
  const clean = segments.map((segment, place) => {
    if (segment === '' && place < segments.length - 1) throw foreign(given);
    return cleanSegment(segment, given);
  });
  const search = rest.join('?');
  if (UNSENDABLE.test(search)) {
    throw new BadValue(`a path whose query has no # and no control characters; it is ${show(given)}`);
  }
  const query = new URLSearchParams(search);
  return `/${clean.join('/')}${query.size ? `?${query}` : ''}`;
}

/** A whole address without HighLevel's own host; a path alone as it is. */
function withoutHost(given: string): string {
  if (given.startsWith('//')) throw foreign(given);
  if (!/^[a-z][a-z\d+.-]*:/i.test(given)) return given;
  const own = new URL(apiUrl());
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!ORIGIN.test(given) || !url || url.origin !== own.origin || url.username || url.password) {
    throw foreign(given);
  }
  const rest = given.replace(ORIGIN, '');
  const base = own.pathname.replace(/\/$/, '');
  return rest.startsWith(`${base}/`) ? rest.slice(base.length) : rest;
}

/** A segment encoded once. Whatever an over-eager server could read in it is looked at too. */
function cleanSegment(segment: string, given: string): string {
  const meant = decoded(segment, given);
  let read = meant;
  for (let layer = 0; layer < LAYERS; layer += 1) {
    if (WALKS.test(read.normalize('NFKC'))) break;
    const next = read.replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (next === read) return encodeURIComponent(meant);
    read = next;
  }
  throw foreign(given);
}

function decoded(segment: string, given: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw foreign(given);
  }
}

const foreign = (given: string) =>
  new BadValue(
    `a path of the API, such as /contacts/, or its whole address. Calls to other hosts are not made, and paths with dots or double slashes are refused. It is ${show(given)}`,
  );
