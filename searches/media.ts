import { choicesOf } from '../fields/dropdowns';
import { choice, text } from '../fields/field';
import { words } from '../fields/look-up';
import { byIdOrWords, byWhole, byWords } from '../operations/matching';
import type { SearchSpec } from '../operations/search-spec';
import { mediaFiles } from '../reads/media';
import { socialAccounts } from '../reads/social';
import { PLATFORMS } from '../records/social-account';

export const mediaSearches: SearchSpec[] = [
  {
    ...mediaFiles,
    key: 'find_media_file',
    label: 'Find Media File',
    description: 'Finds a file or a folder of the media library by name.',
    fields: [
      choice('type', 'Kind', { file: 'File', folder: 'Folder' }, { default: 'file', required: true }),
      words('query', 'Name', 'The name of the file or the folder, or a part of it.'),
      choice('parentId', 'Folder', choicesOf('mediaFolders'), {
        helpText: 'Choose the folder to look in, or map the folder ID of an earlier step.',
      }),
    ],
    needs: ['query'],
    notOffered: { fetchAll: 'A file is found by its name.' },
    // “logo” is the whole name of logo.png.
    prefer: { query: byWords('name', ({ name }) => String(name).replace(/\.\w+$/, '')) },
  },
  {
    ...socialAccounts,
    key: 'find_social_account',
    label: 'Find Social Account',
    description: 'Finds a connected social account by name, platform or ID.',
    needs: [],
    fields: [
      choice('platform', 'Platform', PLATFORMS, {
        helpText: 'Leave it empty for all.',
        notSent: 'HighLevel gives all accounts.',
      }),
      text('name', 'Name or ID', {
        helpText: 'The name of the account, a part of it, or its ID. Leave it empty for all.',
        notSent: 'HighLevel gives all accounts.',
      }),
    ],
    match: { platform: byWhole('platform'), name: byIdOrWords('name') },
  },
];
