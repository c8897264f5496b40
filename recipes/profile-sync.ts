import type { Recipe, StepPlan, ZapPlan } from '../zapier';

const enrich = (contact: string, record: string): StepPlan => ({
  id: 'enriched',
  does: "puts the contact's profile into the record",
  kind: 'create',
  app: 'localiq',
  create: 'update_record',
  input: {
    table: 'leads',
    id: `{{${record}.id}}`,
    changedBy: 'Zapier',
    values: {
      name: `{{${contact}.name}}`,
      email: `{{${contact}.email}}`,
      phone: `{{${contact}.phone}}`,
      city: `{{${contact}.city}}`,
      source: `{{${contact}.source}}`,
      tags: `{{${contact}.tags}}`,
      customFields: `{{${contact}.customFields}}`,
    },
  },
});

/** A new record of a lead gets the profile of its contact. */
export const recordToProfile: ZapPlan = {
  name: 'LocaliQ record → profile',
  trigger: {
    kind: 'poll',
    id: 'record',
    app: 'localiq',
    trigger: 'new_record',
    input: { table: 'leads' },
  },
  steps: [
    {
      id: 'contact',
      does: 'finds the contact',
      kind: 'search',
      app: 'highlevel',
      search: 'find_contact',
      input: { id: '{{record.contactId}}' },
      whenNothingFound: 'stop',
    },
    enrich('contact', 'record'),
  ],
};

/** When a contact changes, so does the record that belongs to it; other contacts are passed over. */
export const contactToProfile: ZapPlan = {
  name: 'HighLevel contact → profile',
  trigger: {
    kind: 'poll',
    id: 'contact',
    app: 'highlevel',
    trigger: 'search_contacts',
    input: { fireOn: 'updated' },
  },
  steps: [
    {
      id: 'record',
      does: "finds LocaliQ's record",
      kind: 'search',
      app: 'localiq',
      search: 'find_record',
      input: { table: 'leads', field: 'contactId', value: '{{contact.id}}' },
      whenNothingFound: 'stop',
    },
    enrich('contact', 'record'),
  ],
};

/** LocaliQ's record of a lead gets the contact's profile, and keeps up with it. */
export const profileSync: Recipe = {
  title: "LocaliQ's record of a lead carries the contact's profile",
  zaps: [recordToProfile, contactToProfile],
};
