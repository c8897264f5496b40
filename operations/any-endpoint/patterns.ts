/** Texts of which HighLevel's description has a pattern: how people write them. */
import { toDay, toEpochMs } from '../../fields/dates';
import type { Endpoint, Fact } from '../../highlevel/contract';

interface Written {
  /** How it is written, as an example. */
  example: string;
  /** What makes it of what people write, where that may be written in other ways. */
  send?: (value: unknown) => string;
}

const PATTERNS: { readonly [pattern: string]: Written } = {
  '^\\d{4}-\\d{2}-\\d{2}$': { example: '2026-12-24', send: toDay },
  '^([01]?[0-9]|2[0-3]):[0-5][0-9]$': { example: '14:30' },
  '^[A-Za-z_]+/[A-Za-z_]+$': { example: 'America/Chicago' },
};

/** How a text of this pattern is written; `undefined` where there is no pattern. */
export const writtenAs = (fact: Fact): Written | undefined =>
  typeof fact === 'object' && fact.pattern ? PATTERNS[fact.pattern] : undefined;

/** The parameters that are epoch milliseconds, which HighLevel's description has as numbers or texts. People write dates. */
const EPOCH_MS: { readonly [call: string]: string[] } = {
  'GET /calendars/events': ['startTime', 'endTime'],
  'GET /calendars/blocked-slots': ['startTime', 'endTime'],
  'GET /calendars/{calendarId}/free-slots': ['startDate', 'endDate'],
  'GET /conversations/search': ['startDate', 'endDate'],
};

/** Whether a parameter is a time in epoch milliseconds. */
export const isEpochMs = (key: string, { method, route }: Endpoint): boolean =>
  EPOCH_MS[`${method} ${route}`]?.includes(key) ?? false;

/** Epoch milliseconds, of a date or of what are some already. */
export const toEpoch = (value: unknown): unknown =>
  /^\d{12,}$/.test(String(value)) ? value : toEpochMs(value);
