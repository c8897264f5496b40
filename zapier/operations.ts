import { asTyped, missingField, withDefaults } from './fields';
import type { HookRequest } from './hooks';
import type { Pointer } from './hydrate';
import type { Item } from './json';
import type { Result } from './result';
import type { Field, OperationKind, ZapApp } from './zap-app';

/** How often Zapier runs a throttled step, and how many seconds it waits when the app does not say. */
const MOST_ATTEMPTS = 5;
const DEFAULT_DELAY = 60;

/** Waits so many seconds. */
export type Sleep = (seconds: number) => Promise<void>;

/** An operation that a step runs, with the input that the step's templates gave. */
export interface Operation {
  /** The id of the step, or of the trigger. */
  step: string;
  app: string;
  kind: OperationKind;
  key: string;
  input: Item;
  meta?: Item;
  /** What came in, for an instant trigger. */
  request?: HookRequest;
}

/** Calls operations as Zapier does for a Zap: defaults given, values typed, required fields demanded. */
export class Operations {
  /** The form of each step: two steps of one operation may have different fields. */
  private readonly forms = new Map<string, Field[]>();

  constructor(
    private readonly apps: Record<string, ZapApp>,
    private readonly meta: Item,
    /** Without it, a throttled call is not repeated. */
    private readonly sleep?: Sleep,
  ) {}

  /** The fields by which the items of a trigger are told apart. */
  primaryKeys(app: string, trigger: string): string[] {
    return this.appOf(app).primaryKeys(trigger);
  }

  /** Calls an operation once. */
  async call(operation: Operation): Promise<Result> {
    const { app, kind, key, input: raw, meta, request } = operation;
    const fields = await this.formOf(operation);
    if (!fields.ok) return fields;
    const input = asTyped(withDefaults(raw, fields.value), fields.value);
    const missing = missingField(input, fields.value);
    if (missing) return refusal(`Required field "${missing}" is missing.`, fields.requests);
    const run = this.appOf(app);
    const answer = await run.perform(kind, key, input, { ...this.meta, ...meta }, request);
    return { ...answer, requests: fields.requests + answer.requests };
  }

  /** Calls an operation, and again after the delay while it is throttled. */
  async callPatiently(operation: Operation): Promise<Result> {
    let requests = 0;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.call(operation);
      requests += answer.requests;
      const isThrottled = !answer.ok && answer.failure.kind === 'throttled';
      if (!isThrottled || !this.sleep || attempt === MOST_ATTEMPTS) return { ...answer, requests };
      await this.sleep(answer.failure.delay ?? DEFAULT_DELAY);
    }
  }

  /** Has an app read what it left a pointer for. */
  async hydrate(app: string, { method, input }: Pointer): Promise<Result> {
    const { hydrate } = this.appOf(app);
    return hydrate ? hydrate(method, input) : refusal(`"${app}" can't read ${method}.`, 0);
  }

  /** The fields of a step. They are asked for once, as the editor does when the step is set up. */
  private async formOf({ step, app, kind, key, input }: Operation): Promise<Result<Field[]>> {
    // A step that creates what it does not find has a form for each of its two operations.
    const name = `${step} ${kind}`;
    const known = this.forms.get(name);
    if (known) return { ok: true, value: known, requests: 0 };
    const answer = await this.appOf(app).fields(kind, key, input);
    if (answer.ok) this.forms.set(name, answer.value);
    return answer;
  }

  private appOf(name: string): ZapApp {
    const app = this.apps[name];
    if (!app) throw new Error(`The Zap uses "${name}", and no such app is connected.`);
    return app;
  }
}

function refusal(message: string, requests: number): Result<never> {
  return { ok: false, failure: { kind: 'error', message }, requests };
}
