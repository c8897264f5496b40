import { keyBy } from 'lodash';
import type { ByCategory } from '../operations/categories';
import { type ChosenSearchSpec, search } from '../operations/search';
import type { SearchSpec } from '../operations/search-spec';
import { endpointsOf } from '../operations/search-ways';
import { anyEndpointSearches } from './any-endpoint';
import { appointmentSearches } from './appointments';
import { associationSearches } from './associations';
import { blogSearches } from './blogs';
import { businessSearches } from './businesses';
import { calendarSearches } from './calendars';
import { companySearches } from './companies';
import { contactSearches } from './contacts';
import { conversationSearches } from './conversations';
import { customFieldSearches } from './custom-fields';
import { customObjectSearches } from './custom-objects';
import { documentSearches } from './documents';
import { formSearches } from './forms';
import { invoiceSearches } from './invoices';
import { locationSearches } from './locations';
import { mediaSearches } from './media';
import { opportunitySearches } from './opportunities';
import { paymentSearches } from './payments';
import { relationSearches } from './relations';
import { userSearches } from './users';
import { workflowSearches } from './workflows';

/** Every search, by category. */
export const searchSpecs: ByCategory<SearchSpec | ChosenSearchSpec> = {
  Contacts: contactSearches,
  'Conversations & Messages': conversationSearches,
  'Calendars & Appointments': [...calendarSearches, ...appointmentSearches],
  Opportunities: opportunitySearches,
  Users: userSearches,
  Locations: locationSearches,
  Companies: companySearches,
  Businesses: businessSearches,
  'Workflows & Campaigns': workflowSearches,
  'Custom Fields': customFieldSearches,
  'Forms & Surveys': formSearches,
  'Invoices & Payments': [...invoiceSearches, ...paymentSearches],
  Associations: associationSearches,
  Relations: relationSearches,
  Blogs: blogSearches,
  'Documents & Contracts': documentSearches,
  'Custom Objects': customObjectSearches,
  'Media & Social': mediaSearches,
  API: anyEndpointSearches,
};

/** The endpoints that searches call, for the scopes. */
export const searchEndpoints = Object.values(searchSpecs)
  .flat()
  .flatMap((spec) => ('chosen' in spec ? [] : endpointsOf(spec)));

/** Every search, by key, as Zapier takes it. */
export default keyBy(Object.values(searchSpecs).flat().map(search), 'key');

export { searchOrCreates } from './pairs';
