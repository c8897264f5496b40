/** Every trigger as Zapier polls it: what it remembers, what fires, and what never does. */
import { differenceBy } from 'lodash';
import app from '../index';
import { withSharedOperations } from '../operations/share';
import type { TriggerSpec } from '../operations/trigger-spec';
import { type App, Connection, handlerOf, type Item, loadApp, type Zap } from '../zapier';
import { after } from './support/answers';
import { exampleInput } from './support/example-inputs';
import { harness } from './support/harness';
import { isForAgency, listTriggers, type Subject, triggers } from './support/operations';
import { fired, pollingZap, turnedOn } from './support/polled';
import { choicesOf } from './support/scenes';

const zap = harness();
afterEach(() => jest.restoreAllMocks());

const TRIGGERS = triggers();
const LISTS = listTriggers().filter(({ spec }) => spec.paging);

let loaded: App;
beforeAll(async () => {
  loaded = await loadApp(handlerOf(withSharedOperations(app)), {
    environment: { HIGHLEVEL_API_URL: zap.sandbox.url },
  });
});

/** As the agency, where its token will do: it sees all that there is. */
const connectionFor = ({ endpoint: key }: TriggerSpec) =>
  new Connection(loaded, isForAgency(key) ? zap.agencyAuthData : zap.authData);

const zapOn = (spec: TriggerSpec, input: Item): Zap => pollingZap(connectionFor(spec), spec.key, input);

const exampleOf = ({ kind, key, spec }: Subject<TriggerSpec>) =>
  exampleInput(connectionFor(spec), { kind, key }, () => zap.sandbox.reset());

describe.each(TRIGGERS)('$key', (subject) => {
  const { spec } = subject;

  test('fires nothing where nothing happens, though each answer has a trace id of its own', async () => {
    const input = await exampleOf(subject);
    for (const fireOn of choicesOf(spec)) {
      const zapOf = await turnedOn(zapOn(spec, { ...input, fireOn }));
      expect([fireOn, await fired(zapOf)]).toEqual([fireOn, []]);
    }
  });

  test('gives records without the trace id of the answer that they came in', async () => {
    const sample = await zapOn(spec, await exampleOf(subject)).sample();
    expect(sample.filter((record) => 'traceId' in record)).toEqual([]);
  });
});

/** What comes of turning a trigger on where HighLevel's answer is empty. */
async function emptyAnswer(subject: Subject<TriggerSpec>): Promise<string> {
  const { spec } = subject;
  const input = await exampleOf(subject);
  zap.sandbox.faults.add({ endpoint: spec.endpoint, status: 200, body: {} });
  return (await zapOn(spec, input).turnOn()).failure?.message ?? '';
}

const noAnswer = (label: string) =>
  `${label} did not work. HighLevel gave no answer that could be read. Run the step again in a few minutes.`;

test.each(TRIGGERS.filter(({ note }) => !note.emptyAnswer))(
  '$key takes an answer that lacks what was asked for as a failure, and not as none',
  async (subject) => {
    expect(await emptyAnswer(subject)).toBe(noAnswer(subject.spec.label));
  },
);

test.each(TRIGGERS.filter(({ note }) => note.emptyAnswer))(
  '$key can’t tell such an answer, as is noted of it',
  async (subject) => {
    expect(await emptyAnswer(subject)).not.toBe(noAnswer(subject.spec.label));
  },
);

test('every trigger that pages has records to page through, and no other trigger', () => {
  const noted = TRIGGERS.filter(({ note }) => note.paged);
  expect(
    differenceBy(LISTS, noted, 'key').map(({ key }) => `${key} pages: add \`paged\` to its note.`),
  ).toEqual([]);
  expect(
    differenceBy(noted, LISTS, 'key').map(({ key }) => `${key} does not page: take \`paged\` out.`),
  ).toEqual([]);
});

/** A moment of long ago; sixty records have the same, so that pages end between equal ones. */
const longAgo = (nth: number) => Date.UTC(2026, 0, 1) + Math.floor(nth / 60) * 60_000;

describe.each(LISTS)('$key', ({ key, spec, note }) => {
  const records = () => {
    if (!note.paged) throw new Error(`${key} pages: add \`paged\` to its note.`);
    return note.paged(zap.sandbox);
  };
  // What triggers of events wait for is played in pages of any size by events/scenes.
  const depth = Math.min(spec.event ? 100 : 500, 5 * (spec.paging?.size.max ?? 0));

  test.each(choicesOf(spec))(
    'fires nothing old where many go away while it is turned on and between polls: %s',
    async (fireOn) => {
      const { input, add, remove } = records();
      const ids = Array.from({ length: depth * 1.8 }, (_, nth) => add(longAgo(nth)));
      // From both ends: one of them is the front of the list.
      const shrink = (count: number) => {
        for (const id of [...ids.splice(0, count), ...ids.splice(-count)]) remove(id);
      };
      after(zap.sandbox, [1, 2, 3], () => shrink(1));
      const zapOf = await turnedOn(zapOn(spec, { ...input, fireOn }));
      jest.restoreAllMocks();
      for (let poll = 0; poll < 3; poll += 1) {
        expect(await fired(zapOf)).toEqual([]);
        shrink(depth * 0.15 - 1);
      }
      expect(await fired(zapOf)).toEqual([]);
    },
  );
});
