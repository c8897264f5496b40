import type { ZapPlan } from '../../zapier';
import type { Job } from './job';

const attachmentsToFiles: ZapPlan = {
  name: 'HighLevel email → attachments in Google Drive and on the contact',
  trigger: {
    kind: 'poll',
    id: 'message',
    app: 'highlevel',
    trigger: 'new_message',
    input: { channel: 'Email', direction: 'inbound' },
  },
  steps: [
    {
      id: 'email',
      does: 'finds the email, with its attachments',
      kind: 'search',
      app: 'highlevel',
      search: 'find_email',
      input: { id: '{{message.emailMessageId}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'some',
      does: 'goes on if it has attachments',
      kind: 'filter',
      match: 'all',
      onlyIf: [{ value: '{{email.attachments}}', is: 'present' }],
      otherwise: 'The email has no attachments.',
    },
    {
      id: 'attachment',
      does: 'takes one attachment after the other',
      kind: 'loop',
      each: { file: '{{email.attachments}}' },
    },
    {
      id: 'saved',
      does: 'saves it in the folder',
      kind: 'create',
      app: 'drive',
      create: 'upload_file',
      input: { folder: '{{settings.folder}}', file: '{{attachment.file}}' },
    },
    {
      id: 'filed',
      does: 'puts it into the contact’s file field, beside those that are there',
      kind: 'create',
      app: 'highlevel',
      create: 'upload_contact_file',
      input: {
        contactId: '{{message.contactId}}',
        customFieldId: '{{settings.field}}',
        file: ['{{attachment.file}}'],
      },
    },
    {
      id: 'noted',
      does: 'notes where it came from',
      kind: 'create',
      app: 'highlevel',
      create: 'create_contact_note',
      input: {
        contactId: '{{message.contactId}}',
        title: 'File of an email: {{filed.fileNames}}',
        body: '{{email.subject}}, from {{email.from}}',
      },
    },
  ],
};

/** What is attached to an email is kept where people look for it. */
export const emailAttachments: Job = {
  number: 6,
  title: 'Attachments of emails are saved in Google Drive and on the contact',
  zaps: [attachmentsToFiles],
  settings: {
    folder: 'your folder in Google Drive',
    field: 'a custom field of contacts that takes several files',
  },
  hints: [
    'Let the field in HighLevel take several files. One that takes a single file may lose it to the next attachment.',
    'HighLevel takes the usual kinds of documents, pictures, videos and archives. Another kind, such as a calendar entry, fails its own run of the loop, is in Drive all the same, and keeps no other attachment back.',
    'Pictures of a signature are attachments too. Put a filter on the file’s name into the loop to leave them out.',
  ],
};
