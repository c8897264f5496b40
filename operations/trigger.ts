import { orderBy, partition, uniqBy } from 'lodash';
import type { Bundle, PlainOutputField, Trigger, ZObject } from 'zapier-platform-core';
import type { Field } from '../fields/field';
import { request } from '../highlevel/client';
import { isRecord } from '../highlevel/errors';
import { collect, type Depth, itemsOf, keyOf, type Raw } from '../highlevel/paging';
import type { Output, RecordType } from '../records/record';
import { inputFields, wordingOf } from './input';
import { outputFields, recordOf } from './output';
import { prepare } from './prepare';
import { NEW, revisionOf } from './revision';
import type { Change, CheckTriggerSpec, ListTriggerSpec, Run, TriggerSpec, WatchTriggerSpec } from './spec';

/**
 * How far a trigger reads. The Zap's first, silent poll reads deeper than any later one: a later,
 * deeper poll would fire old records as new, and so would one as deep after a deletion. Zapier takes
 * 100 new items from a poll; what a poll has beyond them is left to the next one, and not lost.
 */
export const DEPTHS = {
  sample: { records: 3, pages: 1 },
  poll: { records: 500, pages: 1 },
  /** A poll where the API keeps no order, and the new record may be on any page. */
  unordered: { records: 900, pages: 9 },
  turnOn: { records: 1000, pages: 10 },
} as const satisfies { [moment: string]: Depth };

/** The choice between new records only, and changed ones too. */
function fireOn({ noun }: RecordType, changes: { [choice: string]: Change }): Field {
  const labels = Object.entries(changes).map(([choice, { label }]) => [choice, label]);
  return {
    key: 'fireOn',
    label: 'Trigger On',
    type: 'string',
    default: NEW,
    choices: { [NEW]: `New ${noun}`, ...Object.fromEntries(labels) },
    helpText: 'Choose whether changes start the Zap too.',
    own: 'It chooses the revision that Zapier remembers.',
  };
}

/** Makes a polling trigger of its spec. */
export function trigger(spec: TriggerSpec): Trigger {
  const whole = withChoice(spec);
  return {
    key: spec.key,
    noun: spec.noun ?? spec.record.noun,
    display: { label: spec.label, description: spec.description },
    operation: {
      type: 'polling',
      inputFields: inputFields(whole),
      outputFields: [...PRIMARIES, outputFields(spec.record)],
      sample: { ...spec.record.sample, revision: sampleRevision(spec) },
      perform: (z: ZObject, bundle: Bundle) => poll(whole, { z, bundle }),
      ...(spec.fires === 'list' && spec.dropdown && { canPaginate: true }),
    },
  };
}

/** The spec with the fields that the factory adds to it. */
export function withChoice(spec: TriggerSpec): TriggerSpec {
  if (spec.fires !== 'list' || spec.changes === 'none') return spec;
  const [required, others] = partition(spec.fields, (field) => 'required' in field && field.required);
  return { ...spec, fields: [...required, fireOn(spec.record, changesOf(spec)), ...others] };
}

/** What may start the Zap beside new records. */
function changesOf({ changes, record, paging, sortsByChange }: ListTriggerSpec): {
  [choice: string]: Change;
} {
  if (changes === 'none') return {};
  const any: Change = {
    label: `New or Updated ${record.noun}`,
    revision: (output) => revisionOf(record, output),
    ...(record.updated && { time: record.updated }),
    ...(paging && !sortsByChange && { order: 'unknown' }),
  };
  return changes ?? { updated: any };
}

function poll(spec: TriggerSpec, run: Run): Promise<Output[]> {
  if (spec.fires === 'watch') return watch(spec, run);
  if (spec.fires === 'check') return check(spec, run);
  return run.bundle.meta?.isFillingDynamicDropdown ? fill(spec, run) : list(spec, run);
}

async function list(spec: ListTriggerSpec, run: Run): Promise<Output[]> {
  const { values, send } = await prepare(spec, run);
  const change = changesOf(spec)[String(values.fireOn)];
  const order = change?.order ?? spec.order;
  const read = (depth: Depth) =>
    collect(spec.paging, depth, async (paging) => {
      const body = await send(paging);
      return { body, items: itemsOf(body, spec.items, values) };
    });
  const once = await read(depthOf(order, run.bundle));
  const raws = slips(spec, once, run.bundle) ? merged(once, await read(pollDepth(order))) : once;
  const records = await Promise.all(raws.map((raw) => recordOf(spec.record, raw, run)));
  const listed = change || run.bundle.meta?.isPopulatingDedupe ? records : withoutOld(spec, records);
  const found = listed.map((record) => ({ ...record, revision: change?.revision(record) ?? NEW }));
  const sorted = newestFirst(found, change?.time ?? spec.record.added);
  return run.bundle.meta?.isLoadingSample ? sorted.slice(0, DEPTHS.sample.records) : sorted;
}

/** The records of a poll without those that an old one's change brought to the front: see `sortedBy`. */
function withoutOld({ sortedBy, paging, record: { added } }: ListTriggerSpec, records: Output[]): Output[] {
  if (!sortedBy || !paging || !added || records.length < paging.size.max) return records;
  const times = records.flatMap((record) => record[sortedBy] ?? []).map(String);
  const last = times.sort()[0] ?? '';
  return records.filter((record) => String(record[added] ?? last) >= last);
}

function newestFirst(records: Output[], time: string | undefined): Output[] {
  return time ? orderBy(records, (record) => String(record[time] ?? ''), 'desc') : records;
}

function depthOf(order: ListTriggerSpec['order'], { meta }: Bundle): Depth {
  if (meta?.isLoadingSample) return DEPTHS.sample;
  return meta?.isPopulatingDedupe ? DEPTHS.turnOn : pollDepth(order);
}

const pollDepth = (order: ListTriggerSpec['order']): Depth =>
  order === 'unknown' ? DEPTHS.unordered : DEPTHS.poll;

/**
 * Whether a record may have slipped between two pages while others were deleted, when the Zap is turned
 * on. It would fire as new at the first poll, so what that one will see is read once more.
 */
const slips = ({ paging }: ListTriggerSpec, found: Raw[], { meta }: Bundle): boolean =>
  meta?.isPopulatingDedupe === true && paging?.shifts === true && found.length >= paging.size.max;

/** The records of two readings, each once. */
const merged = (one: Raw[], other: Raw[]): Raw[] => uniqBy([...one, ...other], keyOf);

/** One page of a drop-down, whatever is filled in in the form that it belongs to. */
async function fill(spec: ListTriggerSpec, { z, bundle }: Run): Promise<Output[]> {
  const { page, label } = spec.dropdown ?? { page: () => ({}), label: ({ name }) => String(name) };
  const input = page(bundle.meta?.page ?? 0);
  if (!input) return [];
  const answer = await request(z, bundle, { endpoint: spec.endpoint, input, wording: wordingOf(spec) });
  return itemsOf(answer, spec.items).map((raw) => ({ id: String(raw.id), name: label(raw), revision: NEW }));
}

async function watch(spec: WatchTriggerSpec, run: Run): Promise<Output[]> {
  const { values, send } = await prepare(spec, run);
  const answer = await send();
  const raw = typeof spec.answer === 'function' ? spec.answer(answer, values) : answer[spec.answer];
  const records = await Promise.all(
    [raw]
      .flat()
      .filter(isRecord)
      .map((one) => recordOf(spec.record, one, run)),
  );
  return records.map((record) => ({ ...record, revision: revisionOf(spec.record, record) }));
}

async function check(spec: CheckTriggerSpec, run: Run): Promise<Output[]> {
  const { values, send } = await prepare(spec, run);
  const { revision, ...result } = spec.result(await send(), values);
  return [{ ...(await recordOf(spec.record, result, run)), revision }];
}

/** What Zapier remembers a record by, so that `id` stays the record's own for later steps. */
const PRIMARIES: PlainOutputField[] = [
  { key: 'id', label: 'ID', type: 'string', primary: true },
  { key: 'revision', label: 'Revision', type: 'string', primary: true },
];

/** What a revision looks like: no hash is made when the app is loaded. */
function sampleRevision({ fires, record }: TriggerSpec): string {
  const updated = record.updated && record.sample[record.updated];
  return fires === 'list' ? NEW : String(updated ?? '5d41402abc4b2a76b9719d911017c592');
}
