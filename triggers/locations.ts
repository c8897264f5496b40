import { text } from '../fields/field';
import type { TriggerSpec } from '../operations/trigger-spec';
import { locations } from '../reads/locations';

export const locationTriggers: TriggerSpec[] = [
  {
    ...locations,
    key: 'list_locations',
    label: 'List Locations',
    description: 'Triggers when a sub-account is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [text('email', 'Email', 'Only sub-accounts with this email address.')],
    notOffered: { order: 'The latest first, as far as HighLevel keeps an order.' },
  },
];
