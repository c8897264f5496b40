import { orderBy } from 'lodash';
import type { Call, Routes } from '../gateway/call';
import { type JsonObject, text } from '../json';
import { chosen, ofAccount } from './shared/lists';
import { pageOf } from './shared/rows';

/**
 * The files or the folders of a location. Without words, and unless all are asked for, those of one folder
 * come: the named one, or the outermost.
 */
function files(call: Call): JsonObject {
  const { query } = call;
  const folder = text(query.parentId) ?? null;
  const isEverywhere = query.fetchAll === 'true' || (query.query !== undefined && folder === null);
  const found = chosen(call, {
    table: 'mediaFiles',
    filters: { type: 'type' },
    words: { parameter: 'query', in: ['name'] },
    latest: 'createdAt',
  }).filter(({ parentId }) => isEverywhere || parentId === folder);
  const sorted = orderBy(
    found,
    text(query.sortBy) ?? 'createdAt',
    query.sortOrder === 'asc' ? 'asc' : 'desc',
  );
  return { files: pageOf(sorted, query).map(ofAccount) };
}

/** The media storage. */
export const mediaRoutes: Routes = {
  'GET /medias/files': { handle: files },
};
