import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { findOrOpenDeal, tellTeam } from './steps';

const callToDeal: ZapPlan = {
  name: 'HighLevel Voice AI call → contact, deal, note and Slack',
  trigger: { kind: 'poll', id: 'call', app: 'highlevel', trigger: 'new_voice_ai_call', input: {} },
  steps: [
    {
      id: 'contact',
      does: 'finds who called, by the ID or the phone, or creates the contact',
      kind: 'search',
      app: 'highlevel',
      search: 'find_contact',
      input: { id: '{{call.contactId}}', phone: '{{call.fromNumber}}', match: 'OR' },
      whenNothingFound: {
        create: 'upsert_contact',
        input: { phone: '{{call.fromNumber}}', source: 'Voice AI: {{call.agentName}}' },
      },
    },
    {
      id: 'updated',
      does: 'writes to the contact what the agent learnt',
      kind: 'create',
      app: 'highlevel',
      create: 'update_contact',
      input: { contactId: '{{contact.id}}', 'customFields__<reason>': '{{call.extractedData__reason}}' },
    },
    findOrOpenDeal({ name: '{{contact.name}}: {{call.extractedData__reason}}' }),
    {
      id: 'note',
      does: 'keeps what was said as a note',
      kind: 'create',
      app: 'highlevel',
      create: 'create_contact_note',
      input: {
        contactId: '{{contact.id}}',
        title: 'Call with {{call.agentName}}',
        body: '{{call.summary}}\n\n{{call.extractedText}}\n\n{{call.transcript}}',
      },
    },
    tellTeam('{{contact.name}} ({{call.fromNumber}}) called {{call.agentName}}: {{call.summary}}'),
  ],
};

/** A call that a Voice AI agent took: kept, and handed to sales. */
export const voiceAiCall: Job = {
  number: 24,
  title: 'A call that Voice AI took is written to the contact, opens a deal, and is told to sales',
  zaps: [callToDeal],
  settings: {
    reason: 'a custom field for why they call',
    pipeline: 'your pipeline',
    channel: 'the channel of sales',
  },
  hints: [
    'What the agent takes down has the names that its data extraction has in HighLevel. `reason` is an example: let the agent take a call, and map what you have. All of it together is in All Extracted Data.',
    'A call comes when HighLevel has its summary, or half an hour after its end without one.',
    'If two contacts have the phone of the call, the one that the call belongs to may not be the one that is found. Take the phone out of Find Contact if your contacts share phones.',
  ],
};
