/** What HighLevel says of a record that is not there, or that there is already one of. */
import { type Answer, isRefusal, messagesOf } from './answer';
import type { Endpoint } from './contract';
import { isRecord } from './json';

/** How HighLevel says that something is not there, with the words for the thing first (public reports, 2026). */
const NOT_FOUND = [
  /^(.{1,200}?)\W+(?:was not|is not|were not|are not|could not be|can ?not be|not|wasn['’]t|isn['’]t|couldn['’]t be) found\b/i,
  /^(.{1,200}?)\W+(?:does not|doesn['’]t|do not|did not|didn['’]t|no longer|not) exists?\b/i,
  /^(.{1,200}?)\W+(?:(?:is|was|has been)(?: already)?|already) (?:deleted|removed)\b/i,
  /^no (.{1,200}?)\W+(?:(?:was|were|is|could be) )?(?:found|exists?)\b/i,
  /\b(?:could not|couldn['’]t|can ?not|can['’]t|unable to|failed to) (?:find|locate) (.{1,200})/i,
  /^(?:there is )?no such (.{1,200})/i,
  /^there is no (.{1,200})/i,
  /^(.{1,200}?)[ _]?ids? (?:is|are) (?:invalid|not valid|malformed)\b/i,
  /\binvalid (.{1,200}?)[ _]?ids?\b/i,
];

/** An id in the address that can be none, as no record has one of this form. */
const MALFORMED_ID =
  /not a valid objectid|cast to objectid failed|invalid objectid|^invalid id(?:\W+[\w-]+)?\W*$/i;

/** Without a name for it: what the call is about. */
const BARE_NOT_FOUND = /^not[ _]found\W*$/i;

/** Names for whatever a call is about. */
const ANY = ['record', 'resource', 'document', 'entity', 'item', 'object'];

/**
 * Whether HighLevel says that a record was not found which the call names. Many endpoints say so with 400 or 422,
 * in many wordings. What the call does not name by an id, such as a phone number, may be wrong and not missing.
 *
 * @param more names of what the call is about, beside those of its path and its ids
 */
export function isNotFound(answer: Answer, endpoint: Endpoint, more: string[] = []): boolean {
  if (isUnknownPath(answer) || isRefusal(answer)) return false;
  if (answer.status === 404) return true;
  if (answer.status < 400 || answer.status >= 500) return false;
  const named = new Set([...thingsOf(endpoint), ...ANY, ...more]);
  return sayingsIn(answer).some(
    (said) =>
      MALFORMED_ID.test(said) ||
      BARE_NOT_FOUND.test(said) ||
      NOT_FOUND.some((form) => isOneOf(named, form.exec(said)?.[1])),
  );
}

/** Whether HighLevel has no such path: the address of the call is wrong, and no id in it. */
export const isUnknownPath = (answer: Answer): boolean =>
  answer.status === 404 && /^cannot (get|post|put|patch|delete) \//i.test(messagesOf(answer)[0] ?? '');

/** What comes after a call, whichever of it is asked for. */
const AFTER_A_CALL = ['recording', 'transcription', 'transcript', 'audio', 'file'];

/** How HighLevel says that something comes later. */
const LATER =
  /\bnot (?:yet )?(?:available|ready|generated|processed|completed|transcribed)|\b(?:still|being|currently) (?:\w+ )?(?:processed|processing|generated|transcribed)|\bin progress\b/i;

/**
 * Whether HighLevel says that what comes some time after a call, its recording or its transcription, is not
 * there yet. It says so as of a record that does not exist, or with 422 (public reports, 2026).
 */
export function isNotThereYet(answer: Answer, endpoint: Endpoint): boolean {
  if (isNotFound(answer, endpoint, AFTER_A_CALL)) return true;
  if (isRefusal(answer) || answer.status < 400 || answer.status >= 429) return false;
  return sayingsIn(answer).some((said) => LATER.test(said));
}

/** HighLevel says that there is one like it already. */
const DUPLICATE = /(?:\b|_)duplicat|\balready[ _]exists?\b|_already_exists?\b|\bexists? already\b/i;

/**
 * The id of the record that exists already, where HighLevel refuses a duplicate and says which (measured for
 * contacts, conversations, relations and opportunities, 2026). An id that stands in another refusal tells only
 * what the call was about.
 */
export function existingIdIn(answer: Answer, endpoint: Endpoint): string | undefined {
  const { status, body } = answer;
  if (![400, 409, 422].includes(status) || !isRecord(body)) return undefined;
  const duplicate = sayingsIn(answer).filter((said) => DUPLICATE.test(said));
  if (!duplicate.length) return undefined;
  const made = endpoint.route.split('/').filter((part) => part && !/^\{|^upsert$/.test(part));
  const things = [made.at(-1) ?? '', ...duplicate.map((said) => /^\w+/.exec(said)?.[0] ?? '')].map(noun);
  const names = ['existingId', ...things.map((thing) => `${thing}Id`)];
  const places = [body.meta, body].filter(isRecord);
  const id = names
    .flatMap((name) => places.map((place) => place[name]))
    .find((one) => typeof one === 'string' && one);
  return typeof id === 'string' ? id : undefined;
}

/** HighLevel's messages, and its code in words: `OPPORTUNITY_NOT_FOUND` as `OPPORTUNITY NOT FOUND`. */
function sayingsIn(answer: Answer): string[] {
  const code = isRecord(answer.body) ? answer.body.code : undefined;
  const words = typeof code === 'string' ? [code.slice(0, 200).replaceAll('_', ' ')] : [];
  return [...messagesOf(answer), ...words].map((said) => said.replace(/^error: */i, ''));
}

/** What a call names: the parts of its path, and what its ids are of. Each by its last word: `value` of `customValues`. */
function thingsOf({ route, path, query, body }: Endpoint): string[] {
  const parts = route.split('/').filter((part) => part && !part.startsWith('{'));
  const ids = [path, query, body]
    .flatMap(Object.keys)
    .flatMap((name) => /^(.+?)_?ids?$/i.exec(name)?.[1] ?? []);
  return [...parts, ...ids].map(noun);
}

/** Whether the words for a thing, such as `Contact with id c1`, are one of these names. */
function isOneOf(names: Set<string>, words = ''): boolean {
  const [thing = ''] = words.split(/\s+(?:with|for|of|by|in|having|matching|whose|you|that|which)\b|[:,]/i);
  // An id after the name belongs to it: `Opportunity o1`.
  const name = thing
    .trim()
    .replace(/(?:^|\s+)(?:id\s*)?["'“”‘’(]?[\w-]*\d[\w-]*["'“”‘’)]?$/, '')
    .replace(/\s+ids?$/i, '');
  return name ? names.has(noun(name)) : thing.trim() !== '';
}

/** The last word of a name, in the singular: `businesses` and `my business` are `business`. */
function noun(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').split(/[^\p{L}\p{N}]+/u);
  return (
    (words.filter(Boolean).at(-1) ?? '')
      .toLowerCase()
      .replace(/ies$/, 'y')
      .replace(/(ss|us|x|ch)es$/, '$1')
      .replace(/([^su])s$/, '$1')
      // HighLevel calls an appointment so, too.
      .replace(/^event$/, 'appointment')
  );
}
