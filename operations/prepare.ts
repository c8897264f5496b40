import { unknownOptions } from '../fields/custom-fields';
import { type Call, request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import type { Wording } from '../highlevel/wording';
import { parameters, readValues } from './input';
import type { OperationSpec, Run } from './spec';

/**
 * A step that is ready to be sent: its values and words, and the sending, with paging parameters if need be.
 */
export interface Prepared {
  values: Input;
  /** What is sent. */
  input: Input;
  wording: Wording;
  send: (paging?: Input) => Promise<Raw>;
  /** Sends another input to the same endpoint. */
  ask: (input: Input) => Promise<Raw>;
}

/**
 * Reads the step's values and makes its request from them; it is not sent yet.
 *
 * @param options what is special about the call
 */
export async function prepare(
  spec: OperationSpec,
  run: Run,
  options: Pick<Call, 'accepts' | 'parseOnce'> = {},
): Promise<Prepared> {
  const { z, bundle, wording } = run;
  const values = readValues(run);
  const input = spec.input ? await spec.input(values, run) : parameters(spec, values);
  const { endpoint, version, answersEach } = spec;
  const call = {
    endpoint,
    ...(version && { version }),
    wording: { ...wording, wrongValues: () => unknownOptions(bundle) },
    ...(answersEach && { answersEach }),
    ...options,
  };
  const send = spec.request ?? request;
  const ask = (asked: Input) => send(z, bundle, { ...call, input: asked }, values);
  return {
    values,
    input,
    wording,
    ask,
    send: (paging) => ask({ ...input, ...paging }),
  };
}
