import type { Call, Routes } from '../gateway/call';
import { gatewayRefusal, Refusal, refusal } from '../gateway/errors';
import { TOKEN_LIFE_S, type Token } from '../gateway/tokens';
import { type JsonObject, number, text } from '../json';
import { pageOf } from './shared/rows';

/** A refusal in the shape of OAuth: `error` and `error_description`. */
function oauthRefusal(status: number, error: string, description: string): Refusal {
  return new Refusal(status, { error, error_description: description });
}

/** A token, as the API answers it. */
function answer(token: Token): JsonObject {
  return {
    access_token: token.accessToken,
    token_type: 'Bearer',
    expires_in: TOKEN_LIFE_S,
    refresh_token: token.refreshToken,
    scope: token.scopes.join(' '),
    userType: token.type,
    companyId: token.companyId,
    ...(token.locationId && { locationId: token.locationId }),
    userId: token.userId,
  };
}

function checkClient({ body, client }: Call): void {
  if (body.client_id === client.id && body.client_secret === client.secret) return;
  throw oauthRefusal(401, 'invalid_client', 'Invalid client credentials!');
}

function required({ body }: Call, name: string): string {
  const value = text(body[name]);
  if (!value) throw refusal(422, [`${name} should not be empty`]);
  return value;
}

const GRANTS: { [type: string]: (call: Call) => Token } = {
  authorization_code(call) {
    const token = call.tokens.exchange(required(call, 'code'), text(call.body.redirect_uri));
    if (!token) throw oauthRefusal(400, 'invalid_grant', 'Invalid grant: authorization code is invalid');
    return token;
  },
  refresh_token(call) {
    const token = call.tokens.refresh(required(call, 'refresh_token'));
    if (!token) throw oauthRefusal(400, 'invalid_grant', 'Invalid grant: refresh token is invalid');
    return token;
  },
};

function token(call: Call): JsonObject {
  checkClient(call);
  const grant = GRANTS[text(call.body.grant_type) ?? ''];
  if (!grant) throw oauthRefusal(400, 'unsupported_grant_type', 'Unsupported grant type');
  const granted = grant(call);
  const location = call.state.locations.get(granted.locationId);
  if (location && !location.isActive) throw refusal(400, 'Location is not active');
  return answer(granted);
}

/** Issues a token for a sub-account to an agency's token. */
function locationToken({ body, state, tokens, token: agency, companyId }: Call): JsonObject {
  const location = state.locations.get(text(body.locationId));
  if (!agency || !location) throw gatewayRefusal(403, 'Forbidden resource');
  if (!location.isInstalled) throw refusal(400, `App is not installed in location ${location.id}`);
  if (!location.isActive) throw refusal(400, 'Location is not active');
  return answer(
    tokens.issue({ companyId, locationId: location.id, userId: agency.userId, scopes: agency.scopes }),
  );
}

/** The sub-accounts of an agency that a query is for, as both versions list them. */
function locationsFor({ query, state, companyId, client }: Call): JsonObject[] {
  if (query.appId !== client.appId) throw refusal(400, `No integration found with the id: ${query.appId}`);
  const wanted = text(query.query)?.toLowerCase() ?? '';
  const found = state.locations.where(
    (location) =>
      location.companyId === companyId &&
      (query.locationId === undefined || location.id === query.locationId) &&
      (query.isInstalled === undefined || location.isInstalled === query.isInstalled) &&
      location.name.toLowerCase().includes(wanted),
  );
  return found.map((location) => ({
    _id: location.id,
    name: location.name,
    address: text(location.address) ?? '',
    isInstalled: location.isInstalled,
  }));
}

/** Whether the agency had the app installed in its future sub-accounts too. */
export const installsAll = ({ state, companyId }: Call) =>
  state.companies.get(companyId)?.installToFutureLocations === true;

function installedLocations(call: Call): JsonObject {
  const found = locationsFor(call);
  return {
    locations: pageOf(found, call.query, 20),
    count: found.length,
    installToFutureLocations: installsAll(call),
  };
}

/** The same list in v3, where each page has a token for the next one. */
function installedLocationsOfV3(call: Call): JsonObject {
  const found = locationsFor(call);
  const size = number(call.query.pageSize, 20);
  const token = text(call.query.pageToken);
  const start = token ? skipIn(token) : 0;
  const end = start + size;
  const items = found.slice(start, end);
  return {
    items,
    pagination: {
      currentPageSize: items.length,
      hasNextPage: end < found.length,
      hasPrevPage: start > 0,
      ...(end < found.length && {
        nextPageToken: Buffer.from(JSON.stringify({ skip: end })).toString('base64url'),
      }),
    },
    installToFutureLocations: installsAll(call),
  };
}

/** Where the page of a token begins. @throws Refusal 400 for what is no token */
function skipIn(token: string): number {
  try {
    return number(JSON.parse(Buffer.from(token, 'base64url').toString()).skip, 0);
  } catch {
    throw refusal(400, 'Invalid page token');
  }
}

export const oauth: Routes = {
  'POST /oauth/token': { open: true, handle: token },
  'POST /oauth/locationToken': { handle: locationToken },
  'POST /oauth/location-token': { handle: locationToken },
  'GET /oauth/installedLocations': { handle: installedLocations },
  'GET /oauth/installed-locations': { handle: installedLocationsOfV3 },
};
