import { associationId, objectKey } from '../fields/association';
import { type Field, text } from '../fields/field';
import { request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import type { CreateSpec, Run } from '../operations/spec';
import { association, associationIn } from '../records/association';
import { deleted, deletedBy } from '../records/outcomes';

const firstLabel = (): Field =>
  text(
    'firstObjectLabel',
    'First Label',
    'What a record of the first object is to the other one, such as Student.',
  );
const secondLabel = (): Field =>
  text(
    'secondObjectLabel',
    'Second Label',
    'What a record of the second object is to the other one, such as Teacher.',
  );

export const associationCreates: CreateSpec[] = [
  {
    key: 'create_association',
    label: 'Create Association',
    description: 'Creates an association, by which records of two objects can be related.',
    endpoint: 'POST /associations/',
    fields: [
      text('key', 'Key', {
        required: true,
        placeholder: 'student_teacher',
        helpText: 'A name that no other association has, in lowercase letters.',
      }),
      objectKey('firstObjectKey', 'First Object'),
      { ...firstLabel(), required: true },
      objectKey('secondObjectKey', 'Second Object'),
      { ...secondLabel(), required: true },
    ],
    answer: associationIn,
    record: association,
  },
  {
    key: 'update_association',
    label: 'Update Association',
    description: 'Updates the labels of an association. What you leave empty stays as it is.',
    endpoint: 'PUT /associations/{associationId}',
    fields: [associationId(), firstLabel(), secondLabel()],
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
