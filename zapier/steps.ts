import { compileFunction } from 'node:vm';
import { passes } from './filter';
import { applyFormat } from './format';
import { type Item, isItem, items } from './json';
import { rowsOf } from './line-items';
import type { Operation, Operations } from './operations';
import type { Code, Delay, StepPlan } from './plan';
import type { Failure } from './result';
import { asTexts, fill, fillItem, render } from './template';

/** What became of a step. */
export interface StepRun {
  id: string;
  does: string;
  outcome: 'done' | 'found' | 'not found' | 'stopped' | 'failed';
  input: Item;
  output: Item;
  requests: number;
  /** Whether it counts on the owner's bill: creates, searches and code that succeeded do. */
  isTask: boolean;
  /** Why the step stopped the run, or failed. */
  reason?: string;
  failure?: Failure;
}

/** What a step works with. */
export interface StepContext {
  operations: Operations;
  /** The outputs of the trigger and of the earlier steps, by their ids. */
  data: Item;
  now: Date;
  /** The apps of the trigger and of the steps, by their ids. */
  origins: ReadonlyMap<string, string>;
  /** Resolves when so many milliseconds have passed: what a Delay step does. */
  delay: (ms: number) => Promise<void>;
}

type Outcome = Omit<StepRun, 'id' | 'does' | 'input'>;
type PlanOf<Kind extends StepPlan['kind']> = Extract<StepPlan, { kind: Kind }>;

/** Runs a step of a Zap. */
export async function runStep(plan: StepPlan, context: StepContext): Promise<StepRun> {
  const { id, does } = plan;
  const { data } = context;
  switch (plan.kind) {
    case 'filter':
      return { id, does, input: {}, ...filter(plan, data) };
    case 'format': {
      const value = fill(plan.value, data);
      return { id, does, input: { value }, ...format(plan, value, context) };
    }
    case 'code': {
      const input = asTexts(fillItem(plan.input, data));
      return { id, does, input, ...code(plan, input) };
    }
    case 'create': {
      const input = fillItem(plan.input, data);
      const operation: Operation = { step: id, app: plan.app, kind: 'creates', key: plan.create, input };
      return { id, does, input, ...(await create(operation, context)) };
    }
    case 'search': {
      const input = fillItem(plan.input, data);
      return { id, does, input, ...(await search(plan, input, context)) };
    }
    case 'delay': {
      await context.delay(lengthOf(plan));
      return { id, does, input: {}, outcome: 'done', output: {}, requests: 0, isTask: false };
    }
    case 'loop':
    case 'paths':
      return { id, does, input: {}, outcome: 'done', output: {}, requests: 0, isTask: false };
  }
}

/** How a Zap goes on behind a step: the steps that follow, and what the step gives them; several times, or never. */
export function waysOn(plan: StepPlan, rest: StepPlan[], output: Item, data: Item) {
  switch (plan.kind) {
    case 'loop': {
      const rows = rowsOf(fillItem(plan.each, data));
      return rows.map((row, index) => ({ steps: rest, output: { ...row, loop_iteration: index + 1 } }));
    }
    case 'paths':
      return plan.paths
        .filter(({ onlyIf, match }) => passes(onlyIf, match, data))
        .map(({ steps }) => ({ steps, output }));
    default:
      return [{ steps: rest, output }];
  }
}

const MINUTE_MS = 60_000;
const UNITS = { minutes: MINUTE_MS, hours: 60 * MINUTE_MS, days: 24 * 60 * MINUTE_MS };

const lengthOf = ({ value, unit }: Delay): number => value * UNITS[unit];

function filter({ onlyIf, match, otherwise }: PlanOf<'filter'>, data: Item): Outcome {
  if (passes(onlyIf, match, data)) return { outcome: 'done', output: {}, requests: 0, isTask: false };
  return stopped(render(otherwise, data), 0);
}

function format(plan: PlanOf<'format'>, value: unknown, { data, now }: StepContext): Outcome {
  const step = plan.format === 'phone' ? { ...plan, country: render(plan.country, data) } : plan;
  return attempt(() => ({
    outcome: 'done',
    output: applyFormat(step, value, now),
    requests: 0,
    isTask: false,
  }));
}

function code(plan: PlanOf<'code'>, input: Record<string, string>): Outcome {
  return attempt(() => ({ outcome: 'done', output: codeOf(plan)(input), requests: 0, isTask: true }));
}

function codeOf({ code }: PlanOf<'code'>): Code {
  if (typeof code === 'function') return code;
  const compiled = compileFunction(code, ['inputData']);
  return (inputData) => {
    const output: unknown = compiled(inputData);
    return isItem(output) ? output : { output };
  };
}

async function create(operation: Operation, { operations }: StepContext): Promise<Outcome> {
  const answer = await operations.callPatiently(operation);
  const { requests } = answer;
  if (!answer.ok) return failed(answer.failure, requests);
  const [output = {}] = [answer.value].flat().filter(isItem);
  return { outcome: 'done', output, requests, isTask: true };
}

async function search(plan: PlanOf<'search'>, input: Item, context: StepContext): Promise<Outcome> {
  const { id: step, app, search: key, whenNothingFound } = plan;
  const answer = await context.operations.callPatiently({ step, app, kind: 'searches', key, input });
  const { requests } = answer;
  if (!answer.ok) return failed(answer.failure, requests);
  const [found] = items(answer.value);
  if (found) {
    const output = { ...found, _zap_search_was_found_status: true };
    return { outcome: 'found', output, requests, isTask: true };
  }
  if (whenNothingFound === 'stop') return stopped('Nothing was found.', requests);
  const nothing = { _zap_search_was_found_status: false };
  if (whenNothingFound === 'go on') {
    return { outcome: 'not found', output: nothing, requests, isTask: false };
  }
  const created = await create(
    {
      step,
      app,
      kind: 'creates',
      key: whenNothingFound.create,
      input: fillItem(whenNothingFound.input, context.data),
      meta: { withSearch: key },
    },
    context,
  );
  return { ...created, output: { ...created.output, ...nothing }, requests: requests + created.requests };
}

/** Runs a step of Zapier itself. One that throws has failed, for the reason that the error gives. */
function attempt(step: () => Outcome): Outcome {
  try {
    return step();
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return failed({ kind: 'error', message }, 0);
  }
}

function stopped(reason: string, requests: number): Outcome {
  return { outcome: 'stopped', output: {}, requests, isTask: false, reason };
}

/** A step that did not do what it should. */
export function failed(failure: Failure, requests: number): Outcome {
  const outcome = failure.kind === 'halted' ? 'stopped' : 'failed';
  return { outcome, output: {}, requests, isTask: false, reason: failure.message, failure };
}
