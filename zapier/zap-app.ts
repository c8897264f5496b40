import type { HookRequest } from './hooks';
import type { Item } from './json';
import type { Result } from './result';

/** The three kinds of operation, as an app's definition names them. */
export type OperationKind = 'triggers' | 'creates' | 'searches';

/** What the runtime needs to know about an input field. */
export interface Field {
  key: string;
  label: string;
  type: string;
  required: boolean;
  list: boolean;
  default?: unknown;
  /** The columns of line items; none for a field of another kind. */
  children?: Field[];
}

/** An app as a Zap sees it: the connector, or the app at the other end. */
export interface ZapApp {
  /**
   * Runs an operation; a trigger and a search answer a list, newest first. An instant trigger reads the request
   * that came in; without one it gives its latest records, if it can.
   */
  perform(kind: OperationKind, key: string, input: Item, meta?: Item, request?: HookRequest): Promise<Result>;
  /** The input fields of an operation, where some values are filled in already. */
  fields(kind: OperationKind, key: string, input: Item): Promise<Result<Field[]>>;
  /** Reads what the app left a pointer for; an app that leaves none needs none. */
  hydrate?: (method: string, input: Item) => Promise<Result>;
  /** The fields by which a trigger's items are told apart. */
  primaryKeys(trigger: string): string[];
}
