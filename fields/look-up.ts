/** Fields that searches have in common: what is typed to find something by. */
import { toDay, toLastMoment, toMoment } from './dates';
import { date, type Field, text } from './field';
import { phoneFilter } from './phone';
import { oneSpaced } from './values';

/** Whether a text is a phone number: it begins as one with its country code does, or has as many digits. */
const isPhone = (text: string): boolean =>
  /^[\d\s()+./-]+$/.test(text) && (/^(?:\+|\(|00)/.test(text) || text.replace(/\D/g, '').length >= 10);

/** Words, or a phone number in the form in which HighLevel keeps it: `(312) 555-0142` is in `+13125550142`. */
function toWordsOrPhone(value: unknown): string {
  const given = oneSpaced(value);
  return isPhone(given) ? phoneFilter(given).value : given;
}

/** Words that HighLevel looks for. */
export const words = (key: string, label: string, helpText: string): Field =>
  text(key, label, { helpText, send: oneSpaced });

/** Words that HighLevel looks for, in phone numbers too. */
export const wordsOrPhone = (key: string, label: string, helpText: string): Field =>
  text(key, label, { helpText, send: toWordsOrPhone });

/** The first or the last day of what is looked for. */
export const day = (key: string, label: string, helpText: string): Field =>
  date(key, label, { helpText, send: toDay });

/** From which moment on something is looked for. A day alone is meant from its beginning, in UTC. */
export const since = (key: string, label: string, about: Partial<Field> = {}): Field => ({
  ...date(key, label, { helpText: 'A day, or a moment with its UTC offset.', send: toMoment }),
  ...about,
});

/** Until which moment. A day alone is meant to its end. */
export const until = (key: string, label: string, about: Partial<Field> = {}): Field => ({
  ...date(key, label, { helpText: 'A day alone is meant to its end, in UTC.', send: toLastMoment }),
  ...about,
});

/** The id of a record that an earlier step gave: HighLevel finds it by that alone. */
export const mappedId = (key: string, noun: string): Field =>
  text(key, `${noun} ID`, `The ${noun.toLowerCase()} ID from an earlier step.`);
