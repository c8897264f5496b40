/** Keeps everybody but the page out: other sites that are open in the same browser could reach this machine, too. */
import type { IncomingHttpHeaders } from 'node:http';

/** The names by which the page may call this machine. */
const NAMES = ['127.0.0.1', 'localhost'];

/** The addresses of this server. */
export const originsOf = (port: number): string[] => NAMES.map((name) => `http://${name}:${port}`);

/** Why a request is refused, as a sentence; nothing where it is the page's own, or opens the page. */
export function whyForeign(
  { host = '', origin, 'content-type': type = '' }: IncomingHttpHeaders,
  { port, isApi }: { port: number; isApi: boolean },
): string | undefined {
  const here = originsOf(port);
  if (!here.includes(`http://${host.toLowerCase()}`)) return 'The workbench answers this machine alone.';
  if (!isApi) return origin === undefined || here.includes(origin) ? undefined : FOREIGN;
  // A browser sends the origin with each POST: what has none is no page.
  if (origin === undefined || !here.includes(origin) || origin !== `http://${host.toLowerCase()}`)
    return FOREIGN;
  return /^application\/json\b/i.test(type) ? undefined : 'The workbench takes JSON.';
}

const FOREIGN = 'The workbench answers its own page alone.';
