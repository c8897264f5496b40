import { type CategoryNotes, dated, firstOf, like } from './note';

const MINUTE_MS = 60_000;

export const voiceAiNotes = {
  new_voice_ai_call: {
    adds: {
      extractedText: 'The extracted data, whose names differ from agent to agent, as one text.',
      'executedCallActions[]actionTypeName': 'The word for the type’s code.',
      recording: 'A pointer to the file of the call’s message, which another endpoint gives.',
    },
    paged: like('voiceAiCalls', ['createdAt'], () => ({ callType: '' })),
    finds: (sandbox) => ({ agentId: firstOf(sandbox, 'voiceAiAgents').id }),
    happens: {
      // A call that is going on began just now, whenever the scene wants the row to be made.
      before: (row) => ({
        ...row,
        summary: '',
        duration: 0,
        ...dated(Date.now() - MINUTE_MS, ['createdAt']),
      }),
      now: (row, at) => ({ ...row, summary: 'It is done.', ...dated(at - MINUTE_MS, ['createdAt']) }),
      otherwise: (row) => ({ ...row, transcript: 'It was corrected.' }),
    },
  },
} satisfies CategoryNotes;
