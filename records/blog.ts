import { outputs, plainRecord, type RecordType } from './record';

/** A blog of the location. HighLevel keeps no date of it. */
export const blog: RecordType = {
  noun: 'Blog',
  fields: outputs('string', { id: 'Blog ID', name: 'Name' }),
  sample: { id: '66f429b8afdce84227a4610d', name: 'Healthy Smiles' },
  from: plainRecord(),
};
