import type { Format } from './format';
import type { Item } from './json';

/** Zaps that serve one purpose together. */
export interface Recipe {
  title: string;
  zaps: ZapPlan[];
}

/** A Zap as its owner builds it in the editor. */
export interface ZapPlan {
  name: string;
  trigger: TriggerPlan;
  steps: StepPlan[];
}

/**
 * What starts a Zap. Its `id` names the item that it brings, for the templates of the steps.
 *
 * - `poll`: an app's polling trigger, deduplicated by Zapier
 * - `hook`: an instant trigger; every delivery runs the Zap. `trigger` says which, where the app has several;
 *   one that reads what comes in to the Zap's address may have a form, which `input` fills
 */
export type TriggerPlan =
  | { kind: 'poll'; id: string; app: string; trigger: string; input: Item }
  | { kind: 'hook'; id: string; app: string; trigger?: string; input?: Item };

/** A step. Its `id` names its output, for the templates of later steps; `does` says what it does. */
export type StepPlan = { id: string; does: string } & (
  | { kind: 'create'; app: string; create: string; input: Item }
  | { kind: 'search'; app: string; search: string; input: Item; whenNothingFound: NothingFound }
  | { kind: 'filter'; onlyIf: Condition[]; match: 'all' | 'any'; otherwise: string }
  | ({ kind: 'format' } & Format)
  /** Waits, and then goes on. */
  | ({ kind: 'delay' } & Delay)
  | { kind: 'code'; input: Item; code: Code | string }
  /** Runs all later steps once for each row that the lists of `each` make. */
  | { kind: 'loop'; each: Item }
  /** Runs the steps of each path whose conditions are met. No step follows. */
  | { kind: 'paths'; paths: Path[] }
);

/** How long a Delay step waits: at least one minute, as at Zapier. */
export interface Delay {
  value: number;
  unit: 'minutes' | 'hours' | 'days';
}

/** One way that a Zap goes on. */
export interface Path {
  name: string;
  onlyIf: Condition[];
  match: 'all' | 'any';
  steps: StepPlan[];
}

/** What a Code step runs: as on Zapier, all of its input is text. Text is JavaScript as it stands in the step. */
export type Code = (inputData: Record<string, string>) => Item;

/** What a search that finds nothing does: stop the Zap, go on without, or create what was looked for. */
export type NothingFound = 'stop' | 'go on' | { create: string; input: Item };

/** A line of a filter. What is no number is neither greater nor less than one. */
export interface Condition {
  value: string;
  is: 'present' | 'absent' | 'true' | 'false' | 'equal to' | 'other than' | 'greater than' | 'less than';
  to?: string;
}
