/** Files of earlier steps: fetched from where Zapier or somebody else keeps them, for HighLevel to be sent. */
import { show } from '../fields/values';
import type { SentFile } from '../highlevel/compose';
import { isRecord } from '../highlevel/json';
import { isSafe } from '../highlevel/settings';
import type { Run } from './spec';

/** Core would otherwise copy the whole definition. */
const OPTIONS = { merge: false, skipThrowForStatus: true, timeout: 15_000, raw: true } as const;

/** A megabyte, in bytes. */
export const MB = 1024 * 1024;
/** The largest file in MB, where HighLevel names no other: a step has little memory. */
const MOST_MB = 25;
/** What a file is of which nobody says it. */
const UNKNOWN = 'application/octet-stream';

/** Where a link came from. */
interface Source {
  run: Run;
  /** The field of the form that has it. */
  key: string;
}

/**
 * A file, from another host and without the token.
 *
 * @param most how large it may be, in MB
 * @throws z.errors.Error where it can't be fetched, or is larger
 */
export async function fetchFile(link: string, source: Source, most = MOST_MB): Promise<SentFile> {
  const { headers, buffer } = await ask(link, source, most);
  const bytes = await buffer();
  const type = typeIn(headers.get('content-type'));
  const name = nameOf(link, headers.get('content-disposition'));
  return { name: withEnding(name, type), type: type || UNKNOWN, bytes };
}

/**
 * The media type of the file behind a link, as its host tells it.
 *
 * @throws z.errors.Error where the host does not tell
 */
export async function fetchType(link: string, source: Source): Promise<string> {
  const { headers, leave } = await ask(link, source);
  leave();
  return typeIn(headers.get('content-type'));
}

/**
 * Asks another host for what a link leads to: to read it, or to leave it. It is a GET in any case, as a link may be
 * signed for that alone.
 */
async function ask(link: string, { run, key }: Source, most = 0) {
  const stop = new AbortController();
  const failed = (why: string) => {
    stop.abort();
    return run.refuse(`${run.label(key)} has a file that can’t be fetched: ${show(link)} ${why}.`);
  };
  const tooLarge = () => failed(`has more than ${most} MB`);
  if (!isSafe(new URL(link))) throw failed('is no https link');
  // Core hands the signal on, though its types do not name it.
  const options = { ...OPTIONS, url: link, size: most * MB, signal: stop.signal };
  const response = await run.z.request(options).catch(() => {
    throw failed('does not answer');
  });
  if (response.status >= 300) throw failed(`answers with ${response.status}`);
  if (most && Number(response.headers.get('content-length') ?? 0) > most * MB) throw tooLarge();
  const buffer = () =>
    response.buffer().catch((error: unknown) => {
      throw isRecord(error) && error.type === 'max-size' ? tooLarge() : failed('broke off');
    });
  return { headers: response.headers, buffer, leave: () => stop.abort() };
}

const typeIn = (header: string | null) => (header ?? '').split(';')[0]?.trim() ?? '';

/** Endings that media types do not name themselves, as `image/png` does. */
const ENDINGS: { [type: string]: string } = {
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'text/plain': 'txt',
  'video/quicktime': 'mov',
};

/** A name with an ending, by which HighLevel tells the kind of a file: Zapier’s links may have none. */
function withEnding(name: string, type: string): string {
  const ending =
    ENDINGS[type] ?? /(?<=^(?:image|video|audio|text|application)\/)[a-z\d]{3,4}$/.exec(type)?.[0];
  return /\.\w{1,5}$/.test(name) || !ending ? name : `${name}.${ending}`;
}

/** A file's name, as its answer or else its address has it. */
export function nameOf(link: string, disposition: string | null = null): string {
  const said = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(disposition ?? '')?.[1];
  const last = said ?? new URL(link).pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last) || 'file';
  } catch {
    return last || 'file';
  }
}
