import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

function place() {
  const { state } = zap.sandbox;
  const { locationId, companyId } = first(zap.sandbox.locations);
  return {
    locationId,
    companyId,
    workflows: state.workflows.where((row) => row.locationId === locationId),
    campaigns: state.campaigns.where((row) => row.locationId === locationId),
    snapshots: state.snapshots.where((row) => row.companyId === companyId),
  };
}

const withName = <Row extends { [field: string]: unknown }>(rows: Row[], name: string): Row =>
  first(rows.filter((row) => row.name === name));

const rows = ({
  locationId,
  companyId,
  workflows,
  campaigns,
  snapshots,
}: ReturnType<typeof place>): SearchRow[] => {
  const spring = withName(workflows, 'Spring Offer Workflow');
  const welcome = withName(workflows, 'Welcome Series Workflow');
  const draft = withName(workflows, 'Win Back Workflow');
  const campaign = withName(campaigns, 'Spring Offer');
  const snapshot = withName(snapshots, 'Fitness Studio');
  const ofWorkflows = { call: 'GET /workflows/', query: { locationId } };
  return [
    {
      key: 'find_workflow',
      uses: [
        {
          input: { name: ' spring  OFFER workflow ' },
          sends: ofWorkflows,
          gives: { id: spring.id, name: 'Spring Offer Workflow', status: 'published' },
        },
        { input: { name: spring.id }, sends: ofWorkflows, gives: { id: spring.id } },
        {
          input: { name: 'win back', status: 'draft' },
          sends: ofWorkflows,
          gives: { id: draft.id, status: 'draft' },
        },
        { input: { name: draft.id, status: 'all' }, sends: ofWorkflows, gives: { id: draft.id } },
      ],
      several: { input: { name: 'Workflow' }, ids: [spring.id, welcome.id] },
      nothing: [{ name: UNKNOWN }, { name: 'Win Back Workflow' }, { name: spring.id, status: 'draft' }],
      refused: { input: {}, says: /^Find Workflow needs a value for “Name or ID”\.$/, sends: 0 },
    },
    {
      key: 'find_campaign',
      uses: [
        {
          input: { name: 'spring' },
          sends: { call: 'GET /campaigns/', query: { locationId } },
          gives: { id: campaign.id, name: 'Spring Offer' },
        },
        {
          input: { name: campaign.id, status: 'published' },
          sends: { call: 'GET /campaigns/', query: { locationId, status: 'published' } },
          gives: { id: campaign.id, status: 'published' },
        },
      ],
      several: { input: { name: 'e' }, ids: [campaign.id, withName(campaigns, 'Welcome Series').id] },
      nothing: [{ name: 'Autumn Offer' }, { name: campaign.id, status: 'draft' }],
      refused: { input: {}, says: /^Find Campaign needs a value for “Name or ID”\.$/, sends: 0 },
    },
    {
      key: 'find_snapshot',
      as: 'agency',
      uses: [
        {
          input: { name: 'fitness studio' },
          sends: { call: 'GET /snapshots/', query: { companyId } },
          gives: { id: snapshot.id, name: 'Fitness Studio' },
        },
      ],
      several: { input: { name: 'st' }, ids: snapshots.map(({ id }) => id) },
      nothing: [{ name: UNKNOWN }],
      refused: { as: 'location', input: { name: 'Fitness Studio' }, says: /agency/i },
    },
  ];
};

describeSearches(zap, 'Workflows & Campaigns', () => rows(place()));

test('a workflow that has the name is found before those that have it in theirs', async () => {
  const { locationId } = place();
  const { id } = zap.sandbox.state.workflows.insert({ locationId, name: 'workflow', status: 'published' });
  expect(await zap.run('searches', 'find_workflow', { name: 'Workflow' })).toMatchObject([{ id }]);
});

test('one that is deleted is not found', async () => {
  const { workflows } = place();
  const spring = withName(workflows, 'Spring Offer Workflow');
  zap.sandbox.state.workflows.update(spring.id, { deleted: true });
  expect(await zap.run('searches', 'find_workflow', { name: spring.id })).toEqual([]);
});
