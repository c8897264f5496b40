import { answerFieldsOf, callChosen, callFields } from '../operations/any-endpoint/call';
import { choiceFields, fieldsOfChosen, type Offers } from '../operations/any-endpoint/chosen';
import type { CustomCallSpec } from '../operations/spec';
import { anyAnswer } from '../records/any-answer';

/** Every endpoint but those that give tokens, which a Zap would keep. */
const offers: Offers = () => true;

export const anyEndpointCreates: CustomCallSpec[] = [
  {
    key: 'any_endpoint',
    label: 'Call Any Endpoint',
    description: 'Calls any endpoint of the API: choose it, and fill in its fields.',
    fields: [...choiceFields(offers), fieldsOfChosen(offers, callFields)],
    perform: (_values, run) => callChosen(offers, run),
    record: { ...anyAnswer, ownFields: answerFieldsOf(offers) },
  },
];
