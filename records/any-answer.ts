/** What an endpoint answers that its user chose: its fields are those of the endpoint, and stand in no list here. */
import { plainRecord, type RecordType } from './record';

/** Such an answer. The sample is of an endpoint that answers an invoice. */
export const anyAnswer: RecordType = {
  noun: 'Answer',
  fields: [{ key: 'id', label: 'ID', type: 'string' }],
  sample: { id: '6578278e879ad2646715ba9c' },
  from: plainRecord(),
};

/** One record of such an answer. */
export const anyRecord: RecordType = { ...anyAnswer, noun: 'Record' };
