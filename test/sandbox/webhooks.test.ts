/** What the sandbox tells the app's addresses of, and how. */
import { createPublicKey, verify } from 'node:crypto';
import { type HookRequest, HookServer } from '../../zapier';
import { sandboxOfFile } from './client';

const NOW = '2030-05-20T12:00:00.000Z';
const on = sandboxOfFile(NOW);
const { locationId, isHere } = on;

let server: HookServer;
let received: HookRequest[];
let address: string;

beforeEach(async () => {
  received = [];
  server = await new HookServer().start();
  address = server.addressOf({ receive: async (request) => void received.push(request) });
});
afterEach(() => server.close());

const bodies = () => received.map(({ cleanedRequest }) => cleanedRequest);
async function told(): Promise<unknown[]> {
  await on.sandbox.webhooks.settled();
  await server.settled();
  return bodies();
}
function isSigned({ rawRequest: { content, headers } }: HookRequest): boolean {
  const key = Buffer.from(on.sandbox.webhooks.publicKey, 'base64');
  const signature = Buffer.from(headers['Http-X-Ghl-Signature'] ?? '', 'base64');
  return verify(null, Buffer.from(content), createPublicKey({ key, format: 'der', type: 'spki' }), signature);
}

test('an event goes to its address, signed over its exact text, and to no other', async () => {
  on.sandbox.webhooks.send({ NoteCreate: address });
  const contact = on.sandbox.state.contacts.find(isHere);
  const note = on.sandbox.state.notes.insert({
    locationId: locationId(),
    contactId: contact?.id ?? '',
    body: '“Ümlaut” {{x}} 😊',
  });
  on.sandbox.state.notes.update(note.id, { body: 'Changed' });
  expect(await told()).toEqual([
    {
      type: 'NoteCreate',
      locationId: locationId(),
      id: note.id,
      body: '“Ümlaut” {{x}} 😊',
      contactId: contact?.id,
      dateAdded: NOW,
      timestamp: NOW,
      webhookId: expect.any(String),
      appId: on.sandbox.clientId.split('-')[0],
      versionId: expect.any(String),
    },
  ]);
  expect(received.map(isSigned)).toEqual([true]);
});
