import { orderBy } from 'lodash';
import type { Call, Routes } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { type JsonObject, objects, text } from '../json';
import type { LocationRow } from '../state';
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

/** A file or a folder by its id. @throws Refusal 404 */
const mediaOf = (call: Call, id: unknown): LocationRow =>
  ownRow(call.state.mediaFiles, text(id), 'File', call);

function newFolder(call: Call): JsonObject {
  const { state, body, locationId } = call;
  const parentId = text(body.parentId);
  if (parentId) ownRow(state.mediaFiles, parentId, 'Folder', call);
  const folder = { locationId, name: text(body.name) ?? '', type: 'folder', parentId: parentId || null };
  return ofAccount(state.mediaFiles.insert(folder));
}

function rename(call: Call, id: unknown, { name }: JsonObject): void {
  const media = mediaOf(call, id);
  call.state.mediaFiles.update(media.id, { ...(name !== undefined && { name }) });
}

/** The files that a body names, each with what is said of it. @throws Refusal 404 if one of them is not there */
function named(call: Call, list: string, idName: string): JsonObject[] {
  const files = objects(call.body[list]);
  for (const file of files) mediaOf(call, file[idName]);
  return files;
}

function updateFiles(call: Call): JsonObject {
  for (const file of named(call, 'filesToBeUpdated', 'id')) rename(call, file.id, file);
  return {};
}

function deleteFiles(call: Call): JsonObject {
  for (const { _id } of named(call, 'filesToBeDeleted', '_id')) call.state.mediaFiles.delete(String(_id));
  return {};
}

/** The media storage. */
export const mediaRoutes: Routes = {
  'POST /medias/upload-file': { handle: upload },
  'GET /medias/files': { handle: files },
  'POST /medias/folder': { handle: newFolder, status: 201 },
  'PUT /medias/update-files': { handle: updateFiles },
  'PUT /medias/delete-files': { handle: deleteFiles },
  'POST /medias/{id}': {
    handle: (call) => {
      rename(call, call.params.id, call.body);
      return {};
    },
  },
  'DELETE /medias/{id}': {
    handle: (call) => {
      call.state.mediaFiles.delete(mediaOf(call, call.params.id).id);
      return {};
    },
  },
};
