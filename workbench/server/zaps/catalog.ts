/** The Zaps of the recipes and of the jobs, as the page lists them. */
import { startCase } from 'lodash';
import { booking } from '../../../recipes/booking';
import { jobs } from '../../../recipes/jobs';
import { otherApps } from '../../../recipes/jobs/other-apps';
import { withOwnFields } from '../../../recipes/jobs/own-fields';
import { newLead } from '../../../recipes/new-lead';
import { noteSync } from '../../../recipes/note-sync';
import { profileSync } from '../../../recipes/profile-sync';
import { sales } from '../../../recipes/sales';
import { taskSync } from '../../../recipes/task-sync';
import { at, type Item, type OperationKind, type Recipe, type StepPlan, type ZapPlan } from '../../../zapier';
import type { ZapInfo, ZapStepInfo } from '../../wire';
import { APP } from '../steps';

/** A Zap that can be tried. */
export interface Listed {
  id: string;
  /** What the Zaps of its recipe or job do together. */
  title: string;
  plan: ZapPlan;
  /** What its owner decides, by the names under which the Zap uses it. */
  settings: { readonly [name: string]: string };
  hints: readonly string[];
  /** The plan with the fields of the account that its owner chose. @throws Error if one of them is not chosen */
  planFor: (settings: Item) => ZapPlan;
}

/** The recipes, by the names that stand in their Zaps' ids. */
const RECIPES: { [name: string]: Recipe } = {
  lead: newLead,
  tasks: taskSync,
  notes: noteSync,
  profile: profileSync,
  booking,
  sales,
};

/** What the recipes' Zaps use of what their owner decides. */
const RECIPE_SETTINGS: { [name: string]: string } = {
  contactId: 'the contact',
  calendarId: 'your calendar',
  pipelineId: 'your pipeline',
};

/** Every Zap. */
export const listedZaps: readonly Listed[] = [
  ...jobs.flatMap(({ number, title, zaps, settings, hints }) =>
    zaps.map((plan, place) => ({
      id: `job-${number}-${place + 1}`,
      title,
      plan,
      settings: usedOf(plan, settings),
      hints,
      planFor: (chosen: Item) => withOwnFields(plan, chosen),
    })),
  ),
  ...Object.entries(RECIPES).flatMap(([name, { title, zaps }]) =>
    zaps.map((plan, place) => ({
      id: `${name}-${place + 1}`,
      title,
      plan,
      settings: usedOf(plan, RECIPE_SETTINGS),
      hints: [],
      // Its code is a function, and it uses no fields of an account.
      planFor: () => plan,
    })),
  ),
];

/** The settings that a Zap uses: those of its job may be for another Zap. */
function usedOf(plan: ZapPlan, settings: Listed['settings']): Listed['settings'] {
  const written = JSON.stringify(plan);
  const isUsed = (name: string) => written.includes(`{{settings.${name}}}`) || written.includes(`<${name}>`);
  return Object.fromEntries(Object.entries(settings).filter(([name]) => isUsed(name)));
}

/** A Zap as the page shows it. `events` are the events of the sandbox that start it. */
export function infoOf({ id, title, plan, hints }: Listed, definition: Item, events: string[]): ZapInfo {
  const { trigger } = plan;
  const does = trigger.kind === 'hook' ? 'starts the Zap at once' : 'is looked at again and again';
  const key = trigger.trigger ?? '';
  const first: ZapStepInfo = {
    ...{ id: trigger.id, does, app: appLabel(trigger.app), kind: 'Trigger' },
    ...operationOf(definition, trigger.app, 'triggers', key),
  };
  const steps = [first, ...plan.steps.map((step) => stepInfo(step, definition))];
  return { id, title, name: plan.name, hints, events, steps };
}

const KIND_LABELS: { [kind in StepPlan['kind']]: string } = {
  create: 'Create',
  search: 'Search',
  filter: 'Filter',
  format: 'Formatter',
  code: 'Code',
  delay: 'Delay',
  loop: 'Loop',
  paths: 'Paths',
};

/** The names of apps that are no job's. */
const APP_LABELS: { [app: string]: string } = {
  [APP]: 'HighLevel',
  localiq: 'LocaliQ',
  webhook: 'Webhooks by Zapier',
};

const appLabel = (app: string): string => APP_LABELS[app] ?? otherApps[app]?.label ?? startCase(app);

function stepInfo(step: StepPlan, definition: Item): ZapStepInfo {
  const { id, does, kind } = step;
  const app = 'app' in step ? appLabel(step.app) : 'Zapier';
  const info: ZapStepInfo = { id, does, app, kind: KIND_LABELS[kind] };
  if (step.kind === 'create')
    return { ...info, ...operationOf(definition, step.app, 'creates', step.create) };
  if (step.kind === 'search')
    return { ...info, ...operationOf(definition, step.app, 'searches', step.search) };
  if (step.kind !== 'paths') return info;
  const paths = step.paths.map(({ name, steps }) => ({
    name,
    steps: steps.map((one) => stepInfo(one, definition)),
  }));
  return { ...info, paths };
}

/** The label of an operation of this app, or of another app of the jobs. */
function operationOf(
  definition: Item,
  app: string,
  kind: OperationKind,
  key: string,
): Pick<ZapStepInfo, 'operation'> {
  const label =
    app === APP ? at(definition, kind, key, 'display', 'label') : otherApps[app]?.[kind]?.[key]?.label;
  return typeof label === 'string' ? { operation: label } : {};
}
