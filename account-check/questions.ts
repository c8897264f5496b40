/** Every open question, with how it is put to an account, or why it can't be. */
import type { Questions } from './probe';
import { access } from './probes/access';
import { calendars } from './probes/calendars';
import { contacts } from './probes/contacts';
import { conversations } from './probes/conversations';
import { opportunities } from './probes/opportunities';

export const questions: Questions = {
  ...contacts,
  ...calendars,
  ...opportunities,
  ...conversations,
  ...access,
};
