/** Names beside ids: what people know by name comes with its name, from lists that are kept for minutes. */
import { uniq } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { keptNames, type Named } from '../highlevel/cache';
import { locationOf } from '../highlevel/connection';
import { detailsOf } from '../highlevel/errors';
import type { Raw } from '../highlevel/json';
import { stagesOf } from '../records/pipeline';
import { idOf, type NameList, type NameOf, type Output, type RecordType } from '../records/record';
import { userName } from '../records/user';
import { businesses } from './businesses';
import { calendars } from './calendars';
import { forms, surveys } from './forms';
import { lostReasons, pipelines } from './opportunities';
import { type ListRead, readPage } from './read';
import { users } from './users';
import { voiceAiAgents } from './voice-ai';

/** A list that knows names. */
interface List {
  read: ListRead;
  /** What one of its rows names; a row that is not said to name more names itself. */
  names?: (row: Raw) => Raw[];
  name?: (row: Raw) => string;
}

/** Before a stage's id, the key of its pipeline's id. */
const PIPELINE_OF = 'pipeline-of:';

const LISTS: { readonly [list in NameList]: List } = {
  // A stage's pipeline stands there too: one list is kept for both.
  pipelines: {
    read: pipelines,
    names: (row) => [
      row,
      ...stagesOf(row).flatMap((stage) => [stage, { id: `${PIPELINE_OF}${idOf(stage)}`, name: idOf(row) }]),
    ],
  },
  users: { read: users, name: userName },
  calendars: { read: calendars },
  businesses: { read: businesses },
  lostReasons: { read: lostReasons },
  forms: { read: forms },
  surveys: { read: surveys },
  voiceAiAgents: { read: voiceAiAgents, name: ({ agentName }) => String(agentName ?? '').trim() },
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

/** A stage of another pipeline than the one that it was chosen with, by their names. */
export interface StrayStage {
  stage: string;
  /** Where it belongs. */
  pipeline: string;
  /** What it was chosen with. */
  chosen: string;
}

/**
 * Whether a stage belongs to another pipeline; `undefined` where it does not, or where the list of pipelines
 * can't be had or does not have them.
 */
export async function strayStage(
  { pipelineId, stageId }: { pipelineId: string; stageId: string },
  { z, bundle }: { z: ZObject; bundle: Bundle },
): Promise<StrayStage | undefined> {
  const names = await namesIn('pipelines', [pipelineId, stageId], z, bundle);
  const own = names.get(`${PIPELINE_OF}${stageId}`);
  const [stage, pipeline, chosen] = [stageId, own ?? '', pipelineId].map((id) => names.get(id));
  if (!stage || !pipeline || !chosen || own === pipelineId) return undefined;
  return { stage, pipeline, chosen };
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
const isForGood = (error: unknown): boolean => [401, 403].includes(Number(detailsOf(error)?.status));
