import { isRecord, type Raw } from '../highlevel/json';
import { idOf, type Output, outputs, type RecordType, withMoments, wordFor } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** What people call the data types; HighLevel spells `MONETORY` so. */
const DATA_TYPES: { [dataType: string]: string } = {
  TEXT: 'Text',
  LARGE_TEXT: 'Long Text',
  NUMERICAL: 'Number',
  FLOAT: 'Decimal Number',
  PHONE: 'Phone',
  MONETORY: 'Money',
  CHECKBOX: 'Checkboxes',
  SINGLE_OPTIONS: 'Single Choice',
  MULTIPLE_OPTIONS: 'Multiple Choices',
  RADIO: 'Radio Buttons',
  DATE: 'Date',
  TIME: 'Time',
  TEXTBOX_LIST: 'Text Boxes',
  FILE_UPLOAD: 'Files',
  SIGNATURE: 'Signature',
};

/**
 * A custom field's definition; its choices by their names, whichever way HighLevel gives them. The fields of an
 * object come under other names than those of contacts and opportunities.
 */
function fromCustomField(raw: Raw): Output {
  const { options: ofObject, allowCustomOption, objectKey, ...own } = raw;
  const { picklistOptions: options = ofObject, dataType } = own;
  return {
    ...(objectKey !== undefined && { model: objectKey }),
    ...(allowCustomOption !== undefined && { isAllowedCustomOption: allowCustomOption }),
    ...withMoments(own, ['dateAdded']),
    id: idOf(raw),
    ...(typeof dataType === 'string' && {
      dataTypeName: wordFor(DATA_TYPES, dataType),
    }),
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
      dataTypeName: 'Data Type Name',
      placeholder: 'Placeholder',
      locationId: 'Sub-Account ID',
    }),
    { key: 'picklistOptions', label: 'Choices', type: 'string', list: true },
    { key: 'position', label: 'Position', type: 'number' },
    { key: 'dateAdded', label: 'Date Added', type: 'datetime' },
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
    dataTypeName: 'Single Choice',
    placeholder: 'How did they find us?',
    locationId: SAMPLE_IDS.Location,
    picklistOptions: ['Friend', 'Search', 'Advert', 'Walk-in'],
    position: 50,
    dateAdded: '2026-03-02T09:40:12.000Z',
    isAllowedCustomOption: false,
    isMultiFileAllowed: false,
    maxFileLimit: 1,
  },
  from: fromCustomField,
};
