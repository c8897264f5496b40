import type { Raw } from '../highlevel/paging';
import { listedOrBare } from './association';
import { outputs, plainRecord, type RecordType } from './record';

/** Two records that are tied to each other, by an association. */
export const relation: RecordType = {
  noun: 'Relation',
  fields: outputs('string', {
    id: 'Relation ID',
    associationId: 'Association ID',
    firstRecordId: 'First Record ID',
    firstObjectKey: 'First Object',
    secondRecordId: 'Second Record ID',
    secondObjectKey: 'Second Object',
    locationId: 'Location ID',
  }),
  sample: {
    id: '67ae0d741119d218c9d0c477',
    associationId: '67ade73d1119d2ac7ad0c475',
    firstRecordId: '67a349a79b28947ec1f65bb5',
    firstObjectKey: 'custom_objects.student',
    secondRecordId: 'ocQHyuzHvysMo5N5VsXc',
    secondObjectKey: 'contact',
    locationId: 've9EPM428h8vShlRW1KT',
  },
  from: plainRecord(),
};

/** How a relation is named in a drop-down: by the kinds of its records, and their ids. */
export function relationLabel({
  firstObjectKey,
  firstRecordId,
  secondObjectKey,
  secondRecordId,
}: Raw): string {
  const ends = [
    [firstObjectKey, firstRecordId],
    [secondObjectKey, secondRecordId],
  ];
  return ends.map((end) => end.filter(Boolean).join(' ')).join(' – ');
}

/** The relations in an answer. */
export const relationsIn = (answer: Raw): Raw[] => listedOrBare(answer, 'relations');
