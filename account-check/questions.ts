/** Every open question, with how it is put to an account, or why it can't be. */
import type { Questions } from './probe';
import { access } from './probes/access';
import { answers } from './probes/answers';
import { calendars } from './probes/calendars';
import { contacts } from './probes/contacts';
import { conversations } from './probes/conversations';
import { opportunities } from './probes/opportunities';
import { other } from './probes/other';
import { payments } from './probes/payments';
import { webhooks } from './probes/webhooks';

export const questions: Questions = {
  ...access,
  ...answers,
  ...calendars,
  ...contacts,
  ...conversations,
  ...opportunities,
  ...other,
  ...payments,
  ...webhooks,
};
