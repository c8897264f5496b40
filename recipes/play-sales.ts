import { type Item, items } from '../zapier';
import { act, type Check, moveClock, shown, zapOf } from './play';
import { moveToTask } from './sales';
import type { Stage } from './stage';

const MINUTE = 60_000;
const TWO_DAYS = 2 * 24 * 60 * MINUTE;

const priya: Item = { firstName: 'Priya', lastName: 'Raman', email: 'priya.raman@example.com' };

/** Priya's opportunity moves on, is edited, and moves back. */
export async function playSales(stage: Stage): Promise<Check[]> {
  const { state, clock } = stage.sandbox;
  const { id: contactId } = await act(stage, 'upsert_contact', priya);
  const [pipeline] = await shown(stage, 'list_pipelines');
  const [owner] = await shown(stage, 'list_users_by_location');
  const stages = items(pipeline?.stages);
  const { id } = await act(stage, 'create_opportunity', {
    contactId,
    pipelineId: pipeline?.id,
    pipelineStageId: stages[0]?.id,
    name: 'Implant, upper left',
    status: 'open',
    assignedTo: owner?.id,
  });

  const zap = zapOf(stage, moveToTask, { pipelineId: pipeline?.id });
  await zap.turnOn();
  /** Edits the opportunity, and answers how often the next two polls start the Zap. */
  const edit = async (changes: Item): Promise<number> => {
    moveClock(stage);
    await act(stage, 'update_opportunity', { id, ...changes });
    const polls = [await zap.poll(), await zap.poll()];
    return polls.flatMap(({ runs }) => runs).length;
  };

  const moved = await edit({ pipelineStageId: stages[1]?.id });
  const due = clock.ms() + TWO_DAYS;
  const [run] = zap.history;
  const idFrom = (step: string, key: string) =>
    String(run?.steps.find((one) => one.id === step)?.output[key]);
  const task = state.tasks.get(idFrom('task', 'id'));
  const email = state.emails.get(idFrom('message', 'emailMessageId'));
  const isDue = Math.abs(Date.parse(String(task?.dueDate)) - due) < MINUTE;
  const edited = await edit({ name: 'Implant and crown, upper left', monetaryValue: 4200 });
  const back = await edit({ pipelineStageId: stages[0]?.id });
  return [
    {
      says: `It moves from “${stages[0]?.name}” to “${stages[1]?.name}”, and the Zap runs once.`,
      holds: moved === 1 && run?.outcome === 'success',
    },
    {
      says: `${owner?.name}, who owns it, has a task on its contact, due in two days.`,
      holds: task?.contactId === contactId && task?.assignedTo === owner?.id && isDue,
    },
    {
      says: 'Priya has an email about it.',
      holds: String(email?.to) === priya.email && email?.subject === 'Implant, upper left',
    },
    { says: 'Its name and its value change, and nothing runs.', holds: edited === 0 },
    { says: 'It moves back, and the Zap runs once more.', holds: back === 1 },
  ];
}
