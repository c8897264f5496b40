/** Examples of JSON, for what is too deep for fields. */
import { isEmpty } from 'lodash';
import { type Fact, type Facts, shape } from '../../highlevel/contract';
import { writtenAs } from './patterns';

/** Whether a value is a list of lists. */
export const isListOfLists = (fact: Fact): boolean =>
  (typeof fact === 'string' ? fact : fact.is).includes('[][]');

/** More is no help in a form. */
const MOST_CHARACTERS = 300;

const VALUES = { string: 'text', number: 1, boolean: true, file: 'https://…', any: 'text' } as const;

/** An example of a value's shape, as JSON: all that it may hold, or where that is long, all that it must. */
export function exampleOf(fact: Fact): string {
  const whole = JSON.stringify(exampleValue(fact, () => true));
  if (whole.length <= MOST_CHARACTERS) return whole;
  return JSON.stringify(exampleValue(fact, (inner) => shape(inner).required));
}

function exampleValue(fact: Fact, isShown: (inner: Fact) => boolean): unknown {
  const { list, ...one } = shape(fact);
  const written = writtenAs(fact)?.example;
  const value =
    one.enum?.[0] ??
    written ??
    (one.type === 'object' ? recordOf(one.fields ?? {}, isShown) : VALUES[one.type]);
  return isListOfLists(fact) ? [[value]] : list ? [value] : value;
}

function recordOf(fields: Facts, isShown: (inner: Fact) => boolean): object {
  if (isEmpty(fields)) return { name: 'value' };
  const all = Object.entries(fields);
  const wanted = all.filter(([, inner]) => isShown(inner));
  const shown = wanted.length ? wanted : all.slice(0, 3);
  return Object.fromEntries(shown.map(([name, inner]) => [name, exampleValue(inner, isShown)]));
}
