/** The Zaps of a fleet: which kinds each sub-account has, and which of them also write. */
import type { ZapPlan } from '../../zapier';
import { KINDS, type ZapKind } from './kinds';
import type { Place } from './world';

/** A Zap of the fleet. */
export interface FleetZap {
  /** Its name, which is the same whatever others there are. */
  name: string;
  kind: ZapKind;
  account: number;
  /** Minutes between two polls during the first day, where these are others than later. */
  fast: boolean;
  /** It writes a task for each thing that it fires for. */
  writes: boolean;
  /** How long after the others it is polled: 0 up to 1 of the time between two polls. */
  turn: number;
}

/** One in so many Zaps writes. */
const WRITERS = 10;

/**
 * The Zaps of some sub-accounts: kind after kind, so that all kinds are there as soon as there are as many Zaps.
 *
 * @param first the number of the first sub-account in the whole fleet
 */
export function zapsOf(first: number, accounts: number, each: number, fast: number): FleetZap[] {
  return Array.from({ length: accounts }, (_, account) =>
    Array.from({ length: each }, (_, nth) => {
      const number = (first + account) * each + nth;
      const kind = KINDS[number % KINDS.length];
      if (!kind) throw new Error('There are no kinds of Zaps.');
      return {
        name: `${kind.name} · ${first + account}.${nth}`,
        kind,
        account,
        fast: number < fast,
        writes: number % WRITERS === 0 && kind.trigger !== 'get_contact_tasks',
        turn: nth / each,
      };
    }),
  ).flat();
}

/** What marks a task that a Zap wrote for one of the things that it fired for. */
export const MARK = 'written by ';

/** The Zap as its owner builds it. Through an agency's connection it names the sub-account. */
export function planOf({ name, kind, writes }: FleetZap, place: Place): ZapPlan {
  const where = place.as === 'agency' && !kind.agency ? { locationId: place.locationId } : {};
  const writer = place.as === 'agency' ? { locationId: place.locationId } : {};
  return {
    name,
    trigger: {
      kind: 'poll',
      id: 'it',
      app: kind.agency || place.as === 'agency' ? 'agency' : 'location',
      trigger: kind.trigger,
      input: { ...kind.input(place), ...where },
    },
    steps: writes
      ? [
          {
            id: 'task',
            does: 'Writes a task',
            kind: 'create',
            app: place.as,
            create: 'create_contact_task',
            input: {
              ...writer,
              contactId: place.pinned.clerk,
              title: `${MARK}${name} · {{it.id}} · {{it.revision}}`,
              dueDate: '2026-12-31T10:00:00Z',
              completed: false,
            },
          },
        ]
      : [],
  };
}
