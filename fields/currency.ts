/** Currencies, with the names that the platform (ICU) knows for them. */
import { BadValue, choice, type Field } from './field';
import { show, toText } from './values';

/** The currency of an amount of money, by its ISO 4217 code. */
export const currency = (helpText: string): Field => ({
  ...choice('currency', 'Currency', { perform: async () => ({ results: currencyChoices() }) }, helpText),
  required: true,
  send: toCurrency,
});

function currencyChoices() {
  const names = new Intl.DisplayNames(['en'], { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((code) => ({
    id: code,
    label: `${code} · ${names.of(code)}`,
  }));
}

function toCurrency(value: unknown): string {
  const code = toText(value).trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(code))
    throw new BadValue(`the code of a currency, such as USD; it is ${show(value)}`);
  return code;
}
