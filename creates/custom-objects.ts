import { isEmpty, partition } from 'lodash';
import { isOwnChoice } from '../fields/custom-fields';
import { choicesOf } from '../fields/dropdowns';
import { choice, type Field } from '../fields/field';
import { idField, users } from '../fields/ids';
import { ofObject, propertiesToClear, propertyInputs, propertyValues } from '../fields/object-record';
import { toNames } from '../fields/values';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { clearing, fieldsToClear } from '../operations/clear';
import type { CreateSpec, Run } from '../operations/spec';
import { objectRecord } from '../records/object-record';
import { rawOf } from '../records/record';

const owner = (): Field =>
  choice('owner', 'Owner', choicesOf('users'), {
    helpText: 'The user whom the record belongs to. Only records of custom objects have one.',
    isId: true,
    oneInList: true,
  });

export const customObjectCreates: CreateSpec[] = [
  {
    key: 'create_custom_object_record',
    label: 'Create Custom Object Record',
    description: 'Creates a record of a custom object, or a business.',
    endpoint: 'POST /objects/{schemaKey}/records',
    fields: [
      ofObject(),
      propertyInputs('create'),
      owner(),
      users(
        'followers',
        'Followers',
        'Users who follow the record, ten at most. Only records of custom objects have any.',
      ),
    ],
    input: newRecord,
    answer: writtenRecord,
    record: objectRecord,
  },
  {
    key: 'update_custom_object_record',
    label: 'Update Custom Object Record',
    description: 'Updates a record of a custom object, or a business. What you leave empty stays as it is.',
    endpoint: 'PUT /objects/{schemaKey}/records/{id}',
    fields: [
      ofObject(),
      idField('id', 'Record', 'objectRecords'),
      propertyInputs('update'),
      owner(),
      fieldsToClear([owner()], ['owner'], propertiesToClear),
    ],
    input: changedRecord,
    answer: writtenRecord,
    record: objectRecord,
  },
];

async function newRecord(values: Input, run: Run): Promise<Input> {
  const properties = await propertyValues(run.z, run.bundle, 'create');
  if (isEmpty(properties)) {
    throw run.refuse(`${run.wording.doing} needs a value for at least one field of the object.`);
  }
  return { ...values, properties };
}

async function changedRecord(values: Input, run: Run): Promise<Input> {
  const [cleared, clear] = partition(toNames(values.clear), isOwnChoice);
  const input = clearing({ ...values, clear }, run);
  return { ...input, properties: await propertyValues(run.z, run.bundle, 'update', cleared) };
}

/** The record in an answer, which does not say of which object it is. */
function writtenRecord(answer: Raw, { schemaKey }: Input): Raw {
  return { objectKey: schemaKey, ...rawOf(answer.record) };
}
