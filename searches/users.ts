import { compared } from '../fields/compared';
import { text } from '../fields/field';
import { optional } from '../fields/ids';
import { userId, userRole, userType, withinLocation } from '../fields/user';
import type { Input } from '../highlevel/compose';
import { byEmail, byPhone, byValue, byWhole, byWords, either } from '../operations/matching';
import { opening, type SearchSpec } from '../operations/search-spec';
import { oneUser, users, usersOfAgency } from '../reads/users';
import { rawOf } from '../records/record';
import { userName } from '../records/user';

/** A name, or a phone number however it is written. */
const byNameOrPhone = either(byWords(userName), byPhone('phone'));

export const userSearches: SearchSpec[] = [
  {
    ...usersOfAgency,
    key: 'find_user',
    label: 'Find User',
    description: 'Finds a user by email, name, phone or ID.',
    fields: [
      withinLocation,
      compared('email', 'Email'),
      text('query', 'Name or Phone', 'A part of it will do.'),
      userRole(),
      userType(),
      optional(userId(), 'One user, whatever else is filled in.'),
    ],
    notOffered: {
      ids: 'By its ID a user is read itself.',
      enabled2waySync: 'Few look for a user by it; Search Users has it.',
      sort: 'Those who were added last come first.',
      sortDirection: 'Those who were added last come first.',
    },
    ways: [
      opening(oneUser, ['userId']),
      {
        ...users,
        by: [],
        // The search of an agency's users asks for the agency, which an older connection does not tell.
        with: ({ companyId }) => !companyId,
        match: {
          email: byEmail('email'),
          query: byNameOrPhone,
          role: byValue(({ roles }) => rawOf(roles).role),
          type: byValue(({ roles }) => rawOf(roles).type),
        },
      },
    ],
    input: ({ email, ...values }: Input) => ({ ...values, query: values.query ?? email }),
    match: { email: byEmail('email') },
    prefer: { query: byWhole(userName, 'phone') },
  },
];
