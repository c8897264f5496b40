import { outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A blog of the location. HighLevel keeps no date of it. */
export const blog: RecordType = {
  noun: 'Blog',
  fields: outputs('string', { id: 'Blog ID', name: 'Name' }),
  sample: { id: SAMPLE_IDS.Blog, name: 'Healthy Smiles' },
  from: plainRecord(),
};
