import { type CategoryNotes, KEPT, like, REQUIRED } from './note';

export const associationNotes = {
  find_associations: { paged: like('associations') },
  update_association: {
    notRequired: { firstObjectLabel: KEPT, secondObjectLabel: KEPT },
    staysFilled: { firstObjectLabel: REQUIRED, secondObjectLabel: REQUIRED },
  },
} satisfies CategoryNotes;
