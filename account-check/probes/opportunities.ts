import { existingIdIn } from '../../highlevel/absence';
import { endpoint } from '../../highlevel/contract';
import { toMs } from '../../records/record';
import type { Item } from '../../zapier';
import { rowsIn } from '../caller';
import { type Lab, MADE_BY } from '../lab';
import { type Questions, reads, writes } from '../probe';
import { contradicted, judged, need, notTold } from '../verdict';
import { latestFirst, moves } from './judging';

/** What the requests to make a contact and an opportunity come to, with their deletion and the list of pipelines. */
const MADE = 5;

const search = (lab: Lab, more: { [name: string]: string | number } = {}) =>
  lab.ask('GET /opportunities/search', { query: { location_id: lab.locationId, limit: 100, ...more } });

const searchByFilters = (lab: Lab, body: Item) =>
  lab.ask('POST /opportunities/search', { body: { locationId: lab.locationId, limit: 100, ...body } });

export const opportunities: Questions = {
  'order-added-desc': reads(1, async (lab) => {
    const found = await search(lab, { order: 'added_desc' });
    return found.isDone
      ? latestFirst(rowsIn(found, 'opportunities'), 'createdAt')
      : contradicted(`It is refused with ${found.status}.`);
  }),

  'status-moves-updated-at': writes(MADE + 3, async (lab) => {
    const id = await lab.opportunity();
    const before = await lab.readOpportunity(id);
    await lab.moment();
    return moves(before, await lab.changedOpportunity(id, { status: 'won' }), 'updatedAt');
  }),

  'stage-moves-updated-at': writes(MADE + 5, async (lab) => {
    const { stages } = await lab.pipeline();
    const id = await lab.opportunity();
    const before = await lab.readOpportunity(id);
    await lab.moment();
    const moved = await lab.changedOpportunity(id, { pipelineStageId: stages[1] });
    await lab.moment();
    const again = await lab.changedOpportunity(id, { pipelineStageId: stages[1] });
    const [first, second] = [moves(before, moved, 'updatedAt'), moves(moved, again, 'lastStageChangeAt')];
    return judged(
      first.is === 'confirmed' && second.is === 'contradicted',
      'By the API, a move moves updatedAt; the same stage again moves no time of the stage.',
      `A move: ${first.because} The same stage again: ${second.because}`,
    );
  }),

  'same-stage': writes(MADE + 3, async (lab) => {
    const { stages } = await lab.pipeline();
    const id = await lab.opportunity();
    const before = await lab.readOpportunity(id);
    await lab.moment();
    const after = await lab.changedOpportunity(id, { pipelineStageId: stages[0] });
    return judged(after.lastStageChangeAt === before.lastStageChangeAt, 'It stays.', 'It moves.');
  }),

  'duplicate-opportunity': writes(MADE + 6, async (lab) => {
    const pipelines = await lab.list('GET /opportunities/pipelines', 'pipelines');
    const { id: pipelineId, stages } = await lab.pipeline();
    const contactId = await lab.contact();
    const first = await lab.opportunity({ contactId, status: 'lost' });
    const again = { locationId: lab.locationId, contactId, name: MADE_BY, status: 'open' };
    const same = await lab.ask('POST /opportunities/', {
      body: { ...again, pipelineId, pipelineStageId: stages[0] },
    });
    if (same.isDone) {
      lab.remove('DELETE /opportunities/{id}', { path: { id: String(Object(same.body.opportunity).id) } });
      return notTold('The sub-account allows duplicate opportunities.');
    }
    const isNamed = existingIdIn(same.answer, endpoint('POST /opportunities/')) === first;
    const elsewhere = pipelines.find(({ id }) => id !== pipelineId);
    if (!elsewhere)
      return judged(
        isNamed,
        'A second one beside a lost one is refused, with the id of the first.',
        'The refusal lacks the id of the first.',
      );
    const other = await lab.ask('POST /opportunities/', { body: { ...again, pipelineId: elsewhere.id } });
    if (other.isDone)
      lab.remove('DELETE /opportunities/{id}', { path: { id: String(Object(other.body.opportunity).id) } });
    return judged(
      isNamed && other.isDone,
      'It is refused in the same pipeline alone, with the id of the first.',
      `In another pipeline: ${other.status}; the id of the first: ${isNamed ? 'told' : 'not told'}.`,
    );
  }),

  'opportunity-contact-by-put': writes(MADE + 4, async (lab) => {
    const id = await lab.opportunity();
    const contactId = await lab.contact();
    const put = await lab.ask('PUT /opportunities/{id}', { path: { id }, body: { contactId } });
    const after = await lab.readOpportunity(id);
    return judged(
      after.contactId !== contactId,
      `It is answered with ${put.status}, and the contact stays.`,
      'The contact is another one afterwards.',
    );
  }),

  'opportunity-dates': reads(3, async (lab) => {
    const rows = rowsIn(await search(lab), 'opportunities');
    const changed = rows.find(
      ({ createdAt, updatedAt }) => String(createdAt).slice(0, 10) !== String(updatedAt).slice(0, 10),
    );
    const { id, createdAt } = need(changed ?? rows[0], 'There are no opportunities.');
    const [year, month, day] = String(createdAt).slice(0, 10).split('-');
    const found = await search(lab, { date: `${month}-${day}-${year}`, endDate: `${month}-${day}-${year}` });
    if (!found.isDone) return contradicted(`mm-dd-yyyy is refused with ${found.status}.`);
    const within = rowsIn(found, 'opportunities');
    const late = within.filter(
      (row) => Math.abs((toMs(row.createdAt) ?? 0) - (toMs(createdAt) ?? 0)) > 2 * 86_400_000,
    ).length;
    return judged(
      within.some((row) => row.id === id) && !late,
      'The day of adding finds those that were added then.',
      `The day of adding finds ${late} others, or not the one.`,
    );
  }),

  'stage-needs-pipeline': writes(MADE + 3, async (lab) => {
    const { stages } = await lab.pipeline();
    const id = await lab.opportunity();
    const put = await lab.ask('PUT /opportunities/{id}', {
      path: { id },
      body: { pipelineStageId: stages[1] },
    });
    if (!put.isDone) return contradicted(`A stage alone is refused with ${put.status}.`);
    const { pipelineStageId } = await lab.readOpportunity(id);
    return judged(
      pipelineStageId === stages[1],
      'A stage alone is taken.',
      'A stage alone is taken and ignored.',
    );
  }),

  'opportunities-by-filters': reads(3, async (lab) => {
    const sort = [{ field: 'last_stage_change_date', direction: 'desc' }];
    const found = await searchByFilters(lab, { sort });
    if (!found.isDone) return contradicted(`The sort is refused with ${found.status}.`);
    const rows = rowsIn(found, 'opportunities');
    const order = latestFirst(rows, 'lastStageChangeAt');
    if (order.is !== 'confirmed') return order;
    const others = rows.filter(
      ({ sort: place, lastStageChangeAt }) => !Array.isArray(place) || place[0] !== toMs(lastStageChangeAt),
    ).length;
    if (others)
      return contradicted(`The sort of ${others} rows does not begin with what they are sorted by.`);
    const refused = await searchByFilters(lab, {
      filters: [{ field: 'no_such_name', operator: 'eq', value: 'x' }],
    });
    return judged(
      refused.status === 422,
      'It sorts by it, tells it in sort, and refuses an unknown name with 422.',
      `An unknown name is answered with ${refused.status}.`,
    );
  }),
};
