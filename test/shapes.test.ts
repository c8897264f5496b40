/** Answers that are successes by their status alone: what they say is not lost, and nothing passes for done. */
import { first, harness, shortenWaits } from './support/harness';

const zap = harness();

beforeEach(() => {
  shortenWaits();
});
afterEach(() => jest.restoreAllMocks());

const CREATE = { endpoint: 'POST /contacts/', status: 200 } as const;
const create = () => zap.sentence(zap.run('creates', 'create_contact', { firstName: 'Ada' }));
const UNKNOWN = 'It is not known whether Create Contact was done';

test('an error that is no text, and stands alone, is no contact', async () => {
  zap.sandbox.faults.add({ ...CREATE, body: { error: { message: 'The index is down' } } });
  const sentence = await create();
  expect(sentence).toContain('HighLevel says: “The index is down”.');
  expect(sentence).toContain(UNKNOWN);
});

test('a status that the body tells as text is a status', async () => {
  zap.sandbox.faults.add({ ...CREATE, body: { statusCode: '422', message: ['email must be an email'] } });
  expect(await create()).toMatch(
    /^Create Contact did not work\. HighLevel says: “Email must be an email”\. Check the values of this step\./,
  );
});

describe('a gateway’s page in XML', () => {
  const page = {
    status: 200,
    body: '<?xml version="1.0"?><Error><Code>SlowDown</Code></Error>',
    headers: { 'content-type': 'application/xml' },
  };

  test('is no contact', async () => {
    zap.sandbox.faults.add({ ...page, endpoint: 'POST /contacts/' });
    expect(await create()).toContain(UNKNOWN);
  });

  test('is no recording', async () => {
    zap.sandbox.faults.add({ ...page, endpoint: /recording$/, times: 9 });
    const call = first(zap.sandbox.state.messages.where(({ recording }) => Boolean(recording)));
    expect(
      await zap.sentence(zap.run('triggers', 'get_message_recording', { messageId: call.id })),
    ).toContain('HighLevel gave no answer that could be read.');
  });
});
