/** Steps that are tested alone, as in Zapier's editor. */
import { type Connection, type Item, type StepPlan, type StepRun, testStep } from '../../zapier';
import type { Account, StepAnswer, StepAsk, TestAsk } from '../wire';
import { filledIn, labelOf, type OperationName } from './forms';
import type { Heard } from './heard';
import { labelsOf, shownOf } from './shown';

/** A connected account, and as whom the app runs. */
export interface Connected {
  account: Account;
  connection: Connection;
}

/** The time zone of the owner of all Zaps. */
export const TIMEZONE = 'America/New_York';

/** The app of the steps, in the plans that are made of them. */
export const APP = 'highlevel';

/** Tests a step once. It asks first where it would write to an account of HighLevel. */
export async function tested(connected: Connected, ask: TestAsk, heard: Heard): Promise<StepAnswer> {
  const question = questionBefore(connected, ask);
  if (question && !ask.confirmed) return { outcome: 'asks', question };
  const { connection } = connected;
  const plan = planOf(ask);
  const run = () =>
    testStep(plan, ask.earlier, { apps: { [APP]: connection }, app: APP, timezone: TIMEZONE });
  const { result, requests, ms } = await heard.during(run);
  const found = result.outcome === 'done' || result.outcome === 'found' ? [result.output] : [];
  return {
    outcome: OUTCOMES[result.outcome],
    items: found,
    shown: await shownIn(connected, ask, found),
    requests,
    ms,
    ...(result.reason !== undefined && { message: result.reason }),
  };
}

const OUTCOMES = {
  done: 'done',
  found: 'done',
  'not found': 'nothing found',
  stopped: 'stopped',
  failed: 'failed',
} as const satisfies { [outcome in StepRun['outcome']]: string };

/** The values of the first item, labelled. */
export async function shownIn({ connection }: Connected, ask: StepAsk, [first]: Item[]) {
  return first ? shownOf(first, await labelsOf(connection, ask, filledIn(ask))) : [];
}

function planOf({ kind, key, input }: StepAsk): StepPlan {
  const step = { id: 'this step', does: 'is tested', app: APP, input };
  return kind === 'searches'
    ? { ...step, kind: 'search', search: key, whenNothingFound: 'go on' }
    : { ...step, kind: 'create', create: key };
}

/** The question before what would change something in an account of HighLevel; none where nothing would. */
export function questionBefore({ account, connection }: Connected, ask: StepAsk): string | undefined {
  if (account.where !== 'highlevel' || !writes(ask, filledIn(ask))) return undefined;
  return `“${labelOf(connection, ask)}” may change something in ${account.label}, which is a real account of HighLevel. Run it?`;
}

/** Whether an operation may write: actions do, but for a request of one's own that only reads. */
function writes({ kind }: OperationName, { method, endpoint }: Item): boolean {
  const chosen = String(method ?? endpoint ?? (kind === 'creates' ? 'POST' : 'GET'));
  return !/^(v3\s+)?get\b/i.test(chosen);
}
