/** Input fields that tell where somebody is, and how somebody is reached. */
import { type EndpointKey, endpoint, shape } from '../highlevel/contract';
import { countryChoices, timeZoneChoices, toCountryCode } from './countries';
import { BadValue, type Field, text } from './field';

/** A country, by its name or its code. */
export const country = (helpText = 'A country, or its two-letter code, such as US.'): Field => ({
  ...text('country', 'Country', helpText),
  choices: { perform: async () => countryChoices() },
  send: toCountryCode,
});

/** Where somebody is. An endpoint that knows some countries alone offers and takes those alone. */
export const address = (key: EndpointKey): Field[] => [
  text('address', 'Street Address'),
  text('city', 'City'),
  text('state', 'State'),
  text('postalCode', 'Postal Code'),
  {
    ...country(),
    choices: { perform: async () => ({ results: countriesOf(key) }) },
    send: (value) => toKnownCountry(key, value),
  },
];

/** How somebody is reached. */
export const reachable = (...keys: ('phone' | 'email' | 'website')[]): Field[] =>
  keys.map(
    (key) => ({ phone: PHONE, email: text('email', 'Email'), website: text('website', 'Website') })[key],
  );

const PHONE = text('phone', 'Phone', 'With its country code, such as +1 312 555 0142.');

/** A time zone, by the name that HighLevel and the IANA know it by. */
export const timeZone = (helpText = 'Such as America/Chicago.'): Field => ({
  ...text('timezone', 'Time Zone', helpText),
  choices: { perform: async () => timeZoneChoices() },
});

function countriesOf(key: EndpointKey) {
  const { enum: known } = shape(endpoint(key).body.country ?? 'string');
  return countryChoices().results.filter(({ id }) => !known || known.includes(id));
}

function toKnownCountry(key: EndpointKey, value: unknown): string {
  const code = toCountryCode(value);
  if (!countriesOf(key).some(({ id }) => id === code)) {
    throw new BadValue(`a country that HighLevel knows; ${code} is not on its list`);
  }
  return code;
}
