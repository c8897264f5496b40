/** Names beside ids: what people know by name comes with its name, from lists that are kept for minutes. */
import { uniq } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { keptNames, type Named } from '../highlevel/cache';
import { locationOf } from '../highlevel/connection';
import { isRecord, parse, type Raw } from '../highlevel/json';
import { businesses } from '../reads/businesses';
import { calendars } from '../reads/calendars';
import { forms, surveys } from '../reads/forms';
import { lostReasons, pipelines } from '../reads/opportunities';
import { type ListRead, readPage } from '../reads/read';
import { users } from '../reads/users';
import { stagesOf } from '../records/pipeline';
import { idOf, type NameList, type NameOf, type Output, type RecordType } from '../records/record';
import { userName } from '../records/user';

/** A list that knows names. */
interface List {
  read: ListRead;
  /** What one of its rows names; a row that is not said to name more names itself. */
  names?: (row: Raw) => Raw[];
  name?: (row: Raw) => string;
}

const LISTS: { readonly [list in NameList]: List } = {
  pipelines: { read: pipelines, names: (row) => [row, ...stagesOf(row)] },
  users: { read: users, name: userName },
  calendars: { read: calendars },
  businesses: { read: businesses },
  lostReasons: { read: lostReasons },
  forms: { read: forms },
  surveys: { read: surveys },
};

/** The endpoints that names need, for the scopes. */
export const nameEndpoints = Object.values(LISTS).map(({ read }) => read.endpoint);

/** The lists that a run has read or is reading. */
const listsOfRun = new WeakMap<Bundle, Map<NameList, Promise<Map<string, string>>>>();

/**
 * The records with the names beside their ids. A list is read only where a record has an id of it without its
 * name, and once a run. A name that can't be had is left out, and no error comes of it.
 */
export async function withNames<Given extends Output>(
  { names = {} }: RecordType,
  records: Given[],
  { z, bundle }: { z: ZObject; bundle: Bundle },
): Promise<Given[]> {
  const entries = Object.entries(names).filter(([field, name]) =>
    records.some((record) => lacks(record, field, name)),
  );
  if (!entries.length || !locationOf(bundle)) return records;
  const lists = uniq(entries.map(([, { list }]) => list));
  const idsIn = (list: NameList) => {
    const fields = entries.flatMap(([, name]) => (name.list === list ? [name.id] : []));
    return uniq(records.flatMap((record) => fields.map((field) => String(record[field] ?? '')))).filter(
      Boolean,
    );
  };
  const known = new Map(
    await Promise.all(
      lists.map(async (list) => [list, await namesIn(list, idsIn(list), z, bundle)] as const),
    ),
  );
  return records.map((record) => {
    const found = entries.flatMap(([field, name]): [string, string][] => {
      const text = lacks(record, field, name) && known.get(name.list)?.get(String(record[name.id]));
      return text ? [[field, text]] : [];
    });
    return { ...record, ...Object.fromEntries(found) };
  });
}

/** Whether a record has the id, and not its name. */
const lacks = (record: Output, field: string, { id }: NameOf): boolean => {
  const value = record[id];
  return typeof value === 'string' && value !== '' && !record[field];
};

function namesIn(list: NameList, ids: string[], z: ZObject, bundle: Bundle): Promise<Map<string, string>> {
  const ofRun = listsOfRun.get(bundle) ?? new Map<NameList, Promise<Map<string, string>>>();
  listsOfRun.set(bundle, ofRun);
  const known = ofRun.get(list) ?? keptNamesIn(list, ids, z, bundle);
  ofRun.set(list, known);
  return known;
}

async function keptNamesIn(
  list: NameList,
  ids: string[],
  z: ZObject,
  bundle: Bundle,
): Promise<Map<string, string>> {
  const key = `${list}:${locationOf(bundle)}`;
  try {
    return new Map(await keptNames(z, key, () => readNames(LISTS[list], z, bundle), { ids, isForGood }));
  } catch {
    return new Map();
  }
}

/** HighLevel lists so many businesses and lost reasons at once; all else comes whole. Names of others are left out. */
async function readNames({ read, names = (row) => [row], name }: List, z: ZObject, bundle: Bundle) {
  const { items } = await readPage(z, bundle, read, { wording: { doing: 'Reading names' } });
  return items.flatMap(names).flatMap((row): Named[] => {
    const [id, text] = [idOf(row), name?.(row) ?? String(row.name ?? '').trim()];
    return id && text ? [[id, text]] : [];
  });
}

/** Whether HighLevel refuses the list to this connection, so that asking again in a minute is in vain. */
function isForGood(error: unknown): boolean {
  const details = error instanceof Error ? parse(error.message) : undefined;
  return isRecord(details) && [401, 403].includes(Number(details.status));
}
