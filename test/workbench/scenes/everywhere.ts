import type { Stage } from './stage';
import { Editor, expectSeen } from './stage';

const VIEWS = ['steps', 'zaps', 'accounts'] as const;

/** What holds on each view of the page. */
export function everywhereScenes(stage: Stage): void {
  test('on a phone no view scrolls sideways, and its controls can be reached', async () => {
    const { page } = stage;
    await stage.onPhone();
    const wide: string[] = [];
    for (const view of VIEWS) {
      await stage.open(view);
      await fillView(stage, view);
      const width = await page.evaluate<number>('document.documentElement.scrollWidth');
      if (width > 360) wide.push(`${view}: ${width}`);
      wide.push(...(await page.evaluate<string[]>(OUT_OF_SIGHT)).map((one) => `${view}: ${one}`));
    }
    expect(wide).toEqual([]);
  });

  test('each control of each view has a name', async () => {
    const { page } = stage;
    const nameless: string[] = [];
    let seen = 0;
    for (const view of VIEWS) {
      await stage.open(view);
      await fillView(stage, view);
      const devtools = await page.context().newCDPSession(page);
      const { nodes } = await devtools.send('Accessibility.getFullAXTree');
      const controls = nodes.filter(({ ignored, role }) => !ignored && CONTROLS.has(String(role?.value)));
      seen += controls.length;
      for (const { role, name, nodeId } of controls)
        if (!String(name?.value ?? '').trim()) nameless.push(`${view}: ${role?.value} ${nodeId}`);
    }
    expect(nameless).toEqual([]);
    expect(seen).toBeGreaterThan(100);
  });

  test('the first stop of the Tab key skips to the content', async () => {
    const { page } = stage;
    await stage.open('accounts');
    await page.keyboard.press('Tab');
    await expectSeen(page.getByRole('link', { name: 'Skip to the content' }));
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    await expectSeen(page.getByRole('heading', { name: 'Connected accounts' }));
  });
}

/** Fills a view with something of each kind. */
async function fillView(stage: Stage, view: (typeof VIEWS)[number]): Promise<void> {
  const { page } = stage;
  const editor = new Editor(stage);
  if (view === 'steps') {
    await editor.choose('New Form Submission');
    await editor.press('Test trigger');
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));
    await editor.openStep(2);
    await editor.choose('Create Invoice');
  }
  if (view === 'zaps') {
    await page.getByRole('combobox', { name: 'Search Zaps' }).fill('form contact opportunity text');
    await page.keyboard.press('Enter');
    await editor.press('Run with a sample');
    await expectSeen(page.getByText(/^The run /));
  }
  if (view === 'accounts') await page.getByRole('tab', { name: 'By a private integration' }).click();
}

/** The roles of what people use. */
const CONTROLS = new Set([
  ...['button', 'link', 'textbox', 'combobox', 'listbox', 'option', 'tab'],
  ...['tabpanel', 'dialog', 'table', 'region', 'navigation'],
]);

/** The controls that stand outside of the page's width. */
const OUT_OF_SIGHT = `[...document.querySelectorAll('button, a, input, select, [role=textbox]')]
  .filter((element) => element.checkVisibility() && !element.closest('.unseen, .skip'))
  .filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < 0 || right > innerWidth;
  })
  .map((element) => element.getAttribute('aria-label') ?? element.textContent)`;
