/** A run has 30 s: no call is begun that can't end in it. */
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { type Call, request, send } from '../../highlevel/client';
import { harness, shortenWaits } from '../support/harness';

const zap = harness();
afterEach(() => jest.restoreAllMocks());

const READ: Call = { endpoint: 'GET /campaigns/', wording: { doing: 'List Campaigns' } };
const WRITE: Call = {
  endpoint: 'POST /contacts/',
  input: { firstName: 'Late' },
  wording: { doing: 'Create Contact' },
};

/** A read, and then another call when so many seconds of the run are over. */
const lateCall = (seconds: number, call: Call) =>
  zap.call(async (z: ZObject, bundle: Bundle) => {
    await request(z, bundle, READ);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + seconds * 1000);
    return request(z, bundle, call);
  });

test('a call in good time is sent', async () => {
  await lateCall(20, READ);
  await lateCall(20, WRITE);
  expect(zap.sent()).toHaveLength(4);
});

test.each<[what: string, seconds: number, call: Call]>([
  ['a read', 26, READ],
  ['a write, of whose end nobody would hear', 23, WRITE],
])('%s is not begun late, and its owner reads why', async (_what, seconds, call) => {
  expect(await zap.sentence(lateCall(seconds, call))).toBe(
    `${call.wording?.doing} did not work. HighLevel answered too slowly, and the time of a Zap's step was over. Run the step again in a few minutes.`,
  );
  expect(zap.sent()).toHaveLength(1);
  expect(zap.sandbox.state.contacts.where(({ firstName }) => firstName === 'Late')).toEqual([]);
});

describe.each([12.5, 13.5])(
  'a wait of 10 s that would leave a write too little time, after %d s,',
  (seconds) => {
    const burst = { 'x-ratelimit-remaining': '0', 'x-ratelimit-interval-milliseconds': '10000' };
    const late = () =>
      zap.call(async (z: ZObject, bundle: Bundle) => {
        await request(z, bundle, READ);
        const now = Date.now();
        jest.spyOn(Date, 'now').mockReturnValue(now + seconds * 1000);
        await request(z, bundle, READ);
        return request(z, bundle, WRITE);
      });
    beforeEach(() => {
      shortenWaits();
    });

    test('is left to Zapier where the last answer left no call', async () => {
      zap.sandbox.faults.add({});
      zap.sandbox.faults.add({ headers: burst });
      await expect(late()).rejects.toMatchObject({ name: 'ThrottledError' });
      expect(zap.sent()).toHaveLength(2);
    });

    test('is left to Zapier where the write is refused', async () => {
      zap.sandbox.faults.add({ endpoint: 'POST /contacts/', status: 429, headers: burst });
      await expect(late()).rejects.toMatchObject({ name: 'ThrottledError' });
      expect(zap.sent()).toHaveLength(3);
    });
  },
);

describe('the time that a request is given', () => {
  /** The longest ones that were set, in ms; the app's own among them. */
  const timeOuts = () => {
    const spy = jest.spyOn(globalThis, 'setTimeout');
    return () => spy.mock.calls.map(([, ms = 0]) => ms).filter((ms) => ms > 5000);
  };

  test('leaves some for a second try', async () => {
    const given = timeOuts();
    await lateCall(0, READ);
    expect(Math.max(...given())).toBe(20_000);
  });

  test('is no more than is left of the run', async () => {
    const given = timeOuts();
    await lateCall(20, READ);
    expect(given().at(-1)).toBeLessThanOrEqual(7000);
  });
});

describe('a file', () => {
  /** Reads a file from another host, which gives it in this way. */
  async function fileFrom(give: (outgoing: ServerResponse) => Promise<void>): Promise<unknown> {
    shortenWaits({ timeouts: true });
    const store = createServer((_incoming, outgoing) => void give(outgoing));
    await new Promise<void>((done) => store.listen(0, '127.0.0.1', done));
    const address = store.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    zap.sandbox.faults.add({ status: 302, body: '', headers: { location: `http://127.0.0.1:${port}/` } });
    const recording: Call = {
      endpoint: 'GET /conversations/messages/{messageId}/locations/{locationId}/recording',
      input: { messageId: 'x' },
      file: true,
    };
    const read = async (z: ZObject, bundle: Bundle) => {
      const { file } = await send(z, bundle, recording);
      return file && text(file).catch(() => 'broken off');
    };
    return zap.call(read).finally(() => {
      store.closeAllConnections();
      store.close();
    });
  }

  test('has a request’s time anew with each piece', async () => {
    const slowly = async (outgoing: ServerResponse) => {
      for (let piece = 0; piece < 10; piece += 1) {
        outgoing.write(`${piece}`);
        await new Promise((done) => setTimeout(done, 100));
      }
      outgoing.end();
    };
    expect(await fileFrom(slowly)).toBe('0123456789');
  });

  test('of which no piece comes is broken off', async () => {
    expect(await fileFrom(async (outgoing) => outgoing.flushHeaders())).toBe('broken off');
  });
});

test('a body that does not end is no answer', async () => {
  shortenWaits({ timeouts: true });
  zap.sandbox.faults.add({ cut: 'midway', times: 9 });
  expect(await zap.sentence(lateCall(0, WRITE))).toMatch(/HighLevel gave no answer that could be read\./);
});
