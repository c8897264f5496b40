import { businesses } from './businesses';
import { calendarRoutes } from './calendars';
import type { Routes } from './call';
import { campaigns } from './campaigns';
import { companies } from './companies';
import { contactParts } from './contact-parts';
import { contactSearch } from './contact-search';
import { contacts } from './contacts';
import { locations } from './locations';
import { oauth } from './oauth';
import { users } from './users';
import { workflows } from './workflows';

/** Every endpoint that the sandbox knows. A category more is a line more. */
export const routes: Routes = {
  ...businesses,
  ...calendarRoutes,
  ...campaigns,
  ...companies,
  ...contactParts,
  ...contactSearch,
  ...contacts,
  ...locations,
  ...oauth,
  ...users,
  ...workflows,
};
