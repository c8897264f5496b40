/** What stands at the other ends of the Zaps: it takes what it is given, and answers what makes sense on the sandbox. */
import { otherApps } from '../../../recipes/jobs/other-apps';
import type { Sandbox } from '../../../sandbox/server';
import { type Item, RecordStore, type Surroundings, WebhookReceiver } from '../../../zapier';

/** The other apps of one account's Zaps, which share what they keep. */
export interface OtherApps {
  localiq: RecordStore;
  all: Surroundings['apps'];
}

/** The answers of the steps whose result the Zaps use, by the app. */
const answersOf = (sandbox: Sandbox): { [app: string]: { [step: string]: (input: Item) => unknown } } => ({
  ai: {
    analyze: ({ text }) => ({
      summary: `In short: ${String(text).slice(0, 200)}`,
      stage: 'Proposal Sent',
      draft: 'Yes, we are. See you then!',
    }),
  },
  openai: { transcription: () => ({ text: 'Could you send me an offer?' }) },
  approval: { request: ({ draft }) => ({ draft }) },
  slack: { user_by_email: ({ email }) => [{ id: `member ${email}` }] },
  sheets: { lookup_row: () => [{ row: '7' }] },
  drive: { find_file: () => [{ file: `${sandbox.url}/_sandbox/files/picture.png` }] },
});

/** Makes them, empty. */
export function makeOtherApps(sandbox: Sandbox): OtherApps {
  const localiq = new RecordStore();
  const answers = answersOf(sandbox);
  const standIns = [...Object.keys(otherApps), 'webhook'].map((app) => [
    app,
    new WebhookReceiver(answers[app]),
  ]);
  return { localiq, all: { localiq, ...Object.fromEntries(standIns) } };
}
