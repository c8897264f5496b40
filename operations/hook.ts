/**
 * Makes an instant trigger of its spec. What came in never makes a run fail, or strangers could turn a Zap off: it
 * starts nothing, and a test of the trigger tells why. Only failures of our own do, and then nothing is noted, so
 * that the next run of the same call takes the event.
 */
import { uniqBy } from 'lodash';
import type { Bundle, PlainOutputField, Trigger, ZObject } from 'zapier-platform-core';
import { detailsOf, withoutCoreReport, withPlainErrors } from '../highlevel/errors';
import { webhookCallOf } from '../highlevel/webhook-call';
import type { Output } from '../records/record';
import { inputFieldGroups, inputFields } from './form';
import { HookMemory, type Refusal } from './hook-memory';
import { type HookTriggerSpec, type Incoming, NotTaken } from './hook-spec';
import { readValues } from './input';
import { outputFields } from './output';
import { startRun } from './run';
import type { Run } from './spec';

/** So many records are a sample. */
const SAMPLES = 3;
/** After a failure of HighLevel's, Zapier runs the same call again in so many seconds. */
const AGAIN_SECONDS = 60;

/** The field of a sample that tells why the last call was refused. */
const REFUSAL: PlainOutputField = {
  key: 'lastRefusal',
  label: 'Why the Last Call Did Not Start the Zap',
  type: 'string',
};

/** Makes an instant trigger of its spec: an address that the Zap's owner pastes (Zapier's static webhook). */
export function hookTrigger(spec: HookTriggerSpec): Trigger {
  return {
    key: spec.key,
    noun: spec.noun ?? spec.record.noun,
    display: { label: spec.label, description: spec.description, directions: spec.directions },
    operation: {
      type: 'hook',
      inputFields: inputFields(spec),
      ...inputFieldGroups(spec),
      outputFields: [
        { key: 'id', label: 'ID', type: 'string', primary: true },
        ...(spec.alsoPrimary ?? []),
        outputFields(spec.record),
        withPlainErrors((z: ZObject, bundle: Bundle) => fieldsNow(spec, z, bundle)),
      ],
      sample: spec.record.sample,
      perform: withPlainErrors((z: ZObject, bundle: Bundle) => take(spec, startRun(spec, z, bundle))),
      performList: withPlainErrors((z: ZObject, bundle: Bundle) => samples(spec, startRun(spec, z, bundle))),
    },
  };
}

/** The output fields that depend on the form, and on what came in. */
async function fieldsNow(spec: HookTriggerSpec, z: ZObject, bundle: Bundle): Promise<PlainOutputField[]> {
  const memory = new HookMemory(z, bundle, spec.key);
  const [last, refusal] = await Promise.all([memory.last(), memory.refusal()]);
  const fields = (await spec.fieldsFor?.(z, bundle, last?.record)) ?? [];
  return refusal ? [...fields, REFUSAL] : fields;
}

/** What a call starts the Zap with: a record for each of its events; none where nothing may start it. */
async function take(spec: HookTriggerSpec, run: Run): Promise<Output[]> {
  const memory = new HookMemory(run.z, run.bundle, spec.key);
  const values = readValues(run);
  const refusals: string[] = [];
  const orRefusal = async <Made>(make: () => Made | Promise<Made>): Promise<Made | undefined> => {
    try {
      return await make();
    } catch (error) {
      if (!(error instanceof NotTaken)) throw asOwnFailure(error, run.z);
      refusals.push(error.message);
      return undefined;
    }
  };
  const events = await orRefusal(() => spec.eventsIn(webhookCallOf(run.bundle), values, run));
  const known = await Promise.all((events ?? []).map((event) => memory.has(event)));
  const taken: { event: Incoming; record: Output }[] = [];
  for (const event of (events ?? []).filter((_event, place) => !known[place])) {
    const record = await orRefusal(event.take);
    if (record) taken.push({ event, record });
  }
  if (refusals[0] !== undefined) await memory.noteRefused(refusals[0]);
  if (taken.length) await memory.noteTaken(taken);
  return taken.map(({ record }) => record);
}

/** A failure of HighLevel's, which may be over soon, has Zapier run the same call again; any other is as it was. */
function asOwnFailure(error: unknown, z: ZObject): unknown {
  const details = detailsOf(error);
  const isHighLevels = details?.code === 'no_answer' || Number(details?.status) >= 500;
  if (!details || !isHighLevels) return error;
  return withoutCoreReport(new z.errors.ThrottledError(details.message, AGAIN_SECONDS));
}

/** What a test of the trigger shows: the last event that was taken, and then the newest records. */
async function samples(spec: HookTriggerSpec, run: Run): Promise<Output[]> {
  const memory = new HookMemory(run.z, run.bundle, spec.key);
  const values = readValues(run);
  const [last, refusal] = await Promise.all([memory.last(), memory.refusal()]);
  const latest = await spec.latest(values, run).catch((error: unknown) => {
    // A failure to read them must not hide the last event.
    if (last && detailsOf(error)) return [];
    throw error;
  });
  const found = [...(last ? [last.record] : []), ...latest];
  const primaries = ['id', ...(spec.alsoPrimary ?? []).map(({ key }) => key)];
  const shown = uniqBy(found, (record) => JSON.stringify(primaries.map((key) => record[key]))).slice(
    0,
    SAMPLES,
  );
  const [first = spec.sampleOf?.(values) ?? spec.record.sample, ...rest] = shown;
  return [refusal ? { ...first, [REFUSAL.key]: sentenceOf(refusal) } : first, ...rest];
}

const sentenceOf = ({ at, why }: Refusal) =>
  `The last call, of ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC, did not start the Zap. ${why}`;
