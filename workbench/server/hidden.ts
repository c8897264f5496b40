/** Keeps tokens and keys out of what the page gets. The app's log hides them already; this holds for all else. */
import { isString, pickBy } from 'lodash';
import type { Item } from '../../zapier';

const HIDDEN = '(hidden)';

/** What is long enough to be a secret: a shorter text might stand anywhere. */
const SHORTEST = 8;

/** The keys of a connection's data that hold secrets. */
const SECRET_KEYS = /token|secret/i;

/** A token or a secret that an answer gives, in a body that is text within text, too. */
const GIVEN = /(\\*"(?:(?:access|refresh)_?token|client_?secret)\\*"\s*:\s*\\*")[^"\\]+/gi;

/** Knows the secrets of all connections that there were. */
export class Hidden {
  readonly #secrets = new Set<string>();

  /** @param connections the data of all connections, whose tokens are refreshed now and then */
  constructor(private readonly connections: () => Item[]) {}

  add(...secrets: unknown[]): void {
    for (const secret of secrets) {
      if (isString(secret) && secret.length >= SHORTEST) this.#secrets.add(secret);
    }
  }

  /** An answer as JSON, without any of them. */
  json(answer: object): string {
    for (const data of this.connections()) this.add(...Object.values(pickBy(data, isSecret)));
    let text = JSON.stringify(answer).replace(GIVEN, `$1${HIDDEN}`);
    for (const secret of this.#secrets) {
      const written = JSON.stringify(secret).slice(1, -1);
      for (const one of [written, encodeURIComponent(secret)]) text = text.replaceAll(one, HIDDEN);
    }
    return text;
  }
}

const isSecret = (_value: unknown, key: string): boolean => SECRET_KEYS.test(key);
