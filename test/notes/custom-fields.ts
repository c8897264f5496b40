import type { CategoryNotes } from './note';

export const customFieldNotes = {
  // A custom object leads to an endpoint of its own.
  find_custom_field: { fillings: [{ without: ['objectKey'] }, {}] },
} satisfies CategoryNotes;
