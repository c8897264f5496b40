import { apiUrl } from '../highlevel/settings';
import { BadValue } from './field';
import { show, toText } from './values';

/** What stands before a path in a whole address. */
const ORIGIN = /^https?:\/\/[^/?]*/i;
/**
 * Characters that must be encoded in an address: blanks, control characters, half a character, backslashes,
 * a hash.
 */
const STRANGE = /[\s\p{Cc}\p{Surrogate}\\#]/u;
/** Characters that are refused in a query; blanks and others are encoded. */
const UNSENDABLE = /[\p{Cc}#]/u;
/** A decoded segment of a path that would lead to another path: dots alone, slashes, control characters. */
const LEADS_AWAY = /^\.+(;|$)|[/\\\p{Cc}]/u;
/** Nobody encodes a segment more often than this in good faith. */
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

/** The path of a whole address at HighLevel's own host. A path alone stays as it is. */
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

/**
 * A segment, encoded once. A server might decode it several times, so each decoded form is checked too.
 */
function cleanSegment(segment: string, given: string): string {
  const meant = decoded(segment, given);
  let read = meant;
  for (let layer = 0; layer < LAYERS; layer += 1) {
    if (LEADS_AWAY.test(read.normalize('NFKC'))) break;
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
