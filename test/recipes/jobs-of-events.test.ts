/** Jobs that begin with what happens in HighLevel: from the event to what is left behind, once. */
import type { Stage } from '../../recipes/stage';
import type { JsonObject } from '../../sandbox/json';
import type { Contact } from '../../sandbox/state';
import type { Zap } from '../../zapier';
import { jobZap, nextPoll, outcomeOf, outcomesOf, rowsIn, setJobStage } from '../support/jobs';

let stage: Stage;

beforeAll(async () => {
  stage = await setJobStage();
});
afterAll(() => stage.close());

const state = () => stage.sandbox.state;

/** A contact of the seed who has an owner, each time another. */
let taken = 0;
function someone(): Contact {
  const contact = rowsIn(stage, state().contacts, ({ assignedTo, dnd }) => Boolean(assignedTo && !dnd))[
    taken
  ];
  taken += 1;
  if (!contact) throw new Error('The sub-account has no more contacts with an owner.');
  return contact;
}

/** Lets something happen to a contact. */
const happen = (event: string, { id }: Contact, details: JsonObject = {}) =>
  stage.sandbox.happen(event, { contactId: id, ...details });

async function turnedOn(zap: Zap): Promise<Zap> {
  const { failure } = await zap.turnOn();
  if (failure) throw new Error(failure.message);
  return zap;
}

const textsTo = ({ id }: Contact) =>
  state()
    .messages.where(
      (one) => one.contactId === id && one.direction === 'outbound' && one.messageType === 'TYPE_SMS',
    )
    .map(({ body }) => body);
const tasksOf = ({ id }: Contact) => state().tasks.where(({ contactId }) => contactId === id);

describe('3: a missed call', () => {
  test('gets one text and one task, which stays one however often somebody calls', async () => {
    const zap = await turnedOn(jobZap(stage, 3, 'missed call'));
    const caller = someone();
    happen('message-received', caller, { channel: 'Call', status: 'no-answer', duration: 0 });
    happen('message-received', someone(), { channel: 'Call', status: 'completed' });
    happen('message-sent', someone(), { channel: 'Call', status: 'no-answer', duration: 0 });

    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['success']);
    expect(await nextPoll(zap)).toEqual([]);
    expect(textsTo(caller)).toEqual([expect.stringMatching(`^Hi ${caller.firstName}, sorry that we missed`)]);
    const title = 'Call back: missed call';
    const [task, ...others] = tasksOf(caller).filter((one) => one.title === title);
    expect([task, others]).toMatchObject([{ assignedTo: caller.assignedTo, completed: false }, []]);
    const due = Date.parse(String(task?.dueDate)) - stage.sandbox.clock.ms();
    expect(Math.round(due / 60_000)).toBe(55);

    happen('message-received', caller, { channel: 'Call', status: 'busy', duration: 0 });
    const [again] = await nextPoll(zap);
    expect(again && outcomesOf(again)).toEqual(['contact found', 'texted done', 'due done', 'task found']);
    expect(textsTo(caller)).toHaveLength(2);
    expect(tasksOf(caller).filter((one) => one.title === title)).toHaveLength(1);
  });
});
