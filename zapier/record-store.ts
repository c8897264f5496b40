import { type Item, isEmpty, isItem } from './json';
import type { Result } from './result';
import type { Field, OperationKind, ZapApp } from './zap-app';

/** A record, with who changed it last. Each change gives it a new revision. */
export interface StoredRecord extends Item {
  id: string;
  revision: number;
  changedBy: string;
}

/**
 * An app that keeps records in tables, such as a CRM or a spreadsheet.
 *
 * Triggers `new_record` and `changed_record`, creates `save_record` (new or existing) and `update_record`
 * (existing only), search `find_record`.
 */
export class RecordStore implements ZapApp {
  private readonly tables = new Map<string, Map<string, StoredRecord>>();
  private revisions = 0;

  /** The records of a table, last changed first. */
  records(table: string): StoredRecord[] {
    return [...this.tableOf(table).values()].sort((a, b) => b.revision - a.revision);
  }

  /** A record by its id. */
  record(table: string, id: string): StoredRecord | undefined {
    return this.tableOf(table).get(id);
  }

  /** Adds a record, or puts values into the one that has this id. Nothing happens when nothing changes. */
  save(table: string, id: string, values: Item, changedBy: string): StoredRecord {
    const before = this.record(table, id);
    if (before && Object.entries(values).every(([key, value]) => same(before[key], value))) return before;
    this.revisions += 1;
    const record = { ...before, ...values, id, revision: this.revisions, changedBy };
    this.tableOf(table).set(id, record);
    return record;
  }

  async perform(kind: OperationKind, key: string, input: Item): Promise<Result> {
    const operation = this.operations[`${kind}.${key}`];
    if (!operation) throw new Error(`A record store has no ${kind}.${key}.`);
    return operation(input);
  }

  async fields(kind: OperationKind): Promise<Result<Field[]>> {
    const keys = kind === 'creates' ? ['table', 'id', 'changedBy'] : ['table'];
    return answered(keys.map(required));
  }

  primaryKeys(trigger: string): string[] {
    return trigger === 'changed_record' ? ['id', 'revision'] : ['id'];
  }

  private readonly operations: Record<string, (input: Item) => Result> = {
    'triggers.new_record': ({ table }) => answered(this.records(String(table))),
    'triggers.changed_record': ({ table }) => answered(this.records(String(table))),
    'searches.find_record': ({ table, field, value }) => {
      const matches = (record: StoredRecord) => !isEmpty(value) && same(record[String(field)], value);
      return answered(this.records(String(table)).filter(matches));
    },
    'creates.save_record': (input) => answered(this.write(input)),
    'creates.update_record': (input) => {
      const { table, id } = input;
      if (this.record(String(table), String(id))) return answered(this.write(input));
      const failure = { kind: 'error' as const, message: `There is no record "${id}" in "${table}".` };
      return { ok: false, failure, requests: 0 };
    },
  };

  private write({ table, id, changedBy, values }: Item): StoredRecord {
    return this.save(String(table), String(id), isItem(values) ? values : {}, String(changedBy));
  }

  private tableOf(name: string): Map<string, StoredRecord> {
    const table = this.tables.get(name) ?? new Map<string, StoredRecord>();
    this.tables.set(name, table);
    return table;
  }
}

function answered<T>(value: T): Result<T> {
  return { ok: true, value, requests: 0 };
}

function required(key: string): Field {
  return { key, label: key, type: 'string', required: true, list: false };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
