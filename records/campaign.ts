import { outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A campaign of the older kind, before workflows. HighLevel keeps no date of it. */
export const campaign: RecordType = {
  noun: 'Campaign',
  fields: outputs('string', {
    id: 'Campaign ID',
    name: 'Name',
    status: 'Status',
    locationId: 'Sub-Account ID',
  }),
  sample: {
    id: SAMPLE_IDS.Campaign,
    name: 'Spring Offer',
    status: 'published',
    locationId: SAMPLE_IDS.Location,
  },
  from: plainRecord(),
};
