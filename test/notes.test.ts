/** The notes on operations: each is of one that there is, in the file of its category. */
import { operations } from '../registry';
import { notesByCategory } from './notes';

test('every operation that has a note is there, in the category of the file that has it', () => {
  const faults = Object.entries(notesByCategory).flatMap(([category, notes]) =>
    Object.entries(notes).flatMap(([key, note]) => {
      const found = operations.find(({ spec }) => spec.key === key);
      if (!found) return [`${key} has a note, and is no operation: take the note out.`];
      if (found.category !== category)
        return [`${key} is in ${found.category}: move its note from ${category}.`];
      return Object.keys(note).length ? [] : [`${key} has an empty note: take it out.`];
    }),
  );
  expect(faults).toEqual([]);
});
