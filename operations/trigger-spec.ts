/** What a trigger is, as data: the files in `triggers/` hold these. */
import type { DropdownName } from '../fields/dropdown-list';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import type { AnswerRead, RecordListRead, RecordRead } from '../reads/read';
import type { Output } from '../records/record';
import type { Revision } from './revision';
import type { OperationSpec, Run } from './spec';

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

/** One of the lists that a trigger reads. */
export interface List {
  /** What tells it from the others: the memory knows it by this name. */
  name: string;
  /** What is sent beside what pages and sorts. */
  input: Input;
  /** The parameters that sort it, and the field by which it comes then, the latest first. */
  sort?: Input;
  sortedBy?: string;
  /** It is left out where HighLevel says that it is not there, such as a calendar that was deleted. */
  mayBeGone?: true;
}

/** Which of many lists a poll reads. When the Zap is turned on, all are read. */
export interface SomeLists {
  /**
   * So many at most: half of them are those in which something is due soonest, the others are taken at random, so
   * that each is read within some polls.
   */
  most: number;
  /** The field of a row that tells when it is due. */
  due: string;
}

/**
 * A change of which HighLevel tells no time: it is noticed because the app saw another value of the same record
 * before, see `evidence.ts`.
 */
export interface Evidence {
  /** The value that is compared, and kept as JSON: a few short texts. */
  value: (record: Output) => unknown;
  /** Whether a record that is seen for the first time with this value fires, because no record begins so. */
  firesAtFirst?: (record: Output) => boolean;
  /** The record with what it was before, where that is known. */
  was?: (record: Output, former: unknown) => Output | Promise<Output>;
  /** The field that moves with each change: the time of the record's last update. */
  time: string;
  /** The field that tells when a record was added, where its coming fires too. */
  added?: string;
}

/** What a record was before, told where the app saw that. It fires all the same where nothing was seen. */
export interface Former extends Pick<Evidence, 'value' | 'time'>, Required<Pick<Evidence, 'was'>> {}

/** What a Zap waits for, once its form is filled in, where that is more than a new record. */
export interface Event {
  /** The lists that are read. Without them, the one of what the form's values ask for. */
  lists?: List[];
  /** Which of the lists a poll reads, where there may be many. Without it, all. */
  atPoll?: SomeLists;
  /** The parameters that sort the lists, where that is not by the time of adding. */
  sort?: Input;
  /** The field by which the lists come, the latest first, if that is by the time of what is waited for. */
  sortedBy?: string;
  /** The fields of which the latest tells since when it is so; in epoch ms or ISO 8601. */
  since?: readonly string[];
  /** Whether it is so now. What is not so yet is not remembered when the Zap is turned on. */
  isSo?: (record: Output, raw: Raw) => boolean;
  /**
   * When it comes true by itself, in epoch milliseconds: it is not so before. Lists that are sorted by it say so in
   * `sortedBy`.
   */
  comesTrue?: (row: Raw) => number | undefined;
  /** What is another text each time that it happens to a record. Without it, a record fires once. */
  revision?: (record: Output, raw: Raw) => Revision;
  /** Where HighLevel tells no time of the change. */
  evidence?: Evidence;
  /** What comes with a change of which HighLevel tells the time, but not what was before. */
  former?: Former;
  /** Whether a record that left the lists and comes back to them is new again. */
  comesBack?: true;
  /**
   * What the rows become, where that needs more requests: at a poll it is given those that may be news; when the Zap
   * is turned on, all, and then it must make do without a request for each.
   */
  expand?: (rows: Raw[], moment: Moment) => Promise<Raw[]>;
}

/** When a trigger is run: to show samples, when its Zap is turned on, or at a poll. */
export type Moment = 'sample' | 'turn on' | 'poll';

/** Fires for every new record; and for every changed one, where the user wants that. */
export interface ListTriggerSpec extends OperationSpec, RecordListRead {
  fires: 'list';
  /**
   * What may start the Zap beside a new record, by the choice's name; `'none'` where nothing may.
   * Without it, any change may.
   */
  changes?: { [choice: string]: Change } | 'none';
  /** What the filled-in form waits for, where that is more than a new or changed record. There is no choice then. */
  event?: (values: Input, run: Run) => Event | Promise<Event>;
  /** Zaps that ask for the same at the same time share the answer, for less than a minute. */
  isShared?: true;
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
