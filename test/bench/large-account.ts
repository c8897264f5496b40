/** Accounts with as many records as the benchmark wants, made of the sandbox's own. */
import type { Sandbox } from '../../sandbox/server';
import type { Row, Table } from '../../sandbox/table';

/** How many records a large sub-account has of each kind, for lists that come whole. */
export const LARGE = 300;
/** As many as this has each thing that a step names, such as the notes of its contact. */
export const LARGE_PART = 150;

const HOUR_MS = 3_600_000;
const ISO = /^\d{4}-\d\d-\d\dT/;

/** A record's moments, so many hours earlier: no two records of a large account are of one moment. */
function earlier<T extends Row>(row: T, hours: number): Partial<T> {
  const { id: _id, ...fields } = row;
  const moved = Object.entries(fields).map(([key, value]) => {
    if (typeof value === 'string' && ISO.test(value)) {
      return [key, new Date(Date.parse(value) - hours * HOUR_MS).toISOString()];
    }
    return [key, typeof value === 'number' && value > 1e12 ? value - hours * HOUR_MS : value];
  });
  return Object.fromEntries(moved);
}

/**
 * Makes the first sub-account of a sandbox large, and its agency: for good, a reset brings it back to this.
 *
 * @param named the ids that steps name; of what belongs to these there is much
 */
export function makeLarge({ state, locations }: Sandbox, named: ReadonlySet<string>): void {
  const [account] = locations;
  const isOurs = ({ locationId, locationIds, companyId }: Row) =>
    locationId === account?.locationId ||
    (Array.isArray(locationIds) && locationIds.includes(account?.locationId ?? '')) ||
    (locationId === undefined && companyId === account?.companyId);
  const isPart = (row: Row) => Object.entries(row).some(([key, id]) => key !== 'id' && named.has(String(id)));

  function enlarge<T extends Row>(table: Table<T>): void {
    const ours = table.where(isOurs);
    const times = Math.ceil(LARGE / ours.length);
    for (const row of ours) {
      const copies = isPart(row) ? Math.max(times, LARGE_PART) : times;
      for (let copy = 1; copy < copies; copy += 1) table.insert(earlier(row, copy));
    }
    table.keep();
  }
  // Each table has rows of its own type.
  for (const table of Object.values(state)) enlarge<Row>(Object(table));
}

/** Gives the sub-account these contacts and no others, each with so many custom fields. */
export function giveContacts({ state, locations }: Sandbox, count: number, customFields: number): void {
  const [account] = locations;
  const locationId = account?.locationId ?? '';
  const [model, ...others] = state.contacts.where((row) => row.locationId === locationId);
  for (const { id } of others) state.contacts.delete(id);
  if (!model) throw new Error('The sandbox has no contact.');
  state.contacts.delete(model.id);
  const fields = Array.from({ length: customFields }, (_, place) =>
    state.customFields.insert({ locationId, name: `Field ${place}` }),
  );
  for (let place = 0; place < count; place += 1) {
    state.contacts.insert({
      ...earlier(model, place),
      email: `lead-${place}@example.com`,
      ...(fields.length && {
        customFields: fields.map(({ id, name }) => ({ id, value: `${name} of lead ${place}` })),
      }),
    });
  }
}
