import { BadValue } from '../../fields/field';

/** What a reader makes of a value, or the end of the sentence with which it refuses it. */
export function outcome(read: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return read(value);
  } catch (error) {
    if (error instanceof BadValue) return `refused: ${error.message}`;
    throw error;
  }
}
