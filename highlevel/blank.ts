/** Values that say nothing: HighLevel and Zapier both give them for what was never filled in. */
import { everythingIn } from './json';

/** Whether nothing was said at all. A list or record of blanks is something, where it is sent as JSON. */
export const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Whether a value is nothing: what was left alone, or a list or record of nothing else. */
export function isBlank(value: unknown): boolean {
  if (isAbsent(value)) return true;
  if (typeof value !== 'object') return false;
  for (const [, inner] of everythingIn(value)) {
    if (typeof inner !== 'object' && !isAbsent(inner)) return false;
  }
  return true;
}
