import type { Input } from '../highlevel/compose';
import { isRecord, type Raw } from '../highlevel/json';
import { outputs, plainRecord, type RecordType } from './record';
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
