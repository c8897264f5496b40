import { bySkip } from '../highlevel/paging';
import { mediaFile } from '../records/media-file';
import type { RecordListRead } from './read';

/** The files or the folders of the media library, the newest first. */
export const mediaFiles = {
  endpoint: 'GET /medias/files',
  items: 'files',
  paging: bySkip('offset', 100),
  sort: { added: { sortBy: 'createdAt', sortOrder: 'desc' } },
  sortedBy: 'createdAt',
  record: mediaFile,
} satisfies RecordListRead;
