import { omit } from 'lodash';
import type { Call, Routes } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { isObject, type JsonObject, number, objects, text } from '../json';
import type { LocationRow } from '../state';
import { extrasOf, FILTERS, inSearch, matches } from './opportunities';
import { problemsOfSearch, type Searchable, searched } from './shared/filters';
import { numberedPage } from './shared/lists';
import { isIndexed } from './shared/rows';

/** The fields to sort by, and an opportunity's own names for them. */
const SORTED: { [field: string]: string } = {
  date_added: 'createdAt',
  date_updated: 'updatedAt',
  name: 'name',
  monetary_value: 'monetaryValue',
  last_status_change_date: 'lastStatusChangeAt',
  last_stage_change_date: 'lastStageChangeAt',
};

/** The fields to filter by. */
const FILTERED: { [field: string]: string } = {
  ...FILTERS,
  ...SORTED,
  status: 'status',
  source: 'source',
  lost_reason_id: 'lostReasonId',
  followers: 'followers',
};

const KIND: Searchable<LocationRow> = {
  heldBy: (row, field) => row[FILTERED[field] ?? ''],
  canFilter: (field) => Object.hasOwn(FILTERED, field),
  canSort: (field) => Object.hasOwn(SORTED, field),
};

/** An opportunity of this search: with its chances, and its place in the order that was asked for. */
function found(row: LocationRow, call: Call, sort: (string | number)[]): JsonObject {
  const { contact, relations, ...told } = omit(inSearch(row, call), ['internalSource', 'lastActionDate']);
  const tie = { type: 'customer', createdAt: row.createdAt };
  return {
    ...told,
    forecastProbability: null,
    effectiveProbability: row.status === 'won' ? 1 : 0,
    contact: isObject(contact) ? { ...contact, score: [] } : undefined,
    relations: objects(relations).map((relation) => ({ ...relation, ...tie })),
    attributions: [],
    sort,
  };
}

/** Searches opportunities by filters, the ones added last first unless sorted otherwise. */
function search(call: Call): JsonObject {
  const { state, body, locationId } = call;
  const { additionalDetails, searchAfter } = body;
  const problems = problemsOfSearch(body, KIND);
  if (problems.length) throw refusal(422, problems);
  const contactOf = ({ contactId }: LocationRow) => state.contacts.get(text(contactId));
  const rows = state.opportunities.where(
    (row) =>
      row.locationId === locationId &&
      isIndexed(call, row.createdAt) &&
      matches(row, contactOf(row), text(body.query) ?? ''),
  );
  const { rest, total } = searched(rows, body, KIND, 'date_added');
  const isAfter = Array.isArray(searchAfter) && searchAfter.length > 0;
  const page = numberedPage(rest, isAfter ? 1 : body.page, number(body.limit, 20));
  const opportunities = page.map(({ row, cursor }) => ({
    ...found(row, call, cursor),
    ...(isObject(additionalDetails) && extrasOf(row, call, additionalDetails)),
  }));
  return { opportunities, total, aggregations: {} };
}

/** The search of opportunities by filters and in an order. */
export const opportunitySearch: Routes = {
  'POST /opportunities/search': { handle: search, status: 201 },
};
