/**
 * Version v3 of the API. The sandbox keeps and handles all things in the names of the dated versions; a request of
 * v3 is put into these names once it is checked, and its answer into v3's.
 */
import { mapKeys, mapValues } from 'lodash';
import type { EndpointKey, Fact, Facts } from '../../highlevel/contract';
import { isObject, type Json, type JsonObject } from '../json';

/** A name without its capitals and its underscores: what the versions spell differently. */
const folded = (name: string) => name.toLowerCase().replace(/_/g, '');

const inside = (fact: Fact | undefined): Facts => (typeof fact === 'object' && fact.fields) || {};

/** What a request of v3 sent, in the names of the dated version. */
export function inDatedNames(sent: JsonObject, dated: Facts): JsonObject {
  const names = new Map(Object.keys(dated).map((name) => [folded(name), name]));
  return Object.fromEntries(
    Object.entries(sent).map(([name, value = null]) => {
      const known = Object.hasOwn(dated, name) ? name : (names.get(folded(name)) ?? name);
      return [known, inDatedNamesInside(value, inside(dated[known]))];
    }),
  );
}

function inDatedNamesInside(value: Json, dated: Facts): Json {
  if (Array.isArray(value)) return value.map((one) => inDatedNamesInside(one, dated));
  return isObject(value) ? inDatedNames(value, dated) : value;
}

/**
 * The parameters that v3 refuses where the dated version refuses these: each takes its own spelling alone (one source,
 * 2026: `locationId` and `location_id` of the opportunity search).
 */
export function refusedByV3(refused: readonly string[] = [], dated: Facts): string[] {
  return refused.map((name) => Object.keys(dated).find((other) => folded(other) === folded(name)) ?? name);
}

/** The names in v3 of what `dndSettings` holds. */
const CHANNELS = { Call: 'call', Email: 'email', SMS: 'sms', WhatsApp: 'whatsApp', GMB: 'gmb', FB: 'fb' };

const TOKEN = {
  access_token: 'accessToken',
  refresh_token: 'refreshToken',
  token_type: 'tokenType',
  expires_in: 'expiresIn',
};

const withNames = (value: JsonObject, names: { [dated: string]: string }): JsonObject =>
  mapKeys(value, (_, name) => names[name] ?? name);

/** Answers that v3 gives in another shape, by their endpoints. */
const RESHAPED: { [key in EndpointKey]?: (answer: JsonObject) => JsonObject } = {
  'POST /oauth/token': (answer) => withNames(answer, TOKEN),
  'POST /oauth/location-token': (answer) => withNames(answer, TOKEN),
  'GET /phone-system/numbers/location/{locationId}': ({ isUnderGhl, ...data }) => ({
    status: 'success',
    statusCode: 200,
    message: 'Success',
    data: { ...data, isUnderLc: isUnderGhl },
  }),
};

/** An answer as v3 gives it. */
export function inNamesOfV3(key: EndpointKey, answer: JsonObject): JsonObject {
  const flagged = withNames(answer, { succeded: 'succeeded' });
  const named = mapValues(flagged, (value, name) => renamed(name, value));
  return RESHAPED[key]?.(named) ?? named;
}

/** A value with the names of v3 at any depth. */
function renamed(name: string, value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((one) => renamed('', one) ?? null);
  if (!isObject(value)) return value;
  if (name === 'dndSettings') return withNames(value, CHANNELS);
  return mapValues(value, (inner, field) => renamed(field, inner));
}
