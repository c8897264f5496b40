import type { Authentication, Bundle, ZObject } from 'zapier-platform-core';
import { dropdownEndpoints } from './fields/dropdowns';
import { agencyEndpoints } from './fields/location';
import { type Answer, messagesOf, whyRefused } from './highlevel/answer';
import { authKind } from './highlevel/auth-kind';
import { request } from './highlevel/client';
import { connectionOf, lifeOf, tokensIn } from './highlevel/connection';
import { orNoAnswer, requireRecord } from './highlevel/content';
import type { EndpointKey } from './highlevel/contract';
import { scopesIn } from './highlevel/contract/versions';
import { detailsOf, withPlainErrors } from './highlevel/errors';
import { isRecord, type Raw } from './highlevel/json';
import { apiVersion, chosenScopes, clientCredentials, marketplaceUrl } from './highlevel/settings';
import { requestToken } from './highlevel/token-request';
import { fileEndpoints } from './operations/attached-files';
import { nameEndpoints } from './reads/names';
import { customFieldEndpoints } from './records/custom-fields/definitions';
import { propertyEndpoints } from './records/object-record';
import { operations } from './registry';
import { searchEndpoints } from './searches';
import { instantEndpoints } from './triggers';

/** A token counts as ended so many seconds early, so that none ends on its way. */
const SPARE_SECONDS = 60;

/** What a connection keeps; `highlevel/connection.ts` reads it. */
interface AuthData {
  access_token: string;
  refresh_token: string;
  /** When the access token ends, as an ISO date; empty where HighLevel did not say. */
  expires_at: string;
  userType: string;
  companyId: string;
  /** Empty for an agency. */
  locationId: string;
}

/** The endpoints by which a connection is tested and named. */
const NAMES = {
  agency: { endpoint: 'GET /companies/{companyId}', answer: 'company', kind: 'agency' },
  location: { endpoint: 'GET /locations/{locationId}', answer: 'location', kind: 'sub-account' },
} as const satisfies { [level: string]: { endpoint: EndpointKey; answer: string; kind: string } };

/**
 * The scopes to ask for: those that the environment names, else what every operation needs. HighLevel offers those of
 * OAuth to no private integration (GoHighLevel/highlevel-api-docs#226).
 */
export function scopes(): string[] {
  const needed =
    chosenScopes() ??
    scopesIn(apiVersion(), [
      ...operations.flatMap(({ spec }) => spec.endpoint ?? []),
      ...searchEndpoints,
      ...instantEndpoints,
      ...dropdownEndpoints,
      ...customFieldEndpoints,
      ...propertyEndpoints,
      ...nameEndpoints,
      ...fileEndpoints,
      ...agencyEndpoints,
      ...Object.values(NAMES).map(({ endpoint }) => endpoint),
    ]);
  return authKind() === 'token' ? needed.filter((scope) => !scope.startsWith('oauth.')) : needed;
}

/** Where people choose the agency or sub-account to connect. `state` is Zapier's, and comes back. */
async function authorizeUrl(_z: ZObject, bundle: Bundle): Promise<string> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientCredentials().client_id,
    redirect_uri: String(bundle.inputData.redirect_uri ?? ''),
    scope: scopes().join(' '),
    state: String(bundle.inputData.state ?? ''),
    loginWindowOpenMode: 'self',
  });
  return `${marketplaceUrl()}/v2/oauth/chooselocation?${query}`;
}

/** Exchanges the code for the first tokens. */
async function getAccessToken(z: ZObject, bundle: Bundle): Promise<AuthData> {
  const answer = await requestToken(z, bundle, {
    ...clientCredentials(),
    grant_type: 'authorization_code',
    code: bundle.inputData.code,
    redirect_uri: bundle.inputData.redirect_uri,
  });
  if (!hasToken(answer)) {
    const said = quoted(answer);
    throw new z.errors.Error(
      `HighLevel did not connect the account${said}. Try again; if it fails again, check the app's client id, secret and redirect URL.`,
      'not_connected',
      answer.status,
    );
  }
  return authDataOf(answer);
}

/**
 * Exchanges the refresh token for new tokens. HighLevel's refresh tokens are good for one use, so the
 * new one must be kept. Only a refresh token that HighLevel refuses asks for a reconnect: after any
 * other failure Zapier tries again.
 */
async function refreshAccessToken(z: ZObject, bundle: Bundle): Promise<AuthData> {
  const { refresh_token } = bundle.authData;
  if (!refresh_token) {
    throw new z.errors.ExpiredAuthError(
      "This connection can't be renewed. Reconnect the account in Zapier under Apps.",
    );
  }
  const answer = await requestToken(z, bundle, {
    ...clientCredentials(),
    grant_type: 'refresh_token',
    refresh_token,
    user_type: connectionOf(bundle).level === 'agency' ? 'Company' : 'Location',
  });
  if (hasToken(answer)) return authDataOf(answer, bundle.authData);
  const said = quoted(answer);
  if (isRefused(answer)) {
    throw new z.errors.ExpiredAuthError(
      `HighLevel no longer accepts this connection${said}. Reconnect the account in Zapier under Apps.`,
    );
  }
  const look = isClientRefused(answer) ? " Check the app's client id and secret." : '';
  const wake = isInactive(answer) ? ' Make the sub-account active in HighLevel.' : '';
  throw new z.errors.Error(
    `HighLevel could not renew the connection just now${said}. It will be tried again.${look}${wake}`,
    'not_refreshed',
    answer.status < 500 ? 503 : answer.status,
  );
}

function hasToken({ status, body }: Answer): boolean {
  const { access } = tokensIn(body);
  return status < 300 && typeof access === 'string' && access !== '';
}

/**
 * Whether HighLevel refuses the refresh token itself, and not the app or an inactive sub-account. What a
 * gateway says for the moment, which is no JSON, does not count.
 */
function isRefused(answer: Answer): boolean {
  const { status, body } = answer;
  if ((status !== 400 && status !== 401) || isClientRefused(answer) || isInactive(answer)) return false;
  const said = messagesOf(answer).join(' ');
  const isOwn = said !== '' && (body !== undefined || /grant|refresh.?token/i.test(said));
  return isOwn && whyRefused(answer) !== 'timeout';
}

/** v3 says `Invalid parameter: clientSecret` (its description). */
const isClientRefused = ({ body }: Answer) =>
  /invalid(?:[_ ]| parameter: )client/i.test(JSON.stringify(body) ?? '');
const isInactive = (answer: Answer) => /not active/i.test(messagesOf(answer).join(' '));

/** HighLevel's own words for a sentence that goes on after them. */
function quoted(answer: Answer): string {
  const said = messagesOf(answer).join('; ').replace(/\.$/, '');
  return said && `: “${said}”`;
}

function authDataOf(answer: Answer, before: Bundle['authData'] = {}): AuthData {
  const body = isRecord(answer.body) ? answer.body : {};
  const { access, refresh, expiresIn } = tokensIn(body);
  const told: Raw = { ...body, access_token: access, refresh_token: refresh };
  // An empty one, too, is none: what is known is kept.
  const text = (name: string) => String(told[name] || before[name] || '');
  const life = (lifeOf(expiresIn) ?? 0) - SPARE_SECONDS;
  return {
    access_token: text('access_token'),
    refresh_token: text('refresh_token'),
    // Unknown, rather than past: a token that never is fresh would be refreshed for ever.
    expires_at: life > 0 ? new Date(Date.now() + life * 1000).toISOString() : '',
    userType: text('userType'),
    companyId: text('companyId'),
    locationId: text('locationId'),
  };
}

/** Reads the account's own record. */
async function readOwn(z: ZObject, bundle: Bundle): Promise<Raw> {
  const { endpoint, answer, kind } = NAMES[connectionOf(bundle).level];
  const wording = { doing: 'Testing the connection', thing: kind };
  const body = await request(z, bundle, { endpoint, wording });
  return orNoAnswer(z, wording, () => requireRecord(body, answer));
}

/** Reads the account's own name, which proves the token and gives the connection its label. */
async function test(z: ZObject, bundle: Bundle): Promise<{ id: string; name: string; kind: string }> {
  const { kind } = NAMES[connectionOf(bundle).level];
  const account = await readOwn(z, bundle);
  return { id: String(account.id ?? ''), name: String(account.name ?? ''), kind };
}

/** What connecting by a token adds to its two fields. */
type Opened = Pick<AuthData, 'userType' | 'companyId' | 'locationId'>;

/** Statuses after which the same call may work later. */
const TEMPORARY = [408, 423, 425, 429];

/** Finds out whether the token and the id that somebody typed in are a sub-account's or an agency's. */
async function openByToken(z: ZObject, bundle: Bundle): Promise<Opened> {
  const { access_token = '' } = bundle.authData;
  const id = String(bundle.authData.account_id ?? '').trim();
  // One bundle for all requests, which share the time of a run.
  const run = { ...bundle };
  const read = (opened: Opened) => {
    run.authData = { access_token, ...opened };
    return readAccount(z, run);
  };

  const location = await read({ userType: 'Location', companyId: '', locationId: id });
  if (!(location instanceof Error)) {
    return { userType: 'Location', companyId: String(location.companyId ?? ''), locationId: id };
  }

  const asAgency = { userType: 'Company', companyId: id, locationId: '' };
  const agency = await read(asAgency);
  if (!(agency instanceof Error)) return asAgency;
  const [asLocation, asCompany] = [detailsOf(location)?.message, detailsOf(agency)?.message];
  if (!asLocation && !asCompany) throw location;
  const told = [
    asLocation && `As a sub-account’s: ${asLocation}`,
    asCompany && `As an agency’s: ${asCompany}`,
  ];
  throw new z.errors.Error(
    ['HighLevel does not open an account with this token and this ID.', ...told].filter(Boolean).join(' '),
    'not_connected',
    400,
  );
}

/** The account of a connection, or the error by which HighLevel refuses it. @throws Error for any other trouble */
async function readAccount(z: ZObject, bundle: Bundle): Promise<Raw | Error> {
  try {
    return await readOwn(z, bundle);
  } catch (error) {
    const status = Number(detailsOf(error)?.status);
    const isRefused = status >= 400 && status < 500 && !TEMPORARY.includes(status);
    if (error instanceof Error && (isRefused || error.name === 'ExpiredAuthError')) return error;
    throw error;
  }
}

const SETTINGS_PAGE =
  '[Private Integrations](https://help.gohighlevel.com/support/solutions/articles/155000003054-private-integrations-everything-you-need-to-know)';

const shared = { test: withPlainErrors(test), connectionLabel: '{{name}} · {{kind}}' };

/** An account is connected by OAuth, through an app of the HighLevel Marketplace. */
export const oauth = {
  ...shared,
  type: 'oauth2',
  oauth2Config: {
    authorizeUrl: withPlainErrors(authorizeUrl),
    getAccessToken: withPlainErrors(getAccessToken),
    refreshAccessToken: withPlainErrors(refreshAccessToken),
    autoRefresh: true,
  },
} satisfies Authentication;

/**
 * An account is connected by the token of a private integration, which never expires and can't be renewed. A
 * session is what lets Zapier keep what was found out about the account when it was connected.
 */
export const privateToken = {
  ...shared,
  type: 'session',
  sessionConfig: { perform: withPlainErrors(openByToken) },
  fields: [
    {
      key: 'access_token',
      label: 'Private Integration Token',
      type: 'password',
      required: true,
      helpText: `In HighLevel open Settings, ${SETTINGS_PAGE}, create one with the scopes that your Zaps need, and copy its token. It begins with \`pit-\`, and HighLevel shows it only once. Make it in the sub-account that your Zaps work in.`,
    },
    {
      key: 'account_id',
      label: 'Sub-Account or Agency ID',
      type: 'string',
      required: true,
      helpText:
        'The ID of the account in which you made the token. For a sub-account: Settings, Business Profile shows it as the Location ID, and it stands in the address of every page after `/location/`. For an agency it is the Company ID.',
    },
  ],
} satisfies Authentication;

export default authKind() === 'token' ? privateToken : oauth;
