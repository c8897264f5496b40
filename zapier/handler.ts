import { createAppHandler } from 'zapier-platform-core';
import type { Handler } from './app';

/** The Lambda function of the app in `app`, a path of its built `index.js` or the app itself. */
export function handlerOf(app: string | object): Handler {
  return createAppHandler(app);
}
