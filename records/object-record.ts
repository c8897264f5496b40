/** Records of custom objects, and businesses as such. */
import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import { request } from '../highlevel/client';
import { connectionOf, locationOf } from '../highlevel/connection';
import { type Raw, rowsOf } from '../highlevel/json';
import { outputTypeOf } from './custom-fields/outputs';
import { readCustomFields } from './custom-fields/values';
import { objectRecordLabel } from './custom-object';
import { type Output, outputs, type RecordType, rawOf, withId, withMoments } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A field of an object, by the name that it has in the object's records. */
interface Property {
  name: string;
  label: string;
  dataType: string;
}

/** The object that the step's form has chosen. */
const chosenObject = ({ inputData = {} }: Bundle): string => String(inputData.schemaKey ?? '').trim();

/**
 * The fields of the object that the step's form has chosen; none before one is chosen.
 *
 * @throws z.errors.Error where HighLevel does not give them
 */
export async function propertiesOf(z: ZObject, bundle: Bundle): Promise<Property[]> {
  const objectKey = chosenObject(bundle);
  const isUndecided = connectionOf(bundle).level === 'agency' && !locationOf(bundle);
  if (!objectKey || isUndecided) return [];
  const answer = await request(z, bundle, {
    endpoint: 'GET /custom-fields/object-key/{objectKey}',
    input: { objectKey },
    wording: { doing: 'Reading the fields', thing: 'object', labels: { objectKey: 'Object' } },
  });
  return rowsOf(answer.fields).map(({ fieldKey, name, dataType }) => {
    const key = String(fieldKey ?? '');
    const own = key.startsWith(`${objectKey}.`) ? key.slice(objectKey.length + 1) : key;
    return { name: own, label: String(name ?? own), dataType: String(dataType ?? 'TEXT') };
  });
}

const propertyOutputs = async (z: ZObject, bundle: Bundle): Promise<PlainOutputField[]> =>
  (await propertiesOf(z, bundle)).map(({ name, label, dataType }) => ({
    key: `properties__${name}`,
    label,
    ...outputTypeOf(dataType),
  }));

/** A record, the same whether a search gave it or its own endpoint, which names the dates another way. */
function fromRecord(raw: Raw, _z: ZObject, bundle: Bundle): Output {
  const { dateAdded, dateUpdated, properties, ...record } = raw;
  const values = Object.entries(rawOf(properties)).map(([id, value]) => ({ id, value }));
  return withId(
    withMoments(
      {
        objectKey: chosenObject(bundle),
        locationId: locationOf(bundle),
        createdAt: dateAdded,
        updatedAt: dateUpdated,
        ...record,
        name: objectRecordLabel(raw),
        properties: readCustomFields(values),
      },
      ['createdAt', 'updatedAt'],
    ),
  );
}

/** A record of a custom object, or a business. */
export const objectRecord: RecordType = {
  noun: 'Custom Object Record',
  fields: [
    ...outputs('string', {
      id: 'Record ID',
      name: 'Record Name',
      objectKey: 'Object Key',
      locationId: 'Sub-Account ID',
    }),
    { key: 'owner', label: 'Owner IDs', type: 'string', list: true },
    { key: 'followers', label: 'Follower IDs', type: 'string', list: true },
    ...outputs('datetime', { createdAt: 'Date Added', updatedAt: 'Date Updated' }),
  ],
  ownFields: propertyOutputs,
  sample: {
    id: SAMPLE_IDS['Custom Object Record'],
    name: 'Biscuit',
    objectKey: 'custom_objects.pet',
    locationId: SAMPLE_IDS.Location,
    owner: [SAMPLE_IDS.User],
    followers: [SAMPLE_IDS['Other User']],
    createdAt: '2026-05-04T14:12:09.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: fromRecord,
  added: 'createdAt',
  updated: ['updatedAt'],
};
