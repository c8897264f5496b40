import type { Item } from './json';

/** The items that a Zap has seen, told apart by their primary keys. */
export class DedupeMemory {
  private readonly seen = new Set<string>();

  constructor(private readonly primaryKeys: string[]) {}

  get size(): number {
    return this.seen.size;
  }

  /**
   * Remembers what is there when the Zap is turned on, and nothing from before: Zapier clears its memory
   * when a Zap is turned off.
   */
  prime(polled: Item[]): void {
    this.seen.clear();
    for (const item of polled) this.seen.add(this.keyOf(item));
  }

  /** The new ones of a poll's items (newest first), oldest first. From now on they are remembered. */
  takeNew(polled: Item[]): Item[] {
    const fresh: Item[] = [];
    for (const item of polled) {
      const key = this.keyOf(item);
      if (!this.seen.has(key)) fresh.push(item);
      this.seen.add(key);
    }
    return fresh.reverse();
  }

  private keyOf(item: Item): string {
    return JSON.stringify(this.primaryKeys.map((key) => item[key] ?? null));
  }
}
