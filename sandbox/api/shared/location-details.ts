import { isObject, type JsonObject, pick } from '../../json';

const words = (text: string) => text.trim().split(/\s+/);
const each = (names: string, value: string | boolean): JsonObject =>
  Object.fromEntries(words(names).map((name) => [name, value]));

/** What a sub-account may use. */
const PERMISSIONS = `
  dashboardStatsEnabled funnelsEnabled phoneCallEnabled formsEnabled quizzesEnabled textToPayEnabled
  gmbMessagingEnabled htmlBuilderEnabled contactsEnabled tagsEnabled botServiceEnabled websitesEnabled
  appointmentsEnabled proposalsEnabled qrCodesEnabled webChatEnabled facebookMessengerEnabled
  launchpadEnabled affiliateManagerEnabled gmbCallTrackingEnabled marketingEnabled emailBuilderEnabled
  attributionsReportingEnabled triggerLinksEnabled membershipEnabled settingsEnabled surveysEnabled
  opportunitiesEnabled reviewsEnabled smsEmailTemplatesEnabled facebookAdsReportingEnabled adManagerEnabled
  bloggingEnabled workflowsEnabled campaignsEnabled conversationsEnabled adwordsReportingEnabled
  bulkRequestsEnabled agentReportingEnabled triggersEnabled`;

const SOCIAL = `
  facebookUrl googlePlus linkedIn foursquare twitter yelp instagram youtube pinterest blogRss googlePlacesId`;

const SETTINGS: JsonObject = {
  allowFacebookNameMerge: false,
  disableContactTimezone: false,
  crmSettings: { deSyncOwners: false, syncFollowers: { contact: false, opportunity: false } },
  saasSettings: { saasMode: 'not_activated', twilioRebilling: { enabled: false, markup: 0 } },
};

/** A sub-account as its own endpoint tells it: with its business, settings and permissions (recorded 2026). */
export function withDetails(location: JsonObject): JsonObject {
  const { settings } = location;
  const address = [
    'name',
    'address',
    'city',
    'state',
    'country',
    'postalCode',
    'website',
    'timezone',
    'email',
  ];
  return {
    firstName: '',
    lastName: '',
    brandId: '',
    domain: '',
    snapshotId: '',
    logoUrl: 'https://www.example.com/logo.png',
    currency: 'USD',
    defaultEmailService: 'leadconnector',
    automaticMobileAppInvite: false,
    isAgencySubAccount: false,
    dateAdded: '2025-01-15T15:00:00.000Z',
    ...location,
    business: pick(location, address),
    social: each(SOCIAL, ''),
    permissions: each(PERMISSIONS, true),
    settings: { ...SETTINGS, ...(isObject(settings) ? settings : {}) },
  };
}
