import { hydratorOf } from '../highlevel/files';
import { choiceFields, fieldsOfChosen, type Offers } from '../operations/any-endpoint/chosen';
import { findChosen, recordFieldsOf } from '../operations/any-endpoint/find';
import { endpointFields } from '../operations/any-endpoint/form';
import type { ChosenSearchSpec } from '../operations/search';
import { anyRecord } from '../records/any-answer';

/** What changes nothing, and answers records. */
const offers: Offers = ({ key, reads }) => reads && !hydratorOf(key);

const form = {
  key: 'find_with_any_endpoint',
  label: 'Find with Any Endpoint',
  description: 'Finds records with any reading endpoint of the API.',
  fields: [...choiceFields(offers), fieldsOfChosen(offers, ({ facts }) => endpointFields(facts))],
  record: { ...anyRecord, ownFields: recordFieldsOf(offers) },
};

export const anyEndpointSearches: ChosenSearchSpec[] = [
  { ...form, chosen: (run) => findChosen(offers, form, run) },
];
