import { outputs, plainRecord, type RecordType } from './record';

export const snapshot: RecordType = {
  noun: 'Snapshot',
  fields: outputs('string', { id: 'Snapshot ID', name: 'Name', type: 'Type' }),
  sample: { id: '1eM2UgkfaECOYyUdCo9P', name: 'Dental Practice Starter', type: 'own' },
  from: plainRecord(),
};
