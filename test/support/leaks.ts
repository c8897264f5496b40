/**
 * Listens to an app behind its Lambda function: all that it logs (Zapier's HTTP log and `z.console`) and
 * all that it throws, as core hands it on, and tells what of it nobody may read.
 */
import type { Handler, Item, LogEntry } from '../../zapier';
import { at, isItem } from '../../zapier/json';

/** Something that was logged or thrown. */
export interface Said {
  /** The method of the app, such as `creates.create_contact.operation.perform`. */
  by: string;
  /** `http`: a line of Zapier's HTTP log. `line`: any other line of the log. */
  what: 'http' | 'line' | 'error';
  /** All of it, as text. */
  text: string;
  /** Of the HTTP log: the body that was answered, which is somebody else's words. */
  answer: string;
  /** What of it is the app's own words: of the HTTP log only the status, the method and the address without its query. */
  words: string;
}

/** What must not be read: secrets nowhere; what is unsaid in no words of the app's own. */
export interface Unspeakable {
  secrets: { [what: string]: string };
  unsaid: readonly string[];
}

/** The handler, all of whose words are written down in `heard`. */
export function listening(handler: Handler, heard: Said[]): Handler {
  return async (event) => {
    const by = event.method ?? event.command;
    const customLogger = (message: string, data: Item) => {
      heard.push(logged(by, { message, data }));
      event.customLogger?.(message, data);
    };
    try {
      return await handler({ ...event, customLogger });
    } catch (thrown) {
      const text = thrownText(thrown);
      heard.push({ by, what: 'error', text, words: text, answer: '' });
      throw thrown;
    }
  };
}

function logged(by: string, { message, data }: LogEntry): Said {
  const { response_content: answer, ...rest } = data;
  const text = JSON.stringify({ message, ...rest });
  if (data.log_type !== 'http') return { by, what: 'line', text, words: text, answer: '' };
  return {
    by,
    what: 'http',
    text,
    answer: String(answer),
    words: message,
  };
}

/** An error with its stack and all that hangs on it, its cause among these. */
function thrownText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(JSON.stringify(thrown));
  const own = Object.getOwnPropertyNames(thrown).map((name) => {
    const value: unknown = Reflect.get(thrown, name);
    return value instanceof Error ? thrownText(value) : `${name}: ${textOf(value)}`;
  });
  return [thrown.name, ...own].join('\n');
}

function textOf(value: unknown): string {
  try {
    return typeof value === 'string' ? value : String(JSON.stringify(value));
  } catch {
    return String(value);
  }
}

/** A secret as it is, encoded for a URL or in Base64, and as the bytes that a log of a buffer shows. */
const shapesOf = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  [...Buffer.from(secret)].join(','),
];

/** What was said and must not be, in words. */
export function leaksIn(heard: readonly Said[], { secrets, unsaid }: Unspeakable): string[] {
  const hidden = Object.entries(secrets).flatMap(([what, secret]) =>
    shapesOf(secret).map((shape) => [what, shape] as const),
  );
  const leaks = heard.flatMap(({ by, what, text, words, answer }) => [
    ...hidden
      .filter(([, shape]) => `${text}\n${answer}`.includes(shape))
      .map(([secret]) => `${what} of ${by}: ${secret}`),
    ...unsaid.filter((one) => words.includes(one)).map((one) => `${what} of ${by}: ${one}`),
  ]);
  return [...new Set(leaks)];
}

const POINTER = /hydrate\|\|\|(.*?)\|\|\|hydrate/g;

/** The dehydrated payloads in what a step gave: what Zapier keeps until a later step fetches it. */
export function payloadsIn(value: unknown): Item[] {
  if (typeof value === 'string') {
    return [...value.matchAll(POINTER)].map(([, payload = '{}']) => JSON.parse(payload)).filter(isItem);
  }
  if (Array.isArray(value)) return value.flatMap(payloadsIn);
  return isItem(value) ? Object.values(value).flatMap(payloadsIn) : [];
}

/** What of a payload is no id. */
export const notIdsIn = (payload: Item): string[] =>
  Object.entries(Object(at(payload, 'bundle')))
    .filter(([key, value]) => !/^\w+Id$/.test(key) || !/^[\w-]{1,40}$/.test(String(value)))
    .map(([key, value]) => `${key}: ${value}`);
