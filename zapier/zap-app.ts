import type { Item } from './json';
import type { Result } from './result';

/** The three kinds of operation, as an app's definition names them. */
export type OperationKind = 'triggers' | 'creates' | 'searches';

/** What the runtime has to know of an input field. */
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

/** An app as a Zap sees it: the connector under test, or the other side. */
export interface ZapApp {
  /** Runs an operation; a trigger and a search answer a list, newest first. */
  perform(kind: OperationKind, key: string, input: Item, meta?: Item): Promise<Result>;
  /** The input fields of an operation, for what is filled in already. */
  fields(kind: OperationKind, key: string, input: Item): Promise<Result<Field[]>>;
  /** The fields that tell a trigger's items apart. */
  primaryKeys(trigger: string): string[];
}
