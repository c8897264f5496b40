/** What tells two sub-accounts of one agency apart: what belongs to one alone, wherever it turns up. */

import type { State } from '../../sandbox/state';
import { isItem } from '../../zapier';

/** Ids, e-mail addresses and phone numbers, in whatever they stand. */
const TELLING = /[A-Za-z0-9]{20,}|[\w.+-]+@[\w.-]+|\+\d{8,}/g;

/** By each of such texts, the one sub-account to which it belongs. */
export type Marks = ReadonlyMap<string, string>;

/** Every text of a value, keys among them. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isItem(value) ? Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]) : [];
}

const telling = (value: unknown) => textsIn(value).flatMap((text) => text.match(TELLING) ?? []);

/** Finds what only one sub-account has, by all that the sandbox remembers of each. */
export function marksOf(state: State): Marks {
  const owners = new Map<string, Set<string>>();
  const note = (owner: string, texts: string[]) => {
    for (const text of texts) owners.set(text, (owners.get(text) ?? new Set()).add(owner));
  };
  for (const table of Object.values(state)) {
    for (const row of table.all()) {
      const { locationId, locationIds } = row;
      const places = Array.isArray(locationIds) ? locationIds : [locationId];
      for (const place of places) if (typeof place === 'string' && place) note(place, telling(row));
    }
  }
  for (const location of state.locations.all()) note(location.id, telling(location));
  for (const { locationId, name } of state.tags.all()) note(locationId, [name]);
  const single = [...owners].flatMap(([text, [owner = '', ...others]]) =>
    others.length ? [] : [[text, owner] as const],
  );
  return new Map(single);
}

/** What of another sub-account than this one stands in a value. */
export function foreignIn(value: unknown, here: string, marks: Marks): string[] {
  const found = textsIn(value).flatMap((text) => [text, ...(text.match(TELLING) ?? [])]);
  return [...new Set(found)].filter((text) => (marks.get(text) ?? here) !== here);
}

/** Whether anything in a value belongs to this sub-account. */
export const isOf = (value: unknown, here: string, marks: Marks): boolean =>
  telling(value).some((text) => marks.get(text) === here);
