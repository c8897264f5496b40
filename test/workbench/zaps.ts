/** The Zaps of the recipes and jobs on the workbench: each can be tried on the sandbox in a few clicks. */
import { chooseFirstAgency } from '../../recipes/stage';
import { type Item, items } from '../../zapier';
import type { Bench } from '../support/workbench';

const defaultsOf = (fields: unknown): Item =>
  Object.fromEntries(
    items(fields)
      .filter((field) => field.default !== undefined)
      .map((field) => [String(field.key), field.default]),
  );

/** The tests of the Zaps, on a workbench that stands. */
export function zapTests(bench: () => Bench): void {
  /** The agency of the sandbox, for the Zap that needs one. */
  let agency: string;
  beforeAll(async () => {
    const { url } = await bench().ask('accounts/sandbox');
    await fetch(await chooseFirstAgency(String(url)));
    agency = String((await bench().ask('accounts/list')).connected);
  });

  /** Which account tries a Zap. */
  const accountOf = (zap: string) => (zap === 'job-25-1' ? agency : bench().account);

  /** Tries a Zap as its page suggests: turned on, started by its event and polled; or run, where another app starts it. */
  async function tryZap(zap: string): Promise<Item[]> {
    const account = accountOf(zap);
    const { settings: suggested, events } = await bench().ask('zaps/form', { account, zap, settings: {} });
    const about = { account, zap, settings: defaultsOf(suggested) };
    const [start] = items(events);
    if (!start) return bench().askZap({ ...about, do: 'run' });
    const on = await bench().askZap({ ...about, do: 'on' });
    const { events: now } = await bench().ask('zaps/form', about);
    const [event = {}] = items(now);
    await bench().ask('life', { account, event: event.name, details: defaultsOf(event.fields) });
    return [...on, ...(await bench().askZap({ ...about, do: 'poll' }))];
  }

  test('each is turned on, started by what it waits for, and runs to its end', async () => {
    const { zaps } = await bench().ask('start');
    const problems: string[] = [];
    for (const { id: zap, events } of items(zaps)) {
      const news = await tryZap(String(zap));
      const told = (kind: string) => news.filter((one) => one.news === kind);
      const failed = told('did').filter(({ outcome }) => outcome === 'failed');
      const reasons = [...failed, ...told('refused')].map(
        ({ id, message }) => `${id ?? 'the Zap'}: ${message}`,
      );
      const [end] = told('ended');
      if (end?.outcome !== 'success') reasons.push(`it ended as ${end?.outcome}: ${end?.message}`);
      const [poll] = told('polled');
      if (Array.isArray(events) && events.length > 0 && poll?.fired !== 1)
        reasons.push(`the poll fired ${poll?.fired}`);
      if (told('did').length !== told('step').length) reasons.push('a step began and was not told of');
      problems.push(...reasons.map((reason) => `${zap}: ${reason}`));
    }
    expect(problems).toEqual([]);
  });

  test('a run tells each step as it goes, with its input, its output and its requests', async () => {
    const news = await bench().askZap({ account: bench().account, zap: 'job-2-1', settings: {}, do: 'run' });
    expect(news.map(({ news: kind, id }) => (id ? `${kind} ${id}` : kind))).toEqual([
      'run',
      ...['contact', 'tagged', 'workflow', 'enrolled'].flatMap((id) => [`step ${id}`, `did ${id}`]),
      'ended',
    ]);
    expect(news.find(({ news: kind, id }) => kind === 'did' && id === 'contact')).toMatchObject({
      ...{ outcome: 'done', input: { source: 'Facebook: Implants' }, output: { firstName: 'Lena' } },
      requests: [{ method: 'POST', path: '/contacts/upsert' }],
    });
    expect(news.at(-1)).toMatchObject({ outcome: 'success', tasks: 4 });
  });

  test('a chain shows the operations by their labels, and the steps of each path', async () => {
    const { zaps } = await bench().ask('start');
    const survey = items(zaps).find(({ id }) => id === 'job-19-1');
    expect(survey).toMatchObject({
      events: ['form-submitted'],
      hints: expect.arrayContaining([expect.any(String)]),
    });
    const [trigger, contact, ways] = items(survey?.steps);
    expect(trigger).toMatchObject({ kind: 'Trigger', app: 'HighLevel', operation: 'New Survey Submission' });
    expect(contact).toMatchObject({ kind: 'Search', operation: 'Find Contact' });
    expect(items(ways?.paths).map(({ name }) => name)).toEqual(['Six or less', 'Nine or more']);
  });

  test('settings are chosen from the account’s own lists, and those below follow those above', async () => {
    const zap = { account: bench().account, zap: 'job-8-1' };
    const stages = async (settings: Item) => {
      const form = items((await bench().ask('zaps/form', { ...zap, settings })).settings);
      return { form, offered: items(form.find(({ key }) => key === 'stage')?.choices) };
    };
    const { form, offered } = await stages({});
    const pipelines = items(form.find(({ key }) => key === 'pipeline')?.choices);
    const other = pipelines.find(({ value }) => value !== form[0]?.default);
    expect(form[0]).toMatchObject({ key: 'pipeline', altersForm: true, required: true });
    expect((await stages({ pipeline: other?.value })).offered).not.toEqual(offered);
  });

  test('a delay does not wait, and says so; a Zap that is off is not polled; one without its settings is not turned on', async () => {
    const zap = { account: bench().account, zap: 'job-23-1' };
    const { settings } = await bench().ask('zaps/form', { ...zap, settings: {} });
    const about = { ...zap, settings: defaultsOf(settings) };
    await bench().askZap({ ...about, do: 'off' });
    expect(await bench().askZap({ ...about, do: 'poll' })).toMatchObject([
      { news: 'refused', message: expect.stringContaining('Turn the Zap on first') },
    ]);
    expect(await bench().askZap({ ...zap, settings: {}, do: 'on' })).toMatchObject([
      { news: 'refused', message: expect.stringContaining('“Channel”') },
    ]);
    await bench().askZap({ ...about, do: 'on' });
    const { events } = await bench().ask('zaps/form', about);
    const [event = {}] = items(events);
    await bench().ask('life', {
      account: bench().account,
      event: event.name,
      details: defaultsOf(event.fields),
    });
    const news = await bench().askZap({ ...about, do: 'poll' });
    const later = news.find(({ news: kind, id }) => kind === 'did' && id === 'later');
    expect(later?.message).toBe('Waits 30 minutes at Zapier. Here it goes on at once.');
  });
}
