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
import { contactParts } from './contact-parts';
import { contactSearch } from './contact-search';
import { contacts } from './contacts';
import { conversations } from './conversations';
import { formsAndTemplates } from './forms';
import { locations } from './locations';
import { messages } from './messages';
import { oauth } from './oauth';
import { objects } from './objects';
import { opportunities } from './opportunities';
import { snapshots } from './snapshots';
import { users } from './users';
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
  ...contactParts,
  ...contactSearch,
  ...contacts,
  ...conversations,
  ...formsAndTemplates,
  ...locations,
  ...messages,
  ...objects,
  ...oauth,
  ...opportunities,
  ...snapshots,
  ...users,
  ...workflows,
};
