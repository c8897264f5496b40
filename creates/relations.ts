import { omit, pick } from 'lodash';
import { associationId, recordId, recordType, relatedRecord, relationId } from '../fields/association';
import { optional } from '../fields/ids';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { type Ask, ifItExists, orExisting } from '../operations/existing';
import type { CreateSpec } from '../operations/spec';
import { associationIn } from '../records/association';
import { deleted, deletedBy } from '../records/outcomes';
import { newOrNot } from '../records/record';
import { relation, relationIn } from '../records/relation';

export const relationCreates: CreateSpec[] = [
  {
    key: 'create_relation',
    label: 'Create Relation',
    description: 'Creates a relation between two records, by an association.',
    endpoint: 'POST /associations/relations',
    fields: [
      associationId(),
      relatedRecord('first', 'First Record'),
      relatedRecord('second', 'Second Record'),
      ifItExists('The existing one relates the same records by the same association.'),
    ],
    request: orExisting(existingRelation),
    answer: withRecords,
    record: newOrNot(relation),
  },
  {
    key: 'delete_relation',
    label: 'Delete Relation',
    description: 'Deletes a relation between two records. The records stay.',
    endpoint: 'DELETE /associations/relations/{relationId}',
    fields: [
      optional(recordType(), 'Chooses what the list of records shows.'),
      optional(recordId(), {
        helpText: 'A record of the relation. Its relations are listed below.',
        notSent: 'It fills a drop-down.',
      }),
      relationId(),
    ],
    answer: deletedBy('relationId'),
    record: deleted('Relation'),
  },
];

/** The relation. What the answer leaves out is filled in from what was sent. */
function withRecords({ new: isNew, ...answer }: Raw, values: Input): Raw {
  return { ...omit(values, 'ifItExists'), ...relationIn(answer), new: isNew };
}

/**
 * No endpoint gives a relation by its id. Its records were sent; its objects are read from the association.
 */
async function existingRelation(id: string, ask: Ask, { associationId: by }: Input): Promise<Raw> {
  const found = associationIn(await ask('GET /associations/{associationId}', { associationId: by }));
  return { ...pick(found, ['firstObjectKey', 'secondObjectKey']), id };
}
