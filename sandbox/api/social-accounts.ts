import type { Call, Routes } from '../gateway/call';
import type { JsonObject } from '../json';
import { chosen } from './shared/lists';

/** The accounts and groups of the social planner, whole. An account that has expired must be connected again. */
function accounts(call: Call): JsonObject {
  const [all, groups] = (['socialAccounts', 'socialGroups'] as const).map((table) =>
    chosen(call, { table }).map(({ locationId: _location, ...row }): JsonObject => row),
  );
  const told = all?.map((account) => ({ ...account, isExpired: isPast(account.expire, call) }));
  return { success: true, statusCode: 200, message: 'Fetched Accounts', results: { accounts: told, groups } };
}

const isPast = (moment: unknown, { clock }: Call): boolean => Date.parse(String(moment)) <= clock.ms();

/** The social planner's accounts. */
export const socialAccounts: Routes = {
  'GET /social-media-posting/{locationId}/accounts': { handle: accounts, refuses: ['includeAll'] },
};
