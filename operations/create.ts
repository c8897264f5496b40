import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { isOnlyAside } from '../highlevel/answer';
import type { Input } from '../highlevel/compose';
import { MissingContent } from '../highlevel/content';
import { type EndpointKey, endpoint } from '../highlevel/contract';
import { noRecordError, withPlainErrors } from '../highlevel/errors';
import { isRecord, type Raw } from '../highlevel/json';
import { withNames } from '../reads/names';
import type { Output } from '../records/record';
import { inputFieldGroups, inputFields } from './form';
import { readValues } from './input';
import { outputFields, recordOf } from './output';
import { prepare } from './prepare';
import { startRun } from './run';
import type { CreateSpec, CustomCallSpec, Run } from './spec';
import { mayFindUnsaved, unsaved } from './unsaved';

/** Makes an action of its spec: one request, and the record that came of it. */
export function create(spec: CreateSpec | CustomCallSpec): Create {
  return {
    key: spec.key,
    noun: spec.noun ?? spec.record.noun,
    display: { label: spec.label, description: spec.description },
    operation: {
      inputFields: inputFields(spec),
      ...inputFieldGroups(spec),
      outputFields: [outputFields(spec.record)],
      sample: spec.record.sample,
      perform: withPlainErrors((z: ZObject, bundle: Bundle) => act(spec, startRun(spec, z, bundle))),
    },
  };
}

async function act(spec: CreateSpec | CustomCallSpec, run: Run): Promise<Output> {
  if (!spec.endpoint) {
    const values = readValues(run);
    // The trace id stays: the user asked for the whole answer.
    return spec.record.from(await spec.perform(values, run), run.z, run.bundle);
  }
  const { values, input, send } = await prepare(spec, run);
  const answer = await send();
  const raw = recordIn(answer, spec, values);
  const record = raw && (await recordOf(spec.record, raw, run));
  const id = record?.id || idAsked(spec.endpoint, values);
  const isThere = id || (spec.mayLackId && raw && !isOnlyAside(raw));
  // HighLevel says that it succeeded, and not what it made.
  if (!record || !isThere) throw noRecordError(run.z, answer, run.wording, spec.record.noun);
  const output = { ...record, id };
  const found = mayFindUnsaved(spec) ? await unsaved(run, values, input, { raw, output }) : {};
  const [named = output] = await withNames(spec.record, [output], run);
  return { ...named, ...found };
}

/** The record in an answer, which may be the answer itself; `undefined` where there is none. */
function recordIn(answer: Raw, spec: CreateSpec, values: Input): Raw | undefined {
  try {
    const found = typeof spec.answer === 'function' ? spec.answer(answer, values) : answer[spec.answer];
    return isRecord(found) ? found : answer;
  } catch (error) {
    if (error instanceof MissingContent) return undefined;
    throw error;
  }
}

/** The id of what was updated, where the answer does not repeat it: the last one in the address. */
function idAsked(key: EndpointKey, values: Input): string {
  const { method, path } = endpoint(key);
  return method === 'PUT' ? String(values[Object.keys(path).at(-1) ?? ''] ?? '') : '';
}
