/**
 * How to look for a phone number. HighLevel keeps numbers as `+13125550142`; a number that was given
 * with its country code is looked for as that, any other by the digits that it surely has.
 */
export function phoneFilter(phone: string): { operator: 'eq' | 'contains'; value: string } {
  const digits = phone.replace(/\D/g, '');
  const international = phone.trim().startsWith('+') ? digits : /^\s*00/.test(phone) ? digits.slice(2) : '';
  if (international) return { operator: 'eq', value: `+${international}` };
  return { operator: 'contains', value: digits.replace(/^0+/, '') };
}
