import { omit } from 'lodash';
import { items } from '../../../zapier';
import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';
const PET = 'custom_objects.pet';

function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const [relation, other] = state.relations.where((row) => row.locationId === locationId);
  // A contact with two pets.
  const ends = omit({ ...relation, locationId, secondRecordId: other?.secondRecordId }, 'id');
  const second = state.relations.insert(ends);
  return {
    locationId,
    ids: [String(relation?.id), second.id],
    associationId: String(relation?.associationId),
    contactId: String(relation?.firstRecordId),
    petId: String(relation?.secondRecordId),
    otherPetId: String(other?.secondRecordId),
  };
}

const rows = ({
  locationId,
  ids,
  associationId,
  contactId,
  petId,
  otherPetId,
}: ReturnType<typeof place>): SearchRow[] => {
  const related = (recordId: string, query: object) => ({
    call: `GET /associations/relations/${recordId}`,
    query: { locationId, skip: '0', ...query },
  });
  return [
    {
      key: 'find_relations',
      uses: [
        {
          input: { recordId: petId, objectKey: PET },
          sends: related(petId, { limit: '1' }),
          gives: { id: ids[0], associationId, otherRecordId: contactId, otherObjectKey: 'contact' },
        },
        {
          input: {
            objectKey: 'contact',
            recordId: contactId,
            associationIds: [associationId, UNKNOWN],
            otherRecordId: otherPetId,
          },
          sends: related(contactId, { limit: '100', associationIds: [associationId, UNKNOWN] }),
          gives: { id: ids[1], otherRecordId: otherPetId, otherObjectKey: PET },
        },
      ],
      several: { input: { objectKey: 'contact', recordId: contactId }, ids },
      nothing: [
        { objectKey: PET, recordId: UNKNOWN },
        { objectKey: 'contact', recordId: contactId, otherRecordId: contactId },
        { objectKey: 'contact', recordId: contactId, associationIds: [UNKNOWN] },
      ],
      refused: {
        input: { objectKey: 'contact' },
        says: /^Find Related Records needs a value for “Record”\.$/,
        sends: 0,
      },
    },
  ];
};

let made: ReturnType<typeof place>;
beforeEach(() => {
  made = place();
});

describeSearches(zap, 'Relations', () => rows(made));

test('a record that is related to itself is found as its own', async () => {
  const { locationId, associationId, contactId } = made;
  const ends = { firstRecordId: contactId, secondRecordId: contactId };
  const { id } = zap.sandbox.state.relations.insert({ locationId, associationId, ...ends });
  const found = await zap.run('searches', 'find_relations', {
    objectKey: 'contact',
    recordId: contactId,
    otherRecordId: contactId,
  });
  expect(items(found)).toMatchObject([{ id, otherRecordId: contactId }]);
});
