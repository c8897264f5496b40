import { first } from '../../support/harness';
import type { Stage } from './stage';
import { Editor, expectSeen } from './stage';

/** Accounts: of the sandbox, and of HighLevel, for which another sandbox stands in. */
export function accountScenes(stage: Stage): void {
  test('an agency of the sandbox is connected by its chooser, and its steps ask for the sub-account', async () => {
    const { page, workbench } = stage;
    const { state } = workbench.sandbox;
    const editor = new Editor(stage);
    await stage.open('accounts');
    await editor.press('Choose an account of the sandbox');
    await expectSeen(page.getByRole('heading', { name: 'Choose an account' }));
    await page
      .getByRole('link', { name: /agency/i })
      .first()
      .click();
    await expectSeen(page.getByRole('heading', { name: 'Connected accounts' }));
    expect(page.url()).toMatch(/\/#\/accounts$/);
    await expectSeen(
      page
        .getByRole('listitem')
        .filter({ hasText: /agency/i })
        .getByText('In use'),
    );

    await page.getByRole('link', { name: 'Steps', exact: true }).click();
    await editor.press('All');
    await editor.choose('Create Contact');
    const location = await editor.pick('Sub-Account');
    await editor.formIsThere();
    await editor.field('Email').fill('of-the-agency@example.com');
    await editor.press('Test step');
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));
    expect(await stage.everythingTold()).not.toMatch(/[?&]code=/);
    const contact = state.contacts.all().find(({ email }) => email === 'of-the-agency@example.com');
    expect(location).toContain(String(state.locations.get(contact?.locationId ?? '')?.name));
  });

  test('an account is connected by a token, which the page forgets; what writes there asks first', async () => {
    const { page, highlevel } = stage;
    const editor = new Editor(stage);
    const { locationId } = first(highlevel.locations);
    const token = highlevel.issuePrivateToken({ locationId });
    const notes = () => highlevel.state.notes.all().length;
    await stage.open('accounts');
    await stage.picture('workbench-accounts');
    await page.getByRole('tab', { name: 'By a private integration' }).click();
    await page.getByLabel('Sub-account ID, or agency ID').fill(locationId);
    await page.getByLabel('Token').fill('pit-of-nobody');
    await editor.press('Connect');
    await expectSeen(page.getByRole('alert'));
    await page.getByLabel('Token').fill(token);
    await editor.press('Connect');
    await expectSeen(
      page
        .getByRole('listitem')
        .filter({ has: page.getByText('HighLevel', { exact: true }) })
        .getByText('In use'),
    );
    expect(await page.getByLabel('Token').inputValue()).toBe('');

    await page.getByRole('link', { name: 'Steps', exact: true }).click();
    await editor.press('All');
    await editor.choose('Create Contact Note');
    await editor.pick('Contact');
    await editor.field('Text').fill('Written after a yes');
    const before = notes();
    await editor.press('Test step');
    const question = page.getByRole('dialog');
    await expectSeen(question.getByText(/Create Contact Note/));
    await stage.picture('workbench-asks');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    expect(notes()).toBe(before);

    await editor.press('Test step');
    await question.getByRole('button', { name: 'Yes, do it' }).click();
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));
    expect(notes()).toBe(before + 1);
    expect(await stage.everythingTold()).not.toContain(token);

    await page.getByRole('link', { name: 'Accounts', exact: true }).click();
    const connected = page
      .getByRole('listitem')
      .filter({ has: page.getByText('HighLevel', { exact: true }) });
    await connected.getByRole('button', { name: /^Forget/ }).click();
    await question.getByRole('button', { name: 'Yes, do it' }).click();
    await connected.waitFor({ state: 'detached' });
  });

  test('HighLevel’s own consent page connects an account by the keys of a marketplace app', async () => {
    const { page, highlevel } = stage;
    const editor = new Editor(stage);
    await stage.open('accounts');
    await expectSeen(page.getByText('/oauth/callback'));
    await page.getByLabel('Client ID').fill(highlevel.clientId);
    await page.getByLabel('Client secret').fill(highlevel.clientSecret);
    await editor.press('Connect');
    await expectSeen(page.getByRole('heading', { name: 'Choose an account' }));
    await page
      .getByRole('link', { name: /sub-account/i })
      .first()
      .click();
    const connected = page
      .getByRole('listitem')
      .filter({ has: page.getByText('HighLevel', { exact: true }) });
    await expectSeen(connected.getByText('In use'));
    expect(page.url()).toMatch(/\/#\/accounts$/);
    expect(await stage.everythingTold()).not.toContain(highlevel.clientSecret);
  });
}
