/** The operations that the general tests look at. */

import { type EndpointKey, endpoint } from '../../highlevel/contract';
import { isOfLocation } from '../../highlevel/contract/account';
import type { HookTriggerSpec } from '../../operations/hook-spec';
import type { SearchSpec } from '../../operations/search-spec';
import { waysOf } from '../../operations/search-ways';
import type { AnySpec, OperationSpec } from '../../operations/spec';
import type { ListTriggerSpec, TriggerSpec } from '../../operations/trigger-spec';
import { type Operation, operations } from '../../registry';
import type { OperationKind } from '../../zapier';
import { type Note, noteOf } from '../notes';

const KINDS = { trigger: 'triggers', create: 'creates', search: 'searches' } as const;

/** An operation, and how to name it to the runtime. */
export interface Subject<Spec = Operation['spec']> {
  /** Where the definition has it. */
  kind: OperationKind;
  key: string;
  category: string;
  spec: Spec;
  note: Note;
}

const everyOperation: readonly Subject[] = operations.map(({ kind, category, spec }) => ({
  kind: KINDS[kind],
  key: spec.key,
  category,
  spec,
  note: noteOf(spec.key),
}));

/** Every operation, for a table of tests that name it by its key. */
export const subjects = (): Subject[] => [...everyOperation];

/**
 * The operations that a test looks at which is one for all: every one, or one alone where the environment's
 * `OPERATION` names it, as `npm run check:operation` does.
 */
export const operationsUnderTest = (): Subject[] =>
  everyOperation.filter(({ key }) => key === (process.env.OPERATION || key));

/** Whether a fault of the whole app is about one of them. */
export const isUnderTest = (fault: string): boolean => {
  const only = process.env.OPERATION;
  return !only || new RegExp(`\\b${only}\\b`).test(fault);
};

/** Whether an operation is tried as the agency: its token will do, and it sees all that there is. */
export function isForAgency(key: EndpointKey): boolean {
  const facts = endpoint(key);
  return facts.access.includes('agency') && !isOfLocation(facts);
}

const isOfEndpoint = (subject: Subject): subject is Subject<OperationSpec> =>
  subject.spec.endpoint !== undefined;
/** Whether a parameter is one of these, or stands within one of them: `address__city` within `address`. */
export const isWithin =
  (names: readonly string[]) =>
  (parameter: string): boolean =>
    names.some((name) => parameter === name || parameter.startsWith(`${name}__`));
/** Whether a spec is a search's. */
export const isSearch = (spec: AnySpec): spec is SearchSpec => 'items' in spec && !('fires' in spec);
/** Whether a spec is an instant trigger's. */
export const isInstant = (spec: AnySpec): spec is HookTriggerSpec => 'fires' in spec && spec.fires === 'hook';
/** Whether a spec is that of a trigger that polls. */
export const isPolling = (spec: AnySpec): spec is TriggerSpec =>
  'fires' in spec && !isInstant(spec) && spec.fires !== 'chosen';
const isTrigger = (subject: Subject): subject is Subject<TriggerSpec> => isPolling(subject.spec);
const isList = (subject: Subject<TriggerSpec>): subject is Subject<ListTriggerSpec> =>
  subject.spec.fires === 'list';

/** Those of some operations that call an endpoint of the contract: a search once for each of its ways. */
const callsOf = (some: Subject[]): Subject<OperationSpec>[] =>
  some
    .filter(isOfEndpoint)
    .flatMap((subject) =>
      isSearch(subject.spec) ? waysOf(subject.spec).map((spec) => ({ ...subject, spec })) : [subject],
    );

/** All that call an endpoint. */
export const endpointCalls = () => callsOf(subjects());
/** Those under test that call an endpoint. */
export const endpointCallsUnderTest = () => callsOf(operationsUnderTest());
/** Every trigger that polls, for a table. */
export const triggers = () => subjects().filter(isTrigger);
/** Every trigger that lists records, for a table. */
export const listTriggers = () => triggers().filter(isList);

/** The faults of each of them, every one a sentence that begins with the operation's key. */
export const faultsIn = <Spec>(
  subjects: Subject<Spec>[],
  faultsOf: (subject: Subject<Spec>) => string[],
): string[] => subjects.flatMap((subject) => faultsOf(subject).map((fault) => `${subject.key} ${fault}`));
