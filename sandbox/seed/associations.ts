import { capitalize } from 'lodash';
import type { JsonObject } from '../json';
import type { State } from '../state';
import type { RandomData } from './random-data';

const STANDARD = [
  ['contact', 'Contact', 'Contacts'],
  ['opportunity', 'Opportunity', 'Opportunities'],
  ['business', 'Company', 'Companies'],
];

const PET = 'custom_objects.pet';

/** The fields of the pets and of the businesses, one of each common type. */
const FIELDS: {
  [objectKey: string]: { [key: string]: [name: string, dataType: string, options?: string[]] };
} = {
  [PET]: {
    name: ['Name', 'TEXT'],
    species: ['Species', 'SINGLE_OPTIONS', ['cat', 'dog', 'parrot']],
    weight: ['Weight', 'NUMERICAL'],
    born: ['Born On', 'DATE'],
    insured_for: ['Insured For', 'MONETORY'],
    likes: ['Likes', 'MULTIPLE_OPTIONS', ['walks', 'sleep', 'seeds']],
    vet_phone: ["Vet's Phone", 'PHONE'],
    remarks: ['Remarks', 'LARGE_TEXT'],
    temper: ['Temper', 'RADIO', ['calm', 'lively']],
    vaccines: ['Vaccines', 'CHECKBOX', ['rabies', 'distemper']],
    name_tag: ['Name Tag', 'TEXTBOX_LIST', ['front', 'back']],
    papers: ['Papers', 'FILE_UPLOAD'],
  },
  business: {
    name: ['Name', 'TEXT'],
    phone: ['Phone', 'PHONE'],
    email: ['Email', 'TEXT'],
    website: ['Website', 'TEXT'],
    city: ['City', 'TEXT'],
    state: ['State', 'TEXT'],
    country: ['Country', 'TEXT'],
  },
};

/** What is known of the pets, by the types of their fields; a field without a value is left out. */
const detailsOf = (i: number): JsonObject => ({
  species: ['cat', 'dog', 'parrot'][i % 3],
  weight: 2.5 + i,
  born: `202${i}-05-1${i}`,
  insured_for: { currency: 'default', value: 400 + 100 * i },
  likes: i % 2 ? ['walks', 'sleep'] : ['sleep'],
  ...(i === 0 && { vet_phone: '+12125550177', remarks: 'Is afraid of dogs.' }),
});

/** Adds the fields of a sub-account's pets and businesses. */
export function addObjectFields(state: State, locationId: string): void {
  for (const [objectKey, fields] of Object.entries(FIELDS)) {
    for (const [key, [name, dataType, options]] of Object.entries(fields)) {
      state.objectFields.insert({
        locationId,
        objectKey,
        fieldKey: `${objectKey}.${key}`,
        name,
        dataType,
        description: '',
        placeholder: '',
        showInForms: true,
        parentId: `folder-${objectKey}-${locationId}`,
        ...(options && { options: options.map((option) => ({ key: option, label: capitalize(option) })) }),
      });
    }
  }
}

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
  for (const [i, contact] of contacts.slice(0, 4).entries()) {
    const { id } = state.objectRecords.insert({
      locationId,
      objectId: pet.id,
      objectKey: PET,
      properties: {
        name: `${random.word('firstName')}'s ${random.one(['Cat', 'Dog', 'Parrot'])}`,
        ...detailsOf(i),
      },
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
