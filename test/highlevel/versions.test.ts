/** How the app's calls go out where it is set to run on v3, and how their answers are read. */
import {
  type Endpoint,
  type EndpointKey,
  endpoint,
  type Facts,
  givesToken,
  hasVersion,
  isEndpointKey,
  V3,
} from '../../highlevel/contract';
import { answerFacts } from '../../highlevel/contract/answers';
import { differences, scopesIn, translationOf } from '../../highlevel/contract/versions';
import { namedEndpoints } from '../support/app-endpoints';

const ids = { locationId: 'l1', companyId: 'a1' };
const inV3 = (key: EndpointKey) => translationOf(key, V3, ids);
const targetOf = ({ facts: { method, route } }: { facts: Endpoint }) => `${method} ${route}`;

describe('a call', () => {
  test('goes out as it is written in the dated version', () => {
    const translation = translationOf('GET /opportunities/search', 'dated', ids);
    expect(translation.facts).toBe(endpoint('GET /opportunities/search'));
    const input = { location_id: 'l1' };
    expect([translation.sent(input), translation.read(input)]).toEqual([input, input]);
  });

  test('goes out with the names of v3, at any depth, and keeps its values', () => {
    expect(
      inV3('GET /opportunities/search').sent({ location_id: 'l1', pipeline_id: 'p1', q: 'a_b' }),
    ).toEqual({
      locationId: 'l1',
      pipelineId: 'p1',
      q: 'a_b',
    });
    expect(
      inV3('POST /contacts/').sent({
        firstName: 'Ada',
        customFields: [{ id: 'f1', field_value: { field_value: 1 } }],
        dndSettings: { SMS: { status: 'active' }, WhatsApp: { status: 'inactive' } },
      }),
    ).toEqual({
      firstName: 'Ada',
      customFields: [{ id: 'f1', fieldValue: { field_value: 1 } }],
      dndSettings: { sms: { status: 'active' }, whatsApp: { status: 'inactive' } },
    });
    expect(inV3('POST /oauth/token').sent({ client_id: 'c', grant_type: 'refresh_token' })).toEqual({
      clientId: 'c',
      grantType: 'refresh_token',
    });
  });

  test('knows the labels of its fields by the names of v3', () => {
    const { keyOf } = inV3('POST /contacts/');
    expect(['firstName', 'dndSettings__SMS__status', 'other'].map((key) => keyOf?.(key))).toEqual([
      'firstName',
      'dndSettings__sms__status',
      'other',
    ]);
  });

  test('goes to another path where v3 has one', () => {
    expect(targetOf(inV3('POST /oauth/locationToken'))).toBe('POST /oauth/location-token');
    expect(targetOf(inV3('GET /users/'))).toBe('GET /users/search');
    expect(inV3('GET /oauth/installedLocations').sent({ limit: 100, query: 'x' })).toEqual({
      pageSize: 100,
      query: 'x',
    });
  });

  test('stays in the dated version where v3 lacks the endpoint, or needs an id that the connection does not tell', () => {
    expect(inV3('GET /contacts/').facts.version).toBe('2021-07-28');
    expect(inV3('GET /emails/builder').facts.version).toBe('2021-07-28');
    expect(targetOf(translationOf('GET /users/', V3, { locationId: 'l1', companyId: undefined }))).toBe(
      'GET /users/',
    );
  });

  test('goes to v3 where v3 alone has the endpoint, whatever the version', () => {
    expect(translationOf('GET /chat-widget/list', 'dated', ids).facts.version).toBe(V3);
  });
});

describe('an answer of v3', () => {
  test('is read in the dated names, lists of records too', () => {
    const dndSettings = { sms: { status: 'active' }, whatsApp: { status: 'inactive' } };
    const dated = { SMS: { status: 'active' }, WhatsApp: { status: 'inactive' } };
    expect(inV3('GET /contacts/{contactId}').read({ contact: { id: 'c1', sms: 1, dndSettings } })).toEqual({
      contact: { id: 'c1', sms: 1, dndSettings: dated },
    });
    expect(inV3('POST /contacts/search').read({ contacts: [{ dndSettings }, { id: 'c2' }] })).toEqual({
      contacts: [{ dndSettings: dated }, { id: 'c2' }],
    });
  });

  test('is read in the dated names where it comes with them', () => {
    const contact = { dndSettings: { SMS: { status: 'active' } } };
    expect(inV3('GET /contacts/{contactId}').read({ contact })).toEqual({ contact });
    const numbers = { numbers: [{ sid: 'n1' }], isUnderGhl: true };
    const read = inV3('GET /phone-system/numbers/location/{locationId}').read;
    expect(read(numbers)).toEqual(numbers);
    expect(read({ status: 'success', data: { numbers: [{ sid: 'n1' }], isUnderLc: true } })).toEqual(numbers);
  });

  test('that is no record is given as it is', () => {
    for (const body of [undefined, null, 'text', [1]])
      expect(inV3('POST /contacts/').read(body)).toEqual(body);
  });
});

/** A name without what versions spell differently. */
const plain = (name: string) => name.replace(/_/g, '').toLowerCase();

/** Every name in an answer, by its place. */
const placesIn = (facts: Facts, before = ''): string[] =>
  Object.entries(facts).flatMap(([name, fact]) => [
    before + name,
    ...(typeof fact === 'object' && fact.fields ? placesIn(fact.fields, `${before}${name}.`) : []),
  ]);

/** What an answer holds, made of its facts. */
const exampleOf = (facts: Facts): object =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'object' && fact.fields ? exampleOf(fact.fields) : 'x',
    ]),
  );

const placesOf = (value: unknown, before = ''): string[] =>
  Object.entries(Object(value)).flatMap(([name, inner]) => [
    before + name,
    ...(typeof inner === 'object' ? placesOf(inner, `${before}${name}.`) : []),
  ]);

describe('of every endpoint that the app calls', () => {
  const called = [...new Set(namedEndpoints().map(({ key }) => key))];

  test('the answer in v3 is read in the spelling of the dated version', () => {
    const faults = called.flatMap((key) => {
      const { facts, read } = inV3(key);
      const target = `${facts.method} ${facts.route}`;
      // Tokens are read in either spelling, in whichever version.
      if (facts.version !== V3 || !isEndpointKey(target) || givesToken(facts)) return [];
      const dated = placesIn(answerFacts(key));
      const places = new Map(dated.map((place) => [plain(place), place]));
      return placesOf(read(exampleOf(answerFacts(target, V3)))).flatMap((place) => {
        const before = places.get(plain(place));
        return before && !dated.includes(place) ? [`${key}: v3 answers ${place} for ${before}`] : [];
      });
    });
    expect(called.length).toBeGreaterThan(150);
    expect(faults).toEqual([]);
  });

  test('the scopes are those of v3 where it is set', () => {
    const keys = ['GET /conversations/messages/email/{id}', 'GET /contacts/'] as const;
    expect(scopesIn('dated', keys)).toEqual(['contacts.readonly']);
    expect(scopesIn(V3, keys)).toEqual(['contacts.readonly', 'conversations/message.readonly']);
  });
});

describe('what differs in v3', () => {
  test.each(Object.entries(differences))('for %s is told with its reason, and needed', (key, difference) => {
    if (!isEndpointKey(key)) throw new Error(`${key} is no endpoint.`);
    const { because, staysDated, endpoint: target, answers, within } = difference;
    expect(because).toMatch(/\.$/);
    expect(hasVersion(key, V3)).toBe(!staysDated && !target);
    if (target) expect(hasVersion(target, V3)).toBe(true);
    expect(staysDated ?? target ?? answers ?? within).toBeDefined();
  });
});
