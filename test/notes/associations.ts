import { type CategoryNotes, KEPT, like, REQUIRED } from './note';

export const associationNotes = {
  find_associations: { paged: like('associations') },
  find_association: {
    least: () => ({ label: 'Owner' }),
    // An ID, a key and an object lead to endpoints of their own.
    fillings: [
      { without: ['associationId', 'key_name', 'objectKey'] },
      { without: ['associationId', 'key_name'] },
      {},
    ],
  },
  update_association: {
    notRequired: { firstObjectLabel: KEPT, secondObjectLabel: KEPT },
    staysFilled: { firstObjectLabel: REQUIRED, secondObjectLabel: REQUIRED },
  },
} satisfies CategoryNotes;
