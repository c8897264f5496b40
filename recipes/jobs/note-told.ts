import type { ZapPlan } from '../../zapier';
import type { Job } from './job';

const noteToTeam: ZapPlan = {
  name: 'HighLevel note → Slack',
  trigger: {
    kind: 'hook',
    id: 'note',
    app: 'highlevel',
    trigger: 'app_event',
    input: { event: 'NoteCreate' },
  },
  steps: [
    {
      id: 'written',
      does: 'goes on if a person wrote it',
      kind: 'filter',
      onlyIf: [{ value: '{{note.userId}}', is: 'present' }],
      match: 'all',
      otherwise: 'No person wrote the note.',
    },
    {
      id: 'contact',
      does: 'finds whom it is about',
      kind: 'search',
      app: 'highlevel',
      search: 'find_contact',
      input: { id: '{{note.contactId}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'told',
      does: 'tells the team',
      kind: 'create',
      app: 'slack',
      create: 'channel_message',
      input: { channel: '{{settings.channel}}', text: 'Note on {{contact.name}}: {{note.body}}' },
    },
  ],
};

/** A note on any contact, which no poll can see, is told to the team. */
export const noteTold: Job = {
  number: 32,
  title: 'The team reads in Slack what is noted on any contact',
  zaps: [noteToTeam],
  settings: { channel: 'the team’s channel' },
  hints: [
    'This is for whoever owns the HighLevel app of the connection: its settings take one URL for each event. Without access to them, make a workflow with the trigger “Note Added” and the action “Webhook”, and begin the Zap with Workflow Event. [Instant triggers](instant-triggers.md) tells both step by step.',
    'Zaps write notes, too, and these are reported like all others. The filter lets only those of people pass, so that no Zap starts itself.',
    'The same Zap with the event “Note Deleted” or “Contact Deleted” tells what no poll can see: that something is gone.',
  ],
};
