import { associationId, objectKey } from '../fields/association';
import type { Field } from '../fields/field';
import { request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import type { CreateSpec, Run } from '../operations/spec';
import { association, associationIn } from '../records/association';
import { deleted, deletedBy } from '../records/outcomes';

const label = (side: 'first' | 'second', helpText: string, required: boolean): Field => ({
  key: `${side}ObjectLabel`,
  label: side === 'first' ? 'First Label' : 'Second Label',
  type: 'string',
  ...(required && { required }),
  helpText,
});

const FIRST = 'What a record of the first object is to the other one, such as Student.';
const SECOND = 'What a record of the second object is to the other one, such as Teacher.';

export const associationCreates: CreateSpec[] = [
  {
    key: 'create_association',
    label: 'Create Association',
    description: 'Creates an association, by which records of two objects can be related.',
    endpoint: 'POST /associations/',
    fields: [
      {
        key: 'key',
        label: 'Key',
        type: 'string',
        required: true,
        placeholder: 'student_teacher',
        helpText: 'A name that no other association has, in lowercase letters.',
      },
      objectKey('firstObjectKey', 'First Object'),
      label('first', FIRST, true),
      objectKey('secondObjectKey', 'Second Object'),
      label('second', SECOND, true),
    ],
    answer: associationIn,
    record: association,
  },
  {
    key: 'update_association',
    label: 'Update Association',
    description: 'Updates the labels of an association. What you leave empty stays as it is.',
    endpoint: 'PUT /associations/{associationId}',
    fields: [associationId(), label('first', FIRST, false), label('second', SECOND, false)],
    input: withBothLabels,
    answer: associationIn,
    record: association,
  },
  {
    key: 'delete_association',
    label: 'Delete Association',
    description: 'Deletes an association, and all of its relations.',
    endpoint: 'DELETE /associations/{associationId}',
    fields: [associationId()],
    answer: deletedBy('associationId'),
    record: deleted('Association'),
  },
];

/** HighLevel wants both labels: one that is left empty is read first. */
async function withBothLabels(values: Input, { z, bundle, wording }: Run): Promise<Input> {
  const { associationId: id, firstObjectLabel, secondObjectLabel } = values;
  if (firstObjectLabel !== undefined && secondObjectLabel !== undefined) return values;
  const read = await request(z, bundle, {
    endpoint: 'GET /associations/{associationId}',
    input: { associationId: id },
    wording: { ...wording, thing: association.noun },
  });
  const now = associationIn(read);
  return {
    associationId: id,
    firstObjectLabel: firstObjectLabel ?? now.firstObjectLabel,
    secondObjectLabel: secondObjectLabel ?? now.secondObjectLabel,
  };
}
