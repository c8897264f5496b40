import { keyBy } from 'lodash';
import type { ByCategory } from '../operations/categories';
import { endpointsOf, search } from '../operations/search';
import type { SearchSpec } from '../operations/search-spec';
import { associationSearches } from './associations';
import { blogSearches } from './blogs';
import { calendarSearches } from './calendars';
import { contactSearches } from './contacts';
import { conversationSearches } from './conversations';
import { customFieldSearches } from './custom-fields';
import { documentSearches } from './documents';
import { invoiceSearches } from './invoices';
import { locationSearches } from './locations';
import { mediaSearches } from './media';
import { paymentSearches } from './payments';
import { relationSearches } from './relations';
import { workflowSearches } from './workflows';

/** Every search, by category. */
export const searchSpecs: ByCategory<SearchSpec> = {
  Contacts: contactSearches,
  'Conversations & Messages': conversationSearches,
  'Calendars & Appointments': calendarSearches,
  Locations: locationSearches,
  'Workflows & Campaigns': workflowSearches,
  'Custom Fields': customFieldSearches,
  'Invoices & Payments': [...invoiceSearches, ...paymentSearches],
  Associations: associationSearches,
  Relations: relationSearches,
  Blogs: blogSearches,
  'Documents & Contracts': documentSearches,
  'Media & Social': mediaSearches,
};

/** The endpoints that searches call, for the scopes. */
export const searchEndpoints = Object.values(searchSpecs).flat().flatMap(endpointsOf);

/** Every search, by key, as Zapier takes it. */
export default keyBy(Object.values(searchSpecs).flat().map(search), 'key');

/** Searches that create what they did not find. Upsert, because HighLevel's search lags by seconds. */
export const searchOrCreates = {
  find_contact: {
    key: 'find_contact',
    display: {
      label: 'Find or Create Contact',
      description: 'Finds a contact, or creates it where there is none.',
    },
    search: 'find_contact',
    create: 'upsert_contact',
  },
};
