import type { Locator } from 'playwright-core';
import type { Stage } from './stage';
import { Editor, expectSeen } from './stage';

/** Forms that change as they are filled in, and fields of each kind. */
export function formScenes(stage: Stage): void {
  test('fields appear with a choice, and what depended on another choice is cleared', async () => {
    const { page } = stage;
    const editor = await opened(stage, 'Create Opportunity');
    const pipelines = editor.dropDown('Pipeline');
    const first = await editor.pick('Pipeline');
    await editor.formIsThere();
    const stageName = await editor.pick('Stage');
    await expectSeen(editor.dropDown('Stage').getByText(stageName));

    await pipelines.click();
    const others = page
      .getByRole('listbox', { name: 'Pipeline' })
      .getByRole('option')
      .filter({ hasNotText: first });
    await others.first().click();
    await editor.formIsThere();
    await expectSeen(editor.dropDown('Stage').getByText('Choose …'));

    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await editor.press('All');
    await editor.choose('Call Any Endpoint');
    await editor.pick('Area', 'Products');
    await editor.formIsThere();
    await editor.pick('Endpoint', 'Create Product');
    await editor.formIsThere();
    const name = editor.field('Name').first();
    await name.fill('Whitening');
    expect(await stage.everythingTold()).toContain('Whitening');
    await editor.pick('Endpoint', 'List Products');
    await editor.formIsThere();
    await name.waitFor({ state: 'detached' });
    expect(await stage.everythingTold()).not.toContain('Whitening');
  });

  test('a long drop-down is searched, loaded further, and takes a value of one’s own', async () => {
    const { page } = stage;
    const editor = await opened(stage, 'Create Contact Note');
    await editor.dropDown('Contact').click();
    const options = page.getByRole('listbox', { name: 'Contact' }).getByRole('option');
    await options.first().waitFor();
    const before = await options.count();
    await page.getByRole('button', { name: 'Load more' }).click();
    await expectSeen(options.nth(before));
    expect(await options.count()).toBeGreaterThan(before);

    const wanted = (await options.nth(before).innerText()).split('\n', 1).join('');
    await page.getByRole('combobox', { name: 'Search Contact' }).fill(wanted);
    await expectSeen(options.filter({ hasText: wanted }));
    await page.keyboard.press('Enter');
    await expectSeen(editor.dropDown('Contact').getByText(wanted));

    await page.getByRole('button', { name: 'Clear Contact' }).click();
    await editor.dropDown('Contact').click();
    await page.getByRole('button', { name: 'Use a custom value' }).click();
    await page.keyboard.type('no-such-contact');
    await editor.field('Text').fill('Hello');
    await editor.press('Test step');
    await expectSeen(page.getByRole('heading', { name: 'Failed', exact: true }));
    await page.getByRole('button', { name: 'Choose Contact from the list' }).click();
    await expectSeen(editor.dropDown('Contact').getByText('Choose …'));
  });

  test('line items, lists, pairs, dates and files are filled in, and sent as they are', async () => {
    const { page, workbench } = stage;
    const { state } = workbench.sandbox;
    const invoice = await opened(stage, 'Create Invoice');
    await invoice.pick('Contact');
    await invoice.field('Name').first().fill('Whitening, two visits');
    await invoice.field('Customer Phone').fill('+13125550142');
    await invoice.field('Customer Email').fill('customer@example.com');
    const lines = page.getByRole('group', { name: 'Lines' });
    await fillRow(lines.getByRole('group', { name: 'Row 1' }), 'First visit', '120');
    await page.getByRole('button', { name: 'Add a row to Lines' }).click();
    await page.getByRole('button', { name: 'Add a row to Lines' }).click();
    await fillRow(lines.getByRole('group', { name: 'Row 3' }), 'Second visit', '80');
    await page.getByRole('button', { name: 'Remove row 2 of Lines' }).click();
    if (await invoice.dropDown('Currency').getByText('Choose …').isVisible())
      await invoice.pick('Currency', 'USD');
    await page.getByRole('button', { name: 'Open the calendar of Due Date' }).click();
    await page.getByLabel('Due Date: date and time').fill('2031-05-12T10:00');
    await expectSeen(invoice.field('Due Date').getByText('2031-05-12T10:00:00'));
    const sendTo = page.getByRole('group', { name: 'Send To' }).getByRole('textbox');
    await sendTo.first().fill('one@example.com');
    await page.getByRole('button', { name: 'Add another to Send To' }).click();
    await sendTo.nth(1).fill('two@example.com');
    await invoice.press('Test step');
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));
    expect(state.invoices.all().at(-1)).toMatchObject({
      name: 'Whitening, two visits',
      dueDate: expect.stringContaining('2031-05-12'),
      invoiceItems: [
        { name: 'First visit', qty: 1, amount: 120 },
        { name: 'Second visit', qty: 1, amount: 80 },
      ],
    });

    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await invoice.choose('API Request');
    await invoice.pick('Method', 'GET');
    await invoice.field('Path').fill('/contacts/');
    await invoice.field('Query Parameters: name').fill('limit');
    await invoice.field('Query Parameters: value').fill('1');
    await page.getByRole('button', { name: 'Add a pair to Query Parameters' }).click();
    await invoice.field('Query Parameters: name').nth(1).fill('locationId');
    const [location] = state.locations.all();
    await invoice
      .field('Query Parameters: value')
      .nth(1)
      .fill(location?.id ?? '');
    await invoice.press('Test step');
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));
    await page.getByRole('tab', { name: /^Requests/ }).click();
    await expectSeen(page.getByText(/\/contacts\/\?.*limit=1/));

    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await invoice.choose('Upload File to Contact');
    await invoice.pick('Contact');
    await invoice.formIsThere();
    await invoice.pick('File Field');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file for File' }).click();
    await (await chooser).setFiles({
      name: 'plan.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('A plan.'),
    });
    await expectSeen(page.getByText(/\/files\/.+\/plan\.txt/));
    await invoice.press('Test step');
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));
    await expectSeen(invoice.value('File Names').getByText('plan.txt'));
  });

  test('what was filled in, chosen and tested is there after a reload', async () => {
    const { page } = stage;
    const editor = await opened(stage, 'Create Contact Note');
    const contact = await editor.pick('Contact');
    await editor.field('Text').fill('Kept over a reload');
    await editor.press('Test step');
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));
    await page.reload();
    await expectSeen(page.getByRole('heading', { name: '1. Create Contact Note', exact: true }));
    await expectSeen(editor.dropDown('Contact').getByText(contact));
    await expectSeen(editor.field('Text').getByText('Kept over a reload'));
    await expectSeen(page.getByRole('heading', { name: 'Done', exact: true }));
    await expectSeen(editor.value('Text').getByText('Kept over a reload'));
  });
}

/** The editor, with an action in its first step. */
async function opened(stage: Stage, label: string): Promise<Editor> {
  const editor = new Editor(stage);
  await stage.open('steps');
  await editor.press('All');
  await editor.choose(label);
  return editor;
}

async function fillRow(row: Locator, name: string, price: string): Promise<void> {
  await row.getByRole('textbox', { name: /^Item Name/ }).fill(name);
  await row.getByRole('textbox', { name: /^Quantity/ }).fill('1');
  await row.getByRole('textbox', { name: /^Unit Price/ }).fill(price);
}
