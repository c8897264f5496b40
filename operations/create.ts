import type { Bundle, Create, ZObject } from 'zapier-platform-core';
import { isRecord } from '../highlevel/errors';
import type { Output } from '../records/record';
import { inputFields } from './input';
import { outputFields, recordOf } from './output';
import { prepare } from './prepare';
import type { CreateSpec, Run } from './spec';

/** Makes an action of its spec: one request, and the record that came of it. */
export function create(spec: CreateSpec): Create {
  return {
    key: spec.key,
    noun: spec.noun ?? spec.record.noun,
    display: { label: spec.label, description: spec.description },
    operation: {
      inputFields: inputFields(spec),
      outputFields: outputFields(spec.record),
      sample: spec.record.sample,
      perform: (z: ZObject, bundle: Bundle) => act(spec, { z, bundle }),
    },
  };
}

async function act(spec: CreateSpec, run: Run): Promise<Output> {
  const { values, send } = await prepare(spec, run);
  const answer = await send();
  const raw = typeof spec.answer === 'function' ? spec.answer(answer, values) : answer[spec.answer];
  return recordOf(spec.record, isRecord(raw) ? raw : answer, run);
}
