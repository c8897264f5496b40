import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';
const PET = 'custom_objects.pet';

function place() {
  const { locationId } = first(zap.sandbox.locations);
  const ours = zap.sandbox.state.associations.where((row) => row.locationId === locationId);
  return { locationId, withKey: (key: string) => first(ours.filter((row) => row.key === key)).id };
}

const rows = ({ locationId, withKey }: ReturnType<typeof place>): SearchRow[] => {
  const owner = withKey('owner_pet');
  const parent = withKey('parent_child');
  const all = { call: 'GET /associations/', query: { locationId, limit: '100', skip: '0' } };
  const ofContacts = { call: 'GET /associations/objectKey/contact', query: { locationId } };
  return [
    {
      key: 'find_association',
      uses: [
        {
          input: { associationId: owner },
          sends: { call: `GET /associations/${owner}` },
          gives: { id: owner, key: 'owner_pet' },
        },
        {
          input: { key_name: 'owner_pet' },
          sends: { call: 'GET /associations/key/owner_pet', query: { locationId } },
          gives: { id: owner, firstObjectLabel: 'Owner' },
        },
        {
          input: { objectKey: 'contact', secondObjectKey: PET },
          sends: ofContacts,
          gives: { id: owner, secondObjectKey: PET },
        },
        // Contacts at both of its ends.
        {
          input: { objectKey: 'contact', secondObjectKey: 'contact' },
          sends: ofContacts,
          gives: { id: parent, key: 'parent_child' },
        },
        { input: { secondObjectKey: PET }, sends: all, gives: { id: owner } },
        { input: { label: 'CHILD' }, sends: all, gives: { id: parent } },
        { input: { label: 'owner - pet' }, sends: all, gives: { id: owner } },
      ],
      several: {
        input: { objectKey: 'contact' },
        ids: [owner, parent, withKey('OPPORTUNITIES_CONTACTS_ASSOCIATION')],
      },
      nothing: [
        { associationId: UNKNOWN },
        { key_name: 'nobody' },
        { associationId: owner, label: 'Child' },
        { objectKey: PET, secondObjectKey: 'opportunity' },
        { label: 'Sitter' },
      ],
      refused: { input: {}, says: /^Find Association needs a value for “Association ID”, “Key”/, sends: 0 },
    },
  ];
};

describeSearches(zap, 'Associations', () => rows(place()));
