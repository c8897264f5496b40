import type { CategoryNotes } from './note';

export const customObjectNotes = {
  find_custom_object_record: {
    adds: { name: 'The name among the properties, or the first text that they have.' },
    least: () => ({ schemaKey: 'custom_objects.pet', query: 'cat' }),
  },
} satisfies CategoryNotes;
