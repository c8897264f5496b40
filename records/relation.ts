import type { Raw } from '../highlevel/json';
import { firstOrBare, listedOrBare } from './association';
import { outputs, plainRecord, type RecordType, withMore } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** Two records that are connected by an association. */
export const relation: RecordType = {
  noun: 'Relation',
  fields: outputs('string', {
    id: 'Relation ID',
    associationId: 'Association ID',
    firstRecordId: 'First Record ID',
    firstObjectKey: 'First Object',
    secondRecordId: 'Second Record ID',
    secondObjectKey: 'Second Object',
    locationId: 'Sub-Account ID',
  }),
  sample: {
    id: SAMPLE_IDS.Relation,
    associationId: SAMPLE_IDS.Association,
    firstRecordId: SAMPLE_IDS['Other Record'],
    firstObjectKey: 'custom_objects.student',
    secondRecordId: SAMPLE_IDS.Contact,
    secondObjectKey: 'contact',
    locationId: SAMPLE_IDS.Location,
  },
  from: plainRecord(),
};

/** A relation as one of its records sees it: the other one has its id and its kind here. */
export const relatedRecord = withMore(
  relation,
  outputs('string', { otherRecordId: 'Related Record ID', otherObjectKey: 'Related Object' }),
  { otherRecordId: SAMPLE_IDS.Contact, otherObjectKey: 'contact' },
);

/** A relation with the end that is not the given record; a record may be related to itself. */
export function withOtherEnd(row: Raw, recordId: unknown): Raw {
  const { firstRecordId, firstObjectKey, secondRecordId, secondObjectKey } = row;
  const [otherRecordId, otherObjectKey] =
    firstRecordId === recordId ? [secondRecordId, secondObjectKey] : [firstRecordId, firstObjectKey];
  return { ...row, otherRecordId, otherObjectKey };
}

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

/** The one relation in an answer. */
export const relationIn = (answer: Raw): Raw => firstOrBare(answer, 'relations');
