import { nameOrId, PAGES_TO_COMPARE } from '../fields/compared';
import { choice } from '../fields/field';
import { locationOf } from '../highlevel/connection';
import { byIdOrWords } from '../operations/matching';
import type { SearchSpec } from '../operations/search-spec';
import { templates } from '../reads/conversations';

export const conversationSearches: SearchSpec[] = [
  {
    ...templates,
    key: 'find_template',
    label: 'Find Message Template',
    description: 'Finds an SMS, email or WhatsApp template by name.',
    fields: [
      nameOrId(),
      choice(
        'type',
        'Kind',
        { sms: 'SMS', email: 'Email', whatsapp: 'WhatsApp' },
        'Only templates of this kind.',
      ),
    ],
    notOffered: {
      originId: "It is the location's ID.",
      deleted: 'A deleted template can’t be sent.',
    },
    match: { name: byIdOrWords('name') },
    pages: PAGES_TO_COMPARE,
    input: ({ type }, { bundle }) => ({ type, originId: locationOf(bundle) }),
  },
];
