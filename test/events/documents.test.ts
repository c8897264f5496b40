/** Documents that are signed: each version of one fires once, wherever HighLevel lists it. */
import { DAY_MS, HOUR_MS } from '../../fields/dates';
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import { isSigned } from '../../records/document';
import type { JsonObject } from '../../sandbox/json';
import { Connection, handlerOf, type Item, loadApp } from '../../zapier';
import { first, harness } from '../support/harness';
import { delivered, pollingZap, turnedOn } from '../support/polled';
import { seedRandom } from '../support/scripted';

const zap = harness();
beforeEach(() => seedRandom(1));
afterEach(() => jest.restoreAllMocks());

const iso = (ago: number) => new Date(Date.now() - ago).toISOString();

/** A document that was sent so long ago. */
function send(ago: number, more: JsonObject = {}): string {
  const { locationId } = first(zap.sandbox.locations);
  const [made, status] = [iso(ago), 'sent'];
  const row = { locationId, name: 'Contract', status, documentRevision: 1, recipients: [] };
  return zap.sandbox.state.documents.insert({ ...row, createdAt: made, updatedAt: made, ...more }).id;
}

/** Everybody has signed it so long ago. */
const sign = (id: string, ago = 0, more: JsonObject = {}) =>
  zap.sandbox.state.documents.update(id, {
    status: 'completed',
    recipients: [{ id: 'c1', entityName: 'contacts', signedDate: iso(ago) }],
    updatedAt: iso(ago),
    ...more,
  });

async function zapOn(input: Item = {}) {
  const loaded = await loadApp(handlerOf(withSharedOperations(app)), {
    environment: { HIGHLEVEL_API_URL: zap.sandbox.url },
  });
  return turnedOn(pollingZap(new Connection(loaded, zap.authData), 'document_signed', input));
}

test('one that is signed or accepted fires once, and not while it is sent or viewed', async () => {
  const [one, other] = [send(DAY_MS), send(DAY_MS)];
  const polled = await zapOn();
  zap.sandbox.state.documents.update(one, { status: 'viewed', updatedAt: iso(0) });
  expect(await delivered(polled)).toEqual([]);
  sign(one, 2000);
  sign(other, 1000, { status: 'accepted' });
  expect(await delivered(polled)).toEqual([one, other]);
  zap.sandbox.state.documents.update(one, { paymentStatus: 'paid', updatedAt: iso(0) });
  expect(await delivered(polled)).toEqual([]);
});

test('one that goes back to draft and is signed again fires again', async () => {
  const id = send(DAY_MS);
  const polled = await zapOn();
  sign(id, 1000);
  expect(await delivered(polled)).toEqual([id]);
  zap.sandbox.state.documents.update(id, { status: 'draft', documentRevision: 2, updatedAt: iso(500) });
  expect(await delivered(polled)).toEqual([]);
  sign(id, 0, { documentRevision: 2 });
  expect(await delivered(polled)).toEqual([id]);
});

test('one that was made in spring and is signed today fires, behind 150 that were made later', async () => {
  const id = send(200 * DAY_MS);
  for (let nth = 0; nth < 150; nth += 1) sign(send(100 * DAY_MS - nth * HOUR_MS), 50 * DAY_MS);
  const polled = await zapOn();
  sign(id, 1000);
  const fired: string[] = [];
  for (let nth = 0; nth < 40 && !fired.length; nth += 1) fired.push(...(await delivered(polled)));
  expect([...fired, ...(await delivered(polled))]).toEqual([id]);
});

test('the status is a text, or a list as described', () => {
  expect(['completed', ['accepted'], ['sent'], 'draft'].map((status) => isSigned({ status }))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
