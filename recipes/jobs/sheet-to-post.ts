import type { ZapPlan } from '../../zapier';
import type { Job } from './job';

const rowToPost: ZapPlan = {
  name: 'Google Sheet → HighLevel scheduled post',
  trigger: { kind: 'hook', id: 'row', app: 'sheets', trigger: 'updated_row' },
  steps: [
    {
      id: 'approved',
      does: 'goes on if the row is approved',
      kind: 'filter',
      match: 'all',
      onlyIf: [{ value: '{{row.status}}', is: 'equal to', to: 'Approved' }],
      otherwise: 'The row is not approved.',
    },
    {
      id: 'account',
      does: 'finds the account for the platform',
      kind: 'search',
      app: 'highlevel',
      search: 'find_social_account',
      input: { platform: '{{row.platform}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'connected',
      does: 'goes on if posts can be published to it',
      kind: 'filter',
      match: 'all',
      onlyIf: [{ value: '{{account.isExpired}}', is: 'false' }],
      otherwise: 'The account {{account.name}} must be connected again in HighLevel.',
    },
    {
      id: 'picture',
      does: 'finds the picture of this name',
      kind: 'search',
      app: 'drive',
      search: 'find_file',
      input: { folder: '{{settings.folder}}', name: '{{row.picture}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'media',
      does: 'uploads it, so that the post has a link that stays',
      kind: 'create',
      app: 'highlevel',
      create: 'upload_media_file',
      input: { file: '{{picture.file}}', name: '{{row.picture}}' },
    },
    {
      id: 'post',
      does: 'schedules the post',
      kind: 'create',
      app: 'highlevel',
      create: 'create_social_post',
      input: {
        accountIds: ['{{account.id}}'],
        type: 'post',
        userId: '{{settings.user}}',
        summary: '{{row.text}}',
        media: ['{{media.url}}'],
        when: 'scheduled',
        scheduleDate: '{{row.time}}',
      },
    },
    {
      id: 'written',
      does: 'writes into the row that it is done',
      kind: 'create',
      app: 'sheets',
      create: 'update_row',
      input: { sheet: '{{settings.sheet}}', row: '{{row.row}}', status: 'Scheduled', post: '{{post.id}}' },
    },
  ],
};

/** The content sheet is the plan, and HighLevel publishes what is approved in it. */
export const sheetToPost: Job = {
  number: 26,
  title: 'An approved row of the content sheet becomes a scheduled post with its picture',
  zaps: [rowToPost],
  settings: {
    sheet: 'your spreadsheet',
    folder: 'the folder with the pictures',
    user: 'the user in whose name it is posted',
  },
  hints: [
    'The sheet has the columns Status, Text, Picture (the name of a file in the folder), Platform, Time and Post ID. Choose Status as the trigger column.',
    'A time without a UTC offset is one in the time zone of the sub-account.',
    'The last step sets the status to Scheduled, so that the same row does not become a second post. If that step alone fails, set it by hand.',
    'HighLevel may refuse WebP pictures, and each platform has its own limits for pictures and text.',
    'The search gives the first account of a platform. With several, let the sheet have a column for the name of the account, and map it too.',
  ],
};
