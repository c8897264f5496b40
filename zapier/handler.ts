import { createRequire } from 'node:module';
import { createAppHandler } from 'zapier-platform-core';
import type { Handler } from './app';
import { at, type Item, isItem } from './json';

const KINDS = ['triggers', 'creates', 'searches'];

/** The Lambda function of the app in `app`, a path of its built `index.js` or the app itself. */
export function handlerOf(app: string | object): Handler {
  return createAppHandler(app);
}

/**
 * As `handlerOf`, for hundreds of calls in a row.
 *
 * Core copies all operations at every call, which takes most of the time. Here
 * each call gets the app with no other operation than its own; all else of the app is there.
 *
 * @throws Error if there is no app
 */
export function quickHandlerOf(app: string | object): Handler {
  // By its own `require`: that of a module which tsx has loaded would wrap the app once more.
  const whole: unknown = typeof app === 'string' ? createRequire(app)(app) : app;
  if (!isItem(whole)) throw new Error(`${app} is no app.`);
  const handlers = new Map<string, Handler>();
  return (event) => {
    const own = event.command === 'execute' ? (event.method ?? '').split('.', 2).join('.') : '';
    const handler = handlers.get(own) ?? createAppHandler(own ? withOnly(own, whole) : whole);
    handlers.set(own, handler);
    return handler(event);
  };
}

/** The app with one operation, such as `creates.contact`; with none for what belongs to no operation. */
function withOnly(operation: string, app: Item): Item {
  const [kind = '', key = ''] = operation.split('.');
  const own = at(app, kind, key);
  const operations = KINDS.map((one) => [one, one === kind && own ? { [key]: own } : {}]);
  return { ...app, ...Object.fromEntries(operations), searchOrCreates: {} };
}
