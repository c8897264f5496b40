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

/** Before the name of an object's field, in the keys of forms and of outputs. */
export const PROPERTY = 'properties__';

/** A field of an object. */
export interface Property {
  /** Its name in the object's records, without the object's: `vin` of `custom_objects.vehicle.vin`. */
  name: string;
  label: string;
  /** HighLevel's own name of the type, as custom fields of contacts have it. */
  dataType: string;
  /** What there is to choose, or the boxes of a text-box list. */
  options: { key: string; label: string }[];
  /** Whether each record has a value there. */
  required: boolean;
  /** What the object's own forms show in the empty field. */
  hint: string;
}

/** A field in which a person writes, or a box of a text-box list. */
interface Box {
  /** The name under which records hold its value: `vin`, or `plate.front` of a text-box list. */
  property: string;
  key: string;
  label: string;
}

/** The object that the step's form has chosen. */
const chosenObject = ({ inputData = {} }: Bundle): string => String(inputData.schemaKey ?? '').trim();

const OBJECT = 'GET /objects/{key}';
/** The endpoints that the fields of objects need, for the scopes. */
export const propertyEndpoints = [OBJECT] as const;

/**
 * The fields of the object that the step's form has chosen; none before one is chosen.
 *
 * @throws z.errors.Error where HighLevel does not give them
 */
export async function propertiesOf(z: ZObject, bundle: Bundle): Promise<Property[]> {
  const key = chosenObject(bundle);
  const isUndecided = connectionOf(bundle).level === 'agency' && !locationOf(bundle);
  if (!key || isUndecided) return [];
  const { object, fields } = await request(z, bundle, {
    endpoint: OBJECT,
    input: { key, fetchProperties: 'true' },
    wording: { doing: 'Reading the fields', thing: 'object', labels: { key: 'Object' } },
  });
  const required = requiredIn(rawOf(object)).map(lastPart);
  return rowsOf(fields).map(({ fieldKey, name, dataType, options, placeholder }) => ({
    name: lastPart(fieldKey),
    label: String(name ?? lastPart(fieldKey)),
    dataType: String(dataType ?? 'TEXT'),
    options: rowsOf(options).map((option) => ({
      key: String(option.key ?? option.label ?? ''),
      label: String(option.label ?? option.key ?? ''),
    })),
    required: required.includes(lastPart(fieldKey)),
    hint: typeof placeholder === 'string' ? placeholder : '',
  }));
}

/** A field's name in the records of its object: `vin` of `custom_objects.vehicle.vin`. */
const lastPart = (name: unknown): string => String(name ?? '').replace(/^.*\./, '');

/** The fields that each record has: those that the object says, or else the one by which records are named. */
const requiredIn = ({ requiredProperties, primaryDisplayProperty }: Raw): unknown[] =>
  Array.isArray(requiredProperties) ? requiredProperties : [primaryDisplayProperty];

/** The key of the field that records hold under this name. */
export const keyOfProperty = (name: string): string => PROPERTY + name.replace('.', '__');

/** A text-box list's boxes, which have fields of their own; of any other field that field alone. */
export const boxesIn = ({ name, label, dataType, options }: Property): Box[] =>
  dataType === 'TEXTBOX_LIST'
    ? options.map((box) => ({
        property: `${name}.${box.key}`,
        key: keyOfProperty(`${name}.${box.key}`),
        label: `${label}: ${box.label}`,
      }))
    : [{ property: name, key: keyOfProperty(name), label }];

const propertyOutputs = async (z: ZObject, bundle: Bundle): Promise<PlainOutputField[]> =>
  (await propertiesOf(z, bundle)).flatMap((property) =>
    boxesIn(property).map(({ key, label }) => ({ key, label, ...outputTypeOf(property.dataType) })),
  );

/** The values of a record's fields. A text-box list comes as `list.box`, and is given as `{ list: { box } }`. */
function readProperties(properties: Raw): Raw {
  const entries = Object.entries(properties).map(([id, value]) => ({ id, value }));
  const values: Raw = {};
  for (const [name, value] of Object.entries(readCustomFields(entries))) {
    const [list = name, box] = name.split('.');
    values[list] = box ? { ...rawOf(values[list]), [box]: value } : value;
  }
  return values;
}

/** A record, the same whether a search gave it or its own endpoint, which names the dates another way. */
function fromRecord(raw: Raw, _z: ZObject, bundle: Bundle): Output {
  const { dateAdded, dateUpdated, properties, ...record } = raw;
  return withId(
    withMoments(
      {
        objectKey: chosenObject(bundle),
        locationId: locationOf(bundle),
        createdAt: dateAdded,
        updatedAt: dateUpdated,
        ...record,
        name: objectRecordLabel(raw),
        properties: readProperties(rawOf(properties)),
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
