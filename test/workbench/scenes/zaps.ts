import type { Stage } from './stage';
import { Editor, expectSeen } from './stage';

/** The Zaps of the jobs, watched as they run. */
export function zapScenes(stage: Stage): void {
  test('a job runs step by step after something happened', async () => {
    const { page, workbench } = stage;
    const { state } = workbench.sandbox;
    const before = state.messages.all().length;
    await stage.open('zaps');
    await page.getByRole('combobox', { name: 'Search Zaps' }).fill('form contact opportunity text');
    await page.keyboard.press('Enter');
    await expectSeen(page.getByRole('heading', { name: /^HighLevel form/ }));
    await page.getByText('What to know before you build it').click();
    await expectSeen(page.getByText('HighLevel sends texts to contacts only'));
    await page.getByText('What to know before you build it').click();
    await expectSeen(page.getByRole('combobox', { name: /pipeline/i }));

    const editor = new Editor(stage);
    await editor.press('Turn on');
    await expectSeen(page.getByRole('button', { name: 'Poll now' }));
    const life = page.getByRole('complementary', { name: 'Let it happen' });
    await life.getByRole('button', { name: 'Let it happen' }).first().click();
    await expectSeen(life.getByText('It happened.'));
    await editor.press('Poll now');
    await expectSeen(page.getByText('The run is done.'));
    const steps = page.getByRole('list', { name: 'Steps of the Zap' }).getByRole('listitem');
    await expectSeen(steps.filter({ hasText: 'Send Message' }).getByText('Done', { exact: true }));
    await stage.picture('workbench-zap');
    const sent = steps.filter({ hasText: 'Send Message' });
    await sent.getByText('What it did').click();
    await expectSeen(sent.getByRole('table', { name: 'Output' }));
    await sent.getByRole('tab', { name: 'Input' }).click();
    await expectSeen(sent.getByRole('cell', { name: /New lead: / }));
    expect(state.messages.all()).toHaveLength(before + 1);

    await page.reload();
    await expectSeen(page.getByText('The run is done.'));
  });

  test('a Zap runs with a sample of its trigger, and shows what started it', async () => {
    const { page } = stage;
    await stage.open('zaps');
    await page.getByRole('combobox', { name: 'Search Zaps' }).fill('form contact opportunity text');
    await page.keyboard.press('Enter');
    const editor = new Editor(stage);
    await editor.press('Run with a sample');
    await expectSeen(page.getByText(/^The run (is done|stopped)\./));
    await page.getByText('What started it').click();
    await expectSeen(page.getByRole('table', { name: 'What started it' }));
  });
}
