import { mapValues, orderBy, partition, uniqBy } from 'lodash';
import type { Bundle, PlainOutputField, Trigger, ZObject } from 'zapier-platform-core';
import type { DropdownName } from '../fields/dropdown-list';
import { choicesByNumber } from '../fields/dropdowns';
import { choice, type Field } from '../fields/field';
import type { Call } from '../highlevel/client';
import { orNoAnswer, requireRecord } from '../highlevel/content';
import { withPlainErrors } from '../highlevel/errors';
import type { Raw } from '../highlevel/json';
import { collect, type Depth, itemsOrNoAnswer, recordKey } from '../highlevel/paging';
import type { Output } from '../records/record';
import { inputFields } from './form';
import { readValues } from './input';
import { outputFields, recordOf } from './output';
import { DEPTHS, depthOf, reachOf, recentOnly } from './poll-depth';
import { prepare } from './prepare';
import { NEW, revisionOf } from './revision';
import { startRun } from './run';
import type { Run } from './spec';
import type {
  Change,
  CheckTriggerSpec,
  ListTriggerSpec,
  TriggerSpec,
  WatchTriggerSpec,
} from './trigger-spec';

/** The choice between new records only, and changed ones too. It is the factory's own: no spec sees it. */
function triggerOn(spec: ListTriggerSpec): Field {
  const changes = changesOf(spec);
  const reach = reachOf(spec, Object.values(changes));
  return choice(
    'fireOn',
    'Trigger On',
    { [NEW]: `New ${spec.record.noun}`, ...mapValues(changes, ({ label }) => label) },
    { default: NEW, helpText: ['Choose what starts the Zap.', reach].filter(Boolean).join(' ') },
  );
}

/** Makes a polling trigger of its spec. */
export function trigger(spec: TriggerSpec): Trigger {
  return {
    key: spec.key,
    noun: spec.noun ?? spec.record.noun,
    display: { label: spec.label, description: spec.description },
    operation: {
      type: 'polling',
      inputFields: inputFields(withTriggerOnField(spec)),
      outputFields: [...PRIMARIES, outputFields(spec.record)],
      sample: { ...spec.record.sample, revision: sampleRevision(spec) },
      perform: withPlainErrors((z: ZObject, bundle: Bundle) => poll(spec, startRun(spec, z, bundle))),
      ...(spec.fires === 'list' && spec.dropdown && { canPaginate: true }),
    },
  };
}

/** The spec with the field that the factory adds to its form. */
export function withTriggerOnField(spec: TriggerSpec): TriggerSpec {
  if (spec.fires !== 'list' || spec.changes === 'none') return spec;
  const [required, others] = partition(spec.fields, (field) => 'required' in field && field.required);
  return { ...spec, fields: [...required, triggerOn(spec), ...others] };
}

/** The choice that starts this Zap: `new`, or the name of a change. */
function choiceOf(spec: ListTriggerSpec, run: Run): string {
  if (spec.changes === 'none') return NEW;
  return String(readValues({ ...run, spec: { ...spec, fields: [triggerOn(spec)] } }).fireOn ?? NEW);
}

/** What may start the Zap beside new records. */
function changesOf({ changes, record }: ListTriggerSpec): { [choice: string]: Change } {
  if (changes === 'none') return {};
  const any: Change = {
    label: `New or Updated ${record.noun}`,
    revision: (output, raw) => revisionOf(record, output, raw),
    ...(record.updated && { time: record.updated }),
  };
  return changes ?? { updated: any };
}

function poll(spec: TriggerSpec, run: Run): Promise<Output[]> {
  if (spec.fires === 'watch') return watch(spec, run);
  if (spec.fires === 'check') return check(spec, run);
  const { dropdown } = spec;
  if (dropdown && run.bundle.meta?.isFillingDynamicDropdown) return fill(dropdown, run);
  return list(spec, run);
}

async function list(spec: ListTriggerSpec, run: Run): Promise<Output[]> {
  const { meta } = run.bundle;
  const change = changesOf(spec)[choiceOf(spec, run)];
  const sort = (change && spec.sort?.updated) ?? spec.sort?.added;
  // The owner looks at a sample's body in Zapier's HTTP log, and hardly ever at a poll's.
  const options: Pick<Call, 'parseOnce'> = meta?.isLoadingSample ? {} : { parseOnce: true };
  const { values, wording, send } = await prepare(spec, run, options);
  const read = (depth: Depth) =>
    collect(spec.paging, depth, async (page) => {
      const body = await send({ ...sort, ...page });
      return { body, items: itemsOrNoAnswer(run.z, wording, body, spec.items, values) };
    });
  const depth = depthOf(spec, change, run.bundle);
  const begun = Date.now();
  const once = await read(depth);
  const again = mayHaveMissed(spec, once, run.bundle) && Date.now() - begun < SECOND_READING_MS;
  // A precaution only: if it fails, the Zap is turned on all the same.
  const raws = again ? merged(once, await read(depth).catch(() => [])) : once;
  const found = await Promise.all(
    raws.map(async (raw) => {
      const record = await recordOf(spec.record, raw, run);
      return { ...record, revision: change?.revision(record, raw) ?? NEW };
    }),
  );
  const time = change?.time ?? spec.record.added;
  if (meta?.isLoadingSample) return newestFirst(found, time).slice(0, DEPTHS.sample.records);
  return newestFirst(meta?.isPopulatingDedupe ? found : recentOnly(spec, change, found), time);
}

function newestFirst(records: Output[], time: string | undefined): Output[] {
  return time ? orderBy(records, (record) => String(record[time] ?? ''), 'desc') : records;
}

/** A first reading that took longer leaves a run no time for a second. */
const SECOND_READING_MS = 10_000;

/**
 * Whether a record may have slipped between two pages while others were deleted, when the Zap is turned
 * on. It would fire as new once it comes into a poll's sight, so the list is read once more.
 */
const mayHaveMissed = ({ paging }: ListTriggerSpec, found: Raw[], { meta }: Bundle): boolean =>
  meta?.isPopulatingDedupe === true && paging?.at !== undefined && found.length >= paging.size.max;

/** The records of two readings, each once. */
const merged = (one: Raw[], other: Raw[]): Raw[] => uniqBy([...one, ...other], recordKey);

/** One page of a drop-down, whatever is filled into the form that it belongs to. */
async function fill(dropdown: DropdownName, { z, bundle }: Run): Promise<Output[]> {
  const choices = await choicesByNumber(dropdown, z, bundle, bundle.meta?.page ?? 0);
  return choices.map(({ id, label }) => ({ id, name: label, revision: NEW }));
}

async function watch(spec: WatchTriggerSpec, run: Run): Promise<Output[]> {
  const { values, wording, send } = await prepare(spec, run);
  const answer = await send();
  const found = orNoAnswer(run.z, wording, () =>
    typeof spec.answer === 'function' ? spec.answer(answer, values) : requireRecord(answer, spec.answer),
  );
  return Promise.all(
    [found ?? []].flat().map(async (raw) => {
      const record = await recordOf(spec.record, raw, run);
      return { ...record, revision: revisionOf(spec.record, record, raw) };
    }),
  );
}

async function check(spec: CheckTriggerSpec, run: Run): Promise<Output[]> {
  const { values, wording, send } = await prepare(spec, run);
  const answer = await send();
  const { revision, ...result } = orNoAnswer(run.z, wording, () => spec.result(answer, values));
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
