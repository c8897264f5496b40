/**
 * The ear of the whole suite. Whatever test runs the app, through the tester or the Lambda handler, core
 * makes its handler in one place, and jest.config.js puts {@link overhear} there: every line that is
 * logged and every error that is thrown is read for secrets. After a file's tests nothing may be found
 * (nothing-leaked.ts).
 */
import type { Handler, LambdaEvent } from '../../zapier';
import { at } from '../../zapier/json';
import { leaksIn, listening, type Said } from './leaks';

/** A token of the sandbox's, whoever holds it; and anybody's e-mail address. */
const TOKEN = /\b(?:(?:access|refresh)-[A-Za-z0-9]{40}|pit-[\da-f]{8}-[\da-f-]{27})/g;
const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
/** Shorter ones are words that tests use for tokens, such as “fresh”. */
const SECRET_LENGTH = 12;

const found = new Set<string>();
let count = 0;

/** What has leaked since the last look, and how much was read. */
export function takeLeaks(): { leaks: string[]; read: number } {
  const taken = { leaks: [...found], read: count };
  found.clear();
  count = 0;
  return taken;
}

/** The handler, each of whose calls is listened to, and read when it is over. */
export function overhear(handler: Handler): Handler {
  return async (event) => {
    const heard: Said[] = [];
    const given: unknown[] = [];
    try {
      const answer = await listening(handler, heard)(event);
      given.push(at(answer, 'results', 'access_token'), at(answer, 'results', 'refresh_token'));
      return answer;
    } finally {
      read(heard, [...secretsOf(event), ...given]);
    }
  };
}

/** Reads what a script printed: no token may be in it. */
export function readPrinted(by: string, text: string): void {
  count += 1;
  note(`output of ${by}`, text.match(TOKEN));
}

const note = (where: string, leaks: readonly string[] | null) => {
  for (const one of leaks ?? []) found.add(`${where}: ${one}`);
};

/** The secrets that a call knows of. */
function secretsOf({ bundle, environment }: LambdaEvent): unknown[] {
  const { access_token, refresh_token } = bundle?.authData ?? {};
  return [access_token, refresh_token, environment?.CLIENT_SECRET, process.env.CLIENT_SECRET];
}

function read(heard: readonly Said[], known: readonly unknown[]): void {
  const long = known.filter((one) => typeof one === 'string' && one.length >= SECRET_LENGTH).map(String);
  const secrets = Object.fromEntries(long.map((secret) => [secret, secret]));
  const own = heard.map((said) => ({ ...said, answer: '' }));
  for (const leak of leaksIn(own, { secrets, unsaid: [] })) found.add(leak);
  for (const { by, what, text, words } of own) {
    note(`${what} of ${by}`, text.match(TOKEN));
    note(`${what} of ${by}`, words.match(ADDRESS));
  }
  count += heard.length;
}
