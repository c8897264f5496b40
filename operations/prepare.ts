import { request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/paging';
import { parameters, readValues, wordingOf } from './input';
import type { OperationSpec, Run } from './spec';

/** A step that is ready to be sent: its values, and the sending, with paging parameters if need be. */
export interface Prepared {
  values: Input;
  send: (paging?: Input) => Promise<Raw>;
}

/** Reads the step's values and makes its request of them, which is not sent yet. */
export async function prepare(spec: OperationSpec, run: Run): Promise<Prepared> {
  const { z, bundle } = run;
  const values = readValues(spec, z, bundle);
  const wording = wordingOf(spec);
  const input = spec.input
    ? spec.input(values, { ...run, labels: wording.labels })
    : parameters(spec, values);
  const call = { endpoint: spec.endpoint, wording };
  return { values, send: (paging) => request(z, bundle, { ...call, input: { ...input, ...paging } }) };
}
