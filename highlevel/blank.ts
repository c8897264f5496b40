/** Values that say nothing: HighLevel and Zapier both give them for what was never filled in. */
import { isRecord } from './json';

/** Whether nothing was said at all. A list or record of blanks is something, where it is sent as JSON. */
export const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Whether a value is nothing: what was left alone, or a list or record of nothing else. */
export function isBlank(value: unknown): boolean {
  if (isAbsent(value)) return true;
  if (Array.isArray(value)) return value.every(isBlank);
  return isRecord(value) && Object.values(value).every(isBlank);
}
