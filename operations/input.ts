/** What a step sends: its values, read from its form, and the parameters that the API has for them. */
import { isAbsent, isBlank } from '../highlevel/blank';
import type { Input } from '../highlevel/compose';
import { type Endpoint, endpoint, type Fact } from '../highlevel/contract';
import { isRecord } from '../highlevel/json';
import { readValue } from './field-value';
import { shownFields, staticFields } from './form';
import type { Form, Run } from './spec';

/**
 * The step's values, each made what the API takes. What was left alone, or mapped from an empty
 * field, is absent.
 *
 * @throws z.errors.Error naming the field that can't be sent, or that is missing
 */
export function readValues({ spec, z, bundle, needs }: Run): Input {
  const facts = spec.endpoint && endpoint(spec.endpoint, spec.version);
  const values: Input = {};
  for (const field of shownFields(spec)) {
    const given = bundle.inputData?.[field.key];
    const isLeft = field.type === 'json' ? isAbsent(given) : isBlank(given);
    const value = isLeft ? undefined : readValue(z, field, given, facts && factOf(facts, field.key));
    if (!isNothing(value)) values[field.key] = value;
    else if (field.required) throw needs(field.key);
  }
  return values;
}

/**
 * An empty list in JSON, or commas alone, give nothing to send. Like an empty field, they must clear
 * nothing.
 */
const isNothing = (value: unknown) =>
  value === undefined || value === '' || (Array.isArray(value) && !value.length);

/** `{ appointment__title: 'x' }` as `{ appointment: { title: 'x' } }`. */
export function nest(values: Input): Input {
  const nested: Input = {};
  for (const [key, value] of Object.entries(values)) {
    const path = key.split('__');
    const last = path.pop() ?? key;
    let place: Input = nested;
    for (const step of path) {
      const inner = place[step];
      const next: Input = isRecord(inner) ? inner : {};
      place[step] = next;
      place = next;
    }
    place[last] = value;
  }
  return nested;
}

/** The values that the API has parameters for, nested as it wants them. */
export function parameters(spec: Form, values: Input): Input {
  const notSent = new Set(staticFields(spec).flatMap((field) => (field.notSent ? [field.key] : [])));
  return nest(Object.fromEntries(Object.entries(values).filter(([key]) => !notSent.has(key))));
}

/** What the contract says of a field, by its key. */
export function factOf(facts: Endpoint, key: string): Fact | undefined {
  const [first = '', ...rest] = key.split('__');
  let fact: Fact | undefined = facts.path[first] ?? facts.query[first] ?? facts.body[first];
  for (const step of rest) fact = typeof fact === 'object' ? fact.fields?.[step] : undefined;
  return fact;
}
