import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

/** The sub-account, and its documents. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  return { locationId, documents: zap.sandbox.state.documents.where((row) => row.locationId === locationId) };
}

const rows = ({ locationId, documents }: ReturnType<typeof place>): SearchRow[] => {
  const contract = first(documents.filter(({ name }) => name === 'Yearly Contract'));
  const [recipient] = Object(contract.recipients);
  return [
    {
      key: 'find_document',
      uses: [
        {
          input: {
            query: 'yearly  contract',
            status: 'Completed',
            paymentStatus: 'Paid',
            contactId: recipient.id,
            email: String(recipient.email).toUpperCase(),
          },
          sends: {
            call: 'GET /proposals/document',
            query: {
              locationId,
              limit: '20',
              query: 'yearly contract',
              status: 'completed',
              paymentStatus: 'paid',
            },
          },
          gives: {
            id: contract.id,
            name: 'Yearly Contract',
            locationId,
            recipient: expect.objectContaining({ id: recipient.id, hasCompleted: true }),
            recipients: [expect.objectContaining({ email: recipient.email })],
          },
        },
        {
          input: { email: ` ${recipient.email} ` },
          sends: { call: 'GET /proposals/document', query: { locationId, limit: '20' } },
          gives: { id: contract.id },
        },
      ],
      several: {
        input: { status: 'completed' },
        ids: ['Yearly Contract', 'Treatment Agreement'].map(
          (name) => documents.find((one) => one.name === name)?.id,
        ),
      },
      nothing: [{ query: 'no such' }, { contactId: 'A1b2C3d4E5f6G7h8I9j0' }, { email: 'nobody@example.com' }],
      refused: {
        input: {},
        says: /^Find Document needs a value for “Document or Recipient Name”, “Status”, “Contact”, /,
        sends: 0,
      },
    },
  ];
};

describeSearches(zap, 'Documents & Contracts', () => rows(place()));

test('Find Document reads three pages of twenty, and leaves deleted ones and users out', async () => {
  const { documents } = place();
  const { documents: table } = zap.sandbox.state;
  const { id: _id, ...row } = first(documents);
  const [recipient] = Object(row.recipients);
  const add = (more: Partial<typeof row>) =>
    table.insert({ ...row, createdAt: '2040-01-01T00:00:00.000Z', ...more }).id;
  const someone = { ...recipient, id: 'someone', email: 'someone@example.com' };
  const sought = add({ recipients: [someone], createdAt: '2030-01-01T00:00:00.000Z' });
  add({ recipients: [someone], deleted: true });
  add({ recipients: [{ ...someone, entityName: 'users', email: 'team@example.com' }] });
  for (let i = 0; i < 50; i += 1) add({});
  const find = (input: object) => zap.run('searches', 'find_document', input);
  expect(await find({ contactId: 'someone' })).toMatchObject([{ id: sought }]);
  expect(zap.sent().map(({ query }) => query.skip)).toEqual([undefined, '20', '40']);
  for (let i = 0; i < 10; i += 1) add({});
  expect(await find({ contactId: 'someone' })).toEqual([]);
  expect(zap.sent()).toHaveLength(6);
});
