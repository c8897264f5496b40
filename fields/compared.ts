/** Fields by which records are found here, because HighLevel does not look for them. */
import { toMs } from '../records/record';
import { type About, BadValue, type Field, text, wholeNumber } from './field';
import { since, until } from './look-up';
import { toInteger } from './values';

/** Why the value of a field is not sent by which records are found here. */
export const COMPARED = 'It is compared with the records that HighLevel lists.';

/** A field whose value is compared with the records that were read. */
export const compared = (key: string, label: string, about: About = {}): Field => ({
  ...text(key, label, about),
  notSent: COMPARED,
});

/**
 * The pages that are read of a list in which HighLevel does not look for what is wanted: more than any account is
 * likely to have, and no more than a run has time for.
 */
export const PAGES_TO_COMPARE = 30;

/** What people call a record, or its id. One that has exactly this name comes before one that has it in its name. */
export const nameOrId = (label = 'Name or ID', about: About = {}): Field => ({
  ...compared('name', label, about),
  required: true,
});

/** From when to when something may be that is compared here. A day alone is the whole day, in UTC. */
export const within = (from: string, fromLabel: string, to: string, toLabel: string): Field[] => [
  since(from, fromLabel, { notSent: COMPARED }),
  until(to, toLabel, { notSent: COMPARED }),
];

/** Whether a moment is between two others, or there is none that it could be before or after. */
export function isWithin(value: unknown, from: unknown, to: unknown): boolean {
  if (from === undefined && to === undefined) return true;
  const [moment, first, last] = [value, from, to].map(toMs);
  return moment !== undefined && !(moment < Number(first)) && !(moment > Number(last));
}

/** How many records are given where all are, and how many that can be. */
export const howMany = ({ usual, most }: { usual: number; most: number }): Field =>
  wholeNumber('most', 'How Many', {
    default: String(usual),
    helpText: `At most ${most}, where all are given.`,
    notSent: 'What HighLevel lists is cut here.',
    send(value) {
      const count = toInteger(value);
      if (count < 1 || count > most) throw new BadValue(`1 to ${most}; it is ${count}`);
      return count;
    },
  });
