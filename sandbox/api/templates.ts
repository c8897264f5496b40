import { pick } from 'lodash';
import type { Call, Routes } from '../gateway/call';
import type { JsonObject } from '../json';
import { chosen } from './shared/lists';
import { pageOf } from './shared/rows';

/** What every template tells; those of text messages list their attachments too. */
const TOLD = ['id', 'name', 'type', 'template', 'dateAdded', 'locationId'];

/** The templates of a location, 25 a page unless said; deleted ones come only where they are asked for. */
function templates(call: Call): JsonObject {
  const { query } = call;
  const found = chosen(call, { table: 'templates', filters: { type: 'type' } }).filter(
    (row) => (row.deleted === true) === (query.deleted === true),
  );
  const shown = pageOf(found, query, 25).map((row) => ({
    ...pick(row, TOLD),
    ...(row.type !== 'email' && { urlAttachments: [] }),
  }));
  return { templates: shown, totalCount: found.length };
}

/** The templates of e-mails and text messages. */
export const templateRoutes: Routes = {
  'GET /locations/{locationId}/templates': { handle: templates },
};
