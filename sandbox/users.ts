import type { Call, Routes } from './call';
import { gatewayRefusal, notFound } from './errors';
import { type JsonObject, number, text } from './json';
import type { User } from './state';

/** Whether a user works in a location; an agency's user works in all of the agency's. */
const worksIn = (user: User, locationId: string) =>
  user.locationIds.length === 0 || user.locationIds.includes(locationId);

/** The users of a location, whole. */
function list({ state, locationId }: Call): JsonObject {
  return { users: state.users.where(({ locationIds }) => locationIds.includes(locationId)) };
}

function search({ state, query, companyId, locationId }: Call): JsonObject {
  const ids = text(query.ids)?.split(',');
  const wanted = text(query.query)?.toLowerCase() ?? '';
  const found = state.users.where(
    (user) =>
      user.companyId === companyId &&
      (!locationId || worksIn(user, locationId)) &&
      (!ids || ids.includes(user.id)) &&
      `${user.name} ${user.email}`.toLowerCase().includes(wanted),
  );
  const skip = number(query.skip, 0);
  return { users: found.slice(skip, skip + number(query.limit, 25)), count: found.length };
}

function get({ state, params, companyId }: Call): JsonObject {
  const user = state.users.get(params.userId);
  if (user?.companyId !== companyId) throw notFound('User', params.userId ?? '');
  return user;
}

export const users: Routes = {
  'GET /users/': { handle: list, refuses: ['companyId'] },
  'GET /users/search': {
    handle: search,
    before({ companyId }) {
      if (!companyId) throw gatewayRefusal(401, 'E01 - Unauthorized request');
    },
  },
  'GET /users/{userId}': { handle: get },
};
