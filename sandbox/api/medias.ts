import { orderBy } from 'lodash';
import type { Call, Routes } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { type JsonObject, text } from '../json';
import { fileIn, lastOf, refuseLarge } from './shared/files';
import { chosen, ofAccount } from './shared/lists';
import { ownRow, pageOf } from './shared/rows';

/** The largest file, in MB; one that HighLevel fetches itself may be larger. */
const MOST_MB = 25;

/** What HighLevel does not take (one source, 2026). */
const REFUSED = /\.webp$|^image\/webp$/i;

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

/** The file that a request sends, or has fetched: what is kept of it. @throws Refusal 400 where there is none */
function sentIn({ body }: Call): JsonObject & { name: string } {
  if (body.hosted === true) {
    const link = text(body.fileUrl);
    if (!link) throw refusal(400, 'fileUrl is required when hosted is true');
    return { name: text(body.name) ?? lastOf(link) };
  }
  const file = fileIn(body.file);
  if (!file) throw refusal(400, 'file is required');
  refuseLarge(file, MOST_MB);
  return { name: text(body.name) ?? file.name, contentType: file.type, size: file.size };
}

/** Keeps a file in a folder, or outside of all. @throws Refusal 400 for a kind that is not taken */
function upload(call: Call): JsonObject {
  const { state, body, locationId, ids } = call;
  const file = sentIn(call);
  if (REFUSED.test(file.name) || REFUSED.test(text(file.contentType) ?? '')) {
    throw refusal(400, `The file type of ${file.name} is not supported.`);
  }
  const parentId = text(body.parentId);
  if (parentId) ownRow(state.mediaFiles, parentId, 'Folder', call);
  const path = `location/${locationId}/${ids.next()}/${file.name}`;
  const url = `https://storage.example.com/${encodeURI(path)}`;
  const { id } = state.mediaFiles.insert({
    ...file,
    locationId,
    type: 'file',
    url,
    path,
    parentId: parentId || null,
  });
  return { fileId: id, url };
}

/** The media storage. */
export const mediaRoutes: Routes = {
  'POST /medias/upload-file': { handle: upload },
  'GET /medias/files': { handle: files },
};
