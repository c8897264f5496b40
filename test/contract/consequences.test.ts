/** What a person must agree to before a call of any endpoint: the whole list, to be read and checked. */
import { endpoint, endpointKeys, givesToken } from '../../highlevel/contract';
import {
  ALSO_CONSEQUENT,
  CONSEQUENCES,
  type Consequence,
  consequencesOf,
  onlyReads,
  startsLogin,
} from '../../highlevel/contract/consequences';

/** The endpoints with each consequence. Every DELETE deletes, and is not listed for that. */
const EXPECTED: { [kind in Consequence]: string[] } = {
  deletes: [
    'POST /contacts/bulk/business',
    'POST /contacts/bulk/tags/update/{type}',
    'POST /payments/custom-provider/disconnect',
    'POST /products/bulk-update',
    'POST /social-media-posting/category/queues/{queueId}/edit/discard',
    'POST /social-media-posting/{locationId}/posts/bulk-delete',
    'PUT /ad-publishing/facebook/custom-audience/{audienceId}/member/batch',
    'PUT /medias/delete-files',
    'PUT /social-media-posting/category/queues/{queueId}',
    'PUT /social-media-posting/category/queues/{queueId}/items/{itemId}/reset',
  ],
  charges: [
    'DELETE /marketplace/billing/charges/{chargeId}',
    'PATCH /ad-publishing/linkedin/{adId}/status',
    'POST /ad-publishing/facebook/ads/{adId}/resume',
    'POST /ad-publishing/facebook/adsets/{adSetId}/resume',
    'POST /ad-publishing/facebook/adsets/{adsetId}/resume',
    'POST /ad-publishing/facebook/campaigns/{campaignId}/publish',
    'POST /ad-publishing/facebook/campaigns/{campaignId}/resume',
    'POST /ad-publishing/google/ads/{adId}/publish',
    'POST /ad-publishing/linkedin/ads/{adId}/publish',
    'POST /email/verify',
    'POST /invoices/schedule/{scheduleId}/auto-payment',
    'POST /invoices/schedule/{scheduleId}/cancel',
    'POST /invoices/schedule/{scheduleId}/schedule',
    'POST /invoices/schedule/{scheduleId}/updateAndSchedule',
    'POST /invoices/{invoiceId}/record-payment',
    'POST /invoices/{invoiceId}/send',
    'POST /invoices/{invoiceId}/void',
    'POST /marketplace/billing/charges',
    'POST /payments/custom-provider/disconnect',
    'POST /payments/orders/{orderId}/record-payment',
    'POST /phone-system/numbers/location/{locationId}/purchase',
    'POST /saas-api/public-api/bulk-disable-saas/{companyId}',
    'POST /saas-api/public-api/bulk-enable-saas/{companyId}',
    'POST /saas-api/public-api/companies/{companyId}/locations/{locationId}/wallet-balance/complimentary-credits',
    'POST /saas-api/public-api/enable-saas/{locationId}',
    'POST /saas-api/public-api/pause/{locationId}',
    'POST /saas-api/public-api/update-rebilling/{companyId}',
    'POST /saas/allow-attach-rebilling/{locationId}',
    'POST /saas/bulk-disable-saas/{companyId}',
    'POST /saas/bulk-enable-saas/{companyId}',
    'POST /saas/enable-saas/{locationId}',
    'POST /saas/pause/{locationId}',
    'POST /saas/update-rebilling/{companyId}',
    'PUT /ad-publishing/facebook/ads',
    'PUT /ad-publishing/facebook/ads-v2',
    'PUT /ad-publishing/facebook/adsets',
    'PUT /ad-publishing/facebook/campaigns',
    'PUT /ad-publishing/google/ads',
    'PUT /ad-publishing/linkedin/ads',
    'PUT /saas-api/public-api/update-saas-subscription/{locationId}',
    'PUT /saas/update-saas-subscription/{locationId}',
  ],
  sends: [
    'DELETE /social-media-posting/category/queues/{postId}/active-post',
    'PATCH /social-media-posting/{locationId}/csv/{id}',
    'POST /agent-studio/agent/{agentId}/execute',
    'POST /agent-studio/public-api/agents/{agentId}/execute',
    'POST /contacts/{contactId}/campaigns/{campaignId}',
    'POST /contacts/{contactId}/workflow/{workflowId}',
    'POST /conversations/messages',
    'POST /conversations/messages/review-reply',
    'POST /emails/locations/{locationId}/campaigns/emails/{campaignId}/schedule',
    'POST /invoices/estimate',
    'POST /invoices/estimate/{estimateId}/send',
    'POST /invoices/schedule/{scheduleId}/schedule',
    'POST /invoices/schedule/{scheduleId}/updateAndSchedule',
    'POST /invoices/text2pay',
    'POST /invoices/{invoiceId}/send',
    'POST /payments/orders/{orderId}/fulfillments',
    'POST /products/reviews/bulk-update',
    'POST /proposals/document/send',
    'POST /proposals/templates/send',
    'POST /social-media-posting/category/queues/{queueId}/create/item',
    'POST /social-media-posting/category/queues/{queueId}/edit/save',
    'POST /social-media-posting/comments/{platform}',
    'POST /social-media-posting/comments/{platform}/{id}/like',
    'POST /social-media-posting/{locationId}/posts',
    'PUT /invoices/estimate/{estimateId}',
    'PUT /products/reviews/{reviewId}',
    'PUT /social-media-posting/category/queues/{queueId}',
    'PUT /social-media-posting/category/queues/{queueId}/items/{itemId}',
    'PUT /social-media-posting/{locationId}/posts/{id}',
  ],
  'makes users': [
    'POST /locations/',
    'POST /users/',
    'PUT /locations/{locationId}',
    'PUT /locations/{locationId}/permissions',
    'PUT /users/{userId}',
  ],
};

/** Endpoints that start a login at another service. */
const LOGINS = [
  'GET /social-media-posting/oauth/google/start',
  'GET /social-media-posting/oauth/facebook/start',
  'GET /social-media-posting/oauth/instagram/start',
  'GET /social-media-posting/oauth/linkedin/start',
  'GET /social-media-posting/oauth/twitter/start',
  'GET /social-media-posting/oauth/tiktok/start',
  'GET /social-media-posting/oauth/tiktok-business/start',
  'GET /social-media-posting/oauth/{platform}/start',
];

/** POSTs that change nothing. */
const READS = [
  'POST /ad-publishing/google/keyword-ideas',
  'POST /calendars/groups/validate-slug',
  'POST /contacts/search',
  'POST /locations/{locationId}/tasks/search',
  'POST /objects/{schemaKey}/records/search',
  'POST /opportunities/search',
  'POST /social-media-posting/category/queues/list',
  'POST /social-media-posting/category/queues/list/calendar',
  'POST /social-media-posting/category/queues/{queueId}/edit/calendar',
  'POST /social-media-posting/category/queues/{queueId}/items',
  'POST /social-media-posting/category/queues/{queueId}/slots',
  'POST /social-media-posting/comments/{platform}/list',
  'POST /social-media-posting/statistics',
  'POST /social-media-posting/{locationId}/posts/list',
  'POST /social-media-posting/{locationId}/tags/details',
  'POST /store/shipping-zone/shipping-rates',
  'POST /users/search/filter-by-email',
];

/** Endpoints that answer a token. */
const TOKENS = ['POST /oauth/location-token', 'POST /oauth/locationToken', 'POST /oauth/token'];

const keys = [...new Set([...endpointKeys('dated'), ...endpointKeys('v3')])].sort();

/** The endpoints of which something is true. */
const those = (test: (facts: ReturnType<typeof endpoint>) => boolean) =>
  keys.filter((key) => test(endpoint(key)));

describe('the consequences of endpoints', () => {
  it.each(CONSEQUENCES)('name those that it %s', (kind) => {
    const found = those((facts) => consequencesOf(facts)[kind] !== undefined);
    const listed = kind === 'deletes' ? found.filter((key) => !key.startsWith('DELETE ')) : found;
    expect(listed).toEqual([...EXPECTED[kind]].sort());
  });

  it('name every DELETE as one that deletes', () => {
    const deletes = those(({ method }) => method === 'DELETE');
    expect(deletes.length).toBeGreaterThan(50);
    expect(deletes.filter((key) => consequencesOf(endpoint(key)).deletes === undefined)).toEqual([]);
  });

  it('are told in whole sentences', () => {
    const told = keys.flatMap((key) => Object.values(consequencesOf(endpoint(key))));
    expect(told.filter((sentence) => !/^[A-Z][^.]+\.$/.test(sentence))).toEqual([]);
  });

  it('are none of a read', () => {
    expect(those((facts) => onlyReads(facts) && Object.keys(consequencesOf(facts)).length > 0)).toEqual([]);
  });

  it('are listed beside the rules for endpoints that are there alone', () => {
    expect(ALSO_CONSEQUENT.filter((key) => !keys.some((one) => one === key))).toEqual([]);
  });
});

describe('an endpoint', () => {
  it('that starts a login is no read', () => {
    expect(those(startsLogin)).toEqual([...LOGINS].sort());
    expect(those((facts) => startsLogin(facts) && onlyReads(facts))).toEqual([]);
  });

  it('that is a POST reads where the contract says so', () => {
    expect(those((facts) => facts.method !== 'GET' && onlyReads(facts))).toEqual([...READS].sort());
  });

  it('that gives a token is known by its path', () => {
    expect(those(givesToken)).toEqual(TOKENS);
  });
});
