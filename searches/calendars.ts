import type { Input } from '../highlevel/compose';
import { MissingContent } from '../highlevel/content';
import type { Raw } from '../highlevel/json';
import type { SearchSpec } from '../operations/spec';
import { groupSlug } from '../records/calendar-group';

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
    items: slugOutcome,
    record: groupSlug,
  },
];

function slugOutcome({ available }: Raw, { slug }: Input): Raw[] {
  if (typeof available !== 'boolean')
    throw new MissingContent('The answer does not tell whether it is free.');
  return [{ id: slug, slug, available }];
}
