import type { State } from '../state';
import type { RandomData } from './random-data';

const STANDARD = [
  ['contact', 'Contact', 'Contacts'],
  ['opportunity', 'Opportunity', 'Opportunities'],
  ['business', 'Company', 'Companies'],
];

const PET = 'custom_objects.pet';

/** Adds a sub-account's objects, three associations, some pets, and whose they are. */
export function addAssociations(state: State, random: RandomData, locationId: string): void {
  const object = (key: string, singular: string, plural: string, standard: boolean) =>
    state.customObjects.insert({
      locationId,
      key,
      labels: { singular, plural },
      standard,
      description: '',
      primaryDisplayProperty: `${key}.name`,
      type: standard ? 'SYSTEM_DEFINED' : 'USER_DEFINED',
    });
  for (const [key = '', singular = '', plural = ''] of STANDARD) object(key, singular, plural, true);
  const pet = object(PET, 'Pet', 'Pets', false);
  const associate = (key: string, type: string, first: [string, string], second: [string, string]) =>
    state.associations.insert({
      locationId,
      key,
      associationType: type,
      firstObjectKey: first[0],
      firstObjectLabel: first[1],
      secondObjectKey: second[0],
      secondObjectLabel: second[1],
    });
  const owns = associate('owner_pet', 'USER_DEFINED', ['contact', 'Owner'], [PET, 'Pet']);
  associate('parent_child', 'USER_DEFINED', ['contact', 'Parent'], ['contact', 'Child']);
  associate(
    'OPPORTUNITIES_CONTACTS_ASSOCIATION',
    'SYSTEM_DEFINED',
    ['opportunity', 'Opportunity'],
    ['contact', 'Contact'],
  );
  const contacts = state.contacts.where((contact) => contact.locationId === locationId);
  for (const contact of contacts.slice(0, 4)) {
    const { id } = state.objectRecords.insert({
      locationId,
      objectId: pet.id,
      objectKey: PET,
      properties: { name: `${random.word('firstName')}'s ${random.one(['Cat', 'Dog', 'Parrot'])}` },
      owner: [],
      followers: [],
    });
    state.relations.insert({
      locationId,
      associationId: owns.id,
      firstObjectKey: 'contact',
      firstRecordId: contact.id,
      secondObjectKey: PET,
      secondRecordId: id,
    });
  }
}
