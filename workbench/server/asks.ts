/** What the page asks, read from JSON that anybody may have sent. */
import { type Item, isItem, type OperationKind } from '../../zapier';
import type { StepAsk } from '../wire';
import { Refusal } from './refusal';

const KINDS: readonly OperationKind[] = ['triggers', 'creates', 'searches'];

/** @throws Refusal if it is no text, or an empty one */
export function textIn(asked: Item, name: string): string {
  const value = asked[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new Refusal(`“${name}” is missing, or is no text.`);
}

/** A text that may be left out. */
export function optionalTextIn(asked: Item, name: string): string | undefined {
  const value = asked[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An object; an empty one where it is left out. @throws Refusal if it is something else */
export function itemIn(asked: Item, name: string): Item {
  const value = asked[name] ?? {};
  if (isItem(value)) return value;
  throw new Refusal(`“${name}” is no object.`);
}

/** One of these texts. @throws Refusal if it is none */
export function oneOf<T extends string>(asked: Item, name: string, possible: readonly T[]): T {
  const found = possible.find((one) => one === asked[name]);
  if (found) return found;
  throw new Refusal(`“${name}” is one of ${possible.join(', ')}.`);
}

/** @throws Refusal if a part is missing */
export function stepIn(asked: Item): StepAsk {
  return {
    account: textIn(asked, 'account'),
    kind: oneOf(asked, 'kind', KINDS),
    key: textIn(asked, 'key'),
    input: itemIn(asked, 'input'),
    earlier: itemIn(asked, 'earlier'),
  };
}

/** A whole number from 0. @throws Refusal if it is none */
export function numberIn(asked: Item, name: string): number {
  const value = asked[name] ?? 0;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new Refusal(`“${name}” is no number.`);
}
