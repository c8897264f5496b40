/** Fewer digits than this would be found in the numbers of many people. */
const LEAST = 6;

/**
 * How to look for a phone number. HighLevel keeps numbers as `+13125550142`; a number that was given
 * with its country code is looked for as that, any other by the digits that it surely has. What is no
 * number (“n/a”) is looked for as it is, and so finds nobody.
 */
export function phoneFilter(phone: string): { operator: 'eq' | 'contains'; value: string } {
  // Each blank alone, or a long run of them would be gone through once for each.
  const given = phone
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ ?(?:ext\.?|extension|x|#) ?\d+$/i, '')
    .trim();
  const international = /^(?:\+|00)/.test(given);
  // The (0) of +44 (0)20 7946 0018 is for calls within the country.
  const digits = (international ? given.replace(/\(0\)/, '') : given).replace(/\D/g, '').replace(/^0+/, '');
  if (digits.length < LEAST) return { operator: 'eq', value: given };
  return international ? { operator: 'eq', value: `+${digits}` } : { operator: 'contains', value: digits };
}
