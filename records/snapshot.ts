import { outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A set-up that an agency can load into a location. */
export const snapshot: RecordType = {
  noun: 'Snapshot',
  fields: outputs('string', { id: 'Snapshot ID', name: 'Name', type: 'Type' }),
  sample: { id: SAMPLE_IDS.Snapshot, name: 'Dental Practice Starter', type: 'own' },
  from: plainRecord(),
};
