import { type CategoryNotes, fileAt, firstOf } from './note';

export const mediaNotes = {
  upload_media_file: {
    least: (sandbox) => ({ file: fileAt(sandbox, 'logo.png') }),
    fillings: [
      { without: ['fileUrl'] },
      { values: () => ({ fileUrl: 'https://www.example.com/tour.mp4' }), without: ['file'] },
    ],
  },
  create_social_post: {
    fillings: [
      {
        values: (sandbox) => ({
          media: [fileAt(sandbox, 'spring.jpg')],
          when: 'review',
          scheduleDate: '2026-12-24T09:00:00',
        }),
      },
    ],
  },
  find_media_file: {
    finds: (sandbox) => ({ type: 'folder', query: firstOf(sandbox, 'mediaFiles').name }),
  },
} satisfies CategoryNotes;
