/**
 * What was asked of HighLevel once and need not be asked again: facts of records by their ids, such as when an email
 * came. They are kept for the connection, many to a value of the cache. One that is lost is asked for again.
 */
import { createHash } from 'node:crypto';
import type { ZObject } from 'zapier-platform-core';
import { cacheOf } from './cache';
import { isRecord } from './json';

/** Over so many values of the cache the facts are spread, and so many are kept in each. */
const PARTS = 16;
const MOST_IN_PART = 200;
const KEEP_SECONDS = 90 * 24 * 60 * 60;

const partOf = (id: string): number =>
  Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16) % PARTS;

/** Facts of one kind. */
export class KeptFacts<Fact> {
  readonly #parts = new Map<number, Map<string, Fact>>();
  readonly #changed = new Set<number>();

  /**
   * @param key names the kind, and the account that the records are of
   * @param isFact whether what the cache gives is such a fact
   */
  constructor(
    private readonly z: ZObject,
    private readonly key: string,
    private readonly isFact: (value: unknown) => value is Fact,
  ) {}

  /** Reads what is kept of these records. */
  async load(ids: string[]): Promise<void> {
    const numbers = [...new Set(ids.map(partOf))].filter((number) => !this.#parts.has(number));
    await Promise.all(
      numbers.map(async (number) => {
        const kept = await cacheOf(this.z).get(`${this.key}:${number}`);
        const facts = Object.entries(isRecord(kept) ? kept : {}).flatMap(([id, fact]): [string, Fact][] =>
          this.isFact(fact) ? [[id, fact]] : [],
        );
        this.#parts.set(number, new Map(facts));
      }),
    );
  }

  /** What is known of a record that was loaded. */
  get(id: string): Fact | undefined {
    return this.#parts.get(partOf(id))?.get(id);
  }

  /** Notes a fact; where there are too many, the one that was noted first goes. */
  set(id: string, fact: Fact): void {
    const number = partOf(id);
    const facts = this.#parts.get(number) ?? new Map<string, Fact>();
    facts.delete(id);
    facts.set(id, fact);
    const [first] = facts.keys();
    if (facts.size > MOST_IN_PART && first !== undefined) facts.delete(first);
    this.#parts.set(number, facts);
    this.#changed.add(number);
  }

  /** Keeps what was noted. If that fails, it is asked for again. */
  async keep(): Promise<void> {
    await Promise.all(
      [...this.#changed].map((number) =>
        cacheOf(this.z).set(
          `${this.key}:${number}`,
          Object.fromEntries(this.#parts.get(number) ?? []),
          KEEP_SECONDS,
        ),
      ),
    );
    this.#changed.clear();
  }
}
