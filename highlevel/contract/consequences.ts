/**
 * What an endpoint does that a person must agree to before it runs: it deletes, moves money, reaches other
 * people, or gives rights. Automations of the account that follow a change, such as the reminders of an
 * appointment, are not counted: any change may start one.
 */
import { type Endpoint, isRead } from '.';

/** The kinds of consequences, in the order in which they are named. */
export const CONSEQUENCES = ['deletes', 'charges', 'sends', 'makes users'] as const;

/** A kind of consequence. */
export type Consequence = (typeof CONSEQUENCES)[number];

/** Consequences, each with the sentence that says what happens. */
export type Consequences = { [kind in Consequence]?: string };

type Call = Pick<Endpoint, 'method' | 'route'>;

interface Rule {
  kind: Consequence;
  /** The calls that it is about, as `POST /invoices/`. */
  calls: RegExp;
  because: string;
}

const RULES: Rule[] = [
  { kind: 'deletes', calls: /^DELETE /, because: 'It deletes, or takes one thing out of another.' },
  { kind: 'deletes', calls: /\/(bulk-delete|delete-files)$/, because: 'It deletes many at once.' },
  {
    kind: 'charges',
    calls: /^POST .*\/record-payment$/,
    because: 'What it records counts as paid.',
  },
  { kind: 'charges', calls: /^POST .*\/void$/, because: 'What it voids can no longer be paid.' },
  { kind: 'charges', calls: /^POST .*\/purchase$/, because: 'It buys.' },
  {
    kind: 'charges',
    calls: /^POST .*\/charges$/,
    because: 'It takes money from a wallet.',
  },
  { kind: 'charges', calls: /^DELETE .*\/charges\//, because: 'It gives money back to a wallet.' },
  {
    kind: 'charges',
    calls: /^(POST|PUT) \/saas(-api)?\//,
    because: 'It changes what sub-accounts pay.',
  },
  {
    kind: 'charges',
    calls: /^POST \/ad-publishing\/.*\/(publish|resume)$/,
    because: 'Ads that run cost money.',
  },
  {
    kind: 'charges',
    calls: /^PUT \/ad-publishing\/\w+\/(campaigns|adsets|ads|ads-v2)$/,
    because: 'It sets what ads that run may spend.',
  },
  { kind: 'sends', calls: /^POST .*\/send$/, because: 'It sends to a customer.' },
  {
    kind: 'sends',
    calls: /^POST \/contacts\/\{contactId\}\/(workflow|campaigns)\//,
    because: 'The workflow or campaign acts on the contact, and may send messages.',
  },
  {
    kind: 'sends',
    calls: /^POST .*\/execute$/,
    because: 'The agent acts by itself, and may send messages.',
  },
  {
    kind: 'sends',
    calls: /^POST \/social-media-posting\/comments\/\{platform\}(\/\{id\}\/like)?$/,
    because: 'It is seen in public, under the name of the account.',
  },
  {
    kind: 'sends',
    calls: /^(POST|PUT) \/social-media-posting\/\{locationId\}\/posts(\/\{id\})?$/,
    because: 'A post may be published at once.',
  },
  {
    kind: 'sends',
    calls: /^(PUT|POST) \/products\/reviews\//,
    because: 'A reply, or a review that is let through, is seen by customers.',
  },
  {
    kind: 'makes users',
    calls: /^(POST \/users\/|PUT \/users\/\{userId\})$/,
    because: 'It makes a user, or changes what a user may do.',
  },
  {
    kind: 'makes users',
    calls: /^PUT .*\/permissions$/,
    because: 'It changes what a sub-account may do.',
  },
];

/** What rules can't see in the path. */
const ALSO: { [endpoint: string]: Consequences } = {
  'PATCH /ad-publishing/linkedin/{adId}/status': { charges: 'Ads that it resumes cost money.' },
  'PUT /ad-publishing/facebook/custom-audience/{audienceId}/member/batch': {
    deletes: 'It can take many people out of the audience.',
  },
  'POST /contacts/bulk/business': { deletes: 'It can take many contacts out of their business.' },
  'POST /contacts/bulk/tags/update/{type}': { deletes: 'It can take tags away from many contacts.' },
  'POST /conversations/messages': { sends: 'It sends a message to a contact.' },
  'POST /conversations/messages/review-reply': { sends: 'The reply is seen in public.' },
  'POST /email/verify': { charges: 'Each check of an address is paid from the wallet.' },
  'POST /emails/locations/{locationId}/campaigns/emails/{campaignId}/schedule': {
    sends: 'It sends the campaign, now or at its time.',
  },
  'POST /invoices/estimate': { sends: 'It can send the estimate to the customer at once.' },
  'PUT /invoices/estimate/{estimateId}': { sends: 'It can send the estimate to the customer at once.' },
  'POST /invoices/schedule/{scheduleId}/auto-payment': {
    charges: 'It decides whether invoices are paid from a card by themselves.',
  },
  'POST /invoices/schedule/{scheduleId}/cancel': { charges: 'No more invoices of the schedule come.' },
  'POST /invoices/schedule/{scheduleId}/schedule': {
    charges: 'Its invoices may be paid from a card by themselves.',
    sends: 'It sends invoices to the customer, now and later.',
  },
  'POST /invoices/schedule/{scheduleId}/updateAndSchedule': {
    charges: 'Its invoices may be paid from a card by themselves.',
    sends: 'It sends invoices to the customer, now and later.',
  },
  'POST /invoices/text2pay': { sends: 'It can send the invoice to the customer at once.' },
  'POST /invoices/{invoiceId}/send': { charges: 'The invoice may be paid from a card by itself.' },
  'POST /locations/': { 'makes users': 'It makes a sub-account.' },
  'PUT /locations/{locationId}': {
    'makes users': 'It changes a sub-account: its data, its snapshot, and the services that it sends with.',
  },
  'POST /payments/custom-provider/disconnect': {
    charges: 'Payments can no longer be taken by this provider.',
    deletes: 'It takes the provider’s settings away.',
  },
  'POST /payments/orders/{orderId}/fulfillments': { sends: 'It can tell the customer.' },
  'POST /products/bulk-update': { deletes: 'It can delete many products.' },
  'POST /social-media-posting/category/queues/{queueId}/create/item': {
    sends: 'A post in an active queue is published at its time.',
  },
  'PUT /social-media-posting/category/queues/{queueId}': {
    deletes: 'It can delete the queue.',
    sends: 'An active queue publishes posts by itself.',
  },
  'POST /social-media-posting/category/queues/{queueId}/edit/discard': {
    deletes: 'What was edited is lost.',
  },
  'POST /social-media-posting/category/queues/{queueId}/edit/save': {
    sends: 'Posts in an active queue are published at their time.',
  },
  'PUT /social-media-posting/category/queues/{queueId}/items/{itemId}': {
    sends: 'A post in an active queue is published at its time.',
  },
  'PUT /social-media-posting/category/queues/{queueId}/items/{itemId}/reset': {
    deletes: 'What was edited is lost.',
  },
  'DELETE /social-media-posting/category/queues/{postId}/active-post': {
    sends: 'The next post of the queue is published at its time.',
  },
  'PATCH /social-media-posting/{locationId}/csv/{id}': { sends: 'The posts of the file are published.' },
};

/** The endpoints whose consequences no rule finds. */
export const ALSO_CONSEQUENT = Object.keys(ALSO);

/** What a call does that a person must agree to, each kind with its sentence; `{}` where there is nothing. */
export function consequencesOf({ method, route }: Call): Consequences {
  const call = `${method} ${route}`;
  const found = RULES.filter(({ calls }) => calls.test(call)).map(({ kind, because }) => ({
    [kind]: because,
  }));
  return Object.assign({}, ...found.reverse(), ALSO[call]);
}

/** Whether a GET starts a login at another service: its answer is a page, and what follows connects an account. */
export const startsLogin = ({ method, route }: Call) =>
  method === 'GET' && /\/oauth\/([^/]+\/)?start$/.test(route);

/** Whether an endpoint only reads, so that a step that looks for something may call it. */
export const onlyReads = (facts: Endpoint) => isRead(facts) && !startsLogin(facts);
