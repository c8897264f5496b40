/** Fields by which records are found here, because HighLevel does not look for them. */
import { type About, type Field, text } from './field';

/** A field whose value is compared with the records that were read. */
export const compared = (key: string, label: string, about: About = {}): Field => ({
  ...text(key, label, about),
  notSent: 'It is compared with the records that HighLevel lists.',
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
