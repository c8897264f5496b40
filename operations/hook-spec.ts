/** What an instant trigger is, as data: the files in `triggers/` hold these. */
import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import type { Input } from '../highlevel/compose';
import type { EndpointKey } from '../highlevel/contract';
import type { WebhookCall } from '../highlevel/webhook-call';
import type { Output } from '../records/record';
import type { NoEndpointSpec, Run } from './spec';

/**
 * Why a call does not start the Zap, as a sentence for its owner, who reads it when the trigger is tested. It repeats
 * nothing of the call: whoever knows the address may have sent it.
 */
export class NotTaken extends Error {}

/** An event in a call. */
export interface Incoming {
  /** What tells it from others: the same one starts the Zap once within so many seconds. */
  id: string;
  onceIn: number;
  /**
   * Checks it, and makes the record that starts the Zap.
   *
   * @throws NotTaken where it does not start this Zap
   */
  take: () => Promise<Output>;
}

/** Fires for each call to the Zap's own address, which its owner pastes into HighLevel. */
export interface HookTriggerSpec extends NoEndpointSpec {
  fires: 'hook';
  /** What stands beside the address: where it is pasted, and what must be known. */
  directions: string;
  /** The output fields, beside `id`, that tell one event from another. */
  alsoPrimary?: PlainOutputField[];
  /** The endpoints that its runs may call, for the scopes. */
  mayCall: readonly EndpointKey[];
  /**
   * The events in a call.
   *
   * @throws NotTaken where it has none that can be read
   */
  eventsIn: (call: WebhookCall, values: Input, run: Run) => Incoming[];
  /** Real records as a test of the trigger shows them, the newest first; `[]` where there are none to be read. */
  latest: (values: Input, run: Run) => Promise<Output[]>;
  /** What a test shows where nothing else is there, if that depends on the form. */
  sampleOf?: (values: Input) => Output;
  /** The output fields that depend on the form, and on the last event that was taken. */
  fieldsFor?: (z: ZObject, bundle: Bundle, last: Output | undefined) => Promise<PlainOutputField[]>;
}
