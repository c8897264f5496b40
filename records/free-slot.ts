import type { Input } from '../highlevel/compose';
import { isRecord, type Raw } from '../highlevel/json';
import { outputs, plainRecord, type RecordType, withMore } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** The slots of an answer, which is a map of dates beside a trace id; the soonest first. */
export function slotsOf(answer: Raw, { calendarId }: Input): Raw[] {
  const starts = Object.entries(answer).flatMap(([date, day]) =>
    isRecord(day) && Array.isArray(day.slots)
      ? day.slots.map((start) => ({ date, start: String(start) }))
      : [],
  );
  return starts
    .map(({ date, start }) => ({ date, start, time: Date.parse(start) }))
    .filter(({ time }) => !Number.isNaN(time))
    .sort((a, b) => a.time - b.time)
    .map(({ date, start, time }) => ({
      // The moment, and not its wording: another time zone makes no slot new.
      id: `${calendarId}_${new Date(time).toISOString()}`,
      calendarId,
      date,
      startTime: start,
    }));
}

/** A time at which a calendar can be booked. */
export const freeSlot: RecordType = {
  noun: 'Free Slot',
  fields: [
    ...outputs('string', { id: 'Slot ID', calendarId: 'Calendar ID', date: 'Date' }),
    { key: 'startTime', label: 'Start', type: 'datetime' },
  ],
  sample: {
    id: `${SAMPLE_IDS.Calendar}_2026-05-12T15:00:00.000Z`,
    calendarId: SAMPLE_IDS.Calendar,
    date: '2026-05-12',
    startTime: '2026-05-12T10:00:00-05:00',
  },
  from: plainRecord(),
};

/** A time as people say it: `Tuesday, May 12, 2026 at 10:00 AM`. */
const SPOKEN = { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' } as const;

/**
 * The start as people say it, in the slot's own time zone: the wall clock that HighLevel wrote. HighLevel's own
 * words are left as they are, because it may refuse to book the same time in another zone (one source, 2026).
 */
function spoken(start: unknown): string {
  const [wallClock] = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.exec(String(start)) ?? [];
  // Some versions of Node put a narrow blank before AM and PM.
  return wallClock ? new Date(`${wallClock}Z`).toLocaleString('en-US', SPOKEN).replace(/\s/g, ' ') : '';
}

/** A time at which a calendar can be booked, in words too. */
export const foundSlot: RecordType = {
  ...withMore(freeSlot, [{ key: 'text', label: 'Start as Text', type: 'string' }], {
    text: 'Tuesday, May 12, 2026 at 10:00 AM',
  }),
  from: (raw) => ({ ...plainRecord()(raw), text: spoken(raw.startTime) }),
};
