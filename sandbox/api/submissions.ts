import type { Call, Routes } from '../gateway/call';
import { type JsonObject, number, text } from '../json';
import type { PlainTable } from '../state';
import { chosen, holds, numberedPage, within } from './shared/lists';
import { pageOf } from './shared/rows';

/** The forms or the surveys of a location: 10 a page unless said. */
function listed({ state, query, locationId }: Call, table: 'forms' | 'surveys'): JsonObject {
  const found = state[table].where(
    (row) => row.locationId === locationId && (query.type === undefined || row.type === query.type),
  );
  const shown = pageOf(found, query, 10).map(({ id, name }) => ({ id, locationId, name }));
  return { [table]: shown, total: found.length };
}

/** Where `q` is looked for, as described. */
const WORDS = ['contactId', 'name', 'email', 'others.phone'];

/** What was submitted in the days of the query; without them, from this day of last month to today. */
function submitted(call: Call, table: PlainTable, parent: string): JsonObject {
  const { query, clock } = call;
  const lastMonth = new Date(clock.ms());
  lastMonth.setUTCMonth(lastMonth.getUTCMonth() - 1);
  const isWithin = within(
    {
      startAt: text(query.startAt) ?? lastMonth.toISOString().slice(0, 10),
      endAt: text(query.endAt) ?? clock.iso().slice(0, 10),
    },
    ['startAt', 'endAt'],
  );
  const found = chosen(call, { table, filters: { [parent]: parent }, latest: 'createdAt' }).filter(
    (row) => isWithin(row.createdAt) && holds(row, WORDS, query.q),
  );
  const [page, size] = [number(query.page, 1), number(query.limit, 20)];
  return {
    submissions: numberedPage(found, page, size).map(({ locationId: _location, ...row }) => row),
    meta: {
      total: found.length,
      currentPage: page,
      nextPage: page * size < found.length ? page + 1 : null,
      prevPage: page > 1 ? page - 1 : null,
    },
  };
}

/** Forms and surveys, and what was submitted in them. */
export const submissions: Routes = {
  'GET /forms/': { handle: (call) => listed(call, 'forms') },
  'GET /surveys/': { handle: (call) => listed(call, 'surveys') },
  'GET /forms/submissions': { handle: (call) => submitted(call, 'formSubmissions', 'formId') },
  'GET /surveys/submissions': { handle: (call) => submitted(call, 'surveySubmissions', 'surveyId') },
};
