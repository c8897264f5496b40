import { isEqual } from 'lodash';

import { rowsIn } from '../caller';
import { needs, type Questions, reads } from '../probe';
import { contradicted, judged, need, notTold } from '../verdict';

const TOKENS = 'The check never asks for a token itself, so that none can be in its report.';
const LESS = 'It would need a connection that was made without that scope.';

export const access: Questions = {
  'location-token-401': needs('an agency with a sub-account in which the app is not installed', TOKENS),
  'location-token-path': needs('an agency', TOKENS),

  'private-token-opens-no-location': needs('an agency’s private integration', TOKENS),
  'private-token-refused': needs(
    'a private integration',
    'Its token has to be rotated in HighLevel meanwhile.',
  ),
  'private-token-scopes': needs('a private integration', 'A scope has to be added in HighLevel meanwhile.'),

  'private-token-level': reads(2, async (lab) => {
    const { access_token, userType } = lab.caller.connection.authData;
    if (!String(access_token).startsWith('pit-'))
      return notTold('The connection is no private integration’s.');
    const location = await lab.ask('GET /locations/{locationId}', { path: { locationId: lab.locationId } });
    if (userType !== 'Company') {
      return judged(
        location.isDone,
        'A sub-account’s token reads its sub-account; the app asks for no agency with it.',
        `A sub-account’s token does not read its sub-account (${location.status}).`,
      );
    }
    const agency = await lab.ask('GET /companies/{companyId}', { path: { companyId: lab.companyId } });
    return judged(
      location.isDone && agency.isDone,
      'An agency’s token reads its agency, and its sub-account.',
      `The agency is answered with ${agency.status}, its sub-account with ${location.status}.`,
    );
  }),

  'v3-users-of-location': reads(3, async (lab) => {
    const dated = await lab.list('GET /users/', 'users');
    const query = { companyId: lab.companyId, locationId: lab.locationId, limit: 100 };
    const asked = await lab.ask('GET /users/search', { query, version: 'v3' });
    if (!asked.isDone) return contradicted(`The search is refused with ${asked.status}.`);
    const found = rowsIn(asked, 'users').map(({ id }) => id);
    const missing = dated.filter(({ id }) => !found.includes(id)).length;
    return judged(
      !missing,
      `The search has all ${dated.length} of the older list.`,
      `The search lacks ${missing} of ${dated.length}.`,
    );
  }),

  'v3-token-errors': needs('a wrong client secret', TOKENS),
  'gateway-timeout-401': needs('luck', 'Nobody can make HighLevel’s gateway run out of time.'),

  'v3-answers': reads(3, async (lab) => {
    const [first] = await lab.list('GET /contacts/', 'contacts', lab.inLocation({ limit: 100 }));
    const contactId = String(need(first, 'There are no contacts.').id);
    const names = async (version?: string) => {
      const { contact } = await lab.get('GET /contacts/{contactId}', {
        path: { contactId },
        ...(version && { version }),
      });
      return Object.keys(Object(contact)).sort();
    };
    const [dated, v3] = [await names(), await names('v3')];
    const others = [
      ...dated.filter((name) => !v3.includes(name)),
      ...v3.filter((name) => !dated.includes(name)),
    ];
    return judged(
      isEqual(dated, v3),
      'A contact has the same names in both.',
      `${others.length} names of a contact are in one alone.`,
    );
  }),

  'retry-after': needs('a limit that was passed', 'The check stays far below HighLevel’s limits.'),
  'throttle-key': needs('Zapier', 'Zapier’s own servers read the key.'),
  'custom-value-scope': needs('a token without the scope', LESS),
  'documents-scope': needs('a token without the scope', LESS),
  'refusal-does-nothing': needs('a token without the scope', LESS),

  'token-refused-by-words': reads(1, async (lab) => {
    const isRefused = await lab.caller.isRefusedAsExpired('not-a-token');
    return judged(
      isRefused,
      'A malformed token is told as one to be refreshed.',
      'A malformed token is told as something else.',
    );
  }),
};
