/** What an operation is, as data: the files in `triggers/`, `creates/` and `searches/` hold these. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Field, FieldsOf } from '../fields/field';
import type { Answer } from '../highlevel/answer';
import type { Call } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import type { EndpointKey } from '../highlevel/contract';
import type { Wording } from '../highlevel/errors';
import type { Raw } from '../highlevel/json';
import type { Items, Paging } from '../highlevel/paging';
import type { Output, RecordType } from '../records/record';

/** One run of a step: Zapier's two arguments, and the step's own words. */
export interface Run {
  z: ZObject;
  bundle: Bundle;
  /** The step's name and its fields' labels, for the errors of every call that it makes. */
  wording: Required<Pick<Wording, 'doing' | 'labels'>>;
  /** A field's label in quotes: `“Email”`. */
  label: (key: string) => string;
  /** The error to throw where none of these fields has a value: `… needs a value for “Email” or “Phone”.` */
  needs: (...keys: string[]) => Error;
  /** The same, where a yes to another field will do as well. */
  needsOrYes: (key: string, yes: string) => Error;
  /** The error to throw where the step can't be run, with the sentence that says why. */
  refuse: (sentence: string) => Error;
}

/** What every operation states, whatever it calls. */
export interface Form {
  key: string;
  /** What it is about, where that is not its record's noun. */
  noun?: string;
  label: string;
  description: string;
  fields: (Field | FieldsOf)[];
  record: RecordType;
}

/** What every operation states that calls an endpoint of the contract: all but `api_request`. */
export interface OperationSpec extends Form {
  endpoint: EndpointKey;
  /** Parameters of the endpoint that are no fields on purpose, and why; nested ones joined by `__`. */
  notOffered?: { [parameter: string]: string };
  /**
   * Makes the endpoint's input of the step's values. Without it they are sent as they are. It may read
   * first what the API replaces as a whole.
   */
  input?: (values: Input, run: Run) => Input | Promise<Input>;
  /** How the request is sent, where its answer is a file, or a refusal may be no failure. */
  request?: (z: ZObject, bundle: Bundle, call: Call, values: Input) => Promise<Raw>;
}

/** A kind of change that a user may choose to fire on. */
export interface Change {
  label: string;
  /** A text that is another one after each such change, and the same until then. */
  revision: (record: Output, raw: Raw) => string;
  /** The field that tells when it was, for “newest first”, and for what is too old to be news. */
  time?: string;
  /** Whether the API lists those first that changed last, where that is not as with new records. */
  order?: 'newest' | 'unknown';
}

/** Fires for every new record; and for every changed one, where the user wants that. */
export interface ListTriggerSpec extends OperationSpec {
  fires: 'list';
  /** Where the answer holds the records: a name, or a function of the answer and the step's values. */
  items: Items;
  /** How the endpoint pages; without it, its answer is whole. */
  paging?: Paging;
  /**
   * Whether the newest come first. Where the API keeps no such order, a poll reads more than one page,
   * so that no new record hides behind the first.
   */
  order?: 'newest' | 'unknown';
  /** The field by which the API sorts, where that is not when a record was made: an old one may come first. */
  sortedBy?: string;
  /**
   * What may start the Zap beside a new record, by the choice's name; `'none'` where nothing may.
   * Without it, any change may.
   */
  changes?: { [choice: string]: Change } | 'none';
  /** Whether `input` has the API sort by change where the Zap fires on changes, so that one page tells. */
  sortsByChange?: true;
  /** How the trigger fills a drop-down of another step. */
  dropdown?: { page: (page: number) => Input | undefined; label: (raw: Raw) => string };
}

/** Fires when one record changes. */
export interface WatchTriggerSpec extends OperationSpec {
  fires: 'watch';
  /** The record in the answer, or the few: its name, or a function of the answer and the step's values. */
  answer: string | ((answer: Raw, values: Input) => Raw | Raw[] | undefined);
}

/** Fires when the answer to a question changes. */
export interface CheckTriggerSpec extends OperationSpec {
  fires: 'check';
  /** The answer as a record; the trigger fires when its `revision` changes. */
  result: (answer: Raw, values: Input) => Raw & { revision: string };
}

export type TriggerSpec = ListTriggerSpec | WatchTriggerSpec | CheckTriggerSpec;

/** Does something, and answers what came of it. */
export interface CreateSpec extends OperationSpec {
  /** The labels of a long form's parts, by the names that its fields give as their `group`. */
  groups?: { [group: string]: string };
  /** The record in the answer: its name, or a function of the answer and the step's values. */
  answer: string | ((answer: Raw, values: Input) => Raw);
}

/** Calls whatever its user asks for, and so no one endpoint. */
export interface CustomCallSpec extends Form {
  endpoint?: undefined;
  perform: (values: Input, run: Run) => Promise<Raw>;
}

/** Any operation. */
export type AnySpec = OperationSpec | CustomCallSpec;

/** Finds records in the middle of a Zap. */
export interface SearchSpec extends OperationSpec {
  items: Items;
  /** Whether a refusal says that there is nothing to find. */
  nothing?: (answer: Answer) => boolean;
}
