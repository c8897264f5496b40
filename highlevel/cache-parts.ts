/** What is kept of many records, spread over some values of the cache: how large one may be is not documented. */
import { createHash } from 'node:crypto';
import type { ZObject } from 'zapier-platform-core';
import { cacheOf } from './cache';

/** How a part is kept, and made again of what the cache gives. */
interface Form<Part> {
  read: (kept: unknown) => Part;
  write: (part: Part) => unknown;
}

/** The parts of one memory. They are read as they are needed, and those that changed are written. */
export class CacheParts<Part> {
  readonly #parts = new Map<number, Part>();
  readonly #changed = new Set<number>();

  /**
   * @param key names the memory; the keys of its parts begin with it
   * @param count over so many values the records are spread
   */
  constructor(
    private readonly z: ZObject,
    private readonly key: string,
    private readonly count: number,
    private readonly form: Form<Part>,
  ) {}

  /** Reads the parts of these records. */
  async load(ids: string[]): Promise<void> {
    const numbers = new Set(ids.map((id) => this.#numberOf(id)));
    const unread = [...numbers].filter((number) => !this.#parts.has(number));
    await Promise.all(
      unread.map(async (number) => {
        this.#parts.set(number, this.form.read(await cacheOf(this.z).get(this.#keyOf(number))));
      }),
    );
  }

  /** The part of a record; `undefined` where it was not loaded. */
  of(id: string): Part | undefined {
    return this.#parts.get(this.#numberOf(id));
  }

  /** Notes that the part of a record has changed. */
  touch(id: string): void {
    this.#changed.add(this.#numberOf(id));
  }

  get isChanged(): boolean {
    return this.#changed.size > 0;
  }

  /** Writes what has changed, for so many seconds. */
  async keep(seconds: number): Promise<void> {
    const cache = cacheOf(this.z);
    await Promise.all(
      [...this.#parts].flatMap(([number, part]) =>
        this.#changed.has(number) ? [cache.set(this.#keyOf(number), this.form.write(part), seconds)] : [],
      ),
    );
    this.#changed.clear();
  }

  #numberOf(id: string): number {
    return Number.parseInt(createHash('sha256').update(id).digest('hex').slice(0, 8), 16) % this.count;
  }

  #keyOf(number: number): string {
    return `${this.key}:${number}`;
  }
}
