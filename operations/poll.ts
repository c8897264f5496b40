/** What a trigger gives Zapier: when its Zap is turned on, at each poll, and as a sample. */
import { orderBy } from 'lodash';
import type { DropdownName } from '../fields/dropdown-list';
import { choicesByNumber } from '../fields/dropdowns';
import type { Input } from '../highlevel/compose';
import { orNoAnswer, requireRecord } from '../highlevel/content';
import type { Raw } from '../highlevel/json';
import { withNames } from '../reads/names';
import { type Output, toMs } from '../records/record';
import type { Noted } from './evidence';
import { staticFields } from './form';
import { mayBeNews, NEWS_MS, newsTime, recentOnly } from './news';
import { recordOf } from './output';
import { type AllRead, momentOf, readLists } from './poll-lists';
import { LIMITS } from './poll-reading';
import { prepare } from './prepare';
import { type Remembers, remembersOf } from './remembers';
import { NEW, type Revision, revisionOf } from './revision';
import { listing, type Sought, soughtBy } from './sought';
import type { Run } from './spec';
import type {
  Change,
  CheckTriggerSpec,
  Evidence,
  Former,
  ListTriggerSpec,
  Moment,
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

/**
 * The records of a trigger, the newest first, with the revisions that Zapier remembers them by.
 *
 * @param change what may start the Zap beside a new record
 */
export async function poll(spec: TriggerSpec, change: Change | undefined, run: Run): Promise<Output[]> {
  const remembers = remembersOf(run);
  const found = await read(spec, change, run, remembers);
  const given =
    momentOf(run.bundle) === 'turn on' ? knownOnly(found) : await withNames(spec.record, found, run);
  // Last, because what is kept counts as told: a run that ends before it tells nothing has to tell it at the next poll.
  await remembers.keep();
  return given;
}

/** So many records are given as they are when a Zap is turned on. */
const MOST_WHOLE = 500;

/** Of what is only remembered, Zapier needs no more, and an answer of thousands would be too large for it. */
const knownOnly = (found: Output[]): Output[] =>
  found.length > MOST_WHOLE ? found.map(({ id, revision }) => ({ id, revision })) : found;

async function read(spec: TriggerSpec, change: Change | undefined, run: Run, remembers: Remembers) {
  if (spec.fires === 'list') return list(spec, change, run, remembers);
  return revised(await (spec.fires === 'watch' ? watch(spec, run) : check(spec, run)), run, remembers);
}

async function list(
  spec: ListTriggerSpec,
  change: Change | undefined,
  run: Run,
  remembers: Remembers,
): Promise<Output[]> {
  const moment = momentOf(run.bundle);
  // The owner looks at a sample's body in Zapier's HTTP log, and hardly ever at a poll's.
  const ready = await prepare(spec, run, moment === 'sample' ? {} : { parseOnce: true });
  const event = await spec.event?.(ready.values, run);
  const sought = soughtBy(spec, change, event);
  const lists = await readLists({ spec, change, event, sought, run, remembers, ready });
  const { raws, isWhole } = lists;
  const wanted = moment === 'poll' && sought.expand ? raws.filter((raw) => mayBeNews(sought, raw)) : raws;
  const rows = sought.expand ? await sought.expand(wanted, moment) : wanted;
  const all = await Promise.all(
    rows.map(async (raw): Promise<Found> => {
      const record = await recordOf(spec.record, raw, run);
      return { raw, record, revision: sought.revision(record, raw) };
    }),
  );
  if (moment === 'sample') return sampleOf(all, sought, run, remembers);
  const seen = await noticed(all, sought, moment, lists, remembers);
  const so = seen.filter(({ record, raw }) => sought.isSo(record, raw));
  const recent = moment === 'poll' ? recentOnly(sought, listing(spec, change, event).stated, so) : so;
  const isSure = recent.length < so.length && isWhole && (await isKnown(spec, ready.values, remembers));
  const news = isSure ? so : recent;
  const given = spec.parts && !change ? await partsOf(spec.parts, so, new Set(news), remembers) : news;
  const isForGone = sought.comesBack || moment === 'turn on';
  const present = isForGone && isWhole ? new Set(so.map(({ record }) => record.id)) : undefined;
  return revised(newestFirst(given, sought), run, remembers, present);
}

/** A few of the newest that are what is looked for. */
function sampleOf(all: Found[], sought: Sought, run: Run, remembers: Remembers): Promise<Output[]> {
  const so = all.filter(({ record, raw }) => sought.isSo(record, raw));
  return revised(newestFirst(so, sought).slice(0, LIMITS.sample), run, remembers);
}

/**
 * The records whose change was noticed, each with what it was before. Where the memory has no other value of a
 * record, it is noted in silence, but for values with which no record begins.
 */
export async function noticed(
  rows: Found[],
  { evidence, former }: Sought,
  moment: Moment,
  lists: AllRead,
  remembers: Remembers,
): Promise<Found[]> {
  if (!evidence) return former ? withFormer(rows, former, moment, lists, remembers) : rows;
  const { firesAtFirst = () => false, was = (record) => record, added } = evidence;
  const isAdded = ({ record }: Found) => added !== undefined && mayBeNews({ news: [added] }, record);
  const notes = await noteRows(rows, evidence, moment, lists, remembers);
  const changes = notes.map(async ({ row, noted }) => {
    if (!noted) return [];
    const { record } = row;
    if (moment === 'poll' && noted.at <= Date.now() - NEWS_MS) return [];
    const found = { ...row, record: noted.hasChanged ? await was(record, noted.former) : record };
    const change = noted.hasChanged ? [noted.revision] : [];
    const now = firesAtFirst(record) ? [noted.entry] : change;
    // Zapier must know them all: should the memory be lost, a value is told without a number again.
    const known = moment === 'turn on' && evidence.firesAtFirst ? noted.before : [];
    return [...now, ...known].map((once) => ({ ...found, revision: { once } }));
  });
  const news = rows.filter(isAdded).map((row) => ({ ...row, revision: { once: NEW } }));
  return [...news, ...(await Promise.all(changes)).flat()];
}

/** The records, each with what it was before its last change, where that change was seen. */
async function withFormer(
  rows: Found[],
  former: Former,
  moment: Moment,
  lists: AllRead,
  remembers: Remembers,
): Promise<Found[]> {
  const notes = await noteRows(rows, former, moment, lists, remembers);
  return Promise.all(
    notes.map(async ({ row, noted }) => {
      const isOfLast = noted?.hasChanged && noted.at === toMs(row.record[former.time]);
      return isOfLast ? { ...row, record: await former.was(row.record, noted.former) } : row;
    }),
  );
}

/** The rows, each with what the memory says of its value now; nothing of what is too old to have changed. */
async function noteRows(
  rows: Found[],
  { value, time }: Pick<Evidence, 'value' | 'time'>,
  moment: Moment,
  { total, isDeep }: AllRead,
  remembers: Remembers,
): Promise<{ row: Found; noted: Noted | undefined }[]> {
  const memory = await remembers.evidence();
  const isDue = ({ record }: Found) =>
    moment === 'turn on' || memory.isDue(record.id, toMs(record[time]), isDeep);
  const due = new Set(rows.filter(isDue));
  await memory.load(
    [...due].map(({ record }) => record.id),
    Math.max(total, rows.length),
  );
  return rows.map((row) => {
    const { record } = row;
    return {
      row,
      noted: due.has(row) ? memory.note(record.id, value(record), toMs(record[time])) : undefined,
    };
  });
}

/**
 * Whether all that a list had when the Zap was turned on was seen then, so that what is in it now and was not
 * seen came since, whatever its times say: a list that was read as a whole, and leaves out nothing that may come
 * to match later.
 */
async function isKnown(spec: ListTriggerSpec, values: Input, { memory }: Remembers): Promise<boolean> {
  const needed = new Set(
    staticFields(spec)
      .filter((field) => field.required)
      .map(({ key }) => key),
  );
  if (spec.event || spec.datedOnly || Object.keys(values).some((key) => !needed.has(key))) return false;
  return !spec.paging || !(await memory()).listOf('').isPartial;
}

/** Each part of the rows that are news, and the new parts of the others, as a record of its own. */
async function partsOf(
  { of, as }: Parts,
  rows: Found[],
  news: ReadonlySet<Found>,
  remembers: Remembers,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const row of rows) {
    const all = of(row.raw);
    const grown = all.length ? (await remembers.memory()).noteParts(row.record.id, all) : [];
    if (!all.length && news.has(row)) found.push(row);
    // The latest come last in the row, and first of what is given.
    for (const part of (news.has(row) ? [...all] : grown).reverse()) {
      const revision = part === all[0] ? row.revision : { once: part };
      found.push({ ...row, record: as(row.record, part), revision });
    }
  }
  return found;
}

const newestFirst = (found: Found[], sought: Sought): Found[] =>
  sought.news.length || sought.comesTrue
    ? orderBy(found, ({ record, raw }) => newsTime(sought, record, raw) ?? 0, 'desc')
    : found;

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
export async function revised(
  found: Found[],
  { bundle: { meta } }: Run,
  remembers: Remembers,
  present?: ReadonlySet<string>,
): Promise<Output[]> {
  if (meta?.isLoadingSample)
    return found.map(({ record, revision }) => ({ ...record, revision: textOf(revision) }));
  const isRemembered = !found.length || found.some(({ revision }) => 'state' in revision);
  if (present && isRemembered)
    (await remembers.memory()).notePresent(present, new Set(found.map(({ record }) => record.id)));
  const given: Output[] = [];
  for (const { record, revision, as = record.id } of found) {
    if ('once' in revision) given.push({ ...record, revision: revision.once });
    else {
      const { revision: now, before } = (await remembers.memory()).note(as, revision.state);
      given.push({ ...record, revision: now });
      // Zapier must know them all: should the memory be lost, a state is told without a number again.
      if (meta?.isPopulatingDedupe) given.push(...before.map((state) => ({ ...record, revision: state })));
    }
  }
  if (present && isRemembered && meta?.isPopulatingDedupe) {
    const { gone } = await remembers.memory();
    given.push(...gone.flatMap(({ id, states }) => states.map((revision) => ({ id, revision }))));
  }
  return given;
}

const textOf = (revision: Revision) => ('once' in revision ? revision.once : revision.state);
