import type { Stage } from './stage';
import { Editor, expectSeen } from './stage';

/** A newcomer builds a Zap step by step, by what the page says. */
export function newcomerScenes(stage: Stage): void {
  test('a newcomer books an appointment from a form submission', async () => {
    const { page, workbench } = stage;
    const editor = new Editor(stage);
    const before = workbench.sandbox.state.appointments.all().length;
    await stage.open('steps');

    await editor.choose('New Form Submission');
    await editor.press('Turn on');
    await expectSeen(page.getByRole('button', { name: 'Poll now' }));
    await editor.letHappen(/form/i, {
      'First Name': 'Noor',
      'Last Name': 'Haddad',
      Email: 'noor@example.com',
    });
    await editor.press('Poll now');
    await expectSeen(page.getByText('Fired by the last poll'));
    await expectSeen(editor.value('Email').getByText('noor@example.com'));
    await stage.picture('workbench-trigger');

    await editor.openStep(2);
    await editor.choose('Create Appointment');
    await editor.pick('Calendar');
    await editor.insert('Contact', 'Contact ID');
    await editor.formIsThere();
    await editor.pick('Free Slot');
    await editor.field('Title').fill('First visit of ');
    await editor.insert('Title', 'First Name');
    await page.evaluate('scrollTo(0, 0)');
    await stage.picture('workbench-form');
    await editor.press('Test step');
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));
    await expectSeen(editor.value('Title').getByText('First visit of Noor'));
    await stage.picture('workbench-result');

    const booked = workbench.sandbox.state.appointments.all();
    expect(booked).toHaveLength(before + 1);
    expect(booked.at(-1)).toMatchObject({ title: 'First visit of Noor' });
    const contact = workbench.sandbox.state.contacts.get(booked.at(-1)?.contactId ?? '');
    expect(contact).toMatchObject({ firstName: 'Noor', email: 'noor@example.com' });
  });

  test('steps are added, moved and removed, and what was put in stays that of its step', async () => {
    const { page } = stage;
    const editor = new Editor(stage);
    const chain = page.getByRole('navigation', { name: 'Steps', exact: true }).getByRole('listitem');
    await stage.open('steps');
    await editor.choose('New Form Submission');
    await editor.press('Test trigger');
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));
    await editor.openStep(2);
    await editor.choose('Find Contact');
    await editor.insert('Email', 'Email');
    await editor.press('Test step');
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));
    await editor.press('Add a step');
    await editor.choose('Create Contact Note');
    await editor.insert('Contact', 'Contact ID');
    await editor.insert('Text', 'Last Name');
    await expectSeen(editor.field('Text').getByText('1. Last Name'));

    await editor.press('Add a step');
    await editor.choose('Create Contact Task');
    await editor.press('Move the step up');
    await editor.press('Move the step up');
    expect(await chain.allInnerTexts()).toEqual([
      expect.stringContaining('New Form Submission'),
      expect.stringContaining('Create Contact Task'),
      expect.stringContaining('Find Contact'),
      expect.stringContaining('Create Contact Note'),
    ]);
    expect(await page.getByRole('button', { name: 'Move the step up' }).isDisabled()).toBe(true);
    await editor.press('Remove the step');
    await editor.openStep(3);
    await expectSeen(editor.field('Text').getByText('1. Last Name'));
    await editor.press('Test step');
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));

    await editor.press('Start anew');
    await page.getByRole('dialog').getByRole('button', { name: 'Yes, do it' }).click();
    await expectSeen(page.getByRole('heading', { name: '1. Choose a trigger' }));
    expect(await chain.count()).toBe(2);
  });

  test('by keyboard alone a step is found, its form filled in, and an error mended', async () => {
    const { page } = stage;
    const editor = new Editor(stage);
    await stage.open('steps');
    const search = page.getByRole('combobox', { name: 'Search steps' });
    await search.waitFor();
    expect(await page.evaluate(FOCUSED_NAME)).toBe('Search steps');

    await page.keyboard.type('no step has this name');
    await expectSeen(page.getByText(/^No .+ fit/));
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('action create contact');
    await tabTo(stage, 'Show');
    await page.keyboard.press('Enter');
    await search.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('action creates a contact');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expectSeen(page.getByRole('heading', { name: '1. Create Contact', exact: true }));
    await editor.formIsThere();

    await tabTo(stage, 'Email');
    await page.keyboard.type('not an address');
    await tabTo(stage, 'Test step');
    await page.keyboard.press('Enter');
    await expectSeen(page.getByRole('heading', { name: 'Failed', exact: true }));
    const error = page.getByRole('region', { name: 'Result' }).getByText(/email/i);
    await expectSeen(error);

    await editor.field('Email').focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('by-keyboard@example.com');
    await tabTo(stage, 'Test step');
    await page.keyboard.press('Enter');
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));
    await expectSeen(editor.value('Email').getByText('by-keyboard@example.com'));
    await page.getByRole('tab', { name: 'Values' }).focus();
    await page.keyboard.press('ArrowRight');
    await expectSeen(page.getByRole('region', { name: 'JSON' }).getByText('"by-keyboard@example.com"'));
    await page.keyboard.press('ArrowRight');
    await expectSeen(page.getByText('/contacts/').first());
  });
}

/** More steps of the Tab key than any form of these scenes has. */
const MOST_TABS = 200;

/** Presses Tab until what has the focus is called so, or begins so. */
async function tabTo({ page }: Stage, name: string): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(FOCUSED_NAME);
    if (focused.startsWith(name)) return;
  }
  throw new Error(`The Tab key does not reach “${name}”.`);
}

/** The name of what has the focus, as screen readers find it. */
const FOCUSED_NAME = `(() => {
  const { activeElement: element } = document;
  const by = element.getAttribute('aria-labelledby');
  const names = (by ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '');
  return (by ? names.join(' ') : (element.getAttribute('aria-label') ?? element.textContent)).trim();
})()`;
