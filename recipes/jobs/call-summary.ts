import type { StepPlan, ZapPlan } from '../../zapier';
import type { Job } from './job';
import { moveDeal, openDealOf } from './steps';

/** Notes what was said in a call, and moves the opportunity to where the call has brought it. */
const summarise = (text: string): StepPlan[] => [
  {
    id: 'ai',
    does: 'sums the call up, and names the stage',
    kind: 'create',
    app: 'ai',
    create: 'analyze',
    input: {
      instructions:
        'Sum up this call of our team with a customer in five sentences, with what was agreed. Then name the one stage that the deal is in now.',
      stages: '{{settings.stages}}',
      text,
    },
  },
  {
    id: 'noted',
    does: 'puts the summary on the contact',
    kind: 'create',
    app: 'highlevel',
    create: 'create_contact_note',
    input: { contactId: '{{call.contactId}}', title: 'Call summary', body: '{{ai.summary}}' },
  },
  openDealOf('{{call.contactId}}'),
  ...moveDeal('{{ai.stage}}', 'moves the opportunity to that stage'),
];

const callToSummary: ZapPlan = {
  name: 'HighLevel call → AI summary and stage',
  trigger: {
    kind: 'poll',
    id: 'call',
    app: 'highlevel',
    trigger: 'new_call',
    input: { callStatus: 'answered', minimum: 60 },
  },
  steps: [
    {
      id: 'later',
      does: 'gives HighLevel time to transcribe the call',
      kind: 'delay',
      value: 5,
      unit: 'minutes',
    },
    {
      id: 'transcription',
      does: 'finds what was said',
      kind: 'search',
      app: 'highlevel',
      search: 'find_call_transcription',
      input: { messageId: '{{call.id}}' },
      whenNothingFound: 'go on',
    },
    {
      id: 'ways',
      does: 'goes one of two ways',
      kind: 'paths',
      paths: [
        {
          name: 'HighLevel has transcribed the call',
          match: 'all',
          onlyIf: [{ value: '{{transcription.text}}', is: 'present' }],
          steps: summarise('{{transcription.text}}'),
        },
        {
          name: 'There is the recording alone',
          match: 'all',
          onlyIf: [{ value: '{{transcription.text}}', is: 'absent' }],
          steps: [
            {
              id: 'recording',
              does: 'finds the recording',
              kind: 'search',
              app: 'highlevel',
              search: 'find_call_recording',
              input: { messageId: '{{call.id}}' },
              whenNothingFound: 'stop',
            },
            {
              id: 'heard',
              does: 'makes it text',
              kind: 'create',
              app: 'openai',
              create: 'transcription',
              input: { file: '{{recording.file}}' },
            },
            ...summarise('{{heard.text}}'),
          ],
        },
      ],
    },
  ],
};

/** What was said in a call stands on the contact, and its opportunity is where the call has brought it. */
export const callSummary: Job = {
  number: 4,
  title: 'A call gets an AI summary on the contact, and sets the stage of its opportunity',
  zaps: [callToSummary],
  settings: { stages: 'the names of your stages, and when a deal is in each' },
  hints: [
    'In the AI step make two output fields, “Summary” and “Stage”, and have it answer with the name of a stage as it is in HighLevel.',
    'HighLevel transcribes calls where that is switched on in the sub-account. Without it, leave out the first path, and the search before it.',
    'The note is written in any case. A contact without an open opportunity, or a stage that the pipeline does not have, ends the Zap after it.',
  ],
};
