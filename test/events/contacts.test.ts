/** What only the triggers of contacts may get wrong: large tags, filters that time fulfils, changes there and back. */
import { DAY_MS } from '../../fields/dates';
import type { JsonObject } from '../../sandbox/json';
import type { Item } from '../../zapier';
import { first } from '../support/harness';
import type { Poller } from '../support/poller';
import { stage } from '../support/scenes';
import type { ScriptedList } from '../support/scripted';

const on = stage();

/** So long ago that it is no news. */
const OLD = 60 * DAY_MS;

/** A trigger's list in HighLevel, and the trigger on Zapier's side. */
function play(key: string, input: Item = {}): { list: ScriptedList; poller: Poller } {
  const found = first(on.events.filter((one) => one.key === key));
  const list = on.list(found);
  if (found.happens.isListed) list.isListed = found.happens.isListed;
  return { list, poller: on.poller(found, { input }) };
}

const idsOf = (found: Item[]) => found.map(({ id }) => String(id));

/** The ids of all that fires in so many polls. */
async function firedIn(poller: Poller, polls: number): Promise<string[]> {
  const fired: string[] = [];
  for (let nth = 0; nth < polls; nth += 1) fired.push(...idsOf(await poller.poll()));
  return fired;
}

/** The size of a page, where HighLevel gives less than is asked for. */
const PAGE = 20;

/** The ids of some rows, so many rows apart. */
const idsOfEach = (list: ScriptedList, apart: number) =>
  list.rows.filter((_row, nth) => nth % apart === 3).map(list.idOf);

const touched = (list: ScriptedList, at = Date.now()) => list.moments(['dateUpdated'], at);

describe('Tag Added to Contact', () => {
  const tags = (...names: string[]): JsonObject => ({ tags: names });

  test('finds each contact of a large tag, though tagging moves no time', async () => {
    const { list, poller } = play('contact_tag_added');
    list.manner = { cap: PAGE };
    list.rows = list.many(13 * PAGE, OLD).map((row) => ({ ...row, ...tags('vip') }));
    const untagged = idsOfEach(list, 19);
    for (const id of untagged) list.change(id, tags());
    await poller.on();
    for (const id of untagged) list.change(id, tags('vip'));
    expect((await firedIn(poller, 40)).sort()).toEqual(untagged.sort());
  });

  test('fires nothing where the contacts of a large tag are edited, and others go away', async () => {
    const { list, poller } = play('contact_tag_added');
    list.manner = { cap: PAGE };
    list.rows = list.many(18 * PAGE, OLD).map((row) => ({ ...row, ...tags('vip') }));
    await poller.on();
    for (const id of idsOfEach(list, 19)) list.change(id, touched(list));
    list.rows.splice(0, 6 * PAGE);
    expect(await firedIn(poller, 10)).toEqual([]);
  });

  test('fires again where a tag is taken away and given again', async () => {
    const { list, poller } = play('contact_tag_added');
    list.rows = list.many(30, OLD).map((row) => ({ ...row, ...tags('vip') }));
    await poller.on();
    for (const times of [1, 2]) {
      list.change('old7', tags());
      expect([times, await firedIn(poller, 1)]).toEqual([times, []]);
      list.change('old7', tags('vip'));
      expect([times, await firedIn(poller, 2)]).toEqual([times, ['old7']]);
    }
  });
});

describe('New Contact in Filtered List', () => {
  test('finds those that time alone puts into a large list, and fires again for one that left it', async () => {
    const { list, poller } = play('contact_enters_list');
    list.manner = { cap: PAGE };
    list.rows = list.many(8 * PAGE, OLD).map((row) => ({ ...row, city: 'Leeds' }));
    const ids = idsOfEach(list, 23);
    for (const id of ids) list.change(id, { city: 'York' });
    await poller.on();
    for (const id of ids) list.change(id, { city: 'Leeds' });
    expect((await firedIn(poller, 30)).sort()).toEqual(ids.sort());
    list.rows = list.rows.slice(0, 3 * PAGE);
    list.change('old1', { city: 'York' });
    expect(await firedIn(poller, 2)).toEqual([]);
    list.change('old1', { city: 'Leeds' });
    expect(await firedIn(poller, 2)).toEqual(['old1']);
  });
});

describe('New or Updated Contact, with chosen fields', () => {
  const EMAIL = { watched: ['email'] };
  const changed = (list: ScriptedList, id: string, changes: JsonObject) =>
    list.change(id, { ...changes, ...touched(list) });

  test('tells which field changed, and what it was', async () => {
    const { list, poller } = play('updated_contact', { watched: ['email', 'tags'] });
    list.rows = list.many(5, OLD).map((row) => ({ ...row, email: 'one@example.com', tags: ['b', 'a'] }));
    await poller.on();
    changed(list, 'old2', { email: 'two@example.com', tags: ['a', 'b'] });
    const [fired] = await poller.poll();
    expect(fired).toMatchObject({
      id: 'old2',
      changes: [{ field: 'Email', before: 'one@example.com', now: 'two@example.com' }],
    });
  });

  test('sees opt-outs by channel, and fires for those of the watched fields alone', async () => {
    const { list, poller } = play('updated_contact', { watched: ['dnd'] });
    list.rows = list.many(5, OLD).map((row) => ({ ...row, dnd: false, dndSettings: {} }));
    await poller.on();
    changed(list, 'old1', { email: 'other@example.com' });
    changed(list, 'old3', { dndSettings: { SMS: { status: 'permanent' } } });
    expect(await firedIn(poller, 2)).toEqual(['old3']);
  });

  test('of a long text tells that it changed, and not what it was', async () => {
    const { list, poller } = play('updated_contact', { watched: ['source'] });
    const long = 'long '.repeat(20);
    list.rows = list.many(3, OLD).map((row) => ({ ...row, source: `${long}one` }));
    await poller.on();
    changed(list, 'old1', { source: `${long}two` });
    const [fired] = await poller.poll();
    expect(fired?.changes).toEqual([{ field: 'Source', now: `${long}two` }]);
  });

  test('fires for new contacts where they are wanted, once, and else for their changes alone', async () => {
    for (const [includeNew, expected] of [
      [true, ['new0', 'new0']],
      [false, ['new0']],
    ] as const) {
      const { list, poller } = play('updated_contact', { ...EMAIL, includeNew });
      list.rows = list.many(5, OLD);
      await poller.on();
      list.rows.unshift(...list.many(1, 1000, 'new'));
      const came = await firedIn(poller, 2);
      changed(list, 'new0', { email: 'later@example.com' });
      expect([...came, ...(await firedIn(poller, 2))]).toEqual(expected);
    }
  });

  test('does not fire for long lists of contacts that it has not seen yet, and sees one page more at each poll', async () => {
    const { list, poller } = play('updated_contact', EMAIL);
    list.manner = { cap: 5 };
    list.rows = list.many(520, OLD).map((row) => ({ ...row, email: 'before@example.com' }));
    await poller.on();
    changed(list, 'old515', { email: 'unseen@example.com' });
    expect(await firedIn(poller, 6)).toEqual([]);
    changed(list, 'old510', { email: 'seen@example.com' });
    expect(await firedIn(poller, 2)).toEqual(['old510']);
  });
});
