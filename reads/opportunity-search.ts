/**
 * The search of opportunities by filters and in an order (`POST /opportunities/search`). Both stand in HighLevel's own
 * document on searches, but not in its description, and nobody has recorded them. Where HighLevel refuses them, the
 * older search is asked in its place, which is proven, but sorts by the time of adding alone.
 */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { cacheOf } from '../highlevel/cache';
import { type Call, request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { locationOf } from '../highlevel/connection';
import { detailsOf } from '../highlevel/errors';
import { type Raw, rowsOf } from '../highlevel/json';

/** What an opportunity is filtered by, and its own names for that. Both searches know these names. */
const FILTERED: { readonly [field: string]: string } = {
  pipeline_id: 'pipelineId',
  pipeline_stage_id: 'pipelineStageId',
  assigned_to: 'assignedTo',
  status: 'status',
};

/** What a list of opportunities is sorted by, by their own names for it. */
const SORTED = {
  createdAt: 'date_added',
  updatedAt: 'date_updated',
  lastStageChangeAt: 'last_stage_change_date',
  lastStatusChangeAt: 'last_status_change_date',
} as const;

/** A time of an opportunity by which HighLevel can sort. */
export type OpportunityTime = keyof typeof SORTED;

/** The parameters that sort by a time, the latest first. */
export const latestBy = (time: OpportunityTime): Input => ({
  sort: [{ field: SORTED[time], direction: 'desc' }],
});

/** The filter of what has one of these values in a field. */
export function filterBy(field: string, values: unknown[]): Input {
  const filters = values.map((value) => ({ field, operator: 'eq', value }));
  return filters.length === 1 ? { ...filters[0] } : { group: 'OR', filters };
}

/** The filter of what had its time by a moment in epoch milliseconds. */
export const filterUntil = (time: OpportunityTime, moment: number): Input => ({
  field: SORTED[time],
  operator: 'range',
  value: { lte: new Date(moment).toISOString() },
});

/**
 * Whether an opportunity passes filters: the older search does not know all of them, and the other one may ignore
 * what nobody has recorded. Ranges of times are left to those who wait for a moment.
 */
export function isFiltered(row: Raw, filters: unknown): boolean {
  return rowsOf(filters).every((filter) => {
    if (filter.group === 'OR') return rowsOf(filter.filters).some((one) => isFiltered(row, [one]));
    return filter.operator !== 'eq' || row[FILTERED[String(filter.field)] ?? ''] === filter.value;
  });
}

/** For so long a refusal is known: HighLevel may have learned it since. */
const REFUSED_SECONDS = 60 * 60;

/** What HighLevel answers to parameters that it does not take. */
const REFUSALS = [400, 422];

/** Whether the search is refused, as far as is known: the runs that know it have it here. */
const refusedTo = new WeakMap<Bundle, boolean>();

const keyOf = (bundle: Bundle) => `opportunity-search-refused:${locationOf(bundle) ?? ''}`;

/** Whether HighLevel refused the filters or the order within the last hour. A run gets the same answer to its end. */
export async function isSearchRefused(z: ZObject, bundle: Bundle): Promise<boolean> {
  const known = refusedTo.get(bundle) ?? (await cacheOf(z).get(keyOf(bundle))) === true;
  refusedTo.set(bundle, known);
  return known;
}

/**
 * Sends a search of opportunities; where HighLevel refuses its filters or its order, the older search, with the
 * filters that it knows. Then the latest added come first.
 *
 * @throws z.errors.Error as {@link request} does
 */
export async function searchOpportunities(z: ZObject, bundle: Bundle, call: Call): Promise<Raw> {
  if (await isSearchRefused(z, bundle)) return byQuery(z, bundle, call);
  try {
    return await request(z, bundle, call);
  } catch (error) {
    const { page, searchAfter } = call.input ?? {};
    const isFirst = page === undefined && searchAfter === undefined;
    if (!isFirst || !REFUSALS.includes(Number(detailsOf(error)?.status))) throw error;
    const answer = await byQuery(z, bundle, call);
    refusedTo.set(bundle, true);
    await cacheOf(z).set(keyOf(bundle), true, REFUSED_SECONDS);
    return answer;
  }
}

/** The largest page of the older search. */
const MOST = 100;

/** The older search with the filters that it knows, the latest added first. */
function byQuery(z: ZObject, bundle: Bundle, call: Call): Promise<Raw> {
  const { filters, limit, page } = call.input ?? {};
  const known = rowsOf(filters).filter(({ operator, field }) => operator === 'eq' && FILTERED[String(field)]);
  return request(z, bundle, {
    ...call,
    endpoint: 'GET /opportunities/search',
    input: {
      ...Object.fromEntries(known.map(({ field, value }) => [String(field), value])),
      limit: Math.min(MOST, Number(limit)),
      ...(page !== undefined && { page }),
      order: 'added_desc',
    },
  });
}
