/**
 * How the endpoints of operations are called in v3. Operations, reads and records are written in the names of
 * the dated versions; a call goes out, and its answer comes back, through here.
 */
import { uniq } from 'lodash';
import { isRecord, type Raw } from '../json';
import { type ApiVersion, type Endpoint, type EndpointKey, endpoint, hasVersion, V3 } from '.';
import type { AccountIds } from './account';
import type { Fact, Facts } from './facts';

/** What is otherwise in v3 than the facts and the spelling of names tell. */
interface Difference {
  because: string;
  /** The call stays in the dated version. */
  staysDated?: true;
  /** The endpoint of v3, where it has another path. */
  endpoint?: EndpointKey;
  /** v3's names of parameters, by the dated ones, where they differ by more than their spelling. */
  sends?: { [name: string]: string };
  /** The id of the account that v3's endpoint needs. A connection that does not tell it stays in the dated version. */
  needs?: keyof AccountIds;
  /** v3 answers in pages what the dated version answers whole: the list, and how its pages are asked for. */
  pages?: { items: string; by: 'skip'; size: number };
  /** The field of v3's answer that holds what the dated version answers. */
  within?: string;
  /** The dated names of fields that v3 answers under others, by their places: `contact.dndSettings.sms`. */
  answers?: { [place: string]: string };
}

/** The channels of do-not-disturb, which v3 spells in lower case. @param place where the contact stands */
const channels = (place: string) =>
  Object.fromEntries(
    Object.entries({
      call: 'Call',
      email: 'Email',
      sms: 'SMS',
      whatsApp: 'WhatsApp',
      gmb: 'GMB',
      fb: 'FB',
    }).map(([ofV3, dated]) => [`${place}.dndSettings.${ofV3}`, dated]),
  );

const CONTACT: Difference = {
  because: 'v3 spells the channels of do-not-disturb in lower case.',
  answers: channels('contact'),
};
const CONTACTS: Difference = {
  because: 'v3 spells the channels of do-not-disturb in lower case; of lists this is not described.',
  answers: channels('contacts'),
};

/** Where v3 differs for an endpoint that the app calls by more than its version and the spelling of parameters. */
export const differences: { [key in EndpointKey]?: Difference } = {
  'GET /contacts/': {
    because: 'v3 lists contacts by POST /contacts/search alone, which has other pages and another order.',
    staysDated: true,
  },
  'GET /contacts/{contactId}': CONTACT,
  'POST /contacts/': CONTACT,
  'PUT /contacts/{contactId}': CONTACT,
  'POST /contacts/upsert': CONTACT,
  'GET /contacts/search/duplicate': CONTACT,
  'POST /contacts/search': CONTACTS,
  'GET /contacts/business/{businessId}': CONTACTS,
  'DELETE /contacts/{contactId}/campaigns/removeAll': {
    because: 'v3 spells its path with a hyphen.',
    endpoint: 'DELETE /contacts/{contactId}/campaigns/remove-all',
  },
  'GET /users/': {
    because:
      'v3 has the search of users alone. It needs the agency, which a connection of HighLevel’s own login tells, and answers in pages.',
    endpoint: 'GET /users/search',
    needs: 'companyId',
    pages: { items: 'users', by: 'skip', size: 100 },
  },
  'GET /oauth/installedLocations': {
    because: 'v3 has another path, and pages by the token that each page gives for the next.',
    endpoint: 'GET /oauth/installed-locations',
    sends: { limit: 'pageSize' },
    answers: { items: 'locations' },
  },
  'POST /oauth/locationToken': {
    because: 'v3 spells its path with a hyphen.',
    endpoint: 'POST /oauth/location-token',
  },
  'GET /phone-system/numbers/location/{locationId}': {
    because: 'v3 answers it in an envelope, and says LC for GHL.',
    within: 'data',
    answers: { isUnderLc: 'isUnderGhl' },
  },
};

/** How a call is put into the names of a version, and its answer back. */
export interface Translation {
  /** The endpoint as the step names it: its form is the same in all versions. */
  written: Endpoint;
  /** The endpoint that is called. */
  facts: Endpoint;
  /** The parameters, which the caller names as the dated version does, in the names of this version. */
  sent: (input: Raw) => Raw;
  /** A parameter's key as v3 spells it, nested names joined by `__`. */
  keyOf?: (key: string) => string;
  /** The answer's body in the dated names. */
  read: (body: unknown) => unknown;
  pages?: Difference['pages'];
}

/**
 * How a call of the app goes out: in v3 where that is the version and has the endpoint, else as it is written.
 *
 * @param ids the account that the connection tells
 */
export function translationOf(key: EndpointKey, version: ApiVersion, ids: Partial<AccountIds>): Translation {
  const written = endpoint(key);
  if (version !== V3) return asWritten(written);
  const difference = new Map<string, Difference>(Object.entries(differences)).get(key);
  const { needs, staysDated, pages, within, sends = {}, answers = {} } = difference ?? {};
  const target = difference?.endpoint ?? key;
  if (staysDated || (needs && !ids[needs]) || !hasVersion(target, V3)) return asWritten(written);
  const facts = endpoint(target, V3);
  const [from, to] = [parametersOf(written), parametersOf(facts)];
  const names = Object.entries(answers).map(([place, name]) => ({ place: place.split('.'), name }));
  return {
    written,
    facts,
    sent: (input) => respelt(input, from, to, sends),
    keyOf: (name) => respeltKey(name.split('__'), from, to, sends).join('__'),
    read: (body) => renamed(unwrapped(body, within), names),
    ...(pages && { pages }),
  };
}

const parametersOf = ({ path, query, header, body }: Endpoint): Facts => ({
  ...path,
  ...query,
  ...header,
  ...body,
});

/** The scopes that these endpoints need together where operations run on a version, sorted, each once. */
export function scopesIn(version: ApiVersion, keys: Iterable<EndpointKey>): string[] {
  // With every id known, so that each endpoint goes where it may go.
  const ids = { companyId: '-', locationId: '-' };
  return uniq([...keys].flatMap((key) => translationOf(key, version, ids).facts.scopes)).sort();
}

/** How a call goes out whose parameters are named as its endpoint has them. */
export const asWritten = (facts: Endpoint): Translation => ({
  written: facts,
  facts,
  sent: (input) => input,
  read: (body) => body,
});

/** A name without what versions spell differently: capitals, and underscores between words. */
const plain = (name: string) => name.replaceAll('_', '').toLowerCase();

const fieldsOf = (fact: Fact | undefined): Facts | undefined =>
  typeof fact === 'object' ? fact.fields : undefined;

/** A name of one description in the spelling of another; as it is where that has no such name. */
function respeltName(name: string, from: Facts, to: Facts): string {
  if (Object.hasOwn(to, name) || !Object.hasOwn(from, name)) return name;
  return Object.keys(to).find((other) => plain(other) === plain(name)) ?? name;
}

/** Parameters in the spelling of another description, at any depth that both describe. */
function respelt(input: Raw, from: Facts, to: Facts, sends: Difference['sends'] = {}): Raw {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      const other = sends[name] ?? respeltName(name, from, to);
      const [inner, innerTo] = [fieldsOf(from[name]), fieldsOf(to[other])];
      return [other, inner && innerTo ? respeltInside(value, inner, innerTo) : value];
    }),
  );
}

function respeltInside(value: unknown, from: Facts, to: Facts): unknown {
  if (Array.isArray(value)) return value.map((one) => respeltInside(one, from, to));
  return isRecord(value) ? respelt(value, from, to) : value;
}

function respeltKey(
  [name, ...rest]: string[],
  from: Facts,
  to: Facts,
  sends: Difference['sends'] = {},
): string[] {
  if (name === undefined) return [];
  const other = sends[name] ?? respeltName(name, from, to);
  return [other, ...respeltKey(rest, fieldsOf(from[name]) ?? {}, fieldsOf(to[other]) ?? {})];
}

/** What a field of an answer holds; the answer as it is where it has no such field. */
const unwrapped = (body: unknown, within: string | undefined): unknown =>
  within !== undefined && isRecord(body) && isRecord(body[within]) ? body[within] : body;

/** An answer with its fields renamed, each at its place; a list is as each of its items. */
function renamed(body: unknown, names: { place: string[]; name: string }[]): unknown {
  if (!names.length) return body;
  if (Array.isArray(body)) return body.map((one) => renamed(one, names));
  if (!isRecord(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([field, value]) => {
      const here = names.filter(({ place }) => place[0] === field);
      const inside = here.map(({ place, name }) => ({ place: place.slice(1), name }));
      const to = inside.find(({ place }) => !place.length)?.name ?? field;
      return [
        to,
        renamed(
          value,
          inside.filter(({ place }) => place.length),
        ),
      ];
    }),
  );
}
