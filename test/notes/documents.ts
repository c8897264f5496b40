import type { JsonObject } from '../../sandbox/json';
import { objects } from '../../sandbox/json';
import { type CategoryNotes, dated, firstOf, here, type Records, type Seeded } from './note';

const FIRST = 'The first of the recipients, who stand in a list.';

const ADDS = {
  recipient__id: FIRST,
  recipient__contactName: FIRST,
  recipient__email: FIRST,
  recipient__phone: FIRST,
  recipient__role: FIRST,
  recipient__hasCompleted: FIRST,
  recipient__signedDate: FIRST,
  signedAt: 'The last of the recipients’ dates of signing.',
};

/** Signed documents. */
function signed(sandbox: Seeded): Records {
  const { documents } = sandbox.state;
  const { id: _id, ...row } = firstOf(sandbox, 'documents');
  return {
    input: {},
    add: (at) =>
      documents.insert({
        ...signedAt({ ...row, ...dated(at, ['createdAt']) }, at),
        locationId: here(sandbox),
      }).id,
    remove: (id) => void documents.delete(id),
  };
}

const dateOfRecipients = (row: JsonObject, signedDate: string | undefined): JsonObject[] =>
  objects(row.recipients).map(({ signedDate: _signedDate, ...one }) => ({
    ...one,
    ...(signedDate && { signedDate }),
  }));

/** The document once its recipients have signed it at this moment. */
const signedAt = (row: JsonObject, at: number): JsonObject => ({
  ...row,
  status: 'completed',
  recipients: dateOfRecipients(row, new Date(at).toISOString()),
  ...dated(at, ['updatedAt']),
});

export const documentNotes = {
  document_signed: {
    adds: ADDS,
    paged: signed,
    happens: {
      before: (row, made) => ({
        ...row,
        status: 'sent',
        documentRevision: 1,
        recipients: dateOfRecipients(row, undefined),
        ...dated(made, ['createdAt', 'updatedAt']),
      }),
      now: signedAt,
      otherwise: (row, at) => ({ ...row, paymentStatus: 'paid', ...dated(at, ['updatedAt']) }),
      again: (row, at) => ({ ...signedAt(row, at), documentRevision: 2 }),
      isListed: ({ status }) => status === 'completed' || status === 'accepted',
    },
  },
  send_document_template: {
    adds: { isSent: 'Whether it was sent, or is a draft.' },
  },
  find_document: {
    finds: (sandbox) => ({ query: firstOf(sandbox, 'documents').name }),
    adds: ADDS,
  },
} satisfies CategoryNotes;
