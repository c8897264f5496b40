import { type Field, longText, text } from '../fields/field';
import { businessId } from '../fields/ids';
import { address, reachable } from '../fields/postal-address';
import type { EndpointKey } from '../highlevel/contract';
import { clearing, withFieldsToClear } from '../operations/clear';
import type { CreateSpec } from '../operations/spec';
import { business } from '../records/business';
import { deleted, deletedBy } from '../records/outcomes';

const profile = (endpoint: EndpointKey): Field[] => [
  ...reachable('phone', 'email', 'website'),
  ...address(endpoint),
  longText('description', 'Description'),
];

/** What an update can clear: all but the name. */
const CLEARABLE = profile('PUT /businesses/{businessId}').map(({ key }) => key);

/** The name of the saved business in HighLevel's answer; it spells it so. */
const ANSWER = 'buiseness';

export const businessCreates: CreateSpec[] = [
  {
    key: 'create_business',
    label: 'Create Business',
    description: 'Creates a business, to which contacts can belong.',
    endpoint: 'POST /businesses/',
    fields: [text('name', 'Name', { required: true }), ...profile('POST /businesses/')],
    answer: ANSWER,
    record: business,
  },
  {
    key: 'update_business',
    label: 'Update Business',
    description: 'Updates a business. What you leave empty stays as it is.',
    endpoint: 'PUT /businesses/{businessId}',
    fields: withFieldsToClear(
      [businessId(), text('name', 'Name'), ...profile('PUT /businesses/{businessId}')],
      CLEARABLE,
    ),
    input: clearing,
    answer: ANSWER,
    record: business,
  },
  {
    key: 'delete_business',
    label: 'Delete Business',
    description: 'Deletes a business. Its contacts stay.',
    endpoint: 'DELETE /businesses/{businessId}',
    fields: [businessId()],
    answer: deletedBy('businessId'),
    record: deleted('Business'),
  },
];
