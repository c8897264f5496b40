import { outputs, plainRecord, type RecordType } from './record';

export const campaign: RecordType = {
  noun: 'Campaign',
  fields: outputs('string', {
    id: 'Campaign ID',
    name: 'Name',
    status: 'Status',
    locationId: 'Location ID',
  }),
  sample: {
    id: 'mIVALPYuTD7YjUHnFEx4',
    name: 'Spring Offer',
    status: 'published',
    locationId: 've9EPM428h8vShlRW1KT',
  },
  from: plainRecord(),
};
