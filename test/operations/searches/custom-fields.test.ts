import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

function place() {
  const { state } = zap.sandbox;
  const { locationId } = first(zap.sandbox.locations);
  const here = (row: { locationId: string }) => row.locationId === locationId;
  return {
    locationId,
    fields: state.customFields.where(here),
    ofPets: state.objectFields.where((row) => here(row) && row.objectKey === 'custom_objects.pet'),
  };
}

const rows = ({ locationId, fields, ofPets }: ReturnType<typeof place>): SearchRow[] => {
  const named = (name: string) => first(fields.filter((field) => field.name === name)).id;
  const ofContacts = (model: string) => ({
    call: `GET /locations/${locationId}/customFields`,
    query: { model },
  });
  return [
    {
      key: 'find_custom_field',
      uses: [
        {
          input: { name: 'referral  SOURCE' },
          sends: ofContacts('all'),
          gives: { id: named('Referral Source'), picklistOptions: ['Friend', 'Search', 'Advert', 'Walk-in'] },
        },
        {
          input: { name: '{{contact.referral_source}}', model: 'contact' },
          sends: ofContacts('contact'),
          gives: { id: named('Referral Source'), model: 'contact' },
        },
        {
          input: { name: named('Deal Reference'), model: 'opportunity' },
          sends: ofContacts('opportunity'),
          gives: { id: named('Deal Reference'), model: 'opportunity' },
        },
        {
          input: { name: 'species', model: 'all', objectKey: 'custom_objects.pet' },
          sends: { call: 'GET /custom-fields/object-key/custom_objects.pet', query: { locationId } },
          gives: {
            id: first(ofPets.filter(({ name }) => name === 'Species')).id,
            model: 'custom_objects.pet',
            dataTypeName: 'Single Choice',
            picklistOptions: ['Cat', 'Dog', 'Parrot'],
          },
        },
      ],
      several: { input: { name: 'insurance' }, ids: [named('Insurance Provider'), named('Insurance Card')] },
      nothing: [
        { name: 'Shoe Size' },
        { name: 'Deal Reference', model: 'contact' },
        { name: 'Species', objectKey: 'custom_objects.unicorn' },
      ],
      refused: { input: {}, says: /^Find Custom Field needs a value for “Name, Key or ID”\.$/, sends: 0 },
    },
  ];
};

describeSearches(zap, 'Custom Fields', () => rows(place()));
