import type { Input } from '../highlevel/compose';
import { bySkip } from '../highlevel/paging';
import type { TriggerSpec } from '../operations/spec';
import { location } from '../records/location';

export const locationTriggers: TriggerSpec[] = [
  {
    key: 'list_locations',
    label: 'List Locations',
    description: 'Triggers when a location is added or, if you choose so, when one changes.',
    endpoint: 'GET /locations/search',
    fires: 'list',
    fields: [
      { key: 'email', label: 'Email', type: 'string', helpText: 'Only locations with this email address.' },
    ],
    notOffered: { order: 'The latest first, as far as HighLevel keeps an order.' },
    input: ({ email }: Input) => ({ email, order: 'desc' }),
    items: 'locations',
    paging: bySkip('skip', 100),
    order: 'unknown',
    record: location,
  },
];
