import { createSpecs } from './creates';
import type { ByCategory } from './operations/categories';
import type { AnySpec } from './operations/spec';
import { searchSpecs } from './searches';
import { triggerSpecs } from './triggers';

/** An operation with its place in the catalog. */
export interface Operation {
  kind: 'trigger' | 'create' | 'search';
  category: string;
  spec: AnySpec;
}

const listed = (kind: Operation['kind'], specs: ByCategory<AnySpec>): Operation[] =>
  Object.entries(specs).flatMap(([category, list]) => list.map((spec) => ({ kind, category, spec })));

/** Every operation of the app, as data: for the scopes, the documents and the tests. */
export const operations: Operation[] = [
  ...listed('trigger', triggerSpecs),
  ...listed('create', createSpecs),
  ...listed('search', searchSpecs),
];
