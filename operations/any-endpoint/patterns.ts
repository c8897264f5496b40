/** Texts of which HighLevel's description has a pattern: how people write them. */
import { toDay } from '../../fields/dates';
import type { Fact } from '../../highlevel/contract';

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
