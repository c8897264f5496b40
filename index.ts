import {
  type App,
  type Create,
  version as platformVersion,
  type Search,
  type Trigger,
} from 'zapier-platform-core';
import authentication from './authentication';
import creates from './creates';
import { hydrators } from './highlevel/files';
import { BUDGET } from './highlevel/rate-limits';
import { version } from './package.json';
import { orderHydrators } from './records/order';
import searches, { searchOrCreates } from './searches';
import triggers from './triggers';

/** The app definition: a registry, nothing else. */
export default {
  version,
  platformVersion,
  authentication,
  triggers,
  creates,
  searches,
  searchOrCreates,
  hydrators: { ...hydrators, ...orderHydrators },
  throttle: BUDGET,
  flags: {
    // Blanks reach the app, which tells “left alone” from a value itself (operations/input.ts).
    cleanInputData: false,
    // The request helper reads every answer itself (highlevel/client.ts).
    skipThrowForStatus: true,
    throwForThrottlingEarly: false,
  },
} satisfies App<{ [key: string]: Trigger }, { [key: string]: Create }, { [key: string]: Search }>;
