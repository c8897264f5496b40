import { type Item, isEmpty } from './json';
import type { Condition } from './plan';
import { fill, render } from './template';

/** Whether a filter lets the run go on. */
export function passes(conditions: Condition[], match: 'all' | 'any', data: Item): boolean {
  const holds = (condition: Condition) => meets(condition, data);
  return match === 'all' ? conditions.every(holds) : conditions.some(holds);
}

function meets({ value: template, is, to = '' }: Condition, data: Item): boolean {
  const value = fill(template, data);
  switch (is) {
    case 'present':
      return !isEmpty(value);
    case 'absent':
      return isEmpty(value);
    case 'true':
    case 'false':
      return String(value).toLowerCase() === is;
    case 'equal to':
      return String(value) === render(to, data);
    case 'other than':
      return String(value) !== render(to, data);
    case 'greater than':
      return toNumber(value) > toNumber(render(to, data));
    case 'less than':
      return toNumber(value) < toNumber(render(to, data));
  }
}

const toNumber = (value: unknown): number => (isEmpty(value) ? Number.NaN : Number(value));
