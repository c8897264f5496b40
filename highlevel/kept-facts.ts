/**
 * What was asked of HighLevel once and need not be asked again: facts of records by their ids, such as when an email
 * came. They are kept for the connection, many to a value of the cache. One that is lost is asked for again.
 */
import type { ZObject } from 'zapier-platform-core';
import { CacheParts } from './cache-parts';
import { isRecord } from './json';

/** Over so many values of the cache the facts are spread, and so many are kept in each. */
const PARTS = 16;
const MOST_IN_PART = 200;
const KEEP_SECONDS = 90 * 24 * 60 * 60;

/** Facts of one kind. */
export class KeptFacts<Fact> {
  readonly #parts: CacheParts<Map<string, Fact>>;

  /**
   * @param key names the kind, and the account that the records are of
   * @param isFact whether what the cache gives is such a fact
   */
  constructor(z: ZObject, key: string, isFact: (value: unknown) => value is Fact) {
    this.#parts = new CacheParts(z, key, PARTS, {
      read: (kept) =>
        new Map(
          Object.entries(isRecord(kept) ? kept : {}).flatMap(([id, fact]): [string, Fact][] =>
            isFact(fact) ? [[id, fact]] : [],
          ),
        ),
      write: (facts) => Object.fromEntries(facts),
    });
  }

  /** Reads what is kept of these records. */
  async load(ids: string[]): Promise<void> {
    await this.#parts.load(ids);
  }

  /** What is known of a record that was loaded. */
  get(id: string): Fact | undefined {
    return this.#parts.of(id)?.get(id);
  }

  /** Notes a fact of a record that was loaded; where there are too many, the one that was noted first goes. */
  set(id: string, fact: Fact): void {
    const facts = this.#parts.of(id);
    if (!facts) throw new Error('A record must be loaded before a fact of it is noted.');
    facts.delete(id);
    facts.set(id, fact);
    const [first] = facts.keys();
    if (facts.size > MOST_IN_PART && first !== undefined) facts.delete(first);
    this.#parts.touch(id);
  }

  /** Keeps what was noted. If that fails, it is asked for again. */
  async keep(): Promise<void> {
    await this.#parts.keep(KEEP_SECONDS);
  }
}
