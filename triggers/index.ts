import { keyBy } from 'lodash';
import type { ByCategory } from '../operations/categories';
import { hookTrigger } from '../operations/hook';
import type { HookTriggerSpec } from '../operations/hook-spec';
import { type ChosenTriggerSpec, trigger } from '../operations/trigger';
import type { TriggerSpec } from '../operations/trigger-spec';
import { anyEndpointTriggers } from './any-endpoint';
import { appointmentTriggers } from './appointments';
import { appointmentEventTriggers } from './appointments-events';
import { associationTriggers } from './associations';
import { blogTriggers } from './blogs';
import { businessTriggers } from './businesses';
import { calendarTriggers } from './calendars';
import { companyTriggers } from './companies';
import { contactChangeTriggers } from './contact-changes';
import { contactTriggers } from './contacts';
import { contactEventTriggers } from './contacts-events';
import { conversationTriggers } from './conversations';
import { conversationEventTriggers } from './conversations-events';
import { conversationWaitingTriggers } from './conversations-waiting';
import { customFieldTriggers } from './custom-fields';
import { customObjectTriggers } from './custom-objects';
import { documentTriggers } from './documents';
import { formTriggers } from './forms';
import { instantTriggers } from './instant-events';
import { invoiceTriggers } from './invoices';
import { locationTriggers } from './locations';
import { opportunityTriggers } from './opportunities';
import { opportunityEvents } from './opportunities-events';
import { paymentTriggers } from './payments';
import { relationTriggers } from './relations';
import { taskTriggers } from './tasks';
import { userTriggers } from './users';
import { voiceAiTriggers } from './voice-ai';
import { workflowTriggers } from './workflows';

/** Every trigger, by category. */
export const triggerSpecs: ByCategory<TriggerSpec | ChosenTriggerSpec | HookTriggerSpec> = {
  Contacts: [...contactTriggers, ...contactEventTriggers, ...contactChangeTriggers, ...taskTriggers],
  'Conversations & Messages': [
    ...conversationTriggers,
    ...conversationEventTriggers,
    ...conversationWaitingTriggers,
  ],
  'Calendars & Appointments': [...calendarTriggers, ...appointmentTriggers, ...appointmentEventTriggers],
  Opportunities: [...opportunityTriggers, ...opportunityEvents],
  Users: userTriggers,
  Locations: locationTriggers,
  Companies: companyTriggers,
  Businesses: businessTriggers,
  'Workflows & Campaigns': workflowTriggers,
  'Instant Events': instantTriggers,
  'Custom Fields': customFieldTriggers,
  Associations: associationTriggers,
  Relations: relationTriggers,
  Blogs: blogTriggers,
  'Voice AI': voiceAiTriggers,
  'Forms & Surveys': formTriggers,
  'Invoices & Payments': [...invoiceTriggers, ...paymentTriggers],
  'Documents & Contracts': documentTriggers,
  'Custom Objects': customObjectTriggers,
  API: anyEndpointTriggers,
};

/** The endpoints that instant triggers need, for the scopes. */
export const instantEndpoints = instantTriggers.flatMap(({ mayCall }) => mayCall);

/** Every trigger, by key, as Zapier takes it. */
export default keyBy(
  Object.values(triggerSpecs)
    .flat()
    .map((spec) => (spec.fires === 'hook' ? hookTrigger(spec) : trigger(spec))),
  'key',
);
