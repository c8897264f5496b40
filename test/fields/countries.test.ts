/** Countries and time zones, as people name them. */
import { countryChoices, timeZoneChoices, toCountryCode } from '../../fields/countries';
import { BadValue } from '../../fields/field';
import fc from '../support/fast-check';
import { harness } from '../support/harness';

test.each([
  ['US', 'US'],
  [' gb ', 'GB'],
  ['United Kingdom', 'GB'],
  ['united states', 'US'],
  ['USA', 'US'],
  ['U.S.A.', 'US'],
  ['UK', 'GB'],
  ['England', 'GB'],
  ['Northern Ireland', 'GB'],
  ['Holland', 'NL'],
  ['Turkey', 'TR'],
  ['Czech Republic', 'CZ'],
  ['Hong Kong', 'HK'],
  ['Ivory Coast', 'CI'],
  ['Côte d’Ivoire', 'CI'],
  ["Cote d'Ivoire", 'CI'],
  ['DEUTSCHLAND', undefined],
  ['Atlantis', undefined],
  ['constructor', undefined],
  ['__proto__', undefined],
  ['', undefined],
])('%j is the country %s', (given, code) => {
  if (code) expect(toCountryCode(given)).toBe(code);
  else
    expect(() => toCountryCode(given)).toThrow(
      new BadValue(`a country, or its code such as US; it is “${given}”`),
    );
});

test('every country of the drop-down is taken by its code and by its name', () => {
  const { results } = countryChoices();
  expect(results.length).toBeGreaterThan(200);
  for (const { id, label } of results) expect([toCountryCode(id), toCountryCode(label)]).toEqual([id, id]);
});

test('countries come by name, each once', () => {
  const labels = countryChoices().results.map(({ label }) => label);
  expect(labels).toEqual([...new Set(labels)].sort((a, b) => a.localeCompare(b)));
  expect(labels).toContain('Germany');
});

test('time zones come by their IANA names', () => {
  const { results } = timeZoneChoices();
  expect(results).toContainEqual({ id: 'America/New_York', label: 'America/New York' });
  for (const { id } of results) expect(() => new Intl.DateTimeFormat('en', { timeZone: id })).not.toThrow();
});

test('any text gives a code or a refusal', () => {
  const codes = countryChoices().results.map(({ id }) => id);
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype))),
      (text) => {
        try {
          expect(codes).toContain(toCountryCode(text));
        } catch (error) {
          expect(error).toBeInstanceOf(BadValue);
        }
      },
    ),
  );
});

describe('Create Contact', () => {
  const zap = harness();

  test('says which country it does not know, and sends nothing', async () => {
    const run = zap.run('creates', 'create_contact', { firstName: 'Ada', country: 'constructor' });
    expect(await zap.sentence(run)).toBe(
      '“Country” must be a country, or its code such as US; it is “constructor”.',
    );
    expect(zap.sent()).toEqual([]);
  });
});
