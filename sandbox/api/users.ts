import { endpoint, shape } from '../../highlevel/contract';
import type { Call, Routes } from '../gateway/call';
import { foreignLocation, gatewayRefusal, notFound } from '../gateway/errors';
import { isObject, type JsonObject, pick, text, texts } from '../json';
import type { User } from '../state';
import { pageOf } from './shared/rows';

/** Fields of a user that the API answers. The password is not kept. */
const SHOWN = [
  'id',
  'name',
  'firstName',
  'lastName',
  'email',
  'phone',
  'extension',
  'permissions',
  'scopes',
  'roles',
  'deleted',
  'lcPhone',
  'platformLanguage',
];

/** Fields that are kept as they were sent. */
const WRITTEN = [
  'firstName',
  'lastName',
  'phone',
  'permissions',
  'scopes',
  'scopesAssignedToOnly',
  'profilePhoto',
  'twilioPhone',
  'platformLanguage',
];

/** Permissions that a user does not have unless they are given. */
const NOT_USUAL = [
  'adwordsReportingEnabled',
  'assignedDataOnly',
  'attributionsReportingEnabled',
  'botService',
  'campaignsReadOnly',
  'facebookAdsReportingEnabled',
  'membershipEnabled',
  'websitesEnabled',
  'workflowsReadOnly',
];

/** Permissions that are answered, and can't be given by the API. */
const NOT_DESCRIBED = [
  'adPublishingEnabled',
  'adPublishingReadOnly',
  'certificatesEnabled',
  'customMenuLinkReadOnly',
  'customMenuLinkWrite',
  'gokollabEnabled',
  'mediaStorageEnabled',
  'opportunitiesBulkActionsEnabled',
  'reportingEnabled',
  'wordpressEnabled',
];

/** The permissions of a user who is given none. */
export function usualPermissions(): JsonObject {
  const { fields = {} } = shape(endpoint('POST /users/').body.permissions ?? 'object');
  return Object.fromEntries(Object.keys(fields).map((name) => [name, !NOT_USUAL.includes(name)]));
}

function shown(user: User): JsonObject {
  return pick({ ...user, permissions: user.permissions ?? usualPermissions() }, SHOWN);
}

const alike = (names: string[], value: boolean): JsonObject =>
  Object.fromEntries(names.map((name) => [name, value]));

/** A user as their own endpoint shows them. */
function alone(user: User): JsonObject {
  const told = shown(user);
  const { scopesAssignedToOnly = [] } = user;
  return {
    scopes: [],
    platformLanguage: 'en_US',
    lcPhone: {},
    ...told,
    permissions: { ...alike(NOT_DESCRIBED, false), ...(isObject(told.permissions) ? told.permissions : {}) },
    scopesAssignedToOnly,
    totpEnabled: false,
    roles: { restrictSubAccount: false, ...(isObject(told.roles) ? told.roles : {}) },
  };
}

/** Whether a user works in a location; an agency's user works in all of the agency's. */
const worksIn = (user: User, locationId: string) =>
  user.locationIds.length === 0 || user.locationIds.includes(locationId);

/** The users of a location, all on one page. */
function list({ state, locationId }: Call): JsonObject {
  const found = state.users.where((user) => user.locationIds.includes(locationId) && !user.deleted);
  return { users: found.map(shown) };
}

const roleOf = ({ roles }: User): JsonObject => (isObject(roles) ? roles : {});

/** The text by which users are sorted: the chosen field, or else the first and the last name. */
const sortedBy = (user: User, field: string | undefined): string =>
  text(field && user[field]) ?? `${user.firstName} ${user.lastName}`;

function search({ state, query, companyId, locationId }: Call): JsonObject {
  const ids = text(query.ids)?.split(',');
  const wanted = text(query.query)?.toLowerCase() ?? '';
  const found = state.users.where(
    (user) =>
      user.companyId === companyId &&
      !user.deleted &&
      (!locationId || worksIn(user, locationId)) &&
      (!ids || ids.includes(user.id)) &&
      (query.type === undefined || roleOf(user).type === query.type) &&
      (query.role === undefined || roleOf(user).role === query.role) &&
      `${user.name} ${user.email} ${user.phone}`.toLowerCase().includes(wanted),
  );
  const down = query.sortDirection === 'desc';
  // Users with equal values stay in the order in which they were added, reversed where the sort is descending.
  if (down) found.reverse();
  const field = text(query.sort);
  found.sort((a, b) => sortedBy(a, field).localeCompare(sortedBy(b, field)) * (down ? -1 : 1));
  return { users: pageOf(found, query, 25).map(shown), count: found.length };
}

function filterByEmail({ state, body, companyId }: Call): JsonObject {
  const emails = (text(body.emails) ?? '').split(',').map((email) => email.trim().toLowerCase());
  const found = state.users.where(
    (user) =>
      user.companyId === companyId &&
      emails.includes(user.email.toLowerCase()) &&
      Boolean(user.deleted) === (body.deleted === true),
  );
  const projection = text(body.projection) ?? 'id,email';
  const chosen = (user: User) =>
    projection === 'all' ? shown(user) : pick(shown(user), ['id', ...projection.split(',')]);
  return { users: pageOf(found, body, 25).map(chosen), count: found.length };
}

/** The user of a request's path. @throws Refusal 404 if the account does not have this user. */
function userOf({ state, params, companyId, token }: Call): User {
  const user = state.users.get(params.userId);
  const isHere = user && (!token?.locationId || worksIn(user, token.locationId));
  if (!isHere || user.deleted || user.companyId !== companyId) throw notFound('User', params.userId ?? '');
  return user;
}

/** The fields of a user that a request sets. @throws Refusal 403 for another agency's location. */
function written({ state, body, companyId, token }: Call, had: Partial<User> = {}): Partial<User> {
  const fields: Partial<User> = { ...pick(body, WRITTEN) };
  const locationIds = body.locationIds === undefined ? (had.locationIds ?? []) : texts(body.locationIds);
  const isForeign = (id: string) =>
    token?.locationId ? id !== token.locationId : state.locations.get(id)?.companyId !== companyId;
  if (body.locationIds !== undefined && locationIds.some(isForeign)) throw foreignLocation();
  const { firstName, lastName } = { ...had, ...fields };
  const roles = isObject(had.roles) ? had.roles : {};
  return {
    ...fields,
    name: [firstName, lastName].filter(Boolean).join(' '),
    locationIds,
    roles: { ...roles, ...pick(body, ['type', 'role']), locationIds },
  };
}

function create(call: Call): JsonObject {
  const { state, body, companyId } = call;
  const fields = written(call);
  const given = isObject(fields.permissions) ? fields.permissions : {};
  return shown(
    state.users.insert({
      extension: '',
      ...fields,
      companyId,
      email: text(body.email) ?? '',
      permissions: { ...usualPermissions(), ...given },
    }),
  );
}

/**
 * Replaces the fields that are sent; permissions are replaced all together. An email is ignored: the API
 * can't change it any more.
 */
function update(call: Call): JsonObject {
  const user = userOf(call);
  return shown(call.state.users.update(user.id, written(call, user)) ?? user);
}

function remove(call: Call): JsonObject {
  const { id } = userOf(call);
  call.state.users.update(id, { deleted: true });
  return { succeded: true, message: `User ${id} is deleted` };
}

export const users: Routes = {
  'GET /users/': { handle: list, refuses: ['companyId'] },
  'POST /users/': { handle: create, status: 201 },
  'GET /users/search': {
    handle: search,
    before({ companyId }) {
      if (!companyId) throw gatewayRefusal(401, 'E01 - Unauthorized request');
    },
  },
  'POST /users/search/filter-by-email': { handle: filterByEmail },
  'GET /users/{userId}': { handle: (call) => alone(userOf(call)) },
  'PUT /users/{userId}': { handle: update },
  'DELETE /users/{userId}': { handle: remove },
};
