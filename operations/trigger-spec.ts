/** What a trigger is, as data: the files in `triggers/` hold these. */
import type { DropdownName } from '../fields/dropdown-list';
import type { Raw } from '../highlevel/json';
import type { AnswerRead, RecordListRead, RecordRead } from '../reads/read';
import type { Output } from '../records/record';
import type { Revision } from './revision';
import type { OperationSpec } from './spec';

/** A kind of change that a user may choose to fire on. */
export interface Change {
  label: string;
  /** What is another one after each such change, and the same until then. */
  revision: (record: Output, raw: Raw) => Revision;
  /** The field that tells when it was. */
  time?: string;
}

/** What a row that grows is made of. */
export interface Parts {
  /** The ids of a row's parts, in the order of their coming. */
  of: (raw: Raw) => string[];
  /** The row as the record of one part. */
  as: (record: Output, part: string) => Output;
}

/** Fires for every new record; and for every changed one, where the user wants that. */
export interface ListTriggerSpec extends OperationSpec, RecordListRead {
  fires: 'list';
  /**
   * What may start the Zap beside a new record, by the choice's name; `'none'` where nothing may.
   * Without it, any change may.
   */
  changes?: { [choice: string]: Change } | 'none';
  /**
   * The fields of which the latest tells since when a record is what the trigger looks for; where nothing is
   * said, it is so since it was added.
   */
  since?: string[];
  /** The parts of a row that grows: each is new by itself. */
  parts?: Parts;
  /** What else the trigger can't see, as a sentence of its form, where that is not what filters bring. */
  limits?: string;
  /** Whether what is old is no news even in a list that is read as a whole. */
  datedOnly?: true;
  /** Whether a record that left the list and comes back to it is new again. */
  comesBack?: true;
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
