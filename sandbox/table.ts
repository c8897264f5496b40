import type { JsonObject } from './json';

/** A record of any kind. */
export type Row = JsonObject & { id: string };

/** How a record of a kind is made, and what every change sets. */
export interface Kind<T extends Row> {
  /** Completes a new record: id, dates, defaults. */
  make: (fields: Partial<T>) => T;
  /** The fields that change with every change, such as the date. */
  touch?: () => Partial<T>;
}

/** Gets a record before and after a change: only `after` of a new one, only `before` of a deleted one. */
export type Watcher = (before: Row | undefined, after: Row | undefined) => void;

/**
 * The records of one kind, by id, in the order in which they were added. A change replaces the record by
 * a new object and never changes it in place, so that `restore` can reuse the kept ones.
 */
export class Table<T extends Row> {
  #rows = new Map<string, T>();
  #kept: readonly T[] = [];
  readonly #kind: Kind<T>;
  #watcher: Watcher | undefined;

  constructor(kind: Kind<T>) {
    this.#kind = kind;
  }

  get(id: string | undefined): T | undefined {
    return id === undefined ? undefined : this.#rows.get(id);
  }

  all(): T[] {
    return [...this.#rows.values()];
  }

  find(test: (row: T) => boolean): T | undefined {
    for (const row of this.#rows.values()) if (test(row)) return row;
    return undefined;
  }

  where(test: (row: T) => boolean): T[] {
    return this.all().filter(test);
  }

  /** Adds a record. Fields that are not given get the defaults of its kind. */
  insert(fields: Partial<T>): T {
    const row = this.#kind.make(fields);
    this.#rows.set(row.id, row);
    this.#watcher?.(undefined, row);
    return row;
  }

  /** Changes the named fields of a record; undefined if there is none. */
  update(id: string, changes: Partial<T>): T | undefined {
    const row = this.#rows.get(id);
    if (!row) return undefined;
    const changed = { ...row, ...this.#kind.touch?.(), ...changes };
    this.#rows.set(id, changed);
    this.#watcher?.(row, changed);
    return changed;
  }

  /** Deletes a record. Answers whether there was one. */
  delete(id: string): boolean {
    const row = this.#rows.get(id);
    if (row && this.#rows.delete(id)) this.#watcher?.(row, undefined);
    return row !== undefined;
  }

  /** Lets a watcher see each later change, but for {@link restore}. */
  watch(watcher: Watcher): void {
    this.#watcher = watcher;
  }

  /** Keeps the present records for `restore`. */
  keep(): void {
    this.#kept = this.all();
  }

  /** Brings back the records of the last `keep`. */
  restore(): void {
    this.#rows = new Map(this.#kept.map((row) => [row.id, row]));
  }
}
