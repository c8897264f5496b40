/** A stage on which jobs are played, with the other apps that their Zaps use. */
import { join } from 'node:path';
import { jobs } from '../../recipes/jobs';
import { withOwnFields } from '../../recipes/jobs/own-fields';
import { zapOf } from '../../recipes/play';
import { pass, type Setting, type Stage, setStage } from '../../recipes/stage';
import type { Contact, LocationRow } from '../../sandbox/state';
import type { Table } from '../../sandbox/table';
import { handlerOf, type Item, type Run, type Surroundings, type Zap, type ZapPlan } from '../../zapier';

/** Seven in the morning in New York, where the sub-account is. */
const MORNING = '2026-01-15T12:00:00Z';
const MINUTE_MS = 60_000;

/** Sets the stage, with the built app; at seven in the morning, if nothing else is said. */
export const setJobStage = (setting: Setting = { begins: MORNING }): Promise<Stage> =>
  setStage(handlerOf(join(__dirname, '..', '..', 'index.js')), setting);

function planOf(number: number, name: string): ZapPlan {
  const plan = jobs.find((job) => job.number === number)?.zaps.find((zap) => zap.name.includes(name));
  if (!plan) throw new Error(`Job ${number} has no Zap “${name}”.`);
  return plan;
}

/** What surrounds a Zap of a job. */
interface Around {
  settings?: Item;
  apps?: Surroundings['apps'];
  /** What happens while a Delay step waits. */
  meanwhile?: () => void;
}

/** A Zap of a job, by a part of its name, with other apps at its other ends. */
export function jobZap(
  stage: Stage,
  number: number,
  name: string,
  { settings = {}, apps = {}, meanwhile }: Around = {},
): Zap {
  const plan = withOwnFields(planOf(number, name), settings);
  return zapOf({ ...stage, apps: { ...stage.apps, ...apps } }, plan, settings, meanwhile);
}

/** The runs that the next poll of a Zap starts, some minutes later. @throws Error if the poll fails */
export async function nextPoll(zap: Zap): Promise<Run[]> {
  pass(5 * MINUTE_MS);
  const { runs, failure } = await zap.poll();
  if (failure) throw new Error(failure.message);
  return runs;
}

/** The sub-account that the stage's connection belongs to. */
export const locationIn = (stage: Stage): string => String(stage.highlevel.authData.locationId);

/** The rows of a table that are in the stage's sub-account, and fit. */
export const rowsIn = <T extends LocationRow>(
  stage: Stage,
  table: Table<T>,
  fits: (row: T) => boolean = () => true,
): T[] => table.where((row) => row.locationId === locationIn(stage) && fits(row));

/** The row of this name in the stage's sub-account. @throws Error if there is none */
export function rowNamed<T extends LocationRow>(stage: Stage, table: Table<T>, name: string): T {
  const [row] = rowsIn(stage, table, (one) => one.name === name);
  if (!row) throw new Error(`The sub-account has no “${name}”.`);
  return row;
}

/** Gives contacts of the seed who have an owner and may be written to, each time another. */
export function takerOf(stage: () => Stage): () => Contact {
  let taken = 0;
  return () => {
    const { contacts } = stage().sandbox.state;
    const owned = rowsIn(stage(), contacts, ({ assignedTo, dnd }) => Boolean(assignedTo && !dnd));
    const contact = owned[taken];
    taken += 1;
    if (!contact) throw new Error('The sub-account has no more contacts with an owner.');
    return contact;
  };
}

/** Turns a Zap on. @throws Error if that fails */
export async function turnedOn(zap: Zap): Promise<Zap> {
  const { failure } = await zap.turnOn();
  if (failure) throw new Error(failure.message);
  return zap;
}

/** The tasks of a contact. */
export const tasksOf = ({ sandbox }: Stage, { id }: Contact) =>
  sandbox.state.tasks.where(({ contactId }) => contactId === id);

/** The text messages that a contact was sent. */
export const textsTo = ({ sandbox }: Stage, { id }: Contact) =>
  sandbox.state.messages.where(
    (one) => one.contactId === id && one.direction === 'outbound' && one.messageType === 'TYPE_SMS',
  );

/** How a run ended: why it stopped or failed, or that it succeeded. */
export const outcomeOf = ({ outcome, reason }: Run): string => reason ?? outcome;

/** What became of each step of a run. */
export const outcomesOf = ({ steps }: Run): string[] => steps.map(({ id, outcome }) => `${id} ${outcome}`);
