/** Input fields of an address: of a location, a business. */
import { type EndpointKey, endpoint, shape } from '../highlevel/contract';
import { BadValue, type Field } from './field';
import { countryChoices, timeZoneChoices, toCountryCode } from './places';

const text = (key: string, label: string): Field => ({ key, label, type: 'string' });

/** Where somebody is. An endpoint that knows some countries alone offers and takes those alone. */
export const address = (key: EndpointKey): Field[] => [
  text('address', 'Street Address'),
  text('city', 'City'),
  text('state', 'State'),
  text('postalCode', 'Postal Code'),
  {
    key: 'country',
    label: 'Country',
    type: 'string',
    choices: { perform: async () => ({ results: countriesOf(key) }) },
    helpText: 'A country, or its code of two letters, such as US.',
    send: (value) => toKnownCountry(key, value),
  },
];

/** How somebody is reached. */
export const reachable = (...keys: ('phone' | 'email' | 'website')[]): Field[] =>
  keys.map(
    (key) => ({ phone: PHONE, email: text('email', 'Email'), website: text('website', 'Website') })[key],
  );

const PHONE: Field = {
  ...text('phone', 'Phone'),
  helpText: 'With its country code, such as +1 312 555 0142.',
};

export const timeZone = (): Field => ({
  ...text('timezone', 'Time Zone'),
  choices: { perform: async () => timeZoneChoices() },
  helpText: 'Such as America/Chicago.',
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
