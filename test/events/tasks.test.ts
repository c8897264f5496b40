/** What only the triggers of tasks may get wrong: states that go to and fro, and dates that come. */
import { DAY_MS, HOUR_MS } from '../../fields/dates';
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import type { Item } from '../../zapier';
import { type App, Connection, handlerOf, loadApp } from '../../zapier';
import { first, harness } from '../support/harness';
import { fired, pollingZap, turnedOn } from '../support/polled';

const zap = harness();
let loaded: App;
beforeAll(async () => {
  loaded = await loadApp(handlerOf(withSharedOperations(app)), {
    environment: { HIGHLEVEL_API_URL: zap.sandbox.url },
  });
});

const zapOn = (trigger: string, input: Item = {}) =>
  turnedOn(pollingZap(new Connection(loaded, zap.authData), trigger, input));

const from = (ms: number) => new Date(Date.now() + ms).toISOString();

/** A task of the first sub-account, added so long ago. */
function task(more: Item = {}, ago = 60 * DAY_MS): string {
  const { tasks } = zap.sandbox.state;
  const { locationId } = first(zap.sandbox.locations);
  const { contactId } = first(tasks.where((row) => row.locationId === locationId));
  const at = from(-ago);
  const row = {
    locationId,
    contactId: String(contactId),
    title: 'Call',
    completed: false,
    dueDate: from(7 * DAY_MS),
  };
  return tasks.insert({ ...row, dateAdded: at, dateUpdated: at, ...Object(more) }).id;
}

const change = (id: string, to: Item) =>
  void zap.sandbox.state.tasks.update(id, { dateUpdated: from(0), ...Object(to) });

describe('New Task', () => {
  test('does not fire for a task that was completed when the Zap was turned on, and is opened again', async () => {
    const id = task({ completed: true }, 2 * DAY_MS);
    const zapOf = await zapOn('new_task');
    change(id, { completed: false });
    expect(await fired(zapOf)).toEqual([]);
  });

  test('fires for a task that is added and completed between two polls', async () => {
    const zapOf = await zapOn('new_task');
    const id = task({ completed: true }, 1000);
    expect(await fired(zapOf)).toEqual([id]);
  });
});

describe('Task Completed', () => {
  test('fires each time that a task is completed, and not when its text is edited after that', async () => {
    const id = task();
    const zapOf = await zapOn('task_completed');
    for (const times of [1, 2]) {
      change(id, { completed: true });
      expect([times, await fired(zapOf)]).toEqual([times, [id]]);
      change(id, { title: `Call again ${times}` });
      expect([times, await fired(zapOf)]).toEqual([times, []]);
      change(id, { completed: false });
      expect([times, await fired(zapOf)]).toEqual([times, []]);
    }
  });
});

describe('Task Overdue', () => {
  test('fires for tasks that were entered before the Zap was turned on, once they are due', async () => {
    const ids = [0, 1, 2].map(() => task());
    const zapOf = await zapOn('task_overdue', { hours: 2 });
    expect(await fired(zapOf)).toEqual([]);
    for (const id of ids) zap.sandbox.state.tasks.update(id, { dueDate: from(-3 * HOUR_MS) });
    expect((await fired(zapOf)).sort()).toEqual(ids.sort());
    expect(await fired(zapOf)).toEqual([]);
  });

  test('fires before the due date where the hours are less than none', async () => {
    const zapOf = await zapOn('task_overdue', { hours: -24 });
    const id = task({ dueDate: from(23 * HOUR_MS) }, 1000);
    task({ dueDate: from(25 * HOUR_MS) }, 1000);
    expect(await fired(zapOf)).toEqual([id]);
  });

  test('fires for a task that is entered today with a date of ten days ago, and again when it is moved', async () => {
    const zapOf = await zapOn('task_overdue');
    const id = task({ dueDate: from(-10 * DAY_MS) }, 1000);
    expect(await fired(zapOf)).toEqual([id]);
    change(id, { dueDate: from(DAY_MS) });
    expect(await fired(zapOf)).toEqual([]);
    change(id, { dueDate: from(-1000) });
    expect(await fired(zapOf)).toEqual([id]);
  });

  test('fires for a task of last month that is opened again', async () => {
    const id = task({ dueDate: from(-30 * DAY_MS), completed: true });
    const zapOf = await zapOn('task_overdue');
    expect(await fired(zapOf)).toEqual([]);
    change(id, { completed: false });
    expect(await fired(zapOf)).toEqual([id]);
  });
});
