import { type CategoryNotes, firstOf } from './note';

export const mediaNotes = {
  find_media_file: {
    finds: (sandbox) => ({ type: 'folder', query: firstOf(sandbox, 'mediaFiles').name }),
  },
} satisfies CategoryNotes;
