import { items } from '../../../zapier';
import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();
const state = () => zap.sandbox.state;

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

/** The sub-account, a pipeline of it, and a contact with three opportunities. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  const pipeline = first(state().pipelines.where((row) => row.locationId === locationId));
  const [firstStage, secondStage] = items(pipeline.stages);
  const contactId = state().contacts.insert({ locationId, firstName: 'Ada', email: 'ada@example.com' }).id;
  const field = state().customFields.insert({
    locationId,
    name: 'Insurance',
    model: 'opportunity',
    dataType: 'TEXT',
  });
  const deal = (name: string, status: string, createdAt: string, insurance: string) =>
    state().opportunities.insert({
      locationId,
      contactId,
      name,
      status,
      pipelineId: pipeline.id,
      pipelineStageId: String(firstStage?.id),
      monetaryValue: 100,
      createdAt,
      updatedAt: createdAt,
      customFields: [{ id: field.id, value: insurance }],
    }).id;
  return {
    locationId,
    contactId,
    pipeline,
    stages: [firstStage, secondStage].map((stage) => ({ id: String(stage?.id), name: String(stage?.name) })),
    field: field.id,
    deals: {
      won: deal('Crown', 'won', '2026-05-03T09:00:00.000Z', 'None'),
      early: deal('Implant', 'open', '2026-05-01T09:00:00.000Z', 'Blue Shield'),
      late: deal('Implant, upper', 'open', '2026-05-02T09:00:00.000Z', 'None'),
    },
  };
}

const rows = ({
  locationId,
  contactId,
  pipeline,
  stages: [firstStage = { id: '', name: '' }, secondStage = { id: '', name: '' }],
  field,
  deals,
}: ReturnType<typeof place>): SearchRow[] => {
  const query = { location_id: locationId, contact_id: contactId, order: 'added_desc' };
  const pipelines = { call: 'GET /opportunities/pipelines', query: { locationId } };
  return [
    {
      key: 'find_opportunity',
      uses: [
        {
          input: {
            contact_id: contactId,
            pipeline_id: pipeline.id,
            pipeline_stage_id: firstStage.id,
            status: 'open',
            q: 'implant',
          },
          sends: {
            call: 'GET /opportunities/search',
            query: {
              ...query,
              pipeline_id: pipeline.id,
              pipeline_stage_id: firstStage.id,
              status: 'open',
              q: 'implant',
              limit: '1',
            },
          },
          gives: {
            id: deals.late,
            pipelineName: pipeline.name,
            pipelineStageName: firstStage.name,
          },
        },
        {
          input: {
            contact_id: contactId,
            status: 'all',
            customField: [{ field: `customFields.${field}`, value: 'blue shield' }],
          },
          sends: { call: 'GET /opportunities/search', query: { ...query, status: 'all', limit: '100' } },
          gives: { id: deals.early },
        },
        {
          input: { id: deals.won, status: 'open' },
          sends: { call: `GET /opportunities/${deals.won}` },
          gives: { id: deals.won, status: 'won' },
        },
      ],
      several: { input: { contact_id: contactId, status: 'open' }, ids: [deals.late, deals.early] },
      nothing: [
        { contact_id: contactId, status: 'lost' },
        { contact_id: contactId, customField: [{ field: `customFields.${field}`, value: 'Red Shield' }] },
        { id: UNKNOWN },
      ],
      refused: {
        input: { status: 'open' },
        says: /^Find Opportunity needs a value for “Contact”, “Pipeline”, “Stage”, “Owner”, “Search Text”, “Custom Fields” or “Opportunity”\.$/,
        sends: 0,
      },
    },
    {
      key: 'find_pipeline_stage',
      uses: [
        {
          input: {
            pipeline: String(pipeline.name).toUpperCase(),
            stage: ` ${firstStage.name.toLowerCase()} `,
          },
          sends: pipelines,
          gives: {
            id: firstStage.id,
            stageName: firstStage.name,
            pipelineId: pipeline.id,
            pipelineName: pipeline.name,
            nextStageId: secondStage.id,
            nextStageName: secondStage.name,
          },
        },
        { input: { stage: secondStage.id }, sends: pipelines, gives: { id: secondStage.id } },
        { input: { pipeline: pipeline.id }, sends: pipelines, gives: { id: firstStage.id } },
      ],
      several: {
        input: { pipeline: pipeline.name },
        ids: items(pipeline.stages).map(({ id }) => id),
      },
      nothing: [{ stage: 'No such stage' }, { pipeline: 'No such pipeline', stage: firstStage.name }],
      refused: {
        input: {},
        says: /^Find Pipeline or Stage needs a value for “Pipeline Name or ID” or “Stage Name or ID”\.$/,
        sends: 0,
      },
    },
  ];
};

describeSearches(zap, 'Opportunities', () => rows(place()));
