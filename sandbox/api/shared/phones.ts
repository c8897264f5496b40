/** The dialling codes of the countries that the sandbox knows. */
const DIALLING: { [country: string]: string } = { US: '1', CA: '1', GB: '44', AU: '61', IN: '91', DE: '49' };

/**
 * A phone number in E.164. One that does not begin with `+` gets the country's code.
 * Undefined if it can't be a phone number.
 */
export function normalisePhone(phone: string, country: string): string | undefined {
  const digits = phone.replace(/\D/g, '');
  const code = DIALLING[country] ?? '';
  const national = digits.replace(/^0/, '');
  const isComplete =
    phone.trim().startsWith('+') || (code === '1' && digits.length === 11 && digits.startsWith('1'));
  const full = isComplete ? digits : `${code}${national}`;
  return full.length >= 7 && full.length <= 15 ? `+${full}` : undefined;
}
