/** Zaps with a polling trigger and no steps: what fires, and nothing else. */
import { type Connection, type Item, type Run, Zap } from '../../zapier';

/** A Zap on a trigger of HighLevel's. */
export const pollingZap = (highlevel: Connection, trigger: string, input: Item): Zap =>
  new Zap(
    { name: 'Polled', trigger: { kind: 'poll', id: 'it', app: 'highlevel', trigger, input }, steps: [] },
    { apps: { highlevel } },
  );

/** The Zap, which has been turned on. */
export async function turnedOn(polled: Zap): Promise<Zap> {
  expect((await polled.turnOn()).failure).toBeUndefined();
  return polled;
}

/** The ids of what fires at the next poll, the oldest first. No more than 100 may be new, or they would be held. */
export async function fired(polled: Zap): Promise<string[]> {
  const { runs, held, failure } = await polled.poll();
  expect(failure).toBeUndefined();
  expect(held).toHaveLength(0);
  return idsOf(runs);
}

/** The ids of what the next poll delivers, the oldest first: what is held runs at once. */
export async function delivered(polled: Zap): Promise<string[]> {
  const { runs, failure } = await polled.poll();
  expect(failure).toBeUndefined();
  return idsOf([...runs, ...(await polled.release())]);
}

const idsOf = (runs: Run[]) => runs.map(({ item }) => String(item.id));
