/** The categories of operations, in the order of the documents, and what each is for. */
export const categories = {
  Contacts:
    'People, with their tasks, notes, tags and campaigns. A sub-account’s custom fields appear in the forms and in the results of contacts under their own names.',
  'Conversations & Messages':
    'What is said with a contact, whatever the channel: messages are read, sent, and their delivery reported; calls come with their recording and transcription.',
  'Calendars & Appointments':
    'Calendars with their groups, notifications, rooms and equipment; appointments with their notes; free and blocked slots.',
  Opportunities: 'Deals on their way through the stages of a pipeline.',
  Users: 'The people of the team, in a sub-account or in the whole agency.',
  Locations: 'Sub-accounts. HighLevel calls them locations.',
  Companies: 'The agency itself, and what it can set up sub-accounts with.',
  Businesses: 'Companies that contacts belong to.',
  'Workflows & Campaigns': 'Automations, the contacts in them, and who follows a contact.',
  'Instant Events':
    'What HighLevel reports by itself, within seconds: what a workflow sends, and the events of an app. See [instant-triggers.md](instant-triggers.md).',
  'Custom Fields': 'The fields that a sub-account has defined itself.',
  Associations: 'The ways in which records of two kinds can be tied to each other, such as owners to pets.',
  Relations: 'Records that are tied to each other, by an association.',
  Blogs: 'Blogs, their authors and categories, and their posts.',
  'Voice AI': 'Calls that an agent of HighLevel’s Voice AI has taken.',
  'Forms & Surveys': 'What people have filled in.',
  'Invoices & Payments': 'Invoices and estimates, what is sold and at which price, and what was paid.',
  'Documents & Contracts': 'Documents that are sent to be read, signed or paid.',
  'Custom Objects': 'The kinds of records that an account has defined itself, such as pets or vehicles.',
  'Media & Social': 'The files of the media library, and posts for social accounts.',
  API: 'For whatever has no step of its own.',
} as const;

/** A category's name. `triggers/`, `creates/` and `searches/` list their operations by these. */
export type Category = keyof typeof categories;

/** Operations by category; one that has none of them is left out. */
export type ByCategory<Spec> = { readonly [category in Category]?: readonly Spec[] };
