import type { Bundle, ZObject } from 'zapier-platform-core';
import { operations } from '../../registry';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();

function rows(): Row[] {
  const { locationId } = first(zap.sandbox.locations);
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  const contract = first(
    zap.sandbox.state.documents.where((row) => isHere(row) && row.name === 'Yearly Contract'),
  );
  const { state } = zap.sandbox;
  const template = first(
    state.documentTemplates.where((row) => isHere(row) && row.name === 'Yearly Contract'),
  );
  const contactId = first(state.contacts.where(isHere)).id;
  const userId = first(state.users.where((row) => row.locationIds.includes(locationId))).id;
  const opportunityId = first(state.opportunities.where(isHere)).id;
  return [
    {
      key: 'send_document_template',
      input: { templateId: template.id, contactId, userId, opportunityId },
      sends: {
        call: 'POST /proposals/templates/send',
        body: {
          ...{ locationId, templateId: template.id, contactId, userId, opportunityId },
          sendDocument: true,
        },
      },
      gives: {
        ...{ id: expect.stringMatching(/^\w+$/), contactId, templateId: template.id, userId, isSent: true },
        links: [
          expect.objectContaining({
            recipientId: contactId,
            entityName: 'contacts',
            referenceId: expect.any(String),
          }),
        ],
      },
      fails: {
        input: { templateId: 'gone', contactId, userId },
        says: /“Template not found for id: gone”/,
      },
    },
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

describe('Send Document from Template', () => {
  const send = (more: object = {}, extra = {}) => {
    const row = first(rows());
    return zap.run('creates', row.key, { ...row.input, ...more }, extra);
  };
  const find = (documentId: unknown) => zap.run('searches', 'find_document', { documentId });

  test('makes a document that Find Document finds by either of its ids, and no other', async () => {
    const { id, contactId } = Object(await send());
    const [found, ...others] = Object(await find(id));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      ...{ documentId: id, name: 'Yearly Contract', status: 'sent' },
      recipient: { id: contactId, hasCompleted: false },
    });
    expect(await find(found.id)).toMatchObject([{ documentId: id }]);
    expect(await find('A1b2C3d4E5f6G7h8I9j0')).toEqual([]);
  });

  test.each([['no'], [false], ['false']])('leaves a draft where “Send It” is %j', async (sendDocument) => {
    const given = await send({ sendDocument });
    expect(given).toMatchObject({ id: '', isSent: false, links: [] });
    expect(first(zap.sent()).body).toMatchObject({ sendDocument: false });
    const { contactId } = Object(given);
    expect(await zap.run('searches', 'find_document', { contactId, status: 'draft' })).toMatchObject([
      { name: 'Yearly Contract', status: 'draft' },
    ]);
  });

  test('does not claim to have sent what has no link', async () => {
    zap.sandbox.faults.add({
      endpoint: 'POST /proposals/templates/send',
      status: 200,
      body: { success: true },
    });
    expect(await zap.sentence(send())).toBe(
      "Send Document from Template did not work. HighLevel's answer holds no document. It is not known whether Send Document from Template was done: look in HighLevel before you run this step again.",
    );
  });

  test('is sent once, though HighLevel does not answer', async () => {
    zap.sandbox.faults.add({ endpoint: 'POST /proposals/templates/send', status: 502, body: {} });
    expect(await zap.sentence(send())).toMatch(/look in HighLevel before you run this step again/);
    expect(zap.sent()).toHaveLength(1);
  });

  /** What the drop-down of a field offers, as an editor asks for it. */
  const offered = async (key: string, name: string) => {
    const { fields } = first(operations.filter(({ spec }) => spec.key === key)).spec;
    const { choices } = Object(fields.find((one) => 'key' in one && one.key === name));
    const { results } = Object(await zap.call((z: ZObject, bundle: Bundle) => choices.perform(z, bundle)));
    return results.map(({ label }: { label: string }) => label);
  };

  test('offers the templates of documents that are there, with one request', async () => {
    expect((await offered('send_document_template', 'templateId')).sort()).toEqual([
      'Privacy Notice',
      'Treatment Agreement',
      'Yearly Contract',
    ]);
    expect(zap.sent().map(({ query }) => query)).toEqual([
      { locationId: first(zap.sandbox.locations).locationId, type: 'proposal', limit: '20' },
    ]);
  });

  test('has its documents offered by name, contact and status', async () => {
    const { contactId } = Object(await send());
    const { firstName, lastName } = Object(zap.sandbox.state.contacts.get(contactId));
    expect((await offered('find_document', 'documentId'))[0]).toBe(
      `Yearly Contract · ${firstName} ${lastName} · Sent`,
    );
  });
});
