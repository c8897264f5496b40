import { omit } from 'lodash';
import { choicesOf } from '../../fields/dropdowns';
import app from '../../index';
import { at, items } from '../../zapier';
import { first, harness } from '../support/harness';
import { among, describeCategory, type Row } from './table';

const zap = harness();
const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

const here = () => first(zap.sandbox.locations).locationId;
const isHere = (row: { locationId: string }) => row.locationId === here();

/** What a row of the table is told about the sandbox. */
function place() {
  const { state } = zap.sandbox;
  const locationId = here();
  const [pipeline, other] = state.pipelines.where(isHere);
  const stages = items(pipeline?.stages).map(({ id }) => String(id));
  const contactId = first(state.contacts.where(isHere)).id;
  const userId = first(state.users.where((user) => user.locationIds.includes(locationId))).id;
  const field = state.customFields.find((row) => isHere(row) && row.name === 'Deal Reference');
  const money = state.customFields.find((row) => isHere(row) && row.name === 'Expected Commission');
  const fieldId = String(field?.id);
  const opportunity = state.opportunities.insert({
    locationId,
    contactId,
    name: 'Kitchen renovation',
    pipelineId: pipeline?.id,
    pipelineStageId: stages[0],
    status: 'open',
    monetaryValue: 18500,
    followers: [],
    customFields: [{ id: fieldId, value: 'KR-7' }],
  });
  return {
    locationId,
    id: opportunity.id,
    pipelineId: String(pipeline?.id),
    otherPipelineId: String(other?.id),
    stages,
    contactId,
    userId,
    fieldId,
    moneyId: String(money?.id),
    lostReasonId: first(state.lostReasons.where(isHere)).id,
  };
}

const by = (field: string, value: unknown) => ({ field, operator: 'eq', value });

const latest = (field: string) => ({ sort: [{ field, direction: 'desc' }] });
const WON_AT = '2026-11-20T10:00:00.000Z';

const rows = (): Row[] => {
  const { locationId, id, pipelineId, stages, contactId, userId, fieldId, moneyId, lostReasonId } = place();
  const { state } = zap.sandbox;
  const opportunity = first(state.opportunities.where((row) => row.id === id));
  const like = { ...omit(opportunity, 'id'), locationId, assignedTo: userId };
  const won = {
    ...like,
    status: 'won',
    createdAt: '2026-11-01T10:00:00.000Z',
    updatedAt: WON_AT,
    lastStageChangeAt: WON_AT,
  };
  const wonId = state.opportunities.insert({ ...won, lastStatusChangeAt: WON_AT }).id;
  const longAgo = {
    lastStageChangeAt: '2026-01-01T10:00:00.000Z',
    lastStatusChangeAt: '2026-01-01T10:00:00.000Z',
  };
  const stuckId = state.opportunities.insert({ ...like, ...longAgo }).id;
  const [, stage = ''] = stages;
  const nothing = { id: UNKNOWN };
  const notThere = /“Opportunity not found/;
  return [
    {
      key: 'search_opportunities',
      input: {
        pipeline_id: pipelineId,
        pipeline_stage_id: stages[0],
        status: 'open',
        contact_id: contactId,
        q: ' kitchen ',
        country: 'United States',
        date: '2024-02-01T23:00:00-05:00',
        endDate: '2099-12-31',
        getTasks: 'yes',
        assigned_to: '',
      },
      sends: {
        call: 'GET /opportunities/search',
        query: {
          location_id: locationId,
          pipeline_id: pipelineId,
          pipeline_stage_id: stages[0],
          status: 'open',
          contact_id: contactId,
          q: 'kitchen',
          country: 'US',
          date: '02-01-2024',
          endDate: '12-31-2099',
          getTasks: 'true',
          order: 'added_desc',
          limit: '100',
        },
      },
      gives: among({
        id,
        name: 'Kitchen renovation',
        contactId,
        customFields: { [fieldId]: 'KR-7' },
        revision: 'new',
      }),
      fails: {
        input: { date: 'soon' },
        says: /^“Start Date” must be a date, such as 1990-09-25; it is “soon”\.$/,
        sends: 0,
      },
    },
    {
      key: 'get_opportunity',
      input: { id },
      sends: { call: `GET /opportunities/${id}` },
      gives: [
        {
          id,
          monetaryValue: 18500,
          contact: expect.objectContaining({ id: contactId, email: expect.stringContaining('@') }),
          revision: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        },
      ],
      fails: { input: nothing, says: notThere },
    },
    {
      key: 'list_pipelines',
      input: {},
      sends: { call: 'GET /opportunities/pipelines', query: { locationId } },
      gives: expect.arrayContaining([
        expect.objectContaining({
          id: pipelineId,
          stages: expect.arrayContaining([expect.objectContaining({ id: stage })]),
          revision: 'new',
        }),
      ]),
      fails: { input: {}, as: 'agency', says: /Choose a Sub-Account/, sends: 0 },
    },
    {
      key: 'new_opportunity',
      input: { pipeline_id: pipelineId, pipeline_stage_id: stages[0], assigned_to: '', status: 'Open' },
      sends: {
        call: 'POST /opportunities/search',
        body: {
          locationId,
          limit: 500,
          filters: [by('pipeline_id', pipelineId), by('pipeline_stage_id', stages[0]), by('status', 'open')],
          ...latest('date_added'),
        },
      },
      gives: among({ id, revision: 'new' }),
      fails: {
        input: { status: 'maybe' },
        says: /^“Status” must be Open, Won, Lost or Abandoned; /,
        sends: 0,
      },
    },
    {
      key: 'opportunity_stage_changed',
      input: { pipeline_stage_id: stages[0], includeNew: 'yes' },
      sends: {
        call: 'POST /opportunities/search',
        body: {
          locationId,
          limit: 500,
          filters: [by('pipeline_stage_id', stages[0])],
          ...latest('last_stage_change_date'),
        },
      },
      gives: among({ id, revision: `${stages[0]} ${opportunity.lastStageChangeAt}` }),
      fails: {
        input: { includeNew: 'perhaps' },
        says: /^“Include New Opportunities” must be yes or no; it is “perhaps”\.$/,
        sends: 0,
      },
    },
    {
      key: 'opportunity_status_changed',
      input: { status: ['won', 'Open'], assigned_to: userId },
      sends: {
        call: 'POST /opportunities/search',
        body: {
          locationId,
          limit: 500,
          filters: [
            by('assigned_to', userId),
            { group: 'OR', filters: [by('status', 'won'), by('status', 'open')] },
          ],
          ...latest('last_status_change_date'),
        },
      },
      gives: among({ id: wonId, revision: `won ${WON_AT}` }),
      fails: {
        input: { status: ['done'] },
        says: /^“Status” must be Open, Won, Lost or Abandoned; it is “done”\.$/,
        sends: 0,
      },
    },
    {
      key: 'opportunity_stale',
      input: { days: 14, pipeline_id: pipelineId },
      sends: {
        call: 'POST /opportunities/search',
        besides: ['POST /opportunities/search'],
        body: {
          locationId,
          limit: 500,
          filters: [
            by('pipeline_id', pipelineId),
            by('status', 'open'),
            {
              field: 'last_stage_change_date',
              operator: 'range',
              value: { lte: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) },
            },
          ],
          ...latest('last_stage_change_date'),
        },
      },
      gives: among({ id: stuckId, revision: expect.stringMatching(/^\d+ 14$/) }),
      fails: { input: { days: 0 }, says: /^“Days” must be 1 or more\.$/, sends: 0 },
    },
    {
      key: 'updated_opportunity',
      input: { assigned_to: userId, watched: 'anything' },
      sends: {
        call: 'POST /opportunities/search',
        besides: ['POST /opportunities/search'],
        body: {
          locationId,
          limit: 500,
          filters: [by('assigned_to', userId)],
          ...latest('date_updated'),
        },
      },
      gives: among({ id: wonId, revision: WON_AT }),
      fails: {
        input: { watched: 'stage' },
        says: /^“Only When This Changes” must be Anything, Owner or Value; it is “stage”\.$/,
        sends: 0,
      },
    },
    {
      key: 'create_opportunity',
      input: {
        contactId,
        pipelineId,
        name: 'Bath "deluxe" 👋',
        status: 'Open',
        pipelineStageId: stage,
        monetaryValue: '220.5',
        assignedTo: userId,
        [`customFields__${fieldId}`]: 'BD-1',
      },
      sends: {
        call: 'POST /opportunities/',
        body: {
          locationId,
          contactId,
          pipelineId,
          name: 'Bath "deluxe" 👋',
          status: 'open',
          pipelineStageId: stage,
          monetaryValue: 220.5,
          assignedTo: userId,
          customFields: [{ id: fieldId, field_value: 'BD-1' }],
        },
      },
      gives: { id: expect.any(String), contactId, status: 'open', customFields: { [fieldId]: 'BD-1' } },
      fails: {
        input: { contactId, pipelineId, name: 'x', status: 'maybe' },
        says: /^“Status” must be Open, Won, Lost or Abandoned; /,
        sends: 0,
      },
    },
    {
      key: 'update_opportunity',
      input: {
        id,
        name: '',
        pipelineStageId: stage,
        monetaryValue: 0,
        clear: ['assignedTo', `customFields.${fieldId}`],
        [`customFields__${moneyId}`]: 120,
      },
      sends: {
        call: `PUT /opportunities/${id}`,
        body: {
          pipelineStageId: stage,
          monetaryValue: 0,
          assignedTo: null,
          customFields: [
            { id: moneyId, field_value: 120 },
            { id: fieldId, field_value: '' },
          ],
        },
      },
      gives: { id, name: 'Kitchen renovation', pipelineStageId: stage, customFields: { [moneyId]: 120 } },
      fails: { input: { ...nothing, name: 'x' }, says: notThere },
    },
    {
      key: 'delete_opportunity',
      input: { id },
      sends: { call: `DELETE /opportunities/${id}` },
      gives: { id, deleted: true },
      fails: { input: nothing, says: notThere },
    },
    {
      key: 'update_opportunity_status',
      input: { id, status: 'lost', lostReasonId },
      sends: { call: `PUT /opportunities/${id}/status`, body: { status: 'lost', lostReasonId } },
      gives: { id, status: 'lost', lostReasonId, success: true },
      fails: { input: { ...nothing, status: 'won' }, says: notThere },
    },
    {
      key: 'upsert_opportunity',
      input: { pipelineId, id, name: 'Kitchen and bath', monetaryValue: 20000, followers: userId },
      sends: {
        call: 'POST /opportunities/upsert',
        body: {
          locationId,
          pipelineId,
          id,
          name: 'Kitchen and bath',
          monetaryValue: 20000,
          followers: [userId],
          followersActionType: 'add',
          isRemoveAllFollowers: false,
        },
      },
      gives: { id, new: false, name: 'Kitchen and bath', followers: [userId] },
      fails: { input: { pipelineId: UNKNOWN }, says: /“Pipeline not found/ },
    },
    {
      key: 'add_opportunity_followers',
      input: { id, followers: [userId, userId] },
      sends: { call: `POST /opportunities/${id}/followers`, body: { followers: [userId] } },
      gives: { id, followers: [userId], followersAdded: [userId], success: true },
      fails: {
        input: { id, followers: [] },
        says: /^Add Followers needs a value for “Followers”\.$/,
        sends: 0,
      },
    },
    {
      key: 'remove_opportunity_followers',
      input: { id, isRemoveAllFollowers: 'yes' },
      sends: {
        call: `DELETE /opportunities/${id}/followers`,
        query: { isRemoveAllFollowers: 'true' },
        body: { followers: [] },
      },
      gives: { id, followers: [], followersRemoved: [], success: true },
      fails: {
        input: { id, isRemoveAllFollowers: 'no' },
        says: /^Remove Followers needs a value for “Followers”, or yes for “Remove All Followers”\.$/,
        sends: 0,
      },
    },
  ];
};

describeCategory(zap, 'Opportunities', rows);

describe('Search Opportunities', () => {
  const search = async (input: object = {}, meta = {}) =>
    items(await zap.run('triggers', 'search_opportunities', input, { meta }));
  const total = () => zap.sandbox.state.opportunities.where(isHere).length;
  const keys = (found: { [field: string]: unknown }[]) =>
    found.map(({ id, revision }) => `${id} ${revision}`);
  /** Runs a change a minute later, and answers what a poll finds then that the one before did not. */
  const firedBy = async (fireOn: string, change: () => unknown) => {
    const before = keys(await search({ fireOn }, { isPopulatingDedupe: true }));
    zap.sandbox.clock.advance(60_000);
    await change();
    const after = await search({ fireOn });
    return after.filter((_, i) => !before.includes(keys(after)[i] ?? ''));
  };
  const update = (id: string, input: object) => zap.run('creates', 'update_opportunity', { id, ...input });

  const changes: [
    what: string,
    change: (p: ReturnType<typeof place>) => Promise<unknown>,
    fires: string[],
  ][] = [
    ['a new name', ({ id }) => update(id, { name: 'Other' }), ['updated']],
    ['another stage', ({ id, stages }) => update(id, { pipelineStageId: stages[2] }), ['updated', 'stage']],
    [
      'another pipeline',
      ({ id, otherPipelineId }) => update(id, { pipelineId: otherPipelineId }),
      ['updated', 'stage'],
    ],
    [
      'another status',
      ({ id }) => zap.run('creates', 'update_opportunity_status', { id, status: 'won' }),
      ['updated', 'status'],
    ],
    [
      'a new one',
      ({ pipelineId, contactId }) =>
        zap.run('creates', 'create_opportunity', { pipelineId, contactId, name: 'New', status: 'open' }),
      ['new', 'updated', 'stage', 'status'],
    ],
  ];
  const table = changes.flatMap(([what, change, fires]) =>
    ['new', 'updated', 'stage', 'status'].map(
      (on) => [what, fires.includes(on) ? 'fires' : 'is silent', on, change] as const,
    ),
  );

  test.each(table)('%s %s on “%s”', async (_what, outcome, on, change) => {
    const known = place();
    const fired = await firedBy(on, () => change(known));
    expect(fired).toHaveLength(outcome === 'fires' ? 1 : 0);
  });

  test('fires again for a stage that it comes back to', async () => {
    const { id, stages } = place();
    await update(id, { pipelineStageId: stages[1] });
    const fired = await firedBy('stage', () => update(id, { pipelineStageId: stages[0] }));
    expect(fired.map((one) => one.id)).toEqual([id]);
  });

  test('finds a change of an old one behind many new ones, and reads on for them as long as they are news', async () => {
    const { id, stages, pipelineId, locationId } = place();
    for (let i = 0; i < 250; i += 1) {
      zap.sandbox.state.opportunities.insert({
        locationId,
        name: `Deal ${i}`,
        pipelineId,
        pipelineStageId: stages[0],
        status: 'open',
        createdAt: new Date(Date.now() + i * 1000).toISOString(),
      });
    }
    const fired = await firedBy('stage', () => update(id, { pipelineStageId: stages[3] }));
    expect(fired.map((one) => one.id)).toEqual([id]);

    const reads = zap.sent().length;
    const newest = await search({ fireOn: 'new' });
    expect(zap.sent()).toHaveLength(reads + 3);
    expect(newest.filter(({ name }) => String(name).startsWith('Deal '))).toHaveLength(250);
    expect(newest[0]?.name).toBe('Deal 249');
  });

  test('pages by number when the Zap is turned on, and never by a link', async () => {
    const { pipelineId, stages, locationId } = place();
    const opportunity = { locationId, pipelineId, pipelineStageId: stages[0], status: 'open' };
    for (let i = total(); i < 200; i += 1) {
      zap.sandbox.state.opportunities.insert({ ...opportunity, name: `Deal ${i}` });
    }
    const found = await search({}, { isPopulatingDedupe: true });
    expect(new Set(found.map(({ id }) => id)).size).toBe(200);
    // Twice, for what slipped between two pages meanwhile.
    const pages = [undefined, '2', '3'];
    expect(zap.sent().map(({ query }) => query.page)).toEqual([...pages, ...pages]);
  });

  test('reads three for a sample', async () => {
    expect(await search({}, { isLoadingSample: true })).toHaveLength(3);
    expect(zap.sent().at(-1)?.query).toMatchObject({ limit: '3' });
  });
});

describe('custom fields', () => {
  test('are inputs of their types, and outputs under their names', async () => {
    const { fieldId, moneyId } = place();
    const form = at(app.creates, 'create_opportunity', 'operation', 'inputFields');
    const fields = Array.isArray(form) ? form : [];
    expect(await zap.call(fields.at(-1))).toEqual([
      expect.objectContaining({ key: `customFields__${fieldId}`, label: 'Deal Reference', type: 'string' }),
      expect.objectContaining({
        key: `customFields__${moneyId}`,
        label: 'Expected Commission',
        type: 'number',
      }),
    ]);
    const outputs = at(app.creates, 'create_opportunity', 'operation', 'outputFields');
    const last = Array.isArray(outputs) ? outputs.at(-1) : undefined;
    const custom = items(await zap.call(last)).filter(({ key }) => String(key).startsWith('customFields__'));
    expect(custom).toEqual([
      { key: `customFields__${fieldId}`, label: 'Deal Reference', type: 'string' },
      { key: `customFields__${moneyId}`, label: 'Expected Commission', type: 'number' },
    ]);
  });
});

describe('an upsert', () => {
  test('creates one where none is chosen, and touches no followers', async () => {
    const { pipelineId, id, userId } = place();
    zap.sandbox.state.opportunities.update(id, { followers: [userId] });
    expect(await zap.run('creates', 'upsert_opportunity', { pipelineId, name: 'New' })).toMatchObject({
      new: true,
      name: 'New',
    });
    const kept = await zap.run('creates', 'upsert_opportunity', { pipelineId, id, status: 'lost' });
    expect(kept).toMatchObject({ new: false, id, status: 'lost', followers: [userId] });
  });
});

describe('the drop-downs', () => {
  const fill = (name: Parameters<typeof choicesOf>[0], inputData: object = {}, meta = {}) =>
    zap.call(choicesOf(name).perform, inputData, { meta });

  test('of opportunities name them and their contacts, a page at a time', async () => {
    const { id } = place();
    const { state } = zap.sandbox;
    while (state.opportunities.where(isHere).length < 130) {
      state.opportunities.insert({ locationId: here(), name: 'Deal' });
    }
    const page = await fill('opportunities');
    expect(items(at(page, 'results'))).toHaveLength(100);
    const next = await fill('opportunities', {}, { paging_token: at(page, 'paging_token') });
    const all = [page, next].flatMap((one) => items(at(one, 'results')));
    expect(new Set(all.map((one) => one.id)).size).toBe(130);
    expect(all).toContainEqual({ id, label: expect.stringMatching(/^Kitchen renovation · \S+ \S+/) });
  });

  test.each(['pipelineId', 'pipeline_id'])('of stages are those of the pipeline in %s', async (key) => {
    const { pipelineId, stages } = place();
    const { results } = Object(await fill('stages', { [key]: pipelineId }));
    expect(items(results).map(({ id }) => id)).toEqual(stages);
    expect(items(results).map(({ label }) => label)).toContain('New Lead');
  });

  test('of stages are all, with their pipelines, where none is chosen', async () => {
    place();
    const { results } = Object(await fill('stages'));
    expect(items(results).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Sales · New Lead', 'Renewals · Renewed']),
    );
  });

  test('of lost reasons are the location’s', async () => {
    const { results } = Object(await fill('lostReasons'));
    expect(items(results).map(({ label }) => label)).toEqual(['Price', 'Chose a competitor', 'No answer']);
  });
});

describe('a stage of another pipeline', () => {
  const pipelines = () =>
    zap.sandbox.state.pipelines.where(
      ({ locationId }) => locationId === first(zap.sandbox.locations).locationId,
    );
  const named = (name: string) => {
    const pipeline = first(pipelines().filter((one) => one.name === name));
    const [stage] = items(pipeline.stages);
    return { id: pipeline.id, stageId: String(stage?.id), stage: String(stage?.name) };
  };
  const inputs = (): [key: string, input: object][] => {
    const { contactId, id } = first(
      zap.sandbox.state.opportunities.where(
        ({ locationId }) => locationId === first(zap.sandbox.locations).locationId,
      ),
    );
    return [
      ['create_opportunity', { contactId, name: 'Braces', status: 'open' }],
      ['update_opportunity', { id }],
      ['upsert_opportunity', { id, name: 'Braces' }],
    ];
  };

  test('is refused by name before anything is sent', async () => {
    const [sales, renewals] = [named('Sales'), named('Renewals')];
    for (const [key, input] of inputs()) {
      const run = zap.run('creates', key, {
        ...input,
        pipelineId: renewals.id,
        pipelineStageId: sales.stageId,
      });
      expect(await zap.sentence(run)).toBe(
        `“${sales.stage}” is a stage of “Sales”, and not of “Renewals”: choose a stage of “Renewals”, or the other pipeline.`,
      );
    }
    const asked = zap.sandbox.requests.map(({ endpoint }) => endpoint);
    expect(new Set(asked)).toEqual(new Set(['GET /opportunities/pipelines']));
  });

  test('is HighLevel’s to refuse where the pipelines can’t be read', async () => {
    const [sales, renewals] = [named('Sales'), named('Renewals')];
    zap.sandbox.faults.add({ endpoint: 'GET /opportunities/pipelines', status: 403, times: 9 });
    for (const [key, input] of inputs()) {
      await zap
        .run('creates', key, { ...input, pipelineId: renewals.id, pipelineStageId: sales.stageId })
        .catch(() => undefined);
    }
    const writes = zap.sent().filter(({ method }) => method !== 'GET');
    expect(writes).toHaveLength(3);
  });

  test('is looked for by the one list that gives the names of the answer', async () => {
    const { id, stageId } = named('Sales');
    for (const [key, input] of inputs()) {
      const before = zap.sandbox.requests.length;
      await zap.run('creates', key, { ...input, pipelineId: id, pipelineStageId: stageId });
      const asked = zap.sandbox.requests
        .slice(before)
        .filter(({ endpoint }) => endpoint === 'GET /opportunities/pipelines');
      expect(asked).toHaveLength(1);
    }
  });
});

test('the opportunities to choose from tell their contact, stage and status', async () => {
  const [field] = items(at(app.creates, 'delete_opportunity', 'operation', 'inputFields')).filter(
    ({ key }) => key === 'id',
  );
  const choices = items(at(await zap.call(at(field, 'choices', 'perform')), 'results'));
  expect(choices.length).toBeGreaterThan(20);
  const stages = zap.sandbox.state.pipelines.all().flatMap(({ stages }) => items(stages));
  for (const { label } of choices) {
    const parts = String(label).split(' · ');
    expect(['Open', 'Won', 'Lost', 'Abandoned']).toContain(parts.at(-1));
    expect(stages.map(({ name }) => name)).toContain(parts.at(-2));
  }
});
