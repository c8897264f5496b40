/** Days of the calendar as people write them, whether HighLevel answers them or a step of a Zap gives them. */

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);

/** Three numbers with the year last are month, day, year, as in the US: `24/12/2026` is not a date. */
export const DAY_FORMS = {
  iso: /^(?<year>\d{4})-(?<month>\d\d?)-(?<date>\d\d?)$/,
  yearFirst: /^(?<year>\d{4})([/.])(?<month>\d\d?)\2(?<date>\d\d?)$/,
  monthFirst: /^(?<month>\d\d?)([/-])(?<date>\d\d?)\2(?<year>\d{4})$/,
  // Zapier's own `{{zap_meta_human_now}}` is `07/15/16 06:05PM`; without a time it could be anything.
  shortYear: /^(?<month>\d\d?)\/(?<date>\d\d?)\/(?<year>\d\d)$/,
  // With dots the day mostly comes first, but not everywhere: what could be either is refused.
  dotted: /^(?<date>1[3-9]|[23]\d)\.(?<month>\d\d?)\.(?<year>\d{4})$/,
  dayAndName: /^(?<date>\d\d?)(?:st|nd|rd|th)?[ /-](?<name>[a-z]+)\.?[ /-](?<year>\d{4})$/,
  nameAndDay: /^(?<name>[a-z]+)\.? (?<date>\d\d?)(?:st|nd|rd|th)? (?<year>\d{4})$/,
  yearAndName: /^(?<year>\d{4})[ -](?<name>[a-z]+)\.?[ -](?<date>\d\d?)$/,
};

/** A text as {@link DAY_FORMS} take it. */
export const toPlainText = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').replaceAll(', ', ' ');

/** The parts of a day, as the groups of {@link DAY_FORMS} name them. */
export type Parts = { [part: string]: string | undefined };

/** The day as `YYYY-MM-DD`, if it exists in the calendar. JavaScript alone takes the 30th of February for another. */
export function dayOf({ year, month, name, date = '' }: Parts = {}): string | undefined {
  const named = MONTHS.findIndex((one) => name && name.length > 2 && one.startsWith(name));
  const day = `${wholeYear(year)}-${(month ?? String(named + 1)).padStart(2, '0')}-${date.padStart(2, '0')}`;
  const moment = new Date(`${day}T00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) ? day : undefined;
}

/** A year of two digits is between 1950 and 2049, as JavaScript takes it. */
function wholeYear(year = ''): string {
  if (year.length !== 2) return year;
  return `${Number(year) < 50 ? 20 : 19}${year}`;
}
