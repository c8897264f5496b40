import { type CategoryNotes, like } from './note';

export const businessNotes = {
  list_businesses: { paged: like('businesses', ['createdAt', 'updatedAt']) },
  update_business: { staysFilled: { name: 'A business has one.' } },
} satisfies CategoryNotes;
