import type { Recipe, ZapPlan } from '../zapier';

/** Each new or edited note goes to a webhook, with the time when it was written and when it was noticed. */
export const noteToWebhook: ZapPlan = {
  name: 'HighLevel note → webhook',
  trigger: {
    kind: 'poll',
    id: 'note',
    app: 'highlevel',
    trigger: 'get_contact_notes',
    input: { contactId: '{{settings.contactId}}', fireOn: 'updated' },
  },
  steps: [
    {
      id: 'posted',
      does: 'posts the note',
      kind: 'create',
      app: 'webhook',
      create: 'post',
      input: {
        noteId: '{{note.id}}',
        contactId: '{{settings.contactId}}',
        title: '{{note.title}}',
        body: '{{note.body}}',
        writtenAt: '{{note.dateAdded}}',
        noticedAt: '{{zap_meta.utc_iso}}',
      },
    },
  ],
};

/** New and edited notes reach the other side's webhook, with the time when each was written and noticed. */
export const noteSync: Recipe = {
  title: "A contact's notes reach LocaliQ, new and edited ones",
  zaps: [noteToWebhook],
};
