import { text } from '../fields/field';
import type { SearchSpec } from '../operations/search-spec';
import { freeGroupSlug } from '../reads/calendars';

export const calendarSearches: SearchSpec[] = [
  {
    ...freeGroupSlug,
    key: 'validate_calendar_group_slug',
    label: 'Validate Group Slug',
    description: 'Finds out whether the slug of a calendar group is still free.',
    most: 1,
    fields: [
      text('slug', 'Slug', {
        required: true,
        helpText: "The last part of a group's web address, such as dental-check-ups.",
      }),
    ],
  },
];
