import { orderBy } from 'lodash';
import type { Call, Routes } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { type JsonObject, pick, text, texts } from '../json';
import type { LocationRow } from '../state';
import { chosen, within } from './shared/lists';
import { ownRow, pageOf } from './shared/rows';

/** Fields of a post that are kept as they were sent. */
const WRITTEN = [
  'accountIds',
  'summary',
  'media',
  'createdBy',
  'followUpComment',
  'ogTagsDetails',
  'type',
  'postApprovalDetails',
  'tags',
  'categoryId',
  'tiktokPostDetails',
  'gmbPostDetails',
];

/** Every answer of the social planner says how it went, and has the rest in `results`. */
const answered = (statusCode: number, message: string, results: JsonObject): JsonObject => ({
  success: true,
  statusCode,
  message,
  results,
});

/** A post as answers tell it. One that was scheduled has been published when its time has come. */
function shown({ id, ...post }: LocationRow, { clock }: Call): JsonObject {
  const isDue = post.status === 'scheduled' && Date.parse(String(post.displayDate)) <= clock.ms();
  return { _id: id, ...post, ...(isDue && { status: 'published', publishedAt: post.displayDate }) };
}

/** The account of this id. @throws Refusal 400 where the location has none */
function accountOf({ state, locationId }: Call, id: string): LocationRow {
  const account = state.socialAccounts.get(id);
  if (account?.locationId !== locationId) throw refusal(400, `Account ${id} is not connected.`);
  return account;
}

/** When a post goes out, as a moment in UTC; a date without a zone is read as one in UTC (one source, 2026). */
function dateIn({ body }: Call): string | undefined {
  const sent = text(body.scheduleDate);
  if (sent === undefined) return undefined;
  const moment = new Date(/T.*(Z|[+-]\d\d:?\d\d)$/.test(sent) ? sent : `${sent}Z`);
  if (Number.isNaN(moment.getTime()))
    throw refusal(422, ['scheduleDate must be a valid ISO 8601 date string']);
  return moment.toISOString();
}

/** @throws Refusal for a post that can't be: of no account, without a date that it needs */
function written(call: Call): Partial<LocationRow> {
  const { body, clock } = call;
  const accounts = texts(body.accountIds).map((id) => accountOf(call, id));
  const status = text(body.status) ?? 'draft';
  if (!accounts.length && status !== 'draft') throw refusal(422, ['accountIds should not be empty']);
  const date = dateIn(call);
  if (['scheduled', 'in_review'].includes(status) && !date) {
    throw refusal(422, [`scheduleDate is required for the status ${status}`]);
  }
  const now = clock.iso();
  const [account, ...more] = accounts;
  return {
    ...pick(body, WRITTEN),
    status,
    displayDate: date ?? now,
    ...(account && !more.length && { accountId: account.id, platform: account.platform }),
    ...(status === 'published' && { publishedAt: now }),
  };
}

function create(call: Call): JsonObject {
  const { state, body, locationId } = call;
  const post = state.socialPosts.insert({
    source: 'composer',
    summary: '',
    tags: [],
    error: '',
    createdBy: text(body.userId) ?? '',
    ...written(call),
    locationId,
  });
  return answered(201, 'Created Post', { post: shown(post, call) });
}

const postOf = (call: Call): LocationRow => ownRow(call.state.socialPosts, call.params.id, 'Post', call);

function update(call: Call): JsonObject {
  const { id } = postOf(call);
  call.state.socialPosts.update(id, written(call));
  return answered(200, 'Updated Post', {});
}

function remove(call: Call): JsonObject {
  const { id } = postOf(call);
  call.state.socialPosts.delete(id);
  return answered(200, 'Deleted Post', { postId: id });
}

/** The posts of some days, accounts, kind and status, the latest first. */
function list(call: Call): JsonObject {
  const { body, state, locationId } = call;
  const accounts = (text(body.accounts) ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);
  const isWithin = within(body, ['fromDate', 'toDate']);
  const statuses = ['all', 'recent', undefined, ''].includes(text(body.type)) ? undefined : [body.type];
  const found = state.socialPosts
    .where((row) => row.locationId === locationId && isWithin(row.displayDate))
    .map((row) => shown(row, call))
    .filter(
      (post) =>
        (!statuses || statuses.includes(post.status)) &&
        (!body.postType || body.postType === post.type) &&
        (!accounts.length || texts(post.accountIds).some((id) => accounts.includes(id))),
    );
  const posts = orderBy(found, ({ displayDate }) => Date.parse(String(displayDate)), 'desc');
  return answered(201, 'Fetched Posts', { posts: pageOf(posts, body), count: posts.length });
}

/** A list of what posts are sorted by. */
function sorting(table: 'socialCategories' | 'socialTags', many: string, name: string) {
  return (call: Call): JsonObject => {
    const rows = chosen(call, { table, words: { parameter: 'searchText', in: [name] } });
    const page = pageOf(rows, call.query, 10).map(({ id, ...row }) => ({ _id: id, ...row }));
    return answered(200, `Fetched ${many} by Location ID`, { count: rows.length, [many]: page });
  };
}

/** The posts of the social planner, and what they are sorted by. */
export const socialPosts: Routes = {
  'POST /social-media-posting/{locationId}/posts': { handle: create, status: 201 },
  'POST /social-media-posting/{locationId}/posts/list': { handle: list, status: 201 },
  'GET /social-media-posting/{locationId}/posts/{id}': {
    handle: (call) => answered(200, 'Fetched Post', { post: shown(postOf(call), call) }),
  },
  'PUT /social-media-posting/{locationId}/posts/{id}': { handle: update },
  'DELETE /social-media-posting/{locationId}/posts/{id}': { handle: remove },
  'GET /social-media-posting/{locationId}/categories': {
    handle: sorting('socialCategories', 'categories', 'name'),
  },
  'GET /social-media-posting/{locationId}/tags': { handle: sorting('socialTags', 'tags', 'tag') },
};
