import type { State, User } from '../state';
import { mailbox, type RandomData } from './random-data';

/** Adds a user of an agency or of its sub-accounts. */
export function addUser(
  state: State,
  random: RandomData,
  companyId: string,
  type: string,
  role: string,
  locationIds: string[],
): User {
  const firstName = random.word('firstName');
  const lastName = random.word('lastName');
  return state.users.insert({
    companyId,
    name: `${firstName} ${lastName}`,
    firstName,
    lastName,
    email: `${mailbox(`${firstName}.${lastName}`)}@team.example.com`,
    phone: `+1415555${random.number(1000, 9999)}`,
    extension: '',
    locationIds,
    roles: { type, role, locationIds },
    deleted: false,
  });
}
