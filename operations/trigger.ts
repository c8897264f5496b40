import { isEmpty, mapValues, partition } from 'lodash';
import type { Bundle, PlainOutputField, Trigger, ZObject } from 'zapier-platform-core';
import { choice, type Field } from '../fields/field';
import { withPlainErrors } from '../highlevel/errors';
import { inputFieldGroups, inputFields } from './form';
import { readValues } from './input';
import { outputFields } from './output';
import { fill, poll } from './poll';
import { reachOf } from './poll-reach';
import { NEW, revisionOf } from './revision';
import { startRun } from './run';
import type { ChosenSpec, Run } from './spec';
import type { Change, ListTriggerSpec, TriggerSpec, WatchTriggerSpec } from './trigger-spec';

/** A polling trigger whose user chooses what it reads: a list, or one record. */
export interface ChosenTriggerSpec extends ChosenSpec<ListTriggerSpec | WatchTriggerSpec> {
  fires: 'chosen';
}

/** The choice between new records only, and changed ones too. It is the factory's own: no spec sees it. */
export function triggerOn(spec: ListTriggerSpec): Field {
  const changes = changesOf(spec);
  const reach = reachOf(spec, Object.values(changes));
  return choice(
    'fireOn',
    'Trigger On',
    { [NEW]: `New ${spec.record.noun}`, ...mapValues(changes, ({ label }) => label) },
    { default: NEW, helpText: reach || CHOOSE },
  );
}

/** What the choice says where the trigger sees all. */
export const CHOOSE = 'Choose what starts the Zap.';

/** Makes a polling trigger of its spec. */
export function trigger(spec: TriggerSpec | ChosenTriggerSpec): Trigger {
  return {
    key: spec.key,
    noun: spec.noun ?? spec.record.noun,
    display: { label: spec.label, description: spec.description },
    operation: {
      type: 'polling',
      inputFields: inputFields(spec.fires === 'chosen' ? spec : withTriggerOnField(spec)),
      ...inputFieldGroups(spec),
      outputFields: [...PRIMARIES, outputFields(spec.record)],
      sample: { ...spec.record.sample, revision: sampleRevision(spec) },
      perform: withPlainErrors((z: ZObject, bundle: Bundle) => {
        const run = startRun(spec, z, bundle);
        if (spec.fires !== 'chosen') return perform(spec, run);
        const chosen = spec.chosen(run);
        return perform(chosen, startRun(chosen, z, bundle));
      }),
      ...(spec.fires === 'list' && spec.dropdown && { canPaginate: true }),
    },
  };
}

/** The spec with the field that the factory adds to its form. */
export function withTriggerOnField(spec: TriggerSpec): TriggerSpec {
  if (spec.fires !== 'list') return spec;
  if (!hasChoice(spec)) return withReach(spec);
  const [required, others] = partition(spec.fields, (field) => 'required' in field && field.required);
  return { ...spec, fields: [...required, triggerOn(spec), ...others] };
}

/** The spec with a note of what the trigger can't see, where no field says it. */
function withReach(spec: ListTriggerSpec): ListTriggerSpec {
  const helpText = reachOf(spec, []);
  return helpText ? { ...spec, fields: [...spec.fields, { key: 'reach', type: 'copy', helpText }] } : spec;
}

async function perform(spec: TriggerSpec, run: Run) {
  if (spec.fires !== 'list') return poll(spec, undefined, run);
  const { dropdown } = spec;
  if (dropdown && run.bundle.meta?.isFillingDynamicDropdown) return fill(dropdown, run);
  return poll(spec, changesOf(spec)[choiceOf(spec, run)], run);
}

/** The choice that starts this Zap: `new`, or the name of a change. */
function choiceOf(spec: ListTriggerSpec, run: Run): string {
  if (!hasChoice(spec)) return NEW;
  return String(readValues({ ...run, spec: { ...spec, fields: [triggerOn(spec)] } }).fireOn ?? NEW);
}

/** Whether the Zap's owner chooses what starts it. */
const hasChoice = (spec: ListTriggerSpec): boolean => !isEmpty(changesOf(spec));

/** What may start the Zap beside new records. */
export function changesOf({ changes, event, record }: ListTriggerSpec): { [choice: string]: Change } {
  if (changes === 'none' || event) return {};
  const any: Change = {
    label: `New or Updated ${record.noun}`,
    revision: (output, raw) => revisionOf(record, output, raw),
    ...(record.updated?.[0] && { time: record.updated[0] }),
  };
  return changes ?? { updated: any };
}

/** What Zapier remembers a record by, so that `id` stays the record's own for later steps. */
const PRIMARIES: PlainOutputField[] = [
  { key: 'id', label: 'ID', type: 'string', primary: true },
  { key: 'revision', label: 'Revision', type: 'string', primary: true },
];

/** What a revision looks like: no hash is made when the app is loaded. */
function sampleRevision({ fires, record }: TriggerSpec | ChosenTriggerSpec): string {
  const updated = record.updated?.[0] && record.sample[record.updated[0]];
  return fires !== 'watch' && fires !== 'check' ? NEW : String(updated ?? '5d41402abc4b2a76b9719d911017c592');
}
