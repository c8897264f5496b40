import { isRecord, type Raw } from '../highlevel/json';
import { idOf, type Output, outputs, type RecordType, withMoments } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A custom field's definition; its choices by their names, whichever way HighLevel gives them. */
function fromCustomField(raw: Raw): Output {
  const { picklistOptions: options } = raw;
  return {
    ...withMoments(raw, ['dateAdded']),
    id: idOf(raw),
    ...(Array.isArray(options) && { picklistOptions: options.map(nameOf) }),
  };
}

const nameOf = (option: unknown) =>
  isRecord(option) ? String(option.label ?? option.name ?? option.id ?? '') : String(option);

/** The definition of a field that the location has made itself. */
export const customField: RecordType = {
  noun: 'Custom Field',
  fields: [
    ...outputs('string', {
      id: 'Custom Field ID',
      name: 'Name',
      fieldKey: 'Unique Key',
      model: 'Belongs To',
      dataType: 'Data Type',
      placeholder: 'Placeholder',
      locationId: 'Location ID',
    }),
    { key: 'picklistOptions', label: 'Choices', type: 'string', list: true },
    { key: 'position', label: 'Position', type: 'number' },
    ...outputs('boolean', {
      isAllowedCustomOption: 'Allows Other Choices',
      isMultiFileAllowed: 'Allows Several Files',
    }),
    { key: 'maxFileLimit', label: 'Most Files', type: 'integer' },
  ],
  sample: {
    id: SAMPLE_IDS['Custom Field'],
    name: 'Referral Source',
    fieldKey: 'contact.referral_source',
    model: 'contact',
    dataType: 'SINGLE_OPTIONS',
    placeholder: 'How did they find us?',
    locationId: SAMPLE_IDS.Location,
    picklistOptions: ['Friend', 'Search', 'Advert', 'Walk-in'],
    position: 50,
    isAllowedCustomOption: false,
    isMultiFileAllowed: false,
    maxFileLimit: 1,
  },
  from: fromCustomField,
};
