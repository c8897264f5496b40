import type { CategoryNotes } from './note';

export const companyNotes = {
  find_company: {
    notRequired: { companyId: 'An agency’s connection fills its own in.' },
    fillings: [{ without: ['companyId'] }],
  },
} satisfies CategoryNotes;
