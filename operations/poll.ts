/** What a trigger gives Zapier: when its Zap is turned on, at each poll, and as a sample. */
import { once, orderBy, uniqBy } from 'lodash';
import type { DropdownName } from '../fields/dropdown-list';
import { choicesByNumber } from '../fields/dropdowns';
import type { Call } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { orNoAnswer, requireRecord } from '../highlevel/content';
import type { Raw } from '../highlevel/json';
import { itemsOrNoAnswer, type ReadPage, recordKey } from '../highlevel/paging';
import { withNames } from '../reads/names';
import { askedFor } from '../reads/read';
import type { Output } from '../records/record';
import { staticFields } from './form';
import { Memory } from './memory';
import { latest, newsFields, recentOnly } from './news';
import { recordOf } from './output';
import { LIMITS, type Reading, readForPoll, readForTurnOn, readSample } from './poll-reading';
import { prepare } from './prepare';
import { NEW, type Revision, revisionOf } from './revision';
import type { Run } from './spec';
import type {
  Change,
  CheckTriggerSpec,
  ListTriggerSpec,
  Parts,
  TriggerSpec,
  WatchTriggerSpec,
} from './trigger-spec';

/** A record that was read, and what tells this state of it from another. */
interface Found {
  raw: Raw;
  record: Output;
  revision: Revision;
  /** What the memory knows it by, if that is not its id. */
  as?: string;
}

/** The memory of the Zap: it is read when it is needed, and once a run. */
type Remembers = () => Promise<Memory>;

/**
 * The records of a trigger, the newest first, with the revisions that Zapier remembers them by.
 *
 * @param change what may start the Zap beside a new record
 */
export async function poll(spec: TriggerSpec, change: Change | undefined, run: Run): Promise<Output[]> {
  let used: Memory | undefined;
  const memory = once(async () => {
    used = await Memory.of(run.z, run.bundle, spec.key);
    return used;
  });
  const given = await read(spec, change, run, memory);
  await used?.keep();
  // What is only remembered needs no names.
  return run.bundle.meta?.isPopulatingDedupe ? given : withNames(spec.record, given, run);
}

async function read(spec: TriggerSpec, change: Change | undefined, run: Run, memory: Remembers) {
  if (spec.fires === 'list') return list(spec, change, run, memory);
  return revised(await (spec.fires === 'watch' ? watch(spec, run) : check(spec, run)), run, memory);
}

async function list(
  spec: ListTriggerSpec,
  change: Change | undefined,
  run: Run,
  memory: Remembers,
): Promise<Output[]> {
  const { isLoadingSample, isPopulatingDedupe } = run.bundle.meta ?? {};
  const sort = (change && spec.sort?.updated) ?? spec.sort?.added;
  // The owner looks at a sample's body in Zapier's HTTP log, and hardly ever at a poll's.
  const options: Pick<Call, 'parseOnce'> = isLoadingSample ? {} : { parseOnce: true };
  const { values, input, wording, send } = await prepare(spec, run, options);
  const read: ReadPage = async (page) => {
    const body = await send({ ...sort, ...page });
    return { body, items: itemsOrNoAnswer(run.z, wording, body, spec.items, values) };
  };
  const { raws, isWhole } = await readFor(spec, change, run, read, memory);
  const all = await Promise.all(
    askedFor(spec, raws, input).map(async (raw): Promise<Found> => {
      const record = await recordOf(spec.record, raw, run);
      return { raw, record, revision: change?.revision(record, raw) ?? ofNew(spec) };
    }),
  );
  const fields = newsFields(spec, change);
  if (isLoadingSample) return revised(newestFirst(all, fields).slice(0, LIMITS.sample), run, memory);
  const present = spec.comesBack && isWhole ? new Set(all.map(({ record }) => record.id)) : undefined;
  const recent = isPopulatingDedupe ? all : recentOnly(spec, change, all);
  const isSure = recent.length < all.length && isWhole && (await isKnown(spec, values, memory));
  const news = isSure ? all : recent;
  const given = spec.parts && !change ? await partsOf(spec.parts, all, new Set(news), memory) : news;
  return revised(newestFirst(given, fields), run, memory, present);
}

/**
 * Whether all that a list had when the Zap was turned on was seen then, so that what is in it now and was not
 * seen came since, whatever its times say: a list that was read as a whole, and leaves out nothing that may come
 * to match later.
 */
async function isKnown(spec: ListTriggerSpec, values: Input, memory: Remembers): Promise<boolean> {
  const needed = new Set(
    staticFields(spec)
      .filter((field) => field.required)
      .map(({ key }) => key),
  );
  if (spec.datedOnly || Object.keys(values).some((key) => !needed.has(key))) return false;
  return !spec.paging || !(await memory()).isPartial;
}

/** Each part of the rows that are news, and the new parts of the others, as a record of its own. */
async function partsOf(
  { of, as }: Parts,
  rows: Found[],
  news: ReadonlySet<Found>,
  memory: Remembers,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const row of rows) {
    const all = of(row.raw);
    const grown = all.length ? (await memory()).noteParts(row.record.id, all) : [];
    if (!all.length && news.has(row)) found.push(row);
    // The latest come last in the row, and first of what is given.
    for (const part of (news.has(row) ? [...all] : grown).reverse()) {
      const revision = part === all[0] ? row.revision : { once: part };
      found.push({ ...row, record: as(row.record, part), revision });
    }
  }
  return found;
}

/** Reads as far as this moment of a Zap's life wants it. */
async function readFor(
  spec: ListTriggerSpec,
  change: Change | undefined,
  { bundle: { meta } }: Run,
  read: ReadPage,
  memory: Remembers,
): Promise<Reading> {
  const { paging } = spec;
  if (!paging) return { raws: (await read({})).items, isWhole: true };
  if (meta?.isLoadingSample) return { raws: await readSample(spec, read), isWhole: false };
  if (!meta?.isPopulatingDedupe) {
    const reading = await readForPoll(spec, change, paging, read, async () => (await memory()).pages);
    if (reading.pages !== undefined) (await memory()).pages = reading.pages;
    return reading;
  }
  const begun = Date.now();
  const first = await readForTurnOn(paging, read);
  const { pages = 1 } = first;
  if (pages > 1) {
    const known = await memory();
    known.pages = pages;
    known.isPartial = !first.isWhole;
  }
  if (pages < 2 || !paging.at || Date.now() - begun > SECOND_READING_MS) return first;
  // A record may have slipped between two pages while others were deleted. It would fire as new once it comes
  // into a poll's sight, so the list is read once more. If that fails, the Zap is turned on all the same.
  const second = await readForTurnOn(paging, read).catch(() => first);
  return { ...first, raws: uniqBy([...first.raws, ...second.raws], recordKey) };
}

/** A first reading that took longer leaves a run no time for a second. */
const SECOND_READING_MS = 9_000;

const ofNew = ({ comesBack }: ListTriggerSpec): Revision => (comesBack ? { state: NEW } : { once: NEW });

const newestFirst = (found: Found[], fields: string[]): Found[] =>
  fields.length ? orderBy(found, ({ record }) => latest(record, fields) ?? 0, 'desc') : found;

/** One page of a drop-down, whatever is filled into the form that it belongs to. */
export async function fill(dropdown: DropdownName, { z, bundle }: Run): Promise<Output[]> {
  const choices = await choicesByNumber(dropdown, z, bundle, bundle.meta?.page ?? 0);
  return choices.map(({ id, label }) => ({ id, name: label, revision: NEW }));
}

async function watch(spec: WatchTriggerSpec, run: Run): Promise<Found[]> {
  const { values, wording, send } = await prepare(spec, run);
  const answer = await send();
  const found = orNoAnswer(run.z, wording, () =>
    typeof spec.answer === 'function' ? spec.answer(answer, values) : requireRecord(answer, spec.answer),
  );
  return Promise.all(
    [found ?? []].flat().map(async (raw) => {
      const record = await recordOf(spec.record, raw, run);
      return { raw, record, revision: revisionOf(spec.record, record, raw) };
    }),
  );
}

async function check(spec: CheckTriggerSpec, run: Run): Promise<Found[]> {
  const { values, wording, send } = await prepare(spec, run);
  const answer = await send();
  const { revision, ...raw } = orNoAnswer(run.z, wording, () => spec.result(answer, values));
  return [
    { raw, record: await recordOf(spec.record, raw, run), revision: { state: revision }, as: spec.key },
  ];
}

/**
 * The records with their revisions as texts. A state that a record comes back to is told from the first time by
 * the memory; a sample leaves that as it is.
 *
 * @param present the ids of all that are there, if the list was read as a whole and a record may come back to it
 */
async function revised(
  found: Found[],
  { bundle: { meta } }: Run,
  memory: Remembers,
  present?: ReadonlySet<string>,
): Promise<Output[]> {
  if (meta?.isLoadingSample)
    return found.map(({ record, revision }) => ({ ...record, revision: textOf(revision) }));
  if (present) (await memory()).notePresent(present, new Set(found.map(({ record }) => record.id)));
  const given: Output[] = [];
  for (const { record, revision, as = record.id } of found) {
    if ('once' in revision) given.push({ ...record, revision: revision.once });
    else {
      const { revision: now, before } = (await memory()).note(as, revision.state);
      given.push({ ...record, revision: now });
      // Zapier must know them all: should the memory be lost, a state is told without a number again.
      if (meta?.isPopulatingDedupe) given.push(...before.map((state) => ({ ...record, revision: state })));
    }
  }
  return given;
}

const textOf = (revision: Revision) => ('once' in revision ? revision.once : revision.state);
