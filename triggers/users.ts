import { choicesOf } from '../fields/dropdowns';
import { BadValue, choice, text, yesNo } from '../fields/field';
import { userId, userRole, userType, withinLocation } from '../fields/user';
import { toNames } from '../fields/values';
import type { Input } from '../highlevel/compose';
import type { TriggerSpec } from '../operations/trigger-spec';
import { oneUser, users, usersByEmail, usersOfAgency } from '../reads/users';

/** The most users that a step may name by email, so that one page holds them all. */
const MOST_EMAILS = 100;
/** The size of a page that HighLevel gives where none is asked for. */
const USUAL_PAGE = 25;

export const userTriggers: TriggerSpec[] = [
  {
    ...usersOfAgency,
    key: 'search_users',
    label: 'Search Users',
    description:
      'Triggers when a user that matches your filters is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [
      withinLocation,
      text('query', 'Search Text', 'A name, an email or a phone number.'),
      userType(),
      userRole(),
      choice('ids', 'Users', choicesOf('team'), {
        helpText: 'Only this user, or several by their IDs, with commas between them.',
        send: (value) => toNames(value).join(','),
      }),
      yesNo('enabled2waySync', 'Two-Way Sync Is On'),
    ],
    notOffered: {
      sort: 'Newest first, or a poll would need more than one page.',
      sortDirection: 'Newest first, or a poll would need more than one page.',
    },
  },
  {
    ...usersByEmail,
    key: 'filter_users_by_email',
    label: 'Filter Users by Email',
    description:
      'Triggers when a user with one of these emails is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [
      text('emails', 'Emails', { required: true, helpText: 'With commas between them.', send: toEmails }),
      yesNo(
        'deleted',
        'Deleted Users',
        'Yes finds users that were deleted, instead of those that are there.',
      ),
    ],
    notOffered: {
      projection: 'All that is known of a user; without it there would be an email and an id alone.',
      limit: 'There is at most one user for each email.',
      skip: 'There is at most one user for each email, and so one page.',
    },
    input: byEmail,
  },
  {
    ...oneUser,
    key: 'get_user',
    label: 'Get User',
    description: 'Triggers when one user changes.',
    fires: 'watch',
    fields: [userId()],
  },
  {
    ...users,
    key: 'list_users_by_location',
    label: 'List Users by Location',
    description: 'Triggers when a user is added to a sub-account or, if you choose so, when one changes.',
    fires: 'list',
    comesBack: true,
    fields: [],
  },
];

function toEmails(value: unknown): string {
  const emails = toNames(value);
  if (emails.length > MOST_EMAILS) throw new BadValue(`at most ${MOST_EMAILS} emails`);
  return emails.join(',');
}

/** One page that surely holds everybody who is asked for. */
function byEmail({ emails, deleted }: Input): Input {
  const count = toNames(emails).length;
  return { emails, deleted, projection: 'all', limit: String(Math.max(count, USUAL_PAGE)) };
}
