/** Input fields of a user: who it is, where, and what is allowed. */
import { startCase } from 'lodash';
import { endpoint, shape } from '../highlevel/contract';
import { isRecord } from '../highlevel/json';
import { choicesOf } from './dropdowns';
import {
  type About,
  BadValue,
  choice,
  type Field,
  type FieldsOf,
  list,
  text,
  toChoices,
  type Use,
  wholeList,
} from './field';
import { idField } from './ids';
import { LOCATION, locationFields } from './location';
import { reachable } from './postal-address';
import { show, toList, toNames, toText } from './values';

/** A user of the agency or of the sub-account, whichever the connection is. */
export const userId = (): Field => idField('userId', 'User', 'team');

/** For an agency's connection, the sub-account to which a list of users is narrowed. */
export const withinLocation: FieldsOf = async (z, bundle) =>
  (await locationFields(z, bundle)).map((field) => ({
    ...field,
    required: false,
    helpText: 'Only users of this sub-account.',
  }));

/** Whether a user is the agency's or a sub-account's. */
export const userType = (about: About = {}): Field =>
  choice('type', 'Type', { account: 'Sub-Account User', agency: 'Agency User' }, about);

/** Whether a user may do everything, or what the permissions say. */
export const userRole = (about: About = {}): Field =>
  choice('role', 'Role', { admin: 'Admin', user: 'User' }, about);

/** The sub-accounts that a user works in. */
export const userLocations = (helpText: string): Field =>
  list('locationIds', 'Sub-Accounts', { choices: choicesOf('locations'), helpText, send: toNames });

/** The languages of the platform, by the API's names. */
const LANGUAGES = {
  en_US: 'English (US)',
  da: 'Danish',
  de: 'German',
  es: 'Spanish',
  fi: 'Finnish',
  fr_CA: 'French (Canada)',
  fr_FR: 'French (France)',
  it: 'Italian',
  nl: 'Dutch',
  no: 'Norwegian',
  pt_BR: 'Portuguese (Brazil)',
  pt_PT: 'Portuguese (Portugal)',
  sv: 'Swedish',
};

/** What else one may say of a user when it is made or changed. */
export const userProfile = (use: Use): Field[] => [
  ...reachable('phone'),
  choice('platformLanguage', 'Language', LANGUAGES),
  text('profilePhoto', 'Photo Link', 'A link that anyone may open.'),
  wholeList(use, twilioNumbers()),
];

const twilioNumbers = (): Field => ({
  key: 'twilioPhone',
  label: 'Twilio Numbers',
  children: [
    choice('twilioLocation', LOCATION, choicesOf('locations')),
    text('twilioNumber', 'Twilio Number', 'For incoming calls and voicemail, such as +13125550142.'),
  ],
  notSent: 'The rows become one number for each sub-account.',
  send: toNumbers,
});

/** Rows of a location and its number, as the API wants them: `{ <location>: <number> }`. */
function toNumbers(rows: unknown): { [locationId: string]: string } {
  return Object.fromEntries(
    toList(rows)
      .filter(isRecord)
      .map(({ twilioLocation, twilioNumber }) => {
        if (!twilioLocation || !twilioNumber) throw new BadValue('rows of a sub-account and its number');
        return [toText(twilioLocation), toText(twilioNumber)];
      }),
  );
}

/** What a user may do, by the API's names. */
export const PERMISSIONS: { [permission: string]: string } = {
  adwordsReportingEnabled: 'Google Ads Reporting',
  affiliateManagerEnabled: 'Affiliate Manager',
  agentReportingEnabled: 'Agent Reporting',
  appointmentsEnabled: 'Appointments',
  assignedDataOnly: 'Assigned Data Only',
  attributionsReportingEnabled: 'Attribution Reporting',
  bloggingEnabled: 'Blogging',
  botService: 'Bot Service',
  bulkRequestsEnabled: 'Bulk Requests',
  campaignsEnabled: 'Campaigns',
  campaignsReadOnly: 'Campaigns (Read Only)',
  cancelSubscriptionEnabled: 'Cancel Subscriptions',
  communitiesEnabled: 'Communities',
  contactsEnabled: 'Contacts',
  contentAiEnabled: 'Content AI',
  conversationsEnabled: 'Conversations',
  dashboardStatsEnabled: 'Dashboard Statistics',
  exportPaymentsEnabled: 'Export Payments',
  facebookAdsReportingEnabled: 'Facebook Ads Reporting',
  funnelsEnabled: 'Funnels',
  invoiceEnabled: 'Invoices',
  leadValueEnabled: 'Lead Value',
  marketingEnabled: 'Marketing',
  membershipEnabled: 'Memberships',
  onlineListingsEnabled: 'Online Listings',
  opportunitiesEnabled: 'Opportunities',
  paymentsEnabled: 'Payments',
  phoneCallEnabled: 'Phone Calls',
  recordPaymentEnabled: 'Record Payments',
  refundsEnabled: 'Refunds',
  reviewsEnabled: 'Reviews',
  settingsEnabled: 'Settings',
  socialPlanner: 'Social Planner',
  tagsEnabled: 'Tags',
  triggersEnabled: 'Triggers',
  websitesEnabled: 'Websites',
  workflowsEnabled: 'Workflows',
  workflowsReadOnly: 'Workflows (Read Only)',
};

/** Why each permission, and a number for each location, is no field of its own. */
export const USER_LEFT_OUT = {
  ...Object.fromEntries(
    Object.keys(PERMISSIONS).map((name) => [
      `permissions__${name}`,
      'It is chosen in a list of permissions.',
    ]),
  ),
  twilioPhone: 'It is made of the rows of Twilio Numbers.',
};

/** Permissions in one list, instead of a yes or no for each. */
export const permissions = (key: string, label: string, helpText: string): Field =>
  list(key, label, {
    choices: { perform: async () => ({ results: choices(PERMISSIONS) }) },
    helpText,
    notSent: 'The permissions of the list become a yes or no each.',
    send: (value) => toKeys(value, PERMISSIONS),
  });

/** The features to which a user is held, in one list; HighLevel calls them scopes. */
export const scopes = (key: string, label: string, helpText: string): Field =>
  list(key, label, {
    choices: { perform: async () => ({ results: choices(scopeLabels()) }) },
    helpText,
    send: (value) => toKeys(value, scopeLabels()),
  });

const choices = (labels: { [key: string]: string }) =>
  toChoices(labels).sort((a, b) => a.label.localeCompare(b.label));

/** The keys that a list names, by themselves or by their labels. */
function toKeys(value: unknown, labels: { [key: string]: string }): string[] {
  return toNames(value).map((name) => {
    const wanted = name.toLowerCase();
    const key = Object.keys(labels).find(
      (one) => one.toLowerCase() === wanted || labels[one]?.toLowerCase() === wanted,
    );
    if (!key) throw new BadValue(`chosen from its list; ${show(name)} is not in it`);
    return key;
  });
}

/** The scopes that a user can have, with names for people: the contract lists almost 200. */
function scopeLabels(): { [scope: string]: string } {
  const { enum: all = [] } = shape(endpoint('POST /users/').body.scopes ?? 'any');
  return Object.fromEntries(all.map(String).map((scope) => [scope, scopeLabel(scope)]));
}

/** `payments/records.write` as “Payments: Records (Write)”. */
export function scopeLabel(scope: string): string {
  const parts = scope.split('.');
  const right = parts.length > 1 ? parts.pop() : undefined;
  const feature = parts
    .join('/')
    .split('/')
    .map((part) => words(part))
    .join(': ');
  return right ? `${feature} (${RIGHTS[right] ?? words(right)})` : feature;
}

const RIGHTS: { [right: string]: string } = { readonly: 'Read', write: 'Write' };

/** Words that `startCase` can't know: names of one word, and abbreviations. */
const SPELLED: [RegExp, string][] = [
  [/^Socialplanner$/, 'Social Planner'],
  [/^Internaltools$/, 'Internal Tools'],
  [/^Affiliateportal$/, 'Affiliate Portal'],
  [/^Loginas$/, 'Log In as User'],
  [/^Qrcodes$/, 'QR Codes'],
  [/\bAi\b/g, 'AI'],
  [/\b(Csv|Rss|Gbp|Sso|Api)\b/g, 'upper'],
];

const words = (name: string) =>
  SPELLED.reduce(
    (text, [found, by]) =>
      by === 'upper' ? text.replace(found, (word) => word.toUpperCase()) : text.replace(found, by),
    startCase(name),
  );
