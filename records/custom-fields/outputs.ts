/** A location's custom fields as output fields, under their names. */
import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import { boxesOf, CUSTOM_FIELD, customFieldsIfLocated, type Definition, type Model } from './definitions';

/** The types of what is no text. */
const TYPES: { [dataType: string]: PlainOutputField['type'] } = {
  NUMERICAL: 'number',
  FLOAT: 'number',
  MONETORY: 'number',
};
const LISTS = ['MULTIPLE_OPTIONS', 'CHECKBOX', 'FILE_UPLOAD'];

/** The output fields of a record's custom fields; records of the model have their values. */
export const customFieldOutputs =
  (model: Model) =>
  async (z: ZObject, bundle: Bundle): Promise<PlainOutputField[]> =>
    (await customFieldsIfLocated(z, bundle, model)).flatMap(toOutputs);

function toOutputs(definition: Definition): PlainOutputField[] {
  const { id, name, dataType } = definition;
  if (dataType === 'TEXTBOX_LIST') return boxesOf(definition).map((box) => ({ ...box, type: 'string' }));
  return [{ key: CUSTOM_FIELD + id, label: name, ...outputTypeOf(dataType) }];
}

/** How the value of a field of this data type comes. */
export const outputTypeOf = (dataType: string): Pick<PlainOutputField, 'type' | 'list'> => ({
  type: TYPES[dataType] ?? 'string',
  ...(LISTS.includes(dataType) && { list: true }),
});
