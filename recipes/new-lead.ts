import type { Recipe, ZapPlan } from '../zapier';

/** The step whose outcome says what became of a lead. */
export const UPSERT = 'contact';

/** However often LocaliQ delivers a lead, it makes one contact, one note and one task. */
export const leadToContact: ZapPlan = {
  name: 'LocaliQ lead → HighLevel contact',
  trigger: { kind: 'hook', id: 'lead', app: 'localiq' },
  steps: [
    {
      id: 'phone',
      does: 'writes the phone number in international form',
      kind: 'format',
      format: 'phone',
      value: '{{lead.phone}}',
      country: '{{lead.address__country}}',
      home: 'US',
    },
    {
      id: 'reachable',
      does: 'lets only leads pass that can be reached',
      kind: 'filter',
      match: 'any',
      onlyIf: [
        { value: '{{lead.email}}', is: 'present' },
        { value: '{{phone.output}}', is: 'present' },
      ],
      otherwise: 'No email address, and no phone number that can be called.',
    },
    {
      id: UPSERT,
      does: 'creates or updates the contact',
      kind: 'create',
      app: 'highlevel',
      create: 'upsert_contact',
      input: {
        firstName: '{{lead.first_name}}',
        lastName: '{{lead.last_name}}',
        name: '{{lead.name}}',
        email: '{{lead.email}}',
        phone: '{{phone.output}}',
        address1: '{{lead.address__street}}',
        city: '{{lead.address__city}}',
        state: '{{lead.address__state}}',
        postalCode: '{{lead.address__postal_code}}',
        country: '{{lead.address__country}}',
        source: '{{lead.source}}',
      },
    },
    {
      id: 'known',
      does: 'looks up the lead in LocaliQ',
      kind: 'search',
      app: 'localiq',
      search: 'find_record',
      input: { table: 'leads', field: 'id', value: '{{lead.lead_id}}' },
      whenNothingFound: 'go on',
    },
    {
      id: 'undelivered',
      does: 'goes on for a lead that has no note and no task yet',
      kind: 'filter',
      match: 'all',
      onlyIf: [{ value: '{{known.id}}', is: 'absent' }],
      otherwise: 'Delivered before.',
    },
    {
      id: 'tagged',
      does: 'tags the contact, and keeps the tags that it has',
      kind: 'create',
      app: 'highlevel',
      create: 'add_tags_to_contact',
      input: { contactId: '{{contact.id}}', tags: ['localiq', '{{lead.type}} lead'] },
    },
    {
      id: 'note',
      does: 'adds the message as a note',
      kind: 'create',
      app: 'highlevel',
      create: 'create_contact_note',
      input: {
        contactId: '{{contact.id}}',
        title: 'LocaliQ lead {{lead.lead_id}}',
        body: '{{lead.campaign}}, {{lead.received_at}}, phone as given: {{lead.phone}}\n\n{{lead.message}}',
      },
    },
    {
      id: 'due',
      does: 'takes the next day as due date',
      kind: 'format',
      format: 'date',
      value: '{{lead.received_at}}',
      addDays: 1,
    },
    {
      id: 'task',
      does: 'adds a follow-up task',
      kind: 'create',
      app: 'highlevel',
      create: 'create_contact_task',
      input: {
        contactId: '{{contact.id}}',
        title: 'Follow up on LocaliQ lead {{lead.lead_id}}',
        body: 'Came by {{lead.source}}.',
        dueDate: '{{due.output}}',
        completed: false,
      },
    },
    {
      id: 'recorded',
      does: "keeps the contact's id with the lead",
      kind: 'create',
      app: 'localiq',
      create: 'save_record',
      input: {
        table: 'leads',
        id: '{{lead.lead_id}}',
        changedBy: 'Zapier',
        values: { contactId: '{{contact.id}}', noteId: '{{note.id}}', taskId: '{{task.id}}' },
      },
    },
  ],
};

/** Leads: each that can be reached becomes a contact, with a note and a task. */
export const newLead: Recipe = {
  title: 'A new LocaliQ lead becomes a contact with a note and a task',
  zaps: [leadToContact],
};
