import app from '../../index';
import { at, items } from '../../zapier';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();
const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

function place() {
  const { state } = zap.sandbox;
  const { locationId, companyId } = first(zap.sandbox.locations);
  const here = (row: { locationId: string }) => row.locationId === locationId;
  const [contact, other] = state.contacts.where(here);
  const [user, follower] = state.users.where((one) => one.locationIds.includes(locationId));
  const followerId = String(follower?.id);
  state.contacts.update(String(contact?.id), { followers: [followerId] });
  return {
    locationId,
    companyId,
    contactId: String(contact?.id),
    otherId: String(other?.id),
    userId: String(user?.id),
    followerId,
    businessId: first(state.businesses.where(here)).id,
    workflow: first(state.workflows.where(here)),
    campaign: first(state.campaigns.where((row) => here(row) && row.status === 'draft')),
    snapshot: first(state.snapshots.where((row) => row.companyId === companyId)),
  };
}

const rows = ({
  locationId,
  companyId,
  contactId,
  otherId,
  userId,
  followerId,
  businessId,
  workflow,
  campaign,
  snapshot,
}: ReturnType<typeof place>): Row[] => {
  const inWorkflow = { contactId, workflowId: workflow.id };
  const noContact = /“Contact not found/;
  const noLocation = /^Choose a Sub-Account: this connection is an agency's\.$/;
  return [
    {
      key: 'list_workflows',
      input: {},
      sends: { call: 'GET /workflows/', query: { locationId } },
      gives: expect.arrayContaining([
        expect.objectContaining({ id: workflow.id, name: workflow.name, revision: 'new' }),
      ]),
      fails: { as: 'agency', input: {}, says: noLocation, sends: 0 },
    },
    {
      key: 'list_snapshots',
      as: 'agency',
      input: {},
      sends: { call: 'GET /snapshots/', query: { companyId } },
      gives: expect.arrayContaining([
        expect.objectContaining({ id: snapshot.id, name: snapshot.name, type: 'own', revision: 'new' }),
      ]),
      fails: {
        as: 'location',
        input: {},
        says: /^List Snapshots needs an agency's connection, and this one is a sub-account's\.$/,
        sends: 0,
      },
    },
    {
      key: 'list_campaigns',
      input: { status: 'draft' },
      sends: { call: 'GET /campaigns/', query: { locationId, status: 'draft' } },
      gives: [{ id: campaign.id, name: campaign.name, status: 'draft', revision: 'new' }],
      fails: { as: 'agency', input: {}, says: noLocation, sends: 0 },
    },
    {
      key: 'add_contact_to_workflow',
      input: { ...inWorkflow, eventStartTime: '2026-06-23T03:30:00+01:00' },
      sends: {
        call: `POST /contacts/${contactId}/workflow/${workflow.id}`,
        body: { eventStartTime: '2026-06-23T03:30:00+01:00' },
      },
      gives: { id: contactId, ...inWorkflow, success: true },
      fails: { input: { ...inWorkflow, workflowId: UNKNOWN }, says: /“Workflow not found/ },
    },
    {
      key: 'remove_contact_from_workflow',
      input: { ...inWorkflow, eventStartTime: '2026-06-23 03:30' },
      sends: {
        call: `DELETE /contacts/${contactId}/workflow/${workflow.id}`,
        body: { eventStartTime: '2026-06-23T03:30:00.000Z' },
      },
      gives: { id: contactId, ...inWorkflow, success: true },
      fails: { input: { ...inWorkflow, contactId: UNKNOWN }, says: noContact },
    },
    {
      key: 'add_contact_followers',
      input: { contactId, followers: [userId, followerId, userId] },
      sends: { call: `POST /contacts/${contactId}/followers`, body: { followers: [userId, followerId] } },
      gives: {
        id: contactId,
        contactId,
        followers: [followerId, userId],
        followersAdded: [userId],
        success: true,
      },
      fails: {
        input: { contactId, followers: [] },
        says: /^Add Contact Followers needs a value for “Followers”\.$/,
        sends: 0,
      },
    },
    {
      key: 'remove_contact_followers',
      input: { contactId, followers: followerId },
      sends: { call: `DELETE /contacts/${contactId}/followers`, body: { followers: [followerId] } },
      gives: { id: contactId, contactId, followers: [], followersRemoved: [followerId], success: true },
      fails: { input: { contactId: UNKNOWN, followers: [followerId] }, says: noContact },
    },
    {
      key: 'bulk_update_contact_business',
      input: { ids: [contactId, otherId], businessId },
      sends: {
        call: 'POST /contacts/bulk/business',
        body: { locationId, ids: [contactId, otherId], businessId },
      },
      gives: { id: expect.any(String), success: true, businessId, ids: [contactId, otherId], missing: [] },
      fails: {
        input: { ids: [contactId], businessId: ' ' },
        says: /needs a value for “Business”, or yes for “Remove from Business”\.$/,
        sends: 0,
      },
    },
  ];
};

describeCategory(zap, 'Workflows & Campaigns', () => rows(place()));

describe('Bulk Business Update', () => {
  const update = (input: object) => zap.run('creates', 'bulk_update_contact_business', input);

  test('takes contacts out of their business', async () => {
    const { contactId, businessId } = place();
    await update({ ids: contactId, businessId });
    expect(await update({ ids: contactId, remove: 'yes' })).toMatchObject({
      success: true,
      ids: [contactId],
    });
    expect(zap.sent().at(-1)?.body).toMatchObject({ ids: [contactId], businessId: null });
    expect(zap.sandbox.state.contacts.get(contactId)?.businessId).toBeNull();
  });

  test('is not told to do both', async () => {
    const { contactId, businessId } = place();
    expect(await zap.sentence(update({ ids: contactId, businessId, remove: true }))).toBe(
      '“Remove from Business” works only without a “Business”.',
    );
  });

  test('names the contacts that were not updated', async () => {
    const { contactId, otherId, businessId } = place();
    const body = { success: true, ids: [contactId] };
    zap.sandbox.faults.add({ endpoint: 'POST /contacts/bulk/business', status: 200, body });
    expect(await update({ ids: [contactId, otherId], businessId })).toMatchObject({
      success: false,
      ids: [contactId],
      missing: [otherId],
    });
  });
});

test('a workflow’s drop-down names those of the location, and marks drafts', async () => {
  const field = items(app.creates.add_contact_to_workflow?.operation.inputFields).find(
    ({ key }) => key === 'workflowId',
  );
  const { locationId } = place();
  const { workflows } = zap.sandbox.state;
  for (const { id } of workflows.where((row) => row.locationId === locationId)) workflows.delete(id);
  const states = [
    ['Reminder', 'published'],
    ['Welcome', 'draft'],
    ['Survey', 'Draft'],
    ['Drafts', undefined],
  ];
  const [reminder, welcome, survey, drafts] = states.map(
    ([name, status]) => workflows.insert({ locationId, name, ...(status && { status }) }).id,
  );
  expect(items(at(await zap.call(at(field, 'choices', 'perform')), 'results'))).toEqual([
    { id: reminder, label: 'Reminder' },
    { id: welcome, label: 'Welcome (draft)' },
    { id: survey, label: 'Survey (draft)' },
    { id: drafts, label: 'Drafts' },
  ]);
});

test.each([
  ['list_workflows', { status: 'archived', updatedAt: '2099-01-01T00:00:00.000Z' }],
  ['list_campaigns', { status: 'archived' }],
])('%s fires again for what has changed, where that is wanted', async (key, change) => {
  const { workflow, campaign } = place();
  const id = key === 'list_workflows' ? workflow.id : campaign.id;
  const revision = async (fireOn: string) =>
    items(await zap.run('triggers', key, { fireOn })).find((one) => one.id === id)?.revision;
  const before = await revision('updated');
  const { state } = zap.sandbox;
  (key === 'list_workflows' ? state.workflows : state.campaigns).update(id, change);
  expect(await revision('updated')).not.toBe(before);
  expect(await revision('new')).toBe('new');
});
