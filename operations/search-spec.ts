/** What a search is, as data: the files in `searches/` hold these. */
import { compact } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import type { Input } from '../highlevel/compose';
import type { Connection } from '../highlevel/connection';
import { requireRecord } from '../highlevel/content';
import type { EndpointKey } from '../highlevel/contract';
import type { Raw } from '../highlevel/json';
import type { FindRead, RecordRead } from '../reads/read';
import type { Output, RecordType } from '../records/record';
import type { Match } from './matching';
import type { OperationSpec, Run } from './spec';

/** What is done with the records that were read, where HighLevel can't do it. */
export interface Finding {
  /** How records are compared with the values of fields that are not sent, by the fields' keys. */
  match?: { readonly [field: string]: Match };
  /**
   * How well the records that HighLevel has found by the value of a field are what was typed, by the fields' keys:
   * those that are that as a whole come first, and all stay.
   */
  prefer?: { readonly [field: string]: Match };
  /** The records that are meant, where that is more than comparing one field. */
  pick?: (rows: Raw[], values: Input) => Raw[];
  /** The records in another order than HighLevel's, the best first. */
  arrange?: (rows: Raw[], values: Input) => Raw[];
  /** Whether a record is meant, as the step gives it: for what HighLevel's own answer does not tell. */
  keep?: (record: Output, values: Input) => boolean;
  /**
   * How many are given where all are, in a list that has the best first: it is read no further than to so many.
   * Without it, all that {@link Finding.pages} holds is read where records are chosen here.
   */
  upTo?: (values: Input) => number;
  /** In such a list, whether none that comes after this one can be meant. */
  isLast?: (row: Raw, values: Input) => boolean;
  /** The requests that may be made to find them; without it, as many as {@link SearchSpec.most} takes. */
  pages?: number;
}

/** One way to find: what is read, and which fields lead to it. */
export interface Way
  extends Omit<FindRead, 'record'>,
    Finding,
    Pick<OperationSpec, 'input' | 'notOffered' | 'request'> {
  /** What it reads, where that is made a record in another way than the spec's. */
  record?: RecordType;
  /** The fields that must have a value. */
  by: readonly string[];
  /** It is taken only where no other field has a value, those with a default aside. */
  alone?: true;
  /** It is taken only where none of these fields has a value. */
  unless?: readonly string[];
  /** It is taken only with such a connection. */
  with?: (connection: Connection) => boolean;
}

/** What one more request tells of the one record that a search gives. Where all are given, it is not made. */
export interface Completion {
  endpoint: EndpointKey;
  /** What the record has of it. */
  gives: readonly string[];
  /** The fields of the form that choose in it. */
  by: readonly string[];
  /** The record with that; `undefined` where it is not what is wanted. */
  complete: (raw: Raw, values: Input, run: Run) => Promise<Raw | undefined>;
}

/** What all results tell together, where all are given. */
export interface Overview {
  fields: PlainOutputField[];
  of: (records: Output[]) => Raw;
}

/** Finds records in the middle of a Zap. What it reads itself is its last way. */
export interface SearchSpec extends OperationSpec, FindRead, Finding {
  /** Other ways: the first of which all fields have a value is taken. */
  ways?: readonly Way[];
  /**
   * The fields of which one must have a value; `[]` where it lists all sensibly. Without it, one of the
   * required fields will do, or else of those without a default.
   */
  needs?: readonly string[];
  completes?: Completion;
  overview?: Overview;
  /** How many it gives at most: 100 without it. With 1 there is no choice between the first and all. */
  most?: number;
}

/** What reads one record, as what may find it. */
export const finding = ({ answer, ...read }: RecordRead): Omit<RecordRead, 'answer'> & FindRead => ({
  ...read,
  items: (found, values) =>
    typeof answer === 'string' ? [requireRecord(found, answer)] : compact([answer(found, values)].flat()),
});

/** The way to one record by its ids. */
export const opening = (
  read: RecordRead,
  by: readonly string[],
  more: Partial<Omit<Way, 'by' | 'items'>> = {},
): Way => ({ ...finding(read), ...more, by });
