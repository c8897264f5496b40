/**
 * The plain names of endpoints, for people who choose one from a list: an area in the words of HighLevel's
 * own screens, and what the endpoint does. Rules make them of method, path, tag and operation name;
 * {@link OVERLAY} has the names that rules can't find.
 */

/** The areas, in the order of the list that people choose from. */
export const AREAS = [
  'Contacts',
  'Conversations & Messages',
  'Calendars & Appointments',
  'Opportunities',
  'Workflows & Campaigns',
  'Invoices & Payments',
  'Documents & Contracts',
  'Products & Store',
  'Media & Social',
  'Blogs',
  'Funnels & Links',
  'Forms & Surveys',
  'Chat Widgets',
  'Email Marketing',
  'Ads',
  'Courses',
  'Affiliates',
  'Brand Boards',
  'Phone System',
  'Voice AI',
  'Conversation AI',
  'Agent Studio',
  'Knowledge Bases',
  'Businesses',
  'Custom Fields',
  'Custom Objects',
  'Associations',
  'Relations',
  'Users',
  'Locations',
  'Companies',
  'SaaS',
  'Marketplace & Billing',
] as const;

/** An area's name. */
export type Area = (typeof AREAS)[number];

/** What people see of an endpoint: `Invoices & Payments · Create Invoice`. */
export interface EndpointName {
  area: Area;
  name: string;
}

/** What names are made of: an endpoint's method and path, and what the description calls it. */
export interface NameFacts {
  method: string;
  /** The path with its parameters: `/contacts/{contactId}`. */
  route: string;
  /** The group in which the description lists the endpoint. */
  tag?: string | undefined;
  /** The description's name of the operation (`operationId`). */
  operation?: string | undefined;
}

/** The area of each path. The first that fits is meant. */
const AREA_OF: [RegExp, Area][] = [
  [/^\/contacts\/\{contactId\}\/(workflow|campaigns)\b/, 'Workflows & Campaigns'],
  [/^\/contacts\b/, 'Contacts'],
  [/^\/locations\/\{locationId\}\/(tags|tasks|recurring-tasks)\b/, 'Contacts'],
  [/^\/locations\/\{locationId\}\/(templates|conversationChannels)\b/, 'Conversations & Messages'],
  [/^\/locations\/\{locationId\}\/customFields\b/, 'Custom Fields'],
  [/^\/locations\b/, 'Locations'],
  [/^\/oauth\b/, 'Marketplace & Billing'],
  [/^\/conversations\b/, 'Conversations & Messages'],
  [/^\/calendars\b/, 'Calendars & Appointments'],
  [/^\/opportunities\b/, 'Opportunities'],
  [/^\/(workflows|campaigns)\b/, 'Workflows & Campaigns'],
  [/^\/(invoices|payments)\b/, 'Invoices & Payments'],
  [/^\/proposals\b/, 'Documents & Contracts'],
  [/^\/(products|store)\b/, 'Products & Store'],
  [/^\/(medias|social-media-posting)\b/, 'Media & Social'],
  [/^\/blogs\b/, 'Blogs'],
  [/^\/(funnels|links)\b/, 'Funnels & Links'],
  [/^\/(forms|surveys)\b/, 'Forms & Surveys'],
  [/^\/chat-widget\b/, 'Chat Widgets'],
  [/^\/emails?\b/, 'Email Marketing'],
  [/^\/ad-publishing\b/, 'Ads'],
  [/^\/courses\b/, 'Courses'],
  [/^\/affiliate-manager\b/, 'Affiliates'],
  [/^\/brand-boards\b/, 'Brand Boards'],
  [/^\/phone-system\b/, 'Phone System'],
  [/^\/voice-ai\b/, 'Voice AI'],
  [/^\/conversation-ai\b/, 'Conversation AI'],
  [/^\/agent-studio\b/, 'Agent Studio'],
  [/^\/knowledge-bases\b/, 'Knowledge Bases'],
  [/^\/businesses\b/, 'Businesses'],
  [/^\/custom-fields\b/, 'Custom Fields'],
  [/^\/objects\b/, 'Custom Objects'],
  [/^\/associations\/relations\b/, 'Relations'],
  [/^\/associations\b/, 'Associations'],
  [/^\/users\b/, 'Users'],
  [/^\/(companies|snapshots|custom-menus)\b/, 'Companies'],
  [/^\/saas(-api)?\b/, 'SaaS'],
  [/^\/marketplace\b/, 'Marketplace & Billing'],
];

/** The endpoints whose names rules can't find, without the area. */
const OVERLAY: { [endpoint: string]: string } = {
  'GET /ad-publishing/facebook/campaign/{campaignId}': 'Get Facebook Campaign with Its Ads',
  'PUT /ad-publishing/facebook/custom-audience/{audienceId}/member/batch':
    'Update Many Facebook Custom Audience Members',
  'GET /ad-publishing/facebook/entity': 'List Facebook Campaigns, Ad Sets or Ads',
  'GET /ad-publishing/facebook/me': 'Get Current Facebook User',
  'PUT /ad-publishing/facebook/page/default': 'Set Default Facebook Page',
  'GET /ad-publishing/facebook/page/{pageId}/instagram': 'List Instagram Accounts of Facebook Page',
  'GET /ad-publishing/facebook/reporting/list': 'List Facebook Campaigns, Ad Sets or Ads with Reporting',
  'GET /ad-publishing/google/entity': 'List Google Campaigns, Ad Groups or Ads',
  'GET /ad-publishing/google/me': 'Get Current Google User',
  'GET /ad-publishing/google/reporting/list': 'List Google Campaigns or Ad Groups with Reporting',
  'POST /ad-publishing/google/segments/offline-user-list-job': 'Upload Users to Google Customer List',
  'GET /ad-publishing/linkedin/ad-account': 'Get LinkedIn Ad Account',
  'GET /ad-publishing/linkedin/me': 'Get Current LinkedIn User',
  'GET /ad-publishing/linkedin/reporting/list': 'List LinkedIn Campaigns or Campaign Groups with Reporting',
  'POST /agent-studio/agent/versions/{versionId}/publish': 'Publish Agent Version',
  'GET /associations/key/{key_name}': 'Get Association by Key',
  'GET /associations/objectKey/{objectKey}': 'List Associations by Object',
  'GET /blogs/posts/url-slug-exists': 'Check If Blog Slug Is Taken',
  'DELETE /calendars/events/{eventId}': 'Delete Appointment or Blocked Slot',
  'POST /calendars/groups/validate-slug': 'Validate Calendar Group Slug',
  'PUT /calendars/groups/{groupId}/status': 'Enable or Disable Calendar Group',
  'PATCH /chat-widget/data/{locationId}/{id}': 'Update Part of Chat Widget',
  'GET /chat-widget/public/config/{id}': 'Get Chat Widget Configuration',
  'POST /contacts/bulk/business': 'Add or Remove Contacts of Business',
  'POST /contacts/bulk/tags/update/{type}': 'Add or Remove Tags of Many Contacts',
  'PUT /contacts/{contactId}/tasks/{taskId}/completed': 'Complete or Reopen Contact Task',
  'POST /conversation-ai/agents/{agentId}/actions': 'Add Action to Agent',
  'DELETE /conversation-ai/agents/{agentId}/actions/{actionId}': 'Remove Action from Agent',
  'PATCH /conversation-ai/agents/{agentId}/followup-settings': 'Update Follow-Up Settings',
  'POST /conversations/messages/outbound': 'Add Outbound Call',
  'POST /conversations/messages/review-reply': 'Send Reply to Google Review',
  'POST /conversations/preferences/unsubscriptions/user-change': 'Change Subscriptions of Contact',
  'POST /conversations/providers/live-chat/typing': 'Show Typing in Live Chat',
  'GET /custom-fields/object-key/{objectKey}': 'List Custom Fields of Object',
  'GET /emails/locations/{locationId}/campaigns/stats/{source}/{sourceId}': 'Get Email Campaign Statistics',
  'GET /emails/schedule': 'List Email Campaigns',
  'POST /forms/upload-custom-files': 'Upload Files to Custom Fields of Contact',
  'GET /funnels/page': 'List Funnel Pages',
  'GET /funnels/page/count': 'Count Funnel Pages',
  'POST /invoices/schedule/{scheduleId}/auto-payment': 'Manage Automatic Payment of Invoice Schedule',
  'POST /invoices/schedule/{scheduleId}/schedule': 'Start Invoice Schedule',
  'POST /invoices/schedule/{scheduleId}/updateAndSchedule': 'Update and Start Invoice Schedule',
  'PATCH /invoices/template/{templateId}/payment-methods-configuration':
    'Update Invoice Template Payment Methods',
  'POST /invoices/text2pay': 'Create and Send Text2Pay Invoice',
  'POST /invoices/{invoiceId}/record-payment': 'Record Invoice Payment',
  'DELETE /knowledge-bases/crawler': 'Delete Website Pages of Knowledge Base',
  'GET /knowledge-bases/crawler': 'List Website Pages of Knowledge Base',
  'POST /knowledge-bases/crawler': 'Discover Website Pages',
  'GET /knowledge-bases/crawler/status': 'Get Status of Latest Website Crawl',
  'POST /knowledge-bases/crawler/train': 'Train Knowledge Base on Discovered Pages',
  'POST /locations/{locationId}/customFields/upload': 'Upload File to Custom Field',
  'POST /locations/{locationId}/tasks/search': 'Search Tasks',
  'GET /locations/{locationId}/templates': 'List Email and SMS Templates',
  'DELETE /locations/{locationId}/templates/{id}': 'Delete Email or SMS Template',
  'DELETE /marketplace/app/{appId}/installations': 'Uninstall App',
  'GET /marketplace/app/{appId}/installations': 'Get Installer of App',
  'GET /marketplace/app/{appId}/rebilling-config/location/{locationId}': 'Get Rebilling Settings of App',
  'GET /marketplace/billing/charges/has-funds': 'Check Wallet Funds',
  'POST /marketplace/external-auth/migration': 'Migrate External Connection',
  'GET /oauth/installed-locations': 'List Locations with App Installed',
  'GET /oauth/installedLocations': 'List Locations with App Installed',
  'POST /opportunities/search': 'Search Opportunities with Filters',
  'GET /payments/coupon': 'Get Coupon',
  'PUT /payments/custom-provider/capabilities': 'Update Payment Provider Capabilities',
  'GET /payments/custom-provider/connect': 'Get Payment Provider Settings',
  'POST /payments/custom-provider/connect': 'Connect Payment Provider',
  'POST /payments/custom-provider/disconnect': 'Disconnect Payment Provider',
  'DELETE /payments/custom-provider/provider': 'Delete Payment Provider',
  'POST /payments/custom-provider/provider': 'Create Payment Provider',
  'GET /payments/integrations/provider/whitelabel': 'List White-Label Payment Providers',
  'POST /payments/integrations/provider/whitelabel': 'Create White-Label Payment Provider',
  'GET /phone-system/numbers/location/{locationId}/available': 'List Available Phone Numbers',
  'POST /phone-system/numbers/location/{locationId}/purchase': 'Purchase Phone Number',
  'GET /products/': 'List Products',
  'POST /products/bulk-update': 'Bulk Update Products',
  'POST /products/bulk-update/edit': 'Bulk Edit Products and Prices',
  'GET /products/reviews/count': 'Count Product Reviews',
  'POST /products/store/{storeId}': 'Include or Exclude Products in Store',
  'POST /products/store/{storeId}/priority': 'Update Display Order of Products in Store',
  'GET /products/store/{storeId}/stats': 'Get Product Statistics of Store',
  'POST /saas/allow-attach-rebilling/{locationId}': 'Allow Attaching Rebilling to Location',
  'POST /saas/bulk-disable-saas/{companyId}': 'Disable SaaS for Many Locations',
  'POST /saas/bulk-enable-saas/{companyId}': 'Enable SaaS for Many Locations',
  'POST /saas/enable-saas/{locationId}': 'Enable SaaS for Location',
  'GET /saas/locations': 'List Locations by Stripe Customer',
  'POST /saas/update-rebilling/{companyId}': 'Update Rebilling of Locations',
  'PUT /saas/update-saas-subscription/{locationId}': 'Update SaaS Subscription of Location',
  'GET /snapshots/snapshot-status/{snapshotId}': 'List Snapshot Pushes',
  'GET /social-media-posting/category/queues/available-categories': 'List Categories with Queue Status',
  'POST /social-media-posting/category/queues/list/calendar': 'List Scheduled Posts of Category Queues',
  'DELETE /social-media-posting/category/queues/{postId}/active-post': 'Delete Active Post and Schedule Next',
  'POST /social-media-posting/category/queues/{queueId}/edit/calendar': 'Preview Calendar of Edit Session',
  'POST /social-media-posting/category/queues/{queueId}/slots': 'List Category Queue Slots',
  'DELETE /social-media-posting/comments/{platform}/{id}/like': 'Unlike Comment',
  'POST /social-media-posting/comments/{platform}/{id}/like': 'Like Comment',
  'GET /social-media-posting/oauth/{locationId}/facebook/accounts/{accountId}': 'List Facebook Pages',
  'POST /social-media-posting/oauth/{locationId}/facebook/accounts/{accountId}': 'Connect Facebook Page',
  'GET /social-media-posting/oauth/{locationId}/google/locations/{accountId}':
    'List Google Business Locations',
  'POST /social-media-posting/oauth/{locationId}/google/locations/{accountId}':
    'Connect Google Business Location',
  'GET /social-media-posting/oauth/{locationId}/instagram/accounts/{accountId}': 'List Instagram Accounts',
  'POST /social-media-posting/oauth/{locationId}/instagram/accounts/{accountId}': 'Connect Instagram Account',
  'GET /social-media-posting/oauth/{locationId}/linkedin/accounts/{accountId}':
    'List LinkedIn Pages and Profile',
  'POST /social-media-posting/oauth/{locationId}/linkedin/accounts/{accountId}':
    'Connect LinkedIn Page or Profile',
  'GET /social-media-posting/oauth/{locationId}/{platform}/accounts/{accountId}':
    'List Accounts That Can Be Connected',
  'POST /social-media-posting/oauth/{locationId}/{platform}/accounts/{accountId}': 'Connect Social Account',
  'GET /social-media-posting/oauth/{platform}/start': 'Start Login at Social Platform',
  'POST /social-media-posting/statistics': 'Get Social Media Statistics',
  'GET /social-media-posting/{locationId}/csv': 'Get CSV Upload Status',
  'POST /social-media-posting/{locationId}/csv': 'Upload CSV of Social Posts',
  'DELETE /social-media-posting/{locationId}/csv/{id}': 'Delete CSV Upload',
  'GET /social-media-posting/{locationId}/csv/{id}': 'List Posts of CSV Upload',
  'PATCH /social-media-posting/{locationId}/csv/{id}': 'Finalize CSV Posts',
  'POST /social-media-posting/{locationId}/posts/bulk-delete': 'Bulk Delete Social Posts',
  'POST /social-media-posting/{locationId}/set-accounts': 'Set Accounts of CSV Posts',
  'POST /social-media-posting/{locationId}/tags/details': 'Get Details of Social Tags',
  'POST /store/shipping-zone/shipping-rates': 'List Available Shipping Rates',
  'POST /store/store-setting': 'Create or Update Store Settings',
  'GET /users/': 'List Users',
};

/** The endpoints that have a name of their own. */
export const OVERLAID = Object.keys(OVERLAY);

/**
 * Paths that only version 3 has, of endpoints that the dated versions have under another path: the names
 * would be the same.
 */
const RESPELLED = [
  /\{adSetId\}/,
  /^\/ad-publishing\/facebook\/ads$/,
  /\/campaigns\/remove-all$/,
  /^\/oauth\/(installed-locations|location-token)$/,
  /^\/emails\/locations\/\{locationId\}\/templates(\/\{templateId\})?$/,
  /^\/emails\/locations\/\{locationId\}\/campaigns\/emails$/,
];

/** The path that took the place of an older one, which is still there: both have the same name. */
const SUCCESSORS: [RegExp, string][] = [
  [/^\/saas-api\/public-api\//, '/saas/'],
  [/^\/agent-studio\/public-api\/agents\b/, '/agent-studio/agent'],
];

/**
 * What people see of an endpoint.
 *
 * @throws Error where the path belongs to no area: `AREA_OF` needs it
 */
export function nameOf(facts: NameFacts): EndpointName {
  const [, area] = AREA_OF.find(([path]) => path.test(facts.route)) ?? [];
  if (!area) throw new Error(`The path ${facts.route} belongs to no area.`);
  const isOld = /deprecated/i.test(facts.operation ?? '');
  const route = isOld
    ? SUCCESSORS.reduce((path, [older, newer]) => path.replace(older, newer), facts.route)
    : facts.route;
  const name = OVERLAY[`${facts.method} ${route}`] ?? nameByRules(facts);
  const mark = isOld ? ' (Old)' : RESPELLED.some((path) => path.test(facts.route)) ? ' (Version 3)' : '';
  return { area, name: name + mark };
}

/** What a name would be without the overlay, for the test that finds superfluous entries. */
export function nameByRules({ method, route, tag = '', operation = '' }: NameFacts): string {
  const words = inPlainWords(split(operation).join(' '), route).split(' ').filter(Boolean);
  const [verb, named] = verbOf(words, method);
  const noun = withPlatform(named.length ? named : singular(split(tag)), route);
  const [things, about] = aboutOf(noun);
  if (verb === 'search') return title([verb, ...plural(things), ...about]);
  if (verb === 'list' || verb === 'get') {
    return isOne({ method, route }, things, about, verb)
      ? title(['get', ...singular(things), ...about])
      : title(['list', ...plural(things), ...about]);
  }
  return title([verb, ...noun]);
}

/**
 * The words of a description, as people say them, in the order in which they are changed. A third column
 * holds the change to the paths that it fits.
 */
const PHRASES: [RegExp, string, RegExp?][] = [
  // What says nothing to people.
  [/\b(deprecated|all|an|a|new|advanced|details?|paginated|specific)\b/g, ''],
  [/^(fb|li|google)\b/, '', /^\/ad-publishing\b/],
  [/ by (location|ids?|location id|key name)$/, ''],
  [/( location)? id$/, ''],
  [/ by id for /, ' for '],
  [/\bconfiguration\b/, ''],
  // What is done.
  [/^(get|fetch) (.*)\blist\b *(?!job)/, 'list $2'],
  [/^add (followers|tags)\b.*/, 'add $1 to contact', /^\/contacts\/\{contactId\}\//],
  [/^remove (followers|tags)\b.*/, 'remove $1 from contact', /^\/contacts\/\{contactId\}\//],
  [/^add followers\b/, 'add followers to', /^\/opportunities\b/],
  [/^remove followers\b/, 'remove followers from', /^\/opportunities\b/],
  [/^delete contact from\b/, 'remove contact from'],
  [/^delete (?=ad account|integration|page)/, 'disconnect ', /^\/ad-publishing\b/],
  // What it is done to: the word that people know, or the one that is missing.
  [/^(?!.*calendar)(\w+) (groups?)\b/, '$1 calendar $2', /^\/calendars\/groups\b/],
  [/\bblock slot\b/, 'blocked slot'],
  [/\bslots\b/, 'free slots', /\/free-slots$/],
  [/\bevent notification\b/, 'calendar notification'],
  [/\bschedule/, 'availability schedule', /^\/calendars\/schedules\b/],
  [/\bservices? catalog\b/, 'service'],
  [/\b(note|task)/, 'contact $1', /^\/contacts\/\{contactId\}\//],
  [/\blocation tags\b/, 'tags'],
  [/\bcustom menus?\b/, 'custom menu link'],
  [/\bcustom snapshot/, 'snapshot'],
  [/\bdocuments contracts\b/, 'document'],
  [/\blink/, 'trigger link', /^\/links\b(?!\/search)/],
  [/\bmedia (content|object)/, 'media file'],
  [/\bemail message\b/, 'email'],
  [/\b(custom )?object schema\b/, 'custom object', /^\/objects\b/],
  [/(?<!custom )\bobject$/, 'custom object', /^\/objects\/$/],
  [/\b(object )?record/, 'custom object record', /^\/objects\b/],
  [/\bcustom field/, 'object custom field', /^\/custom-fields\b/],
  [/\btemplate/, 'email template', /^\/emails\/builder\b/],
  [/^(delete|schedule) campaign$/, '$1 email campaign', /\/campaigns\/emails\b/],
  [/\blast visited at\b/, 'last visit'],
  [/\boauth\b/, 'login'],
  [/\breview$/, 'reviews', /\/bulk-update$/],
  [/\bcharge/, 'wallet charge', /^\/marketplace\/billing\b/],
  [/\b(form|survey)s submission/, '$1 submission'],
  [/(?<!phone )\bnumbers\b/, 'phone numbers', /^\/phone-system\b/],
  [/\bcategories\b/, 'blog categories', /^\/blogs\b/],
  [/\bqueue/, 'category queue', /^\/social-media-posting\b/],
  [/\b(?<!csv )(account|post|tag|categor)/, 'social $1', /^\/social-media-posting\/\{locationId\}/],
];

function inPlainWords(said: string, route: string): string {
  return PHRASES.reduce(
    (words, [what, plain, where]) =>
      !where || where.test(route) ? words.replace(what, plain).replace(/ +/g, ' ').trim() : words,
    said,
  );
}

/** The verbs that a description begins with, and how people say them. */
const VERBS: { [word: string]: string } = {
  edit: 'update',
  patch: 'update',
  put: 'update',
  upsert: 'create or update',
  fetch: 'get',
  find: 'get',
  attach: 'connect',
  initiate: 'start',
  execute: 'run',
};

const PLAIN_VERBS = new Set(
  (
    'get list create update delete add remove send search validate verify cancel schedule publish pause resume ' +
    'duplicate clone generate record void upload import export download connect disconnect enable disable purchase ' +
    'start set check preview complete run uninstall migrate reset save discard bulk train discover ' +
    'filter allow'
  ).split(' '),
);

const METHOD_VERBS: { [method: string]: string } = {
  GET: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'update',
  DELETE: 'delete',
};

/** The verb, and what follows it. A description without one means what its method says. */
function verbOf([first = '', ...rest]: string[], method: string): [string, string[]] {
  const verb = VERBS[first];
  if (verb !== undefined) return [verb, rest];
  return PLAIN_VERBS.has(first) ? [first, rest] : [METHOD_VERBS[method] ?? '', [first, ...rest]];
}

/** The platform whose ads, and whose accounts, a path is about. */
const PLATFORM = /\/(facebook|google|instagram|linkedin|twitter|tiktok-business|tiktok)\b/;

function withPlatform(noun: string[], route: string): string[] {
  const [, platform = ''] = PLATFORM.exec(route) ?? [];
  const name = platform.split('-');
  return noun.join(' ').startsWith(name.join(' ')) ? noun : [...name, ...noun];
}

/** A noun, and what is said of it: `contacts`, `by business`. */
function aboutOf(words: string[]): [string[], string[]] {
  const at = words.findIndex((word) => /^(by|for|from|between|with|to|of)$/.test(word));
  return at < 0 ? [words, []] : [words.slice(0, at), words.slice(at)];
}

/** What is one thing, whatever its path looks like. */
const ONE_THING =
  /^(settings|status|statistics|stats|analytics|count|reporting|progress|recording|transcription|number|config|balance|permissions|user|me|integration|calendar|inventory|profile)$/;

/** Whether a GET gives one thing, and not a list. */
function isOne({ method, route }: NameFacts, things: string[], about: string[], verb: string): boolean {
  const last = things.at(-1) ?? '';
  const isMany = plural([last])[0] === last;
  if (verb === 'list') return false;
  if (ONE_THING.test(last)) return true;
  if (about[0] === 'by' || method === 'POST') return !isMany;
  const end = route.replace(/\/$/, '').split('/').at(-1) ?? '';
  return /^\{(locationId|companyId|resourceType)\}$/.test(end) ? !isMany : end.startsWith('{');
}

const split = (text: string) =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());

/** What has no plural of its own. */
const MASS = /^(settings|status|statistics|stats|analytics|permissions|inventory|reporting|targeting)$/;

const plural = (words: string[]) =>
  withLast(words, (word) => {
    if (MASS.test(word) || /[^su]s$/.test(word)) return word;
    return /[^aeiou]y$/.test(word)
      ? `${word.slice(0, -1)}ies`
      : /(s|x|ch)$/.test(word)
        ? `${word}es`
        : `${word}s`;
  });

const singular = (words: string[]) =>
  withLast(words, (word) =>
    MASS.test(word)
      ? word
      : word
          .replace(/ies$/, 'y')
          .replace(/sses$/, 'ss')
          .replace(/([^su])s$/, '$1'),
  );

function withLast(words: string[], change: (word: string) => string): string[] {
  return words.map((word, at) => (at === words.length - 1 ? change(word) : word));
}

/** Words that are not written with one capital letter. */
const SPELLED: { [word: string]: string } = {
  ai: 'AI',
  csv: 'CSV',
  faq: 'FAQ',
  faqs: 'FAQs',
  linkedin: 'LinkedIn',
  saas: 'SaaS',
  sms: 'SMS',
  tiktok: 'TikTok',
  url: 'URL',
  urls: 'URLs',
  adset: 'Ad Set',
  adsets: 'Ad Sets',
  timezones: 'Time Zones',
};

const SMALL = /^(a|an|and|as|at|by|for|from|in|into|of|on|or|the|to|with)$/;

const title = (words: string[]) =>
  words
    .flatMap((word) => word.split(' '))
    .map((word, at) =>
      at && SMALL.test(word) ? word : (SPELLED[word] ?? word.charAt(0).toUpperCase() + word.slice(1)),
    )
    .join(' ');
