import { type CategoryNotes, like } from './note';

const REQUIRED = 'HighLevel requires it.';
const KEPT = 'What is left empty is read first, and sent as it is.';

export const associationNotes = {
  find_associations: { paged: like('associations') },
  update_association: {
    notRequired: { firstObjectLabel: KEPT, secondObjectLabel: KEPT },
    staysFilled: { firstObjectLabel: REQUIRED, secondObjectLabel: REQUIRED },
  },
} satisfies CategoryNotes;
