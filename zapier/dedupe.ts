import type { Item } from './json';

/** Zapier runs a Zap for at most so many new items of one poll. */
export const MOST_NEW_ITEMS = 100;

/** The items that a Zap has seen, told apart by their primary keys. */
export class DedupeMemory {
  private readonly seen = new Set<string>();

  constructor(private readonly primaryKeys: string[]) {}

  get size(): number {
    return this.seen.size;
  }

  /** Remembers items without running anything: what was there before the Zap was turned on. */
  prime(polled: Item[]): void {
    for (const item of polled) this.seen.add(this.keyOf(item));
  }

  /** The new ones of a poll's items (newest first), in the order in which they run: oldest first. */
  takeNew(polled: Item[]): Item[] {
    const fresh = new Map<string, Item>();
    for (const item of polled) {
      const key = this.keyOf(item);
      if (!this.seen.has(key) && !fresh.has(key)) fresh.set(key, item);
    }
    const taken = [...fresh].reverse().slice(0, MOST_NEW_ITEMS);
    for (const [key] of taken) this.seen.add(key);
    return taken.map(([, item]) => item);
  }

  private keyOf(item: Item): string {
    return JSON.stringify(this.primaryKeys.map((key) => item[key] ?? null));
  }
}
