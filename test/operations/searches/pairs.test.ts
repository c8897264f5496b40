/** What a search does not find, a pair creates. */
import app from '../../../index';
import { at, isItem, items } from '../../../zapier';
import { fileAt } from '../../notes';
import { first, harness } from '../../support/harness';

describe('a pair', () => {
  const pairs = Object.values(app.searchOrCreates);
  const formOf = (key: string) =>
    items(at(app.creates, key, 'operation', 'inputFields')).map((field) => field.key);

  test('stands behind each search that may find nothing, and whose record a step can make', () => {
    expect(pairs.map(({ search }) => search).sort()).toEqual([
      'find_appointment',
      'find_appointment_notes',
      'find_association',
      'find_blog_post',
      'find_business',
      'find_calendar',
      'find_contact',
      'find_contact_note',
      'find_conversation',
      'find_custom_object_record',
      'find_custom_value',
      'find_estimate',
      'find_invoice',
      'find_location_by_name',
      'find_media_file',
      'find_opportunity',
      'find_relations',
      'find_task',
      'find_user',
    ]);
  });

  test('updates what its search gives the ids of', () => {
    const updating = pairs.filter((pair) => 'update' in pair);
    expect(updating.map(({ search }) => search)).toEqual([
      'find_task',
      'find_appointment',
      'find_opportunity',
      'find_conversation',
      'find_business',
      'find_custom_object_record',
      'find_blog_post',
    ]);
    const faults = updating.flatMap((pair) =>
      Object.entries(Object(at(pair, 'updateInputFromSearchOutput'))).flatMap(([field, given]) => [
        ...(formOf(String(at(pair, 'update'))).includes(field) ? [] : [`${pair.search} fills no ${field}`]),
        ...(isItem(at(app.searches, pair.search, 'operation', 'sample', String(given))) ||
        at(app.searches, pair.search, 'operation', 'sample', String(given))
          ? []
          : [`${pair.search} gives no ${given}`]),
      ]),
    );
    expect(faults).toEqual([]);
  });
});

describe('a file of the media library', () => {
  const zap = harness();

  test('is uploaded where there is none of its name, and then is found', async () => {
    const search = { type: 'file', query: 'report.pdf' };
    const find = () => zap.run('searches', 'find_media_file', search);
    expect(await find()).toEqual([]);
    const file = fileAt(zap.sandbox, 'report.pdf');
    const made = await zap.run(
      'creates',
      'upload_media_file',
      { file },
      {
        meta: { withSearch: 'find_media_file' },
      },
    );
    // What both give has one name in both: later steps map it from either.
    expect(await find()).toEqual([expect.objectContaining(Object(made))]);
  });
});

describe('two runs at once', () => {
  const zap = harness();

  test('make one conversation with a contact with whom nobody has talked', async () => {
    const { locationId } = first(zap.sandbox.locations);
    const { contacts, conversations } = zap.sandbox.state;
    const contactId = contacts.insert({ locationId, firstName: 'Ada', email: 'ada@example.com' }).id;
    const run = async () => {
      expect(await zap.run('searches', 'find_conversation', { contactId })).toEqual([]);
      return () => zap.run('creates', 'create_conversation', { contactId });
    };
    // Both look before either of them makes one.
    const [one, other] = [await run(), await run()];
    const made = await one();
    expect(made).toMatchObject({ contactId, new: true });
    expect(await other()).toMatchObject({ id: at(made, 'id'), contactId, new: false });
    expect(conversations.where((row) => row.contactId === contactId)).toHaveLength(1);
    expect(await zap.run('searches', 'find_conversation', { contactId })).toEqual([
      expect.objectContaining({ id: at(made, 'id') }),
    ]);
  });

  test('make one opportunity where the sub-account allows no second one', async () => {
    const { locationId } = first(zap.sandbox.locations);
    const { state } = zap.sandbox;
    const settings = {
      ...Object(state.locations.get(locationId)?.settings),
      allowDuplicateOpportunity: false,
    };
    state.locations.update(locationId, { settings });
    const contact = state.contacts.insert({ locationId, firstName: 'Ada', email: 'ada@example.com' });
    const [pipeline] = state.pipelines.where((row) => row.locationId === locationId);
    const search = { contact_id: contact.id, status: 'open' };
    const input = { contactId: contact.id, pipelineId: pipeline?.id, name: 'Crown', status: 'open' };
    const behind = { meta: { withSearch: 'find_opportunity' } };
    const run = async () => {
      expect(await zap.run('searches', 'find_opportunity', search)).toEqual([]);
      return () => zap.run('creates', 'create_opportunity', input, behind);
    };
    // Both look before either of them makes one.
    const [one, other] = [await run(), await run()];
    const made = await one();
    expect(made).toMatchObject({ name: 'Crown', new: true });
    expect(await other()).toMatchObject({ id: at(made, 'id'), name: 'Crown', new: false });
    expect(state.opportunities.where((row) => row.contactId === contact.id)).toHaveLength(1);
    expect(await zap.run('searches', 'find_opportunity', search)).toEqual([
      expect.objectContaining({ id: at(made, 'id') }),
    ]);
  });
});
