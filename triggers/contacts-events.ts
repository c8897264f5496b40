/** The triggers that wait for something that happens to a contact. */
import { contactFilters, toContactFilters } from '../fields/contact-filters';
import { choicesOf } from '../fields/dropdowns';
import { choice } from '../fields/field';
import { toText } from '../fields/values';
import { filteredReach, memberReach, sortedReach } from '../operations/poll-reach';
import type { Event, TriggerSpec } from '../operations/trigger-spec';
import { contacts, pagedContacts } from '../reads/contacts';
import { byFilters } from './contacts';

/** What is sent, and no field. */
const SORTED = { sort: 'The trigger sorts by what it waits for.' };
const NUMBERED = {
  ...SORTED,
  searchAfter: 'The pages are counted off, so that they can be read in any order.',
};

/** The fields of which one must say what belongs to a list. */
const FILTERS = ['filters', 'withTags', 'owner', 'query'];

/**
 * A contact comes into a list, and nothing tells when. Those that changed last are asked for first, because that may
 * be where it comes.
 */
const intoList = (): Event => ({ sort: contacts.sort.updated, since: [], comesBack: true });

export const contactEventTriggers: TriggerSpec[] = [
  {
    ...contacts,
    key: 'new_contact',
    label: 'New Contact',
    description:
      'Triggers when a contact is added. Choose it before Search Contacts, which can start on changes too.',
    fires: 'list',
    changes: 'none',
    datedOnly: true,
    limits: [sortedReach('contacts'), filteredReach('a contact')].join(' '),
    fields: contactFilters(),
    notOffered: SORTED,
    input: byFilters,
  },
  {
    ...pagedContacts,
    key: 'contact_tag_added',
    label: 'Tag Added to Contact',
    description: 'Triggers when a contact gets a tag.',
    fires: 'list',
    event: intoList,
    limits: memberReach('contacts have the tag', pagedContacts.paging.size),
    fields: [
      choice('tag', 'Tag', choicesOf('tags'), {
        required: true,
        helpText: 'The Zap starts for each contact that gets this tag, new or known.',
        notSent: 'It becomes a filter.',
      }),
    ],
    notOffered: { ...NUMBERED, filters: 'The tag becomes one.', query: 'The tag alone counts.' },
    // HighLevel keeps tags in lower case.
    input: ({ tag }, { z }) => ({
      filters: toContactFilters(z, [{ field: 'tags', value: toText(tag).toLowerCase() }]),
    }),
  },
  {
    ...pagedContacts,
    key: 'contact_enters_list',
    label: 'New Contact in Filtered List',
    description: 'Triggers when a contact begins to match your filters, as in a smart list.',
    fires: 'list',
    event: intoList,
    limits: memberReach('contacts match', pagedContacts.paging.size),
    fields: contactFilters(),
    notOffered: NUMBERED,
    input: (values, run) => {
      if (!FILTERS.some((key) => values[key] !== undefined)) throw run.needs(...FILTERS);
      return byFilters(values, run);
    },
  },
];
