import { type CategoryNotes, firstOf } from './note';

export const workflowNotes = {
  find_workflow: { finds: (sandbox) => ({ name: firstOf(sandbox, 'workflows').name }) },
  bulk_update_contact_business: {
    adds: { missing: 'The contacts that were asked for and are not in the answer.' },
    fillings: [{ without: ['remove'] }, { without: ['businessId'] }],
  },
} satisfies CategoryNotes;
