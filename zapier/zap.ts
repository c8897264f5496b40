import { DedupeMemory } from './dedupe';
import type { HookRequest, HookTaker } from './hooks';
import { hydrate, templatesOf } from './hydrate';
import { type Item, items } from './json';
import { Operations, type Sleep } from './operations';
import type { StepPlan, ZapPlan } from './plan';
import type { Failure, Result } from './result';
import { failed, runStep, type StepContext, type StepRun, waysOn } from './steps';
import { fillItem, stepsIn } from './template';
import type { ZapApp } from './zap-app';

/** Is told what a Zap does while it does it. */
export interface Observer {
  /** A run begins. */
  begins?: (item: Item) => void;
  /** A step begins. */
  step?: (plan: StepPlan) => void;
  /** A step is over. */
  did?: (step: StepRun) => void;
  /** A run is over. */
  ended?: (run: Run) => void;
}

/** Where a Zap runs. */
export interface Surroundings {
  /** The apps by the names that the plan uses. */
  apps: Record<string, ZapApp>;
  /** What the owner chose when setting the Zap up; templates read it as `{{settings.…}}`. */
  settings?: Item;
  /** The owner's time zone: `bundle.meta.timezone` of every operation. */
  timezone?: string;
  now?: () => Date;
  sleep?: Sleep;
  /** Resolves when so many milliseconds have passed: what a Delay step does. By default it waits for real. */
  delay?: (ms: number) => Promise<void>;
  observer?: Observer;
}

/**
 * One run of a Zap.
 *
 * `stopped` is an end without an error: a filter, an empty search, or an app that had nothing to do. `failed` is
 * an error, which the owner sees.
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
  /** How many items the trigger answered. */
  polled: number;
  runs: Run[];
  /** The new items that did not run, because too many came at once; oldest first. They wait for the owner. */
  held: Item[];
  /** What Zapier writes to the owner where it holds items. */
  notice?: string;
  requests: number;
  failure?: Failure;
}

/**
 * Zapier runs a Zap for at most so many new items of one poll. Where more come, it holds them all and writes
 * to the owner, who lets them run or deletes them. Sources: help.zapier.com, “Rate limits and throttling in
 * Zaps”, on flood protection; docs.zapier.com, “Troubleshoot throttles”.
 */
export const MOST_NEW_ITEMS = 100;

/** Zapier tries an instant trigger's throttled `perform` again after so many seconds at most. */
const LONGEST_DELAY = 300;

/** How many of the requests to a Zap's address are kept as samples. */
const MOST_KEPT = 3;

/** A Zap that can be turned on, polled and run, and remembers what it did. */
export class Zap implements HookTaker {
  readonly history: Run[] = [];
  /** What came of each request to the address of a Zap that is on, in the order in which they were over. */
  readonly deliveries: Poll[] = [];
  private isOn = false;
  private readonly kept: HookRequest[] = [];
  private taking: Promise<unknown> = Promise.resolve();
  private readonly waiting: Item[] = [];
  private readonly operations: Operations;
  private readonly origins: ReadonlyMap<string, string>;
  private readonly dedupe: DedupeMemory;
  private readonly settings: Item;
  private readonly now: () => Date;
  private readonly sleep: Sleep;
  private readonly delay: (ms: number) => Promise<void>;
  private readonly observer: Observer;

  /**
   * @throws Error if the plan uses an app that is not there, two steps have one id, or a template names no
   * earlier step.
   */
  constructor(
    readonly plan: ZapPlan,
    {
      apps,
      settings = {},
      timezone = 'America/New_York',
      now = () => new Date(),
      sleep = wait,
      delay = (ms) => wait(ms / 1000),
      observer = {},
    }: Surroundings,
  ) {
    this.sleep = sleep;
    this.delay = delay;
    this.observer = observer;
    checkSteps(plan);
    const { trigger } = plan;
    this.settings = settings;
    this.now = now;
    this.origins = new Map([[trigger.id, trigger.app], ...originsOf(plan.steps)]);
    this.operations = new Operations(apps, { timezone, zap: { id: plan.name } }, sleep);
    const primary = trigger.kind === 'poll' ? this.operations.primaryKeys(trigger.app, trigger.trigger) : [];
    this.dedupe = new DedupeMemory(primary);
  }

  /** Turns the Zap on: what the trigger answers now is remembered, and fires nothing. */
  async turnOn(): Promise<Poll> {
    this.isOn = true;
    if (this.plan.trigger.kind === 'hook') return { polled: 0, runs: [], held: [], requests: 0 };
    const { polled, ...poll } = await this.ask({ isPopulatingDedupe: true });
    this.dedupe.prime(polled);
    return { polled: polled.length, runs: [], held: [], ...poll };
  }

  /** Turns the Zap off: what comes to its address is kept as a sample, and starts nothing. */
  turnOff(): void {
    this.isOn = false;
  }

  /**
   * The few items that the editor shows when the owner tests the trigger. Of an instant trigger that gives no
   * latest records they are what came to its address.
   */
  async sample(): Promise<Item[]> {
    return (await this.test()).samples;
  }

  /** The samples, or why there are none. */
  async test(): Promise<{ samples: Item[]; failure?: Failure }> {
    const { polled, failure } = await this.ask({ isLoadingSample: true, limit: 3 });
    if (failure) return { samples: [], failure };
    if (polled.length > 0 || this.plan.trigger.kind === 'poll') return { samples: polled.slice(0, 3) };
    const samples: Item[] = [];
    for (const request of this.kept)
      samples.push(...(await this.ask({ isLoadingSample: true }, request)).polled);
    return { samples: samples.slice(0, 3) };
  }

  /** How many items a poll would know again. */
  get remembered(): number {
    return this.dedupe.size;
  }

  /**
   * Takes a request to the Zap's address. Where the Zap is on, each item that the trigger makes of it runs the
   * Zap; nothing is told apart from what came before. A throttled trigger is tried once more.
   */
  async receive(request: HookRequest): Promise<void> {
    this.kept.unshift(request);
    this.kept.splice(MOST_KEPT);
    if (!this.isOn) return;
    const first = await this.inTurn(() => this.take(request));
    if (first.failure?.kind !== 'throttled') {
      this.deliveries.push(first);
      return;
    }
    await this.sleep(Math.min(first.failure.delay ?? LONGEST_DELAY, LONGEST_DELAY));
    const second = await this.inTurn(() => this.take(request));
    this.deliveries.push({ ...second, requests: first.requests + second.requests });
  }

  /**
   * Polls the trigger, and runs the Zap for each new item, oldest first. More than 100 at once are held. Held
   * items are remembered as those that ran: no later poll brings them again. A throttled poll is left to the
   * next one.
   */
  async poll(): Promise<Poll> {
    const { trigger, name } = this.plan;
    if (trigger.kind === 'hook') throw new Error(`"${name}" is not polled: it has an instant trigger.`);
    const { polled, ...poll } = await this.ask({});
    const fresh = this.dedupe.takeNew(polled);
    if (fresh.length <= MOST_NEW_ITEMS) {
      return { polled: polled.length, runs: await this.runAll(fresh), held: [], ...poll };
    }
    this.waiting.push(...fresh);
    const notice = `${fresh.length} new items came at once. They are held until you release or discard them.`;
    return { polled: polled.length, runs: [], held: fresh, notice, ...poll };
  }

  /** What is held of all polls, oldest first. */
  get held(): readonly Item[] {
    return this.waiting;
  }

  /** Runs the Zap for what is held, oldest first, as the owner's “Replay” does. */
  release(): Promise<Run[]> {
    return this.runAll(this.discard());
  }

  /** Takes away what is held, as the owner's “Delete” does. It never runs, and no poll brings it again. */
  discard(): Item[] {
    return this.waiting.splice(0);
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
    const { operations, origins, delay, observer } = this;
    observer.begins?.(item);
    const run = summarise(item, await runSteps(steps, { operations, origins, data, now, delay, observer }));
    this.history.push(run);
    observer.ended?.(run);
    return run;
  }

  private async take(request: HookRequest): Promise<Poll> {
    const { polled, ...poll } = await this.ask({}, request);
    return { polled: polled.length, runs: await this.runAll(polled), held: [], ...poll };
  }

  /** Requests are taken one after the other, so that it is always the same what came first. */
  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.taking.then(task);
    this.taking = turn.catch(() => undefined);
    return turn;
  }

  private async runAll(fresh: Item[]): Promise<Run[]> {
    const runs: Run[] = [];
    for (const item of fresh) runs.push(await this.run(item));
    return runs;
  }

  /** Asks the trigger for its items; an instant one what it makes of a request, or for its latest records. */
  private async ask(
    meta: Item,
    request?: HookRequest,
  ): Promise<{ polled: Item[]; requests: number; failure?: Failure }> {
    const { id: step, app, trigger: key = '', input: filled = {} } = this.plan.trigger;
    const input = fillItem(filled, { settings: this.settings });
    const asked = { step, app, kind: 'triggers', key, input, meta } as const;
    const answer: Result = await this.operations.call({ ...asked, ...(request && { request }) });
    const { requests } = answer;
    return answer.ok
      ? { polled: items(answer.value), requests }
      : { polled: [], requests, failure: answer.failure };
  }
}

/** Runs steps one after the other. A loop or a path that stops or fails keeps no other from running. */
async function runSteps(
  [plan, ...rest]: StepPlan[],
  context: StepContext & { observer: Observer },
): Promise<StepRun[]> {
  if (!plan) return [];
  context.observer.step?.(plan);
  const { step, data } = await runHydrated(plan, context);
  context.observer.did?.(step);
  const { id } = plan;
  const done = [step];
  if (step.outcome === 'stopped' || step.outcome === 'failed') return done;
  for (const { steps, output } of waysOn(plan, rest, step.output, data)) {
    done.push(...(await runSteps(steps, { ...context, data: { ...data, [id]: output } })));
  }
  return done;
}

/** Runs a step, after the app has read what it uses. */
async function runHydrated(plan: StepPlan, context: StepContext): Promise<{ step: StepRun; data: Item }> {
  const { data, requests, failure } = await hydrate(plan, context);
  const { id, does } = plan;
  if (failure) return { step: { id, does, input: {}, ...failed(failure, requests) }, data };
  const step = await runStep(plan, { ...context, data });
  return { step: { ...step, requests: requests + step.requests }, data };
}

/**
 * Runs one step alone, as “Test step” does, where the earlier steps gave `data`, by their ids. They are all of the
 * app that is called `app` among the apps. A throttled step is not repeated.
 */
export function testStep(
  plan: StepPlan,
  data: Item,
  { apps, app, timezone }: { apps: Surroundings['apps']; app: string; timezone: string },
): Promise<StepRun> {
  const origins = new Map(Object.keys(data).map((id) => [id, app]));
  const operations = new Operations(apps, { timezone, zap: { id: 'test' } });
  const delay = async () => {};
  return runHydrated(plan, { operations, origins, data, now: new Date(), delay }).then(({ step }) => step);
}

/**
 * Two steps of one id, templates that name no earlier step, and steps behind paths are found before the Zap runs.
 */
function checkSteps({ name, trigger, steps }: ZapPlan): void {
  checkIn(name, steps, new Set(['settings', 'zap_meta', trigger.id]));
}

function checkIn(name: string, steps: StepPlan[], known: Set<string>): void {
  for (const step of steps) {
    const unknown = stepsIn(templatesOf(step)).find((used) => !known.has(used));
    if (unknown) {
      throw new Error(`"${name}": step "${step.id}" uses "${unknown}", and no earlier step has that id.`);
    }
    if (known.has(step.id)) throw new Error(`"${name}": two steps have the id "${step.id}".`);
    known.add(step.id);
    if (step.kind !== 'paths') continue;
    if (step !== steps.at(-1)) throw new Error(`"${name}": steps follow the paths "${step.id}".`);
    for (const path of step.paths) checkIn(name, path.steps, new Set(known));
  }
}

/** The apps of steps, those within paths too, by the ids of the steps. */
const originsOf = (steps: readonly StepPlan[]): [string, string][] =>
  steps.flatMap((step) => {
    if (step.kind === 'paths') return step.paths.flatMap((path) => originsOf(path.steps));
    return 'app' in step ? [[step.id, step.app]] : [];
  });

function summarise(item: Item, steps: StepRun[]): Run {
  const last = steps.find(({ outcome }) => outcome === 'failed') ?? steps.at(-1);
  const tasks = steps.filter(({ isTask }) => isTask).length;
  const requests = steps.reduce((sum, step) => sum + step.requests, 0);
  const run: Run = { item, outcome: 'success', steps, tasks, requests };
  if (last?.outcome !== 'stopped' && last?.outcome !== 'failed') return run;
  return { ...run, outcome: last.outcome, reason: last.reason ?? '' };
}

function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
