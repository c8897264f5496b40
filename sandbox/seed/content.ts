import { writeDocument } from '../api/shared/document-record';
import { writeVoiceAiCall } from '../api/shared/voice-ai-record';
import { DAY_MS } from '../clock';
import type { Contact, Location, State } from '../state';

const iso = (ms: number) => new Date(ms).toISOString();

/** How the documents stand, the oldest first. */
const DOCUMENTS = [
  { name: 'Treatment Agreement', status: 'completed', payment: 'no_payment' },
  { name: 'Privacy Notice', status: 'accepted', payment: 'no_payment' },
  { name: 'Yearly Contract', status: 'completed', payment: 'paid' },
  { name: 'Offer', status: 'viewed', payment: 'waiting_for_payment' },
  { name: 'Photo Release', status: 'sent', payment: 'no_payment' },
  { name: 'Contract Draft', status: 'draft', payment: 'no_payment' },
];

/** The templates of documents, and what else stands in their list. */
const TEMPLATES = [
  { name: 'Treatment Agreement' },
  { name: 'Privacy Notice' },
  { name: 'Yearly Contract' },
  { name: 'Standard Estimate', type: 'estimate' },
  { name: 'Terms', type: 'contentLibrary' },
  { name: 'Old Agreement', deleted: true },
];

const FILES = [
  { name: 'logo.png', contentType: 'image/png', size: 18_204 },
  { name: 'price-list.pdf', contentType: 'application/pdf', size: 94_310 },
  { name: 'welcome.mp4', contentType: 'video/mp4', size: 4_810_220 },
];

const PLATFORMS = ['facebook', 'instagram', 'google', 'linkedin'];

const VALUES = [
  { name: 'Company Slogan', value: 'Always on your side' },
  { name: 'Booking Link', value: 'https://www.example.com/book' },
  { name: 'Review Link' },
];

/** Adds a sub-account's documents, files, social accounts and posts, custom values, phone numbers and Voice AI calls. */
export function addContent(state: State, location: Location, now = Date.now()): void {
  const contacts = state.contacts.where(({ locationId }) => locationId === location.id).slice(-12);
  addDocuments(state, location, contacts, now);
  addFiles(state, location.id, now);
  addSocialAccounts(state, location, now);
  for (const value of VALUES) state.customValues.insert({ locationId: location.id, ...value });
  addPhoneNumbers(state, location, now);
  addVoiceAiCalls(state, location.id, contacts, now);
  addSocialPosts(state, location.id, now);
}

function addDocuments(state: State, { id: locationId }: Location, contacts: Contact[], now: number): void {
  for (const [i, template] of TEMPLATES.entries()) {
    const made = iso(now - (60 - i) * DAY_MS);
    state.documentTemplates.insert({
      ...{ locationId, version: 2, deleted: false, isPublicDocument: false, type: 'proposal' },
      ...{ updatedBy: '', createdAt: made, updatedAt: made },
      ...template,
    });
  }
  for (const [i, { name, status, payment }] of DOCUMENTS.entries()) {
    const contact = contacts[i % contacts.length];
    const made = now - (DOCUMENTS.length - i) * 4 * DAY_MS;
    const signed = ['completed', 'accepted'].includes(status) ? iso(made + DAY_MS) : undefined;
    if (!contact) continue;
    writeDocument(state, contact, {
      ...{ documentId: `document-${i}-${locationId}`, name, status, paymentStatus: payment, links: [] },
      amount: payment === 'no_payment' ? 0 : 450,
      ...(signed && { signedDate: signed }),
      ...{ createdAt: iso(made), updatedAt: signed ?? iso(made) },
    });
  }
}

function addFiles(state: State, locationId: string, now: number): void {
  const add = (name: string, i: number, more: { [name: string]: string | number | null }) =>
    state.mediaFiles.insert({
      locationId,
      name,
      url: `https://storage.example.com/${locationId}/media/${name}`,
      path: `location/${locationId}/${name}`,
      createdAt: iso(now - (30 - i) * DAY_MS),
      updatedAt: iso(now - (30 - i) * DAY_MS),
      ...more,
    });
  const folder = add('Photos', 0, { type: 'folder', parentId: null });
  for (const [i, { name, ...file }] of FILES.entries()) {
    add(name, i + 1, { type: 'file', parentId: null, ...file });
  }
  add('team.jpg', 5, { type: 'file', parentId: folder.id, contentType: 'image/jpeg', size: 220_410 });
}

function addSocialAccounts(state: State, { id: locationId, name }: Location, now: number): void {
  const accounts = PLATFORMS.map((platform, i) =>
    state.socialAccounts.insert({
      locationId,
      oauthId: `oauth-${i}-${locationId}`,
      profileId: `profile-${i}-${locationId}`,
      name: `${name} (${platform})`,
      platform,
      type: platform === 'google' ? 'location' : 'page',
      expire: iso(platform === 'linkedin' ? now - DAY_MS : now + 60 * DAY_MS),
      meta: {},
    }),
  );
  state.socialGroups.insert({
    locationId,
    name: 'All Channels',
    accountIds: accounts.map(({ id }) => id),
  });
}

/** What posts are sorted by, and a post for each of the first accounts. */
function addSocialPosts(state: State, locationId: string, now: number): void {
  const createdBy = state.users.find(({ locationIds }) => locationIds.includes(locationId))?.id ?? '';
  const colours = { primaryColor: '#155EEF', secondaryColor: '#EFF4FF' };
  for (const name of ['Tips', 'Offers'])
    state.socialCategories.insert({ locationId, name, createdBy, deleted: false, ...colours });
  for (const tag of ['spring', 'new patients'])
    state.socialTags.insert({ locationId, tag, createdBy, deleted: false });
  const accounts = state.socialAccounts.where((row) => row.locationId === locationId).slice(0, 3);
  for (const [i, { id, platform }] of accounts.entries()) {
    const made = iso(now - (10 - i) * DAY_MS);
    state.socialPosts.insert({
      locationId,
      accountIds: [id],
      accountId: id,
      platform,
      source: 'composer',
      type: 'post',
      summary: `A minute more each evening, part ${i + 1}`,
      media: [],
      status: 'published',
      createdBy,
      tags: [],
      error: '',
      displayDate: made,
      publishedAt: made,
      createdAt: made,
      updatedAt: made,
    });
  }
}

function addPhoneNumbers(state: State, location: Location, now: number): void {
  const main = String(location.phone);
  for (const [i, friendlyName] of ['Front Desk', 'Campaigns', 'Tracking'].entries()) {
    state.phoneNumbers.insert({
      locationId: location.id,
      phoneNumber: `${main.slice(0, -1)}${i}`,
      friendlyName,
      sid: `PN-${i}-${location.id}`,
      countryCode: location.country,
      capabilities: { fax: false, mms: location.country === 'US', sms: true, voice: true },
      type: 'local',
      origin: 'twilio',
      isDefaultNumber: i === 0,
      linkedRingAllUsers: [],
      isGroupConversationEnabled: false,
      inNumberPool: friendlyName === 'Tracking',
      dateAdded: iso(now - 200 * DAY_MS),
      dateUpdated: iso(now - 200 * DAY_MS),
    });
  }
}

function addVoiceAiCalls(state: State, locationId: string, contacts: Contact[], now: number): void {
  const { id: agentId } = state.voiceAiAgents.insert({ locationId, agentName: 'Reception' });
  state.voiceAiAgents.insert({ locationId, agentName: 'After Hours' });
  for (const [i, contact] of contacts.slice(-4).entries()) {
    writeVoiceAiCall(state, contact, {
      agentId,
      at: now - (4 - i) * DAY_MS,
      duration: 60 + i * 35,
      isTrial: i === 0,
      extractedData: { reason: 'appointment' },
      actionType: i % 2 ? 'APPOINTMENT_BOOKING' : 'SMS',
    });
  }
}
