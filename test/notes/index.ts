import type { Category } from '../../operations/categories';
import { apiNotes } from './api';
import { associationNotes } from './associations';
import { blogNotes } from './blogs';
import { businessNotes } from './businesses';
import { calendarNotes } from './calendars';
import { companyNotes } from './companies';
import { contactNotes } from './contacts';
import { conversationNotes } from './conversations';
import { customObjectNotes } from './custom-objects';
import { documentNotes } from './documents';
import { formNotes } from './forms';
import { invoiceNotes } from './invoices';
import { locationNotes } from './locations';
import { mediaNotes } from './media';
import type { CategoryNotes, Note } from './note';
import { opportunityNotes } from './opportunities';
import { relationNotes } from './relations';
import { userNotes } from './users';
import { voiceAiNotes } from './voice-ai';
import { workflowNotes } from './workflows';

export * from './note';

/** The notes of each category; a category about which there is nothing to note has none. */
export const notesByCategory: { readonly [category in Category]?: CategoryNotes } = {
  Contacts: contactNotes,
  'Conversations & Messages': conversationNotes,
  'Calendars & Appointments': calendarNotes,
  Opportunities: opportunityNotes,
  Users: userNotes,
  Locations: locationNotes,
  Companies: companyNotes,
  Businesses: businessNotes,
  'Workflows & Campaigns': workflowNotes,
  Associations: associationNotes,
  Relations: relationNotes,
  Blogs: blogNotes,
  'Voice AI': voiceAiNotes,
  'Forms & Surveys': formNotes,
  'Invoices & Payments': invoiceNotes,
  'Documents & Contracts': documentNotes,
  'Custom Objects': customObjectNotes,
  'Media & Social': mediaNotes,
  API: apiNotes,
};

const notes: CategoryNotes = Object.assign({}, ...Object.values(notesByCategory));

/** What is noted of an operation; nothing of most. */
export const noteOf = (key: string): Note => notes[key] ?? {};
