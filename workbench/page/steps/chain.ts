/** The steps of a chain, as the page keeps them. */
import type { Item, OperationKind } from '../../../zapier';
import { fill } from '../../../zapier/template';
import type { OperationInfo, StepAnswer } from '../../wire';
import type { Source } from '../form/sources';

/** What is known of a trigger that was turned on. */
export interface TriggerState {
  on: boolean;
  remembered?: number;
  polled?: number;
  fired?: number;
  address?: string;
}

export interface Step {
  /** Its name in templates, which stays when it moves. */
  id: string;
  operation?: { kind: OperationKind; key: string };
  input: Item;
  /** Passwords that were typed. They are not kept when the page is closed. */
  secrets: Item;
  /** The labels of the choices that were made. */
  labels: Record<string, string>;
  answer?: Exclude<StepAnswer, { outcome: 'asks' }>;
  /** Which of the answer's items later steps take their values from. */
  chosen: number;
  trigger?: TriggerState;
}

export interface Chain {
  /** Sets the memories of this chain's triggers apart from those of others. */
  name: string;
  steps: Step[];
  /** The id of the step that is open. */
  open: string;
}

const newStep = (id: string): Step => ({ id, input: {}, secrets: {}, labels: {}, chosen: 0 });

export const newChain = (): Chain => ({
  name: crypto.randomUUID(),
  steps: [newStep('1'), newStep('2')],
  open: '1',
});

/** The chain without secrets; and once more without its results, where these are too large to be kept. */
export function keptOf(chain: Chain): Chain[] {
  const steps = chain.steps.map((step) => ({ ...step, secrets: {} }));
  const lean = steps.map(({ answer, ...step }) => step);
  return [
    { ...chain, steps },
    { ...chain, steps: lean },
  ];
}

/** The chain with one more step at its end, which is open. */
export function withStep(chain: Chain): Chain {
  const id = String(Math.max(0, ...chain.steps.map((step) => Number(step.id))) + 1);
  return { ...chain, steps: [...chain.steps, newStep(id)], open: id };
}

/** The chain without a step; the one before it is open. */
export function withoutStep(chain: Chain, id: string): Chain {
  const at = chain.steps.findIndex((step) => step.id === id);
  const steps = chain.steps.filter((step) => step.id !== id);
  if (steps.length === 0) return newChain();
  return { ...chain, steps, open: steps[Math.max(0, at - 1)]?.id ?? '1' };
}

/** The chain with a step one place up or down. */
export function withMoved(chain: Chain, id: string, by: 1 | -1): Chain {
  const steps = [...chain.steps];
  const at = steps.findIndex((step) => step.id === id);
  steps.splice(at + by, 0, ...steps.splice(at, 1));
  return { ...chain, steps };
}

export const withChanged = (chain: Chain, id: string, change: (step: Step) => Step): Chain => ({
  ...chain,
  steps: chain.steps.map((step) => (step.id === id ? change(step) : step)),
});

/** Whether a step may go one place up or down: a trigger stays the first. */
export function mayMove({ steps }: Chain, id: string, by: 1 | -1): boolean {
  const at = steps.findIndex((step) => step.id === id);
  const pair = [steps[at], steps[at + by]];
  return pair.every((step) => step !== undefined && step.operation?.kind !== 'triggers');
}

/** The item of a step's answer that later steps take their values from. */
export const itemOf = ({ answer, chosen }: Step): Item | undefined =>
  answer?.items[chosen] ?? answer?.items[0];

/** The labelled values of an item of a step's answer. The answer labels those of its first item. */
export function valuesOf(step: Step): Source['values'] {
  const item = itemOf(step);
  if (!item || !step.answer) return [];
  return step.answer.shown.map((shown) => ({ ...shown, value: fill(`{{0.${shown.path}}}`, { 0: item }) }));
}

/** What the steps before one gave, by the names that templates use. */
export const earlierThan = ({ steps }: Chain, id: string): Item =>
  Object.fromEntries(before(steps, id).map((step) => [step.id, itemOf(step) ?? {}]));

/** The steps before one, as their values are offered. */
export const sourcesFor = ({ steps }: Chain, id: string, operations: OperationInfo[]): Source[] =>
  before(steps, id).map((step, at) => ({
    id: step.id,
    number: at + 1,
    title: infoOf(step, operations)?.label ?? 'Nothing chosen',
    values: valuesOf(step),
  }));

const before = (steps: Step[], id: string): Step[] =>
  steps.slice(
    0,
    steps.findIndex((step) => step.id === id),
  );

/** The operation of a step. */
export const infoOf = ({ operation }: Step, operations: OperationInfo[]): OperationInfo | undefined =>
  operations.find((one) => one.kind === operation?.kind && one.key === operation.key);
