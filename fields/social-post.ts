/** The fields of a post for the social planner. */
import { POST_KINDS } from '../records/social-post';
import { toZonedOrLocal } from './dates';
import { choicesOf } from './dropdowns';
import { choice, date, type Field, inGroup, list, longText, text, yesNo } from './field';
import { chosenOrMapped, user } from './ids';
import { toLinks, toNames } from './values';

/** When a post goes out. */
export const WHEN = {
  now: 'Now',
  scheduled: 'Scheduled',
  draft: 'Draft',
  review: 'Scheduled, After a Review',
} as const;

/** The parts of the form. */
export const POST_GROUPS = {
  google: 'Google Business Profile',
  tiktok: 'TikTok',
  review: 'Review',
  link: 'Link Preview',
};
type Group = keyof typeof POST_GROUPS;

const BY_ZONE = 'A time without a UTC offset is one in the time zone of the sub-account.';

/** A time of an event or an offer: HighLevel takes its parts. */
const time = (key: string, label: string): Field =>
  date(key, label, {
    helpText: `Only for an event or an offer. ${BY_ZONE}`,
    notSent: 'Its parts are sent.',
    send: toZonedOrLocal,
  });

const GOOGLE: Field[] = [
  choice(
    'gmbPostDetails__gmbEventType',
    'Google Post Kind',
    { STANDARD: 'Update', EVENT: 'Event', OFFER: 'Offer' },
    'Leave it empty for an update.',
  ),
  choice('gmbPostDetails__actionType', 'Google Button', {
    none: 'None',
    order: 'Order Online',
    book: 'Book',
    shop: 'Shop',
    learn_more: 'Learn More',
    call: 'Call Now',
    sign_up: 'Sign Up',
  }),
  text('gmbPostDetails__url', 'Google Button Link', 'The page that the button opens.'),
  text('gmbPostDetails__title', 'Event Title', 'An event needs it.'),
  text('gmbPostDetails__offerTitle', 'Offer Title', 'An offer needs it.'),
  time('gmbPostDetails__startDate', 'Start'),
  time('gmbPostDetails__endDate', 'End'),
  text('gmbPostDetails__couponCode', 'Coupon Code', 'Only for an offer.'),
  text('gmbPostDetails__redeemOnlineUrl', 'Link to Redeem', 'Only for an offer.'),
  text('gmbPostDetails__termsConditions', 'Link to the Terms', 'Only for an offer.'),
];

const TIKTOK: Field[] = [
  choice('tiktokPostDetails__privacyLevel', 'Who Can View', {
    PUBLIC_TO_EVERYONE: 'Everyone',
    MUTUAL_FOLLOW_FRIENDS: 'Friends',
    SELF_ONLY: 'Only You',
  }),
  yesNo('tiktokPostDetails__enableComment', 'Allow Comments'),
  yesNo('tiktokPostDetails__enableDuet', 'Allow Duets'),
  yesNo('tiktokPostDetails__enableStitch', 'Allow Stitches'),
  yesNo(
    'tiktokPostDetails__videoDisclosure',
    'Is Promotional',
    'Yes discloses that the video promotes something.',
  ),
  yesNo('tiktokPostDetails__promoteYourBrand', 'Promotes Your Brand'),
  yesNo('tiktokPostDetails__promoteOtherBrand', 'Promotes Another Brand'),
];

const REVIEW: Field[] = [
  user('postApprovalDetails__approver', 'Reviewer', 'Who is asked to approve the post.'),
  longText('postApprovalDetails__requesterNote', 'Note to the Reviewer'),
];

const LINK: Field[] = [
  text('ogTagsDetails__metaLink', 'Link', 'The page that the post shows a preview of.'),
  text('ogTagsDetails__metaImage', 'Preview Image', 'A link to the image.'),
];

/** The form of a post. */
export const postFields = (): Field[] => [
  list('accountIds', 'Accounts', {
    required: true,
    choices: choicesOf('socialAccounts'),
    helpText:
      'Choose accounts, or map account IDs of an earlier step, with commas between them. One that must be connected again is connected in HighLevel.',
    isId: true,
    send: toNames,
  }),
  choice('type', 'Kind', POST_KINDS, {
    required: true,
    default: 'post',
    helpText: 'A story has no text. A reel has one video, and nothing else.',
  }),
  {
    ...user('userId', 'User', ''),
    required: true,
    ...chosenOrMapped('the user in whose name the post is made', 'the user ID'),
  },
  longText('summary', 'Text', 'What is too long for a platform is cut off there.'),
  list('media', 'Pictures or Video', {
    helpText:
      'Links to files that anyone may open until the post goes out, such as those of Upload File to Media Library. Files of Zapier itself are gone after a while.',
    notSent: 'Each link is sent with its media type.',
    send: toLinks,
  }),
  choice('when', 'When', WHEN, {
    helpText:
      'Leave it empty to schedule a post that has a date, after a review where it has a reviewer; and to publish one that has neither now.',
    notSent: 'It decides the status.',
  }),
  date('scheduleDate', 'Date', {
    helpText: `When a scheduled post goes out. ${BY_ZONE}`,
    send: toZonedOrLocal,
  }),
  longText('followUpComment', 'First Comment', 'Not on TikTok, Google and Pinterest.'),
  list('tags', 'Tags', {
    choices: choicesOf('socialTags'),
    helpText: 'Choose tags of the social planner, or map their IDs, with commas between them.',
    isId: true,
    send: toNames,
  }),
  choice(
    'categoryId',
    'Category',
    choicesOf('socialCategories'),
    'Choose a category of the social planner, or map its ID.',
  ),
  ...inGroup<Group>('google', GOOGLE),
  ...inGroup<Group>('tiktok', TIKTOK),
  ...inGroup<Group>('review', REVIEW),
  ...inGroup<Group>('link', LINK),
];
