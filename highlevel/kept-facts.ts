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

/** What is kept of a record that was not there: when it was asked for first and last, in epoch milliseconds. */
interface Absent {
  absentSince: number;
  askedAt: number;
}

const isAbsent = (value: unknown): value is Absent =>
  isRecord(value) && typeof value.absentSince === 'number' && typeof value.askedAt === 'number';

/** Facts of one kind. */
export class KeptFacts<Fact> {
  readonly #parts: CacheParts<Map<string, Fact | Absent>>;

  /**
   * @param key names the kind, and the account that the records are of
   * @param isFact whether what the cache gives is such a fact
   */
  constructor(
    z: ZObject,
    key: string,
    private readonly isFact: (value: unknown) => value is Fact,
  ) {
    this.#parts = new CacheParts(z, key, PARTS, {
      read: (kept) =>
        new Map(
          Object.entries(isRecord(kept) ? kept : {}).flatMap(([id, fact]): [string, Fact | Absent][] =>
            isFact(fact) || isAbsent(fact) ? [[id, fact]] : [],
          ),
        ),
      write: (facts) => Object.fromEntries(facts),
    });
  }

  /**
   * Reads what is kept of these records, and keeps what is noted while it is used, also where that fails midway: the
   * next run goes on from there. If it can't be kept, it is asked for again.
   */
  async use<Result>(ids: string[], use: () => Promise<Result>): Promise<Result> {
    await this.#parts.load(ids);
    try {
      return await use();
    } finally {
      await this.#parts.keep(KEEP_SECONDS);
    }
  }

  /** What is known of a record that was read. */
  get(id: string): Fact | undefined {
    const kept = this.#parts.of(id)?.get(id);
    return this.isFact(kept) ? kept : undefined;
  }

  /** Whether a record that was read was not there when it was asked for last. */
  wasAbsent(id: string): boolean {
    return this.#absent(id) !== undefined;
  }

  /**
   * Whether there is no need to ask again for a record that was not there. It may be in a list a moment before it can be
   * read, so that it is asked for again at the next run, and then each time that it was absent for twice as long.
   */
  isAbsent(id: string): boolean {
    const kept = this.#absent(id);
    return kept !== undefined && Date.now() - kept.askedAt < kept.askedAt - kept.absentSince;
  }

  #absent(id: string): Absent | undefined {
    const kept = this.#parts.of(id)?.get(id);
    return isAbsent(kept) ? kept : undefined;
  }

  /** Notes a fact of a record that was read. */
  set(id: string, fact: Fact): void {
    this.#note(id, fact);
  }

  /** Notes that a record was not there. */
  setAbsent(id: string): void {
    const now = Date.now();
    this.#note(id, { absentSince: this.#absent(id)?.absentSince ?? now, askedAt: now });
  }

  /** Where there are too many, the one that was noted first goes. */
  #note(id: string, fact: Fact | Absent): void {
    const facts = this.#parts.of(id);
    if (!facts) throw new Error('A record must be read before a fact of it is noted.');
    facts.delete(id);
    facts.set(id, fact);
    const [first] = facts.keys();
    if (facts.size > MOST_IN_PART && first !== undefined) facts.delete(first);
    this.#parts.touch(id);
  }
}
