/** Zaps with a polling trigger and no steps: what fires, and nothing else. */
import { type Connection, type Item, Zap } from '../../zapier';

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

/** The ids of what fires at the next poll, the oldest first. */
export async function fired(polled: Zap): Promise<string[]> {
  const { runs, failure } = await polled.poll();
  expect(failure).toBeUndefined();
  return runs.map(({ item }) => String(item.id));
}
