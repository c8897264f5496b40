/** What an app reads only when a step uses it: with `z.dehydrate` it leaves a pointer in its place. */
import { type Item, isItem } from './json';
import type { StepPlan } from './plan';
import type { Failure } from './result';
import type { StepContext } from './steps';
import { pathsIn } from './template';

/** A method of the app, and what it is to be given. */
export interface Pointer {
  method: string;
  input: Item;
}

const POINTER = /^hydrate\|\|\|(\{.*\})\|\|\|hydrate$/s;

/** The pointer that a value is. One to a file is none here: files pass as the text that was mapped. */
function pointerIn(value: unknown): Pointer | undefined {
  const written = typeof value === 'string' ? POINTER.exec(value)?.[1] : undefined;
  const pointer: unknown = written === undefined ? undefined : JSON.parse(written);
  if (!isItem(pointer) || pointer.type !== 'method' || typeof pointer.method !== 'string') return undefined;
  return { method: pointer.method, input: isItem(pointer.bundle) ? pointer.bundle : {} };
}

/** The templates that a step fills itself. The steps of a path fill theirs when they run. */
export const templatesOf = (plan: StepPlan): unknown =>
  plan.kind === 'paths' ? plan.paths.map(({ onlyIf }) => onlyIf) : { ...plan };

/**
 * The data of a Zap after the app has read what a step uses of it. Only the fields of a step's output are looked at,
 * and not what is further in.
 */
export async function hydrate(
  plan: StepPlan,
  { data, operations, origins }: StepContext,
): Promise<{ data: Item; requests: number; failure?: Failure }> {
  let read = data;
  let requests = 0;
  for (const path of pathsIn(templatesOf(plan))) {
    const [step = '', field = ''] = path.split(/\.|__/, 2);
    const output = read[step];
    const app = origins.get(step);
    const pointer = isItem(output) ? pointerIn(output[field]) : undefined;
    if (!isItem(output) || !pointer || app === undefined) continue;
    const answer = await operations.hydrate(app, pointer);
    requests += answer.requests;
    if (!answer.ok) return { data, requests, failure: answer.failure };
    read = { ...read, [step]: { ...output, [field]: answer.value } };
  }
  return { data: read, requests };
}
