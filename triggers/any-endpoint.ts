import { hydratorOf } from '../highlevel/files';
import { choiceFields, fieldsOfChosen, type Offers } from '../operations/any-endpoint/chosen';
import { recordFieldsOf } from '../operations/any-endpoint/find';
import { watchChosen, watchForm } from '../operations/any-endpoint/watch';
import type { NoEndpointSpec } from '../operations/spec';
import type { ChosenTriggerSpec } from '../operations/trigger';
import { anyRecord } from '../records/any-answer';

/** What changes nothing, and answers records. */
const offers: Offers = ({ key, reads }) => reads && !hydratorOf(key);

const form: NoEndpointSpec = {
  key: 'watch_any_endpoint',
  label: 'Watch Any Endpoint',
  description:
    'Triggers when a list that any reading endpoint gives has a new or a changed record, or when its one record changes.',
  fields: [...choiceFields(offers), fieldsOfChosen(offers, (chosen) => watchForm(chosen, form))],
  record: { ...anyRecord, ownFields: recordFieldsOf(offers) },
};

export const anyEndpointTriggers: ChosenTriggerSpec[] = [
  { ...form, fires: 'chosen', chosen: (run) => watchChosen(offers, form, run) },
];
