import type { CategoryNotes } from './note';

export const workflowNotes = {
  bulk_update_contact_business: {
    adds: { missing: 'The contacts that were asked for and are not in the answer.' },
    fillings: [{ without: ['remove'] }, { without: ['businessId'] }],
  },
} satisfies CategoryNotes;
