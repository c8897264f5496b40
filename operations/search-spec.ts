/** What a search is, as data: the files in `searches/` hold these. */
import type { FindRead } from '../reads/read';
import type { OperationSpec } from './spec';

/** Finds records in the middle of a Zap, by one request: its `input` says how many, and in what order. */
export interface SearchSpec extends OperationSpec, FindRead {}
