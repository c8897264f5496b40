import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();

function rows(): Row[] {
  const { locationId } = first(zap.sandbox.locations);
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const contract = first(
    zap.sandbox.state.documents.where((row) => isHere(row) && row.name === 'Yearly Contract'),
  );
  return [
    {
      key: 'document_signed',
      input: { query: ' yearly contract', paymentStatus: 'Paid' },
      sends: {
        call: 'GET /proposals/document',
        query: {
          locationId,
          query: 'yearly contract',
          paymentStatus: 'paid',
          status: 'completed,accepted',
          limit: '20',
        },
      },
      gives: [{ id: contract.id, revision: '1' }],
      fails: { input: { paymentStatus: 'never' }, says: /^“Payment Status” must be /, sends: 0 },
    },
  ];
}

describeCategory(zap, 'Documents & Contracts', rows);

test('a document comes with the contact who signed it, though a user of the team stands before', async () => {
  const { state } = zap.sandbox;
  const contract = first(state.documents.where(({ name }) => name === 'Yearly Contract'));
  const [signer] = Object(contract.recipients);
  const user = { id: 'user-1', entityName: 'users', isPrimary: true, hasCompleted: true };
  state.documents.update(contract.id, { recipients: [user, signer] });
  const meta = { isLoadingSample: true, limit: 3 };
  const [given] = Object(
    await zap.run('triggers', 'document_signed', { query: 'Yearly Contract' }, { meta }),
  );
  expect(given).toMatchObject({
    id: contract.id,
    recipient: { id: signer.id, email: signer.email },
    signedAt: signer.signedDate,
  });
});
