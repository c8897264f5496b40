import { rowsOf } from '../highlevel/json';
import { outputs, type RecordType, withId, withMoments } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** The kinds of posts, by the API's names and as people call them. */
export const POST_KINDS = { post: 'Post', story: 'Story', reel: 'Reel' };

/** A post of the social planner. */
export const socialPost: RecordType = {
  noun: 'Social Post',
  fields: [
    ...outputs('string', {
      id: 'Post ID',
      status: 'Status',
      type: 'Kind',
      summary: 'Text',
      platform: 'Platform',
      accountId: 'Account ID',
    }),
    { key: 'accountIds', label: 'Account IDs', type: 'string', list: true },
    { key: 'displayDate', label: 'Date', type: 'datetime' },
    {
      key: 'media',
      label: 'Pictures or Video',
      children: outputs('string', { url: 'Media Link', type: 'Media Type' }),
    },
    { key: 'tags', label: 'Tag IDs', type: 'string', list: true },
    ...outputs('string', { createdBy: 'User ID', locationId: 'Sub-Account ID' }),
    ...outputs('datetime', {
      publishedAt: 'Date Published',
      createdAt: 'Date Added',
      updatedAt: 'Date Updated',
    }),
  ],
  sample: {
    id: SAMPLE_IDS['Social Post'],
    status: 'published',
    type: 'post',
    summary: 'Our spring whitening week begins on Monday. Book your visit: https://www.example.com/book',
    platform: 'facebook',
    accountId: SAMPLE_IDS['Social Account'],
    accountIds: [SAMPLE_IDS['Social Account']],
    displayDate: '2026-05-06T08:30:41.000Z',
    media: [{ url: 'https://storage.example.com/media/whitening.jpg', type: 'image/jpeg' }],
    tags: [SAMPLE_IDS['Social Tag']],
    createdBy: SAMPLE_IDS.User,
    locationId: SAMPLE_IDS.Location,
    publishedAt: '2026-05-06T08:30:44.000Z',
    createdAt: '2026-05-06T08:30:41.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: (raw) => ({
    ...withId(withMoments(raw, ['displayDate', 'publishedAt', 'createdAt', 'updatedAt'])),
    ...(raw.media !== undefined && { media: rowsOf(raw.media) }),
  }),
  added: 'createdAt',
  updated: ['updatedAt'],
};
