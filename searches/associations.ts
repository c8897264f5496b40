import { associationId, associationKey, objectKey } from '../fields/association';
import { COMPARED, compared, PAGES_TO_COMPARE } from '../fields/compared';
import { optional } from '../fields/ids';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { byWords } from '../operations/matching';
import { type Finding, opening, type SearchSpec } from '../operations/search-spec';
import { associationByKey, associations, associationsOfObject, oneAssociation } from '../reads/associations';
import { associationLabel } from '../records/association';

/** The associations that join these objects: one may join contacts to contacts. */
function joining(rows: Raw[], { objectKey: one, secondObjectKey: other }: Input): Raw[] {
  return rows.filter(({ firstObjectKey, secondObjectKey }) =>
    [
      [firstObjectKey, secondObjectKey],
      [secondObjectKey, firstObjectKey],
    ].some(([a, b]) => (one === undefined || one === a) && (other === undefined || other === b)),
  );
}

const comparing: Finding = {
  match: { label: byWords('firstObjectLabel', 'secondObjectLabel', associationLabel) },
  pick: joining,
  pages: PAGES_TO_COMPARE,
};

export const associationSearches: SearchSpec[] = [
  {
    ...associations,
    key: 'find_association',
    label: 'Find Association',
    description: 'Finds an association by key, label, the objects that it joins, or ID.',
    fields: [
      optional(associationId(), {
        helpText: 'Choose an association, or map the association ID of an earlier step.',
        label: 'Association ID',
      }),
      optional(associationKey(), {
        helpText: 'Choose one, or map the key of an association of an earlier step.',
        label: 'Key',
      }),
      optional(objectKey('objectKey', 'Object'), 'A kind of record that it joins, such as Contact.'),
      optional(objectKey('secondObjectKey', 'Other Object'), {
        helpText: 'The kind of record at its other end.',
        notSent: COMPARED,
      }),
      compared('label', 'Label', 'What it calls the records at one of its ends, such as Owner.'),
    ],
    ...comparing,
    ways: [
      opening(oneAssociation, ['associationId'], comparing),
      opening(associationByKey, ['key_name'], comparing),
      opening(associationsOfObject, ['objectKey'], comparing),
    ],
  },
];
