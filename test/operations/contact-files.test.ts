/** Files in the fields of contacts. */
import { contactFileCreates } from '../../creates/contact-files';
import { choicesOf } from '../../fields/dropdowns';
import { isObject, objects } from '../../sandbox/json';
import { at, items } from '../../zapier';
import { fileAt } from '../notes';
import { first, harness } from '../support/harness';
import { Elsewhere } from '../support/other-host';
import { describeCategory, type Row } from './table';

const zap = harness();
const ENDPOINT = 'POST /forms/upload-custom-files';

/** The sub-account, its first contact and its field of files. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { contacts, customFields } = zap.sandbox.state;
  const isHere = (row: { locationId: string }) => row.locationId === locationId;
  return {
    locationId,
    contact: first(contacts.where(isHere)),
    field: first(customFields.where((row) => isHere(row) && row.dataType === 'FILE_UPLOAD')),
    other: first(customFields.where((row) => isHere(row) && row.dataType === 'TEXT')),
  };
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}';

/** A body of so many files, each named by the field and an id of its own. */
const named = (fieldId: string, names: string[]) => ({
  asymmetricMatch: (body: unknown) =>
    isObject(body) &&
    Object.keys(body).every((name) => new RegExp(`^${fieldId}_${UUID}$`).test(name)) &&
    JSON.stringify(objects(Object.values(body)).map(({ name }) => name)) === JSON.stringify(names),
});

function rows(): Row[] {
  const { locationId, contact, field } = place();
  const contactId = contact.id;
  const input = { contactId, customFieldId: field.id, file: [fileAt(zap.sandbox, 'card.pdf')] };
  return [
    {
      key: 'upload_contact_file',
      input,
      sends: { call: ENDPOINT, query: { contactId, locationId }, body: named(field.id, ['card.pdf']) },
      gives: {
        id: contactId,
        customFieldId: field.id,
        fileNames: ['card.pdf'],
        fileLinks: [expect.stringMatching(/^https:\/\/storage\.example\.com\/.+\/card\.pdf$/)],
        success: true,
      },
      fails: {
        input: { ...input, contactId: 'nobody' },
        says: /^Upload File to Contact did not work\. .*Contact not found/,
      },
    },
  ];
}

describeCategory(
  zap,
  'Contacts',
  rows,
  contactFileCreates.map(({ key }) => key),
);

describe('a file for a contact', () => {
  const upload = (more: object) => {
    const { contact, field } = place();
    return zap.run('creates', 'upload_contact_file', {
      contactId: contact.id,
      customFieldId: field.id,
      ...more,
    });
  };
  const fileLinks = async () => {
    const { contact, field } = place();
    const found = await zap.run('searches', 'find_contact', { id: contact.id });
    return at(items(found)[0], 'customFields', field.id);
  };

  test('is kept beside those that the field has, and the contact shows all', async () => {
    await upload({ file: fileAt(zap.sandbox, 'front.png') });
    const made = await upload({
      file: [fileAt(zap.sandbox, 'back.png'), fileAt(zap.sandbox, 'note%20%22x%22.txt')],
    });
    const links = ['front.png', 'back.png', 'note%20_x_.txt'].map((name) =>
      expect.stringMatching(new RegExp(`^https://.+/${name}$`)),
    );
    expect(made).toMatchObject({ fileNames: ['back.png', 'note "x".txt'], fileLinks: links });
    expect(await fileLinks()).toEqual(links);
  });

  test('takes the place of the one in a field for one file', async () => {
    zap.sandbox.state.customFields.update(place().field.id, { isMultiFileAllowed: false });
    await upload({ file: fileAt(zap.sandbox, 'old.pdf') });
    await upload({ file: fileAt(zap.sandbox, 'new.pdf') });
    expect(await fileLinks()).toEqual([expect.stringMatching(/new\.pdf$/)]);
  });

  test.each([
    ['the contact alone', (contact: object) => contact],
    ['the contact under its name', (contact: object) => ({ contact })],
  ])('gives the links that the field has where the answer is %s', async (_what, answer) => {
    const { contact, field } = place();
    const url = 'https://storage.example.com/a.pdf';
    const customFields = [{ id: field.id, value: { x: { url, meta: {} } } }];
    zap.sandbox.faults.add({
      endpoint: ENDPOINT,
      status: 200,
      body: JSON.parse(JSON.stringify(answer({ id: contact.id, customFields }))),
    });
    expect(await upload({ file: fileAt(zap.sandbox, 'a.pdf') })).toMatchObject({ fileLinks: [url] });
  });

  test('gives no links where the answer shows no fields', async () => {
    zap.sandbox.faults.add({ endpoint: ENDPOINT, status: 200, body: { status: 'ok' } });
    const made = await upload({ file: fileAt(zap.sandbox, 'a.pdf') });
    expect(made).toEqual({
      id: place().contact.id,
      customFieldId: place().field.id,
      fileNames: ['a.pdf'],
      success: true,
    });
  });

  test.each([
    [
      'a kind that HighLevel does not take',
      () => ({ file: fileAt(zap.sandbox, 'a.exe') }),
      /a\.exe is not allowed/,
    ],
    [
      'a field of another type',
      () => ({ customFieldId: place().other.id, file: fileAt(zap.sandbox, 'a.pdf') }),
      /is no file field of contacts/,
    ],
    [
      'a name for the field',
      () => ({ customFieldId: 'Insurance Card', file: fileAt(zap.sandbox, 'a.pdf') }),
      /^“File Field” must be an ID; it is “Insurance Card”\./,
    ],
    [
      'one file of several that is gone',
      () => ({ file: [fileAt(zap.sandbox, 'a.pdf'), `${zap.sandbox.url}/_sandbox/none`] }),
      /can’t be fetched: “.+” answers with 404\.$/,
    ],
  ])('changes nothing where the step is given %s', async (_what, input, says) => {
    expect(await zap.sentence(upload(input()))).toMatch(says);
    expect(await fileLinks()).toBeUndefined();
  });

  test('is not sent where all together are too large', async () => {
    const host = new Elsewhere(() => 'x'.repeat(26 * 1024 * 1024));
    await host.start();
    const file = [`${host.url}/a.pdf`, `${host.url}/b.pdf`];
    const says = /^The files in “File” have more than 50 MB together\. None was uploaded\.$/;
    expect(await zap.sentence(upload({ file })).finally(() => host.stop())).toMatch(says);
    expect(zap.sent()).toEqual([]);
  });
});

test('the drop-down of its fields lists those of contacts that take files', async () => {
  const { locationId, field } = place();
  const more = { locationId, model: 'opportunity', dataType: 'FILE_UPLOAD', name: 'Plan', fieldKey: 'plan' };
  zap.sandbox.state.customFields.insert(more);
  const answer = await zap.call(choicesOf('contactFileFields').perform);
  expect(items(at(answer, 'results'))).toEqual([{ id: field.id, label: field.name }]);
});
