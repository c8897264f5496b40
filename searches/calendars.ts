import type { SearchSpec } from '../operations/spec';
import { groupSlug } from '../records/calendarGroup';

export const calendarSearches: SearchSpec[] = [
  {
    key: 'validate_calendar_group_slug',
    label: 'Validate Group Slug',
    description: 'Finds out whether the slug of a calendar group is still free.',
    endpoint: 'POST /calendars/groups/validate-slug',
    fields: [
      {
        key: 'slug',
        label: 'Slug',
        type: 'string',
        required: true,
        helpText: "The last part of a group's web address, such as dental-check-ups.",
      },
    ],
    items: ({ available }, { slug }) => [{ id: slug, slug, available }],
    record: groupSlug,
  },
];
