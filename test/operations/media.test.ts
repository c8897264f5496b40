/** Files of the media library, and posts for social accounts. */
import { choicesOf } from '../../fields/dropdowns';
import { text } from '../../sandbox/json';
import { at, items } from '../../zapier';
import { fileAt } from '../notes';
import { first, harness } from '../support/harness';
import { Elsewhere } from '../support/other-host';
import { describeCategory, type Row } from './table';

const zap = harness();
const UNKNOWN = '66f5eac3bd6f400016081ac7';

/** The sub-account, and what it has. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const { state } = zap.sandbox;
  const isHere = (row: { locationId?: unknown }) => row.locationId === locationId;
  return {
    locationId,
    folder: first(state.mediaFiles.where((row) => isHere(row) && row.type === 'folder')).id,
    accounts: state.socialAccounts.where(isHere),
    categories: state.socialCategories.where(isHere),
    tags: state.socialTags.where(isHere),
    userId: first(state.users.where(({ locationIds }) => locationIds.includes(locationId))).id,
  };
}

const at9 = '2026-12-24T09:00:00-05:00';
const picture = 'https://storage.example.com/media/spring.JPG?size=large';
const FILES = 'POST /medias/upload-file';

function rows(): Row[] {
  const { locationId, folder, accounts, categories, tags, userId } = place();
  const [facebook, instagram] = accounts;
  const post = { accountIds: [facebook?.id, instagram?.id], type: 'Story', userId };
  const size = 'The file team photo.png'.length;
  return [
    {
      key: 'upload_media_file',
      input: { file: fileAt(zap.sandbox, 'team%20photo.png'), name: 'team.png', parentId: folder },
      sends: {
        call: FILES,
        body: {
          file: { name: 'team photo.png', type: 'image/png', size },
          name: 'team.png',
          parentId: folder,
        },
      },
      gives: {
        id: expect.stringMatching(/^\w+$/),
        name: 'team.png',
        type: 'file',
        parentId: folder,
        url: expect.stringMatching(/^https:\/\/storage\.example\.com\/.+\/team\.png$/),
      },
      fails: {
        input: { file: fileAt(zap.sandbox, 'team.webp') },
        says: /^Upload File to Media Library did not work\. .*team\.webp is not supported/,
      },
    },
    {
      key: 'create_social_post',
      input: {
        ...post,
        summary: 'Hi {{contact.first_name}} 👋',
        media: [picture],
        scheduleDate: at9,
        followUpComment: '#smile',
        tags: [tags[0]?.id],
        categoryId: categories[0]?.id,
        gmbPostDetails__actionType: 'Book',
        gmbPostDetails__url: 'https://www.example.com/book',
        tiktokPostDetails__enableDuet: 'no',
      },
      sends: {
        call: `POST /social-media-posting/${locationId}/posts`,
        body: {
          accountIds: post.accountIds,
          type: 'story',
          userId,
          createdBy: userId,
          summary: 'Hi {{contact.first_name}} 👋',
          media: [{ url: picture, type: 'image/jpeg' }],
          status: 'scheduled',
          scheduleDate: at9,
          followUpComment: '#smile',
          tags: [tags[0]?.id],
          categoryId: categories[0]?.id,
          gmbPostDetails: {
            gmbEventType: 'STANDARD',
            actionType: 'book',
            url: 'https://www.example.com/book',
          },
          tiktokPostDetails: { enableDuet: false },
        },
      },
      gives: {
        id: expect.stringMatching(/^\w+$/),
        status: 'scheduled',
        type: 'story',
        accountIds: post.accountIds,
        displayDate: '2026-12-24T14:00:00.000Z',
        media: [{ url: picture, type: 'image/jpeg' }],
        locationId,
      },
      fails: {
        input: { ...post, accountIds: [UNKNOWN], summary: 'Hello' },
        says: /^Create Social Post did not work\. .*66f5eac3bd6f400016081ac7 is not connected/,
      },
    },
  ];
}

describeCategory(zap, 'Media & Social', rows);

const calls = () => zap.sent().map(({ endpoint }) => endpoint);
const sentBody = () => zap.sent().at(-1)?.body;

describe('a file for the media library', () => {
  const upload = (input: object) => zap.run('creates', 'upload_media_file', input);

  test('keeps its own name, and is found by it afterwards', async () => {
    const made = await upload({ file: fileAt(zap.sandbox, 'report.pdf') });
    expect(made).toMatchObject({ name: 'report.pdf' });
    const found = await zap.run('searches', 'find_media_file', { query: 'report', type: 'file' });
    expect(found).toEqual([
      expect.objectContaining({ id: at(made, 'id'), url: at(made, 'url'), contentType: 'application/pdf' }),
    ]);
  });

  test.each([
    ['an ending that its name lacks', '/0b1c', 'image/png', '0b1c.png'],
    ['the usual one of its kind', '/photo', 'image/jpeg', 'photo.jpg'],
    ['no second one', '/plan.docx', 'application/pdf', 'plan.docx'],
    ['none where its kind is not known', '/0b1c', 'application/octet-stream', '0b1c'],
    ['none where its kind names none', '/0b1c', 'application/vnd.ms-excel', '0b1c'],
    ['a name though its link has none', '/', 'application/pdf; charset=utf-8', 'file.pdf'],
  ])('is given %s', async (_what, path, type, name) => {
    const host = new Elsewhere(
      () => 'x',
      true,
      () => type,
    );
    await host.start();
    expect(await upload({ file: host.url + path }).finally(() => host.stop())).toMatchObject({ name });
  });

  test('is fetched by HighLevel itself where there is only a link', async () => {
    const fileUrl = 'https://www.example.com/tours/long%20tour.mp4';
    expect(await upload({ fileUrl })).toMatchObject({ name: 'long tour.mp4' });
    expect(sentBody()).toEqual({ fileUrl, hosted: 'true', name: 'long tour.mp4' });
  });

  test.each([
    [
      'neither a file nor a link',
      () => ({ name: 'a.png' }),
      /needs a value for “File” or “Link to a Large File”\.$/,
    ],
    [
      'both',
      () => ({ file: fileAt(zap.sandbox, 'a.png'), fileUrl: picture }),
      /^Fill in “File” or “Link to a Large File”, and not both\.$/,
    ],
    ['two files', () => ({ file: [picture, `${picture}2`] }), /^“File” must be one file; there are 2\.$/],
    ['no link', () => ({ file: 'report' }), /^“File” must be a link to a file; it is “report”\.$/],
    [
      'a link that is not safe',
      () => ({ file: 'http://www.example.com/a.png' }),
      /can’t be fetched: “http:.+” is no https link\.$/,
    ],
    [
      'a file that is gone',
      () => ({ file: `${zap.sandbox.url}/_sandbox/none` }),
      /can’t be fetched: “.+” answers with 404\.$/,
    ],
  ])('is not sent where the step is given %s', async (_what, input, says) => {
    expect(await zap.sentence(upload(input()))).toMatch(says);
    expect(calls()).toEqual([]);
  });

  test.each([
    ['says its size', true],
    ['does not say its size', false],
  ])('is not read to its end where it is too large, and its host %s', async (_what, isTold) => {
    const host = new Elsewhere(() => 'x'.repeat(26 * 1024 * 1024), isTold);
    await host.start();
    try {
      const says = /^“File” has a file that can’t be fetched: “.+” has more than 25 MB\.$/;
      expect(await zap.sentence(upload({ file: `${host.url}/large.mp4` }))).toMatch(says);
      expect(host.heard.join('\n')).not.toMatch(/authorization|Bearer/i);
    } finally {
      await host.stop();
    }
    expect(calls()).toEqual([]);
  });
});

describe('a social post', () => {
  const input = (more: object) => {
    const { accounts, userId } = place();
    return { accountIds: [accounts[0]?.id], type: 'post', userId, summary: 'Hello', ...more };
  };
  const post = (more: object) => zap.run('creates', 'create_social_post', input(more));
  const settle = (timezone: string) => zap.sandbox.state.locations.update(place().locationId, { timezone });

  test.each<[what: string, more: object, sent: object]>([
    ['now, where nothing says when', {}, { status: 'published' }],
    ['now, where that is chosen', { when: 'Now' }, { status: 'published' }],
    ['later, where it has a date', { scheduleDate: at9 }, { status: 'scheduled', scheduleDate: at9 }],
    ['not at all, where it is a draft', { when: 'draft' }, { status: 'draft' }],
    [
      'not yet, where a draft has a date',
      { when: 'Draft', scheduleDate: at9 },
      { status: 'draft', scheduleDate: at9 },
    ],
    [
      'later, after a review',
      { when: 'review', scheduleDate: at9, postApprovalDetails__approver: 'u1' },
      { status: 'in_review', postApprovalDetails: { approver: 'u1', approvalStatus: 'pending' } },
    ],
    [
      'later, after a review, where it has a reviewer',
      { scheduleDate: at9, postApprovalDetails__approver: 'u1' },
      { status: 'in_review', scheduleDate: at9 },
    ],
    [
      'not at all, where a draft has a reviewer',
      { when: 'draft', postApprovalDetails__approver: 'u1' },
      { status: 'draft', postApprovalDetails: { approver: 'u1' } },
    ],
  ])('goes out %s', async (_what, more, sent) => {
    await post(more);
    expect(sentBody()).toEqual(expect.objectContaining({ media: [], ...sent }));
  });

  test.each<[what: string, more: object, says: RegExp]>([
    ['has no date', { when: 'scheduled' }, /^Create Social Post needs a value for “Date”\.$/],
    ['has no reviewer', { when: 'review', scheduleDate: at9 }, /needs a value for “Reviewer”\.$/],
    [
      'has a reviewer and no date',
      { postApprovalDetails__approver: 'u1' },
      /^Create Social Post needs a value for “Date”\.$/,
    ],
    [
      'has a reviewer though it is to go out without a review',
      { when: 'now', postApprovalDetails__approver: 'u1' },
      /has a reviewer, and “When” does not say .*: choose “Scheduled, After a Review”, or .*Nothing was posted\.$/,
    ],
    [
      'has a date though it is to go out now',
      { when: 'now', scheduleDate: at9 },
      /has a date, and “When” says Now: .*Nothing was posted\.$/,
    ],
  ])('is not made where it %s', async (_what, more, says) => {
    expect(await zap.sentence(post(more))).toMatch(says);
    expect(calls()).toEqual([]);
  });

  test.each([
    ['2026-07-04 09:00', '2026-07-04T09:00:00.000-06:00'],
    ['2026-12-24', '2026-12-24T00:00:00.000-07:00'],
    ['2026-12-24T09:00:00Z', '2026-12-24T09:00:00Z'],
  ])(
    'of %s goes out by the clock of the sub-account, unless it names its zone',
    async (scheduleDate, sent) => {
      settle('America/Denver');
      await post({ scheduleDate });
      expect(sentBody()).toMatchObject({ scheduleDate: sent });
    },
  );

  test('has the times of an event as the clock of the sub-account shows them', async () => {
    settle('Asia/Tokyo');
    await post({
      gmbPostDetails__gmbEventType: 'Event',
      gmbPostDetails__title: 'Open Day',
      gmbPostDetails__startDate: '2026-12-31T22:05:07Z',
      gmbPostDetails__endDate: '2027-01-01 18:00',
    });
    expect(sentBody()).toMatchObject({
      gmbPostDetails: {
        gmbEventType: 'EVENT',
        title: 'Open Day',
        startDate: {
          startDate: { day: 1, month: 1, year: 2027 },
          startTime: { hours: 7, minutes: 5, seconds: 7 },
        },
        endDate: {
          endDate: { day: 1, month: 1, year: 2027 },
          endTime: { hours: 18, minutes: 0, seconds: 0 },
        },
      },
    });
  });

  describe('with media', () => {
    const types: { [path: string]: string } = {
      '/photo': 'image/png; charset=binary',
      '/clip': 'video/quicktime',
      '/page': 'text/html',
    };
    const host = new Elsewhere(
      (path) => (types[path] ? 'x' : undefined),
      true,
      (path) => types[path],
    );
    beforeAll(() => host.start());
    afterAll(() => host.stop());

    test('tells the type of each, by its ending or else by its host', async () => {
      const media = [`${host.url}/photo`, 'https://cdn.example.com/tour.MOV', `${host.url}/clip`];
      await post({ media });
      expect(sentBody()).toMatchObject({
        media: [
          { url: media[0], type: 'image/png' },
          { url: media[1], type: 'video/mov' },
          { url: media[2], type: 'video/mov' },
        ],
      });
      expect(host.heard.join('\n')).not.toMatch(/authorization|Bearer/i);
    });

    test.each([
      ['/page', /^“Pictures or Video” has a link to no picture and no video: “.+\/page” is text\/html\.$/],
      ['/gone', /^“Pictures or Video” has a file that can’t be fetched: “.+\/gone” answers with 404\.$/],
    ])('is not made where a link leads to something else: %s', async (path, says) => {
      expect(await zap.sentence(post({ media: [picture, host.url + path] }))).toMatch(says);
      expect(calls()).toEqual([]);
    });
  });

  test.each([
    ['in results', (made: object) => ({ success: true, results: { post: made } })],
    ['alone', (made: object) => ({ success: true, post: made })],
  ])('is read from the answer where it stands %s', async (_where, answer) => {
    const endpoint = 'POST /social-media-posting/{locationId}/posts';
    const body = JSON.parse(JSON.stringify(answer({ _id: 'p1', status: 'draft' })));
    zap.sandbox.faults.add({ endpoint, status: 201, body });
    expect(await post({ when: 'draft' })).toMatchObject({ id: 'p1', status: 'draft', summary: 'Hello' });
  });

  test('is no success where the answer has no post', async () => {
    const endpoint = 'POST /social-media-posting/{locationId}/posts';
    zap.sandbox.faults.add({
      endpoint,
      status: 201,
      body: { success: true, statusCode: 201, message: 'OK' },
    });
    expect(await zap.sentence(post({}))).toMatch(/^Create Social Post/);
  });
});

test('the drop-downs of a post name accounts, categories and tags', async () => {
  const { accounts, categories, tags } = place();
  const labels = async (list: Parameters<typeof choicesOf>[0]) =>
    items(at(await zap.call(choicesOf(list).perform), 'results')).map(({ id, label }) => [id, label]);
  const named = (platform: string, label: string) => {
    const account = first(accounts.filter((one) => one.platform === platform));
    return [account.id, `${account.name} · ${label}`];
  };
  expect(await labels('socialAccounts')).toEqual([
    named('facebook', 'Facebook'),
    named('instagram', 'Instagram'),
    named('google', 'Google Business Profile'),
    named('linkedin', 'LinkedIn (must be connected again)'),
  ]);
  expect(await labels('socialCategories')).toEqual(categories.map(({ id, name }) => [id, text(name)]));
  expect(await labels('socialTags')).toEqual(tags.map(({ id, tag }) => [id, text(tag)]));
});
