import { POST_GROUPS, postFields, WHEN } from '../fields/social-post';
import { show, toList } from '../fields/values';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { fetchType } from '../operations/fetched-file';
import { parameters } from '../operations/input';
import { clockInLocation, inLocationZone } from '../operations/location-time';
import type { CreateSpec, Run } from '../operations/spec';
import { orSent } from '../records/outcomes';
import { rawOf } from '../records/record';
import { socialPost } from '../records/social-post';

/** The times of an event or an offer for Google. */
const TIMES = ['startDate', 'endDate'] as const;
/** How HighLevel calls the parts of such a time, by the name of its day. */
const CLOCKS = { startDate: 'startTime', endDate: 'endTime' };

const PARTS = TIMES.flatMap((name) =>
  [
    ['day', 'month', 'year'].map((part) => `${name}__${part}`),
    ['hours', 'minutes', 'seconds'].map((part) => `${CLOCKS[name]}__${part}`),
  ]
    .flat()
    .map((part) => [`gmbPostDetails__${name}__${part}`, 'It is made of the whole time.']),
);

export const socialCreates: CreateSpec[] = [
  {
    key: 'create_social_post',
    label: 'Create Social Post',
    description:
      'Creates a post for your social accounts: now, scheduled or as a draft, with pictures or a video.',
    endpoint: 'POST /social-media-posting/{locationId}/posts',
    fields: postFields(),
    groups: POST_GROUPS,
    notOffered: {
      ...Object.fromEntries(PARTS),
      media: 'It is made of the links.',
      status: 'It follows from when the post goes out.',
      createdBy: 'It is the user.',
      scheduleTimeUpdated: 'It is about a change of a post.',
      postApprovalDetails__approvalStatus: 'It follows from whether there is a review.',
      postApprovalDetails__approverNote: 'The reviewer writes it.',
    },
    input: postInput,
    answer: ({ results, ...answer }, values) =>
      orSent(rawOf(rawOf(results).post ?? answer.post), values, ['type', 'summary', 'accountIds', 'tags']),
    record: socialPost,
  },
];

/** What HighLevel calls the choices of “When”. */
const STATUSES: { [when: string]: string } = {
  now: 'published',
  scheduled: 'scheduled',
  draft: 'draft',
  review: 'in_review',
};

async function postInput(values: Input, run: Run): Promise<Input> {
  const when = whenOf(values, run);
  const { gmbPostDetails, postApprovalDetails, ...sent } = parameters(run.spec, values);
  const google = { ...rawOf(gmbPostDetails), ...(await googleTimes(values, run)) };
  const review = { ...rawOf(postApprovalDetails), ...(when === 'review' && { approvalStatus: 'pending' }) };
  return {
    ...sent,
    // v3 requires the kind of a post for Google.
    ...(Object.keys(google).length && { gmbPostDetails: { gmbEventType: 'STANDARD', ...google } }),
    ...(Object.keys(review).length && { postApprovalDetails: review }),
    ...(values.scheduleDate !== undefined && {
      scheduleDate: await inLocationZone(values.scheduleDate, run),
    }),
    media: await Promise.all(toList(values.media).map((link) => mediaOf(String(link), run))),
    status: STATUSES[when],
    createdBy: values.userId,
  };
}

const REVIEWER = 'postApprovalDetails__approver';

/**
 * When the post goes out: as chosen, or as the filled-in fields say. A post that somebody is to look at first, or that
 * has a date, must not go out at once by a slip.
 *
 * @throws z.errors.Error where the fields contradict each other, or one that is needed is empty
 */
function whenOf({ when, scheduleDate, [REVIEWER]: reviewer }: Input, run: Run): string {
  const usual = scheduleDate === undefined ? 'now' : 'scheduled';
  const chosen = String(when ?? (reviewer === undefined ? usual : 'review'));
  const isLater = chosen === 'scheduled' || chosen === 'review';
  if (isLater && scheduleDate === undefined) throw run.needs('scheduleDate');
  if (chosen === 'now' && scheduleDate !== undefined) {
    throw run.refuse(
      `The post has a date, and ${run.label('when')} says Now: choose Scheduled, or leave ${run.label('scheduleDate')} empty. Nothing was posted.`,
    );
  }
  if (chosen === 'review' && reviewer === undefined) throw run.needs(REVIEWER);
  if ((chosen === 'now' || chosen === 'scheduled') && reviewer !== undefined) {
    throw run.refuse(
      `The post has a reviewer, and ${run.label('when')} does not say that it is reviewed: choose “${WHEN.review}”, or leave ${run.label(REVIEWER)} empty. Nothing was posted.`,
    );
  }
  return chosen;
}

/** The times of an event or an offer as HighLevel takes them: by what the clock shows in the sub-account. */
async function googleTimes(values: Input, run: Run): Promise<Raw> {
  const times = TIMES.map(async (name): Promise<[string, unknown][]> => {
    const given = values[`gmbPostDetails__${name}`];
    if (given === undefined) return [];
    const clock = await clockInLocation(given, run);
    const [day, month, year] = [clock.getDate(), clock.getMonth() + 1, clock.getFullYear()];
    const [hours, minutes, seconds] = [clock.getHours(), clock.getMinutes(), clock.getSeconds()];
    return [[name, { [name]: { day, month, year }, [CLOCKS[name]]: { hours, minutes, seconds } }]];
  });
  return Object.fromEntries((await Promise.all(times)).flat());
}

/** The media types of the files that can be posted, by their endings, as the description of v3 spells them. */
const TYPES: { [ending: string]: string } = {
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  mov: 'video/mov',
  mp4: 'video/mp4',
  png: 'image/png',
  webm: 'video/webm',
};

/** A file as a post has it. Where its ending does not tell what it is, its host does. */
async function mediaOf(url: string, run: Run): Promise<Raw> {
  const ending = /\.(\w+)$/.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? '';
  return { url, type: TYPES[ending] ?? (await toldType(url, run)) };
}

async function toldType(url: string, run: Run): Promise<string> {
  const type = await fetchType(url, { run, key: 'media' });
  if (!/^(image|video)\//.test(type)) {
    throw run.refuse(
      `${run.label('media')} has a link to no picture and no video: ${show(url)} is ${type || 'of no known type'}.`,
    );
  }
  return type === 'video/quicktime' ? 'video/mov' : type;
}
