import { ofAccount, only, outputs, type RecordType, withMoments } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A file of the media library, or a folder. */
export const mediaFile: RecordType = {
  noun: 'Media File',
  fields: [
    ...outputs('string', {
      id: 'File ID',
      name: 'Name',
      type: 'Kind',
      url: 'Link',
      contentType: 'Content Type',
    }),
    { key: 'size', label: 'Size in Bytes', type: 'integer' },
    ...outputs('string', { path: 'Path', parentId: 'Folder ID', locationId: 'Sub-Account ID' }),
    ...outputs('datetime', { createdAt: 'Date Added', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS['Media File'],
    name: 'price-list.pdf',
    type: 'file',
    url: 'https://storage.example.com/media/price-list.pdf',
    contentType: 'application/pdf',
    size: 94310,
    path: 'media/price-list.pdf',
    parentId: SAMPLE_IDS['Media Folder'],
    locationId: SAMPLE_IDS.Location,
    createdAt: '2026-05-04T14:12:09.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: (raw) => ofAccount(withMoments(raw, ['createdAt', 'updatedAt'])),
  added: 'createdAt',
  updated: ['updatedAt'],
};

/** A file that was just uploaded. */
export const uploadedFile = only(mediaFile, ['id', 'name', 'type', 'url', 'parentId']);
