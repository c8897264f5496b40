import type { Routes } from '../gateway/call';
import { appointments } from './appointments';
import { associations } from './associations';
import { blogRoutes } from './blogs';
import { businesses } from './businesses';
import { calendarNotifications } from './calendar-notifications';
import { calendarResources } from './calendar-resources';
import { calendarRoutes } from './calendars';
import { campaigns } from './campaigns';
import { companies } from './companies';
import { contactFiles } from './contact-files';
import { contactParts } from './contact-parts';
import { contactSearch } from './contact-search';
import { contacts } from './contacts';
import { conversations } from './conversations';
import { documentRoutes } from './documents';
import { invoiceRoutes } from './invoices';
import { locations } from './locations';
import { mediaRoutes } from './medias';
import { messages } from './messages';
import { oauth } from './oauth';
import { objects } from './objects';
import { opportunities } from './opportunities';
import { opportunitySearch } from './opportunity-search';
import { payments } from './payments';
import { phoneNumbers } from './phone-numbers';
import { productRoutes } from './products';
import { snapshots } from './snapshots';
import { socialAccounts } from './social-accounts';
import { socialPosts } from './social-posts';
import { submissions } from './submissions';
import { taskSearch } from './task-search';
import { templateRoutes } from './templates';
import { users } from './users';
import { voiceAi } from './voice-ai';
import { workflows } from './workflows';

/** Every endpoint that the sandbox can answer. A new category is a new line. */
export const routes: Routes = {
  ...appointments,
  ...associations,
  ...blogRoutes,
  ...businesses,
  ...calendarNotifications,
  ...calendarResources,
  ...calendarRoutes,
  ...campaigns,
  ...companies,
  ...contactFiles,
  ...contactParts,
  ...contactSearch,
  ...contacts,
  ...conversations,
  ...documentRoutes,
  ...invoiceRoutes,
  ...locations,
  ...mediaRoutes,
  ...messages,
  ...objects,
  ...oauth,
  ...opportunities,
  ...opportunitySearch,
  ...payments,
  ...phoneNumbers,
  ...productRoutes,
  ...snapshots,
  ...socialAccounts,
  ...socialPosts,
  ...submissions,
  ...taskSearch,
  ...templateRoutes,
  ...users,
  ...voiceAi,
  ...workflows,
};
