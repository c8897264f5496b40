/** What a trigger is, as data: the files in `triggers/` hold these. */
import type { DropdownName } from '../fields/dropdown-list';
import type { Raw } from '../highlevel/json';
import type { AnswerRead, RecordListRead, RecordRead } from '../reads/read';
import type { Output } from '../records/record';
import type { OperationSpec } from './spec';

/** A kind of change that a user may choose to fire on. */
export interface Change {
  label: string;
  /** A text that is another one after each such change, and the same until then. */
  revision: (record: Output, raw: Raw) => string;
  /** The field that tells when it was, for “newest first”, and for what is too old to be news. */
  time?: string;
}

/** Fires for every new record; and for every changed one, where the user wants that. */
export interface ListTriggerSpec extends OperationSpec, RecordListRead {
  fires: 'list';
  /**
   * What may start the Zap beside a new record, by the choice's name; `'none'` where nothing may.
   * Without it, any change may.
   */
  changes?: { [choice: string]: Change } | 'none';
  /** The drop-down that the trigger fills for `dynamic` fields of other steps. */
  dropdown?: DropdownName;
}

/** Fires when one record changes. */
export interface WatchTriggerSpec extends OperationSpec, RecordRead {
  fires: 'watch';
}

/** Fires when the answer to a question changes. */
export interface CheckTriggerSpec extends OperationSpec, AnswerRead {
  fires: 'check';
}

export type TriggerSpec = ListTriggerSpec | WatchTriggerSpec | CheckTriggerSpec;
