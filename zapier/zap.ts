import { DedupeMemory } from './dedupe';
import { type Item, items } from './json';
import { Operations, type Sleep } from './operations';
import type { ZapPlan } from './plan';
import type { Failure, Result } from './result';
import { runStep, type StepRun } from './steps';
import { fillItem, stepsIn } from './template';
import type { ZapApp } from './zap-app';

/** Where a Zap runs. */
export interface Surroundings {
  /** The apps by the names that the plan uses. */
  apps: Record<string, ZapApp>;
  /** What the owner chose when setting the Zap up; templates read it as `{{settings.…}}`. */
  settings?: Item;
  /** The owner's time zone, which operations are told. */
  timezone?: string;
  now?: () => Date;
  sleep?: Sleep;
}

/**
 * One run of a Zap.
 *
 * `stopped` is a quiet end: a filter, an empty search, or an app that had nothing to do. `failed` is an error
 * that the owner is told of.
 */
export interface Run {
  /** What came in. */
  item: Item;
  outcome: 'success' | 'stopped' | 'failed';
  steps: StepRun[];
  /** How many tasks it adds to the owner's bill. */
  tasks: number;
  requests: number;
  /** Why it stopped or failed. */
  reason?: string;
}

/** What a poll brought. */
export interface Poll {
  polled: number;
  runs: Run[];
  requests: number;
  failure?: Failure;
}

/** A Zap that can be turned on, polled and run, and remembers what it did. */
export class Zap {
  readonly history: Run[] = [];
  private readonly operations: Operations;
  private readonly dedupe: DedupeMemory;
  private readonly settings: Item;
  private readonly now: () => Date;

  /** @throws Error if the plan uses an app that is not there, or a template names no earlier step. */
  constructor(
    readonly plan: ZapPlan,
    {
      apps,
      settings = {},
      timezone = 'America/New_York',
      now = () => new Date(),
      sleep = wait,
    }: Surroundings,
  ) {
    checkTemplates(plan);
    const { trigger } = plan;
    this.settings = settings;
    this.now = now;
    this.operations = new Operations(apps, { timezone, zap: { id: plan.name } }, sleep);
    const primary = trigger.kind === 'poll' ? this.operations.primaryKeys(trigger.app, trigger.trigger) : [];
    this.dedupe = new DedupeMemory(primary);
  }

  /** Turns the Zap on: what the trigger answers now is remembered, and fires nothing. */
  async turnOn(): Promise<Poll> {
    if (this.plan.trigger.kind === 'hook') return { polled: 0, runs: [], requests: 0 };
    const { polled, ...poll } = await this.ask({ isPopulatingDedupe: true });
    this.dedupe.prime(polled);
    return { polled: polled.length, runs: [], ...poll };
  }

  /** The few items that the editor shows when the owner tests the trigger. */
  async sample(): Promise<Item[]> {
    const { polled } = await this.ask({ isLoadingSample: true, limit: 3 });
    return polled.slice(0, 3);
  }

  /** Polls the trigger, and runs the Zap for each new item. A throttled poll is left to the next one. */
  async poll(): Promise<Poll> {
    const { polled, ...poll } = await this.ask({});
    const runs: Run[] = [];
    for (const item of this.dedupe.takeNew(polled)) runs.push(await this.run(item));
    return { polled: polled.length, runs, ...poll };
  }

  /** Runs the Zap for one item, as an instant trigger does. */
  async run(item: Item): Promise<Run> {
    const { trigger, steps } = this.plan;
    const now = this.now();
    const data: Item = {
      settings: this.settings,
      zap_meta: { utc_iso: now.toISOString() },
      [trigger.id]: item,
    };
    const done: StepRun[] = [];
    for (const plan of steps) {
      const step = await runStep(plan, { operations: this.operations, data, now });
      done.push(step);
      if (step.outcome === 'stopped' || step.outcome === 'failed') break;
      data[plan.id] = step.output;
    }
    const run = summarise(item, done);
    this.history.push(run);
    return run;
  }

  /** Asks the polling trigger for its items. */
  private async ask(meta: Item): Promise<{ polled: Item[]; requests: number; failure?: Failure }> {
    const { trigger, name } = this.plan;
    if (trigger.kind === 'hook') throw new Error(`"${name}" is not polled: it has an instant trigger.`);
    const { app, trigger: key } = trigger;
    const input = fillItem(trigger.input, { settings: this.settings });
    const answer: Result = await this.operations.call({ app, kind: 'triggers', key, input, meta });
    const { requests } = answer;
    return answer.ok
      ? { polled: items(answer.value), requests }
      : { polled: [], requests, failure: answer.failure };
  }
}

/** A template that names no earlier step is a mistake of the plan, better found before the Zap runs. */
function checkTemplates({ name, trigger, steps }: ZapPlan): void {
  const known = new Set(['settings', 'zap_meta', trigger.id]);
  for (const step of steps) {
    const unknown = stepsIn({ ...step }).find((used) => !known.has(used));
    if (unknown) {
      throw new Error(`"${name}": step "${step.id}" uses "${unknown}", and no earlier step has that id.`);
    }
    known.add(step.id);
  }
}

function summarise(item: Item, steps: StepRun[]): Run {
  const last = steps.at(-1);
  const tasks = steps.filter(({ isTask }) => isTask).length;
  const requests = steps.reduce((sum, step) => sum + step.requests, 0);
  const run: Run = { item, outcome: 'success', steps, tasks, requests };
  if (last?.outcome !== 'stopped' && last?.outcome !== 'failed') return run;
  return { ...run, outcome: last.outcome, reason: last.reason ?? '' };
}

function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
