/** Input fields that tell where somebody is, and how somebody is reached. */
import { type EndpointKey, endpoint, shape } from '../highlevel/contract';
import { countryChoices, timeZoneChoices, toCountryCode } from './countries';
import { BadValue, choice, type Field, text } from './field';

/** A country, by its name or its code. */
export const country = (helpText = 'A country, or its two-letter code, such as US.'): Field =>
  choice('country', 'Country', { perform: async () => countryChoices() }, { helpText, send: toCountryCode });

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
  keys.map((key) => REACHABLE[key]);

/** HighLevel takes no empty text for an email or a phone number. */
const REACHABLE = {
  phone: text('phone', 'Phone', {
    helpText: 'With its country code, such as +1 312 555 0142.',
    whenCleared: null,
  }),
  email: text('email', 'Email', { whenCleared: null }),
  website: text('website', 'Website'),
};

/** A time zone, by the name that HighLevel and the IANA know it by. */
export const timeZone = (helpText = 'Such as America/Chicago.'): Field =>
  choice('timezone', 'Time Zone', { perform: async () => timeZoneChoices() }, helpText);

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
