/** The triggers that wait for something that happens to a contact. */
import { contactFilters } from '../fields/contact-filters';
import { filteredReach, sortedReach } from '../operations/poll-reach';
import type { TriggerSpec } from '../operations/trigger-spec';
import { contacts } from '../reads/contacts';
import { byFilters } from './contacts';

/** What is sent, and no field. */
const SORTED = { sort: 'The trigger sorts by what it waits for.' };

export const contactEventTriggers: TriggerSpec[] = [
  {
    ...contacts,
    key: 'new_contact',
    label: 'New Contact',
    description:
      'Triggers when a contact is added. Choose it before Search Contacts, which can start on changes too.',
    fires: 'list',
    changes: 'none',
    limits: [sortedReach('contacts'), filteredReach('a contact')].join(' '),
    fields: contactFilters(),
    notOffered: SORTED,
    input: byFilters,
  },
];
