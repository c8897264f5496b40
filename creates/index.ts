import { keyBy, mapValues } from 'lodash';
import type { ByCategory } from '../operations/categories';
import { create } from '../operations/create';
import type { CreateSpec, CustomCallSpec } from '../operations/spec';
import { tellsUnsaved } from '../operations/unsaved';
import { anyEndpointCreates } from './any-endpoint';
import { apiCreates } from './api';
import { appointmentCreates } from './appointments';
import { associationCreates } from './associations';
import { blogCreates } from './blogs';
import { businessCreates } from './businesses';
import { calendarCreates } from './calendars';
import { contactFileCreates } from './contact-files';
import { contactCreates } from './contacts';
import { conversationCreates } from './conversations';
import { customObjectCreates } from './custom-objects';
import { documentCreates } from './documents';
import { invoiceCreates } from './invoices';
import { locationCreates } from './locations';
import { mediaCreates } from './media';
import { opportunityCreates } from './opportunities';
import { relationCreates } from './relations';
import { socialCreates } from './social';
import { userCreates } from './users';
import { workflowCreates } from './workflows';

/** Every action, by category, as the files of this room state it. */
const specs: ByCategory<CreateSpec | CustomCallSpec> = {
  Contacts: [...contactCreates, ...contactFileCreates],
  'Conversations & Messages': conversationCreates,
  'Calendars & Appointments': [...calendarCreates, ...appointmentCreates],
  Opportunities: opportunityCreates,
  'Invoices & Payments': invoiceCreates,
  Users: userCreates,
  Locations: locationCreates,
  Businesses: businessCreates,
  'Workflows & Campaigns': workflowCreates,
  'Custom Objects': customObjectCreates,
  Associations: associationCreates,
  Relations: relationCreates,
  Blogs: blogCreates,
  'Media & Social': [...mediaCreates, ...socialCreates],
  'Documents & Contracts': documentCreates,
  API: [...anyEndpointCreates, ...apiCreates],
};

/** Every action, by category. */
export const createSpecs: ByCategory<CreateSpec | CustomCallSpec> = mapValues(specs, (list = []) =>
  list.map(tellsUnsaved),
);

/** Every action, by key, as Zapier takes it. */
export default keyBy(Object.values(createSpecs).flat().map(create), 'key');
