import { type CategoryNotes, firstOf } from './note';

const FIRST = 'The first of the recipients, who stand in a list.';

export const documentNotes = {
  find_document: {
    finds: (sandbox) => ({ query: firstOf(sandbox, 'documents').name }),
    adds: {
      recipient__id: FIRST,
      recipient__contactName: FIRST,
      recipient__email: FIRST,
      recipient__phone: FIRST,
      recipient__role: FIRST,
      recipient__hasCompleted: FIRST,
      recipient__signedDate: FIRST,
    },
  },
} satisfies CategoryNotes;
