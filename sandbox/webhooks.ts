import type { Clock } from './clock';
import { type JsonObject, number } from './json';
import type { State } from './state';
import { APP_EVENTS, type Occurrence, watchEvents } from './webhooks/app-events';
import { type Delivery, loopbackAddress, Outbox, type Outgoing } from './webhooks/outbox';
import { Signer } from './webhooks/signature';

/** What goes wrong on purpose with the next events that are sent. */
export interface WebhookFault {
  /** For this event alone; without it, for any. */
  event?: string;
  /** How often; once unless set. */
  times?: number;
  /** Sends the same text so many times more. */
  repeat?: number;
  /** Sends it so much later, by the sandbox's clock. */
  delayMs?: number;
  /** Sends it behind the next event. */
  behindNext?: boolean;
  /** What is wrong with its signature: it has none, says that it has none, is another's, or the text was changed. */
  signature?: (typeof SIGNATURES)[number];
  /** Rightly signed, but of a sub-account or of an app that is another's. */
  foreign?: (typeof FOREIGN)[number];
}

/** The name under which the address of workflows stands, and their faults. */
const WORKFLOW = 'workflow';

/** Sends events of the app to addresses on this machine, as HighLevel does from the app's settings. */
export class Webhooks {
  readonly #signer: Signer;
  readonly #forger: Signer;
  readonly #outbox: Outbox;
  readonly #addresses = new Map<string, string>();
  readonly #faults: WebhookFault[] = [];
  readonly #clock: Clock;
  readonly #appId: string;
  /** What is sent behind the next event. */
  #held: Outgoing[] = [];

  constructor({ state, clock, appId, seed }: { state: State; clock: Clock; appId: string; seed: number }) {
    this.#signer = new Signer(`sandbox ${seed}`);
    this.#forger = new Signer(`stranger ${seed}`);
    this.#outbox = new Outbox(clock);
    this.#clock = clock;
    this.#appId = appId;
    watchEvents(
      { state, clock },
      () => this.#addresses.size > 0,
      (occurrences) => this.#tell(occurrences),
    );
  }

  /** The public key of all signatures: SPKI in Base64. */
  get publicKey(): string {
    return this.#signer.publicKey;
  }

  /** All that was sent or waits to be sent, since the last reset. */
  get deliveries(): readonly Readonly<Delivery>[] {
    return this.#outbox.log;
  }

  /** Where events go, by their names. */
  get addresses(): { [event: string]: string } {
    return Object.fromEntries(this.#addresses);
  }

  /**
   * Sets the address of each named event, and of what workflows post (`workflow`); null takes it away.
   * @throws Error for an event that there is not, or an address that is not on this machine
   */
  setAddresses(addresses: JsonObject): void {
    const names: string[] = [...APP_EVENTS, WORKFLOW];
    const unknown = Object.keys(addresses).filter((event) => !names.includes(event));
    if (unknown.length) throw new Error(`There is no event ${unknown.join(', ')}, only ${names.join(', ')}.`);
    const named = Object.entries(addresses).map(
      ([event, url]) => [event, url === null ? null : loopbackAddress(String(url))] as const,
    );
    for (const [event, url] of named) {
      if (url === null) this.#addresses.delete(event);
      else this.#addresses.set(event, url);
    }
  }

  /**
   * Posts what a workflow's Webhook action posts: without a signature, and once, whatever is answered. Whether
   * HighLevel tries again is not known.
   * @param url without it, the address of `workflow`; where that is not set, nothing is sent
   * @throws Error for an address that is not on this machine
   */
  postFromWorkflow(
    body: JsonObject,
    url = this.#addresses.get(WORKFLOW),
    headers: Outgoing['headers'] = {},
  ): void {
    if (url === undefined) return;
    const address = loopbackAddress(url);
    const fault = this.#takeFault(WORKFLOW);
    const sent = fault.foreign === 'location' ? { ...body, location: { id: OTHER_LOCATION } } : body;
    const delivery = {
      event: WORKFLOW,
      url: address,
      retries: false,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(sent),
    };
    this.#post(delivery, fault);
  }

  /** Lets something go wrong with the next events, or with what a workflow posts next (event `workflow`). */
  disturb(fault: WebhookFault): void {
    this.#faults.push({ ...fault });
  }

  /** Resolves when all is sent that is due by the sandbox's clock. */
  settled(): Promise<void> {
    return this.#outbox.settled();
  }

  /** Takes away all addresses, faults, and what waits to be sent. */
  reset(): void {
    this.#addresses.clear();
    this.#faults.length = 0;
    this.#held = [];
    this.#outbox.clear();
  }

  #tell(occurrences: Occurrence[]): void {
    for (const { event, payload } of occurrences) {
      const url = this.#addresses.get(event);
      if (!url) continue;
      const fault = this.#takeFault(event);
      this.#post({ event, url, retries: true, ...this.#signed(payload, fault) }, fault);
    }
  }

  #post(delivery: Outgoing, fault: WebhookFault): void {
    const all = Array.from({ length: 1 + (fault.repeat ?? 0) }, () => delivery);
    if (fault.behindNext) {
      this.#held.push(...all);
      return;
    }
    this.#outbox.add(all, fault.delayMs);
    this.#outbox.add(this.#held.splice(0));
  }

  #takeFault(event: string): WebhookFault {
    const index = this.#faults.findIndex((fault) => fault.event === undefined || fault.event === event);
    const fault = this.#faults[index];
    if (!fault) return {};
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times <= 0) this.#faults.splice(index, 1);
    return fault;
  }

  /** The exact text with its headers. */
  #signed(payload: JsonObject, { foreign, signature }: WebhookFault): Pick<Delivery, 'body' | 'headers'> {
    const own: JsonObject = {
      ...payload,
      timestamp: this.#clock.iso(),
      webhookId: crypto.randomUUID(),
      appId: foreign === 'app' ? OTHER_APP : this.#appId,
      versionId: this.#appId,
    };
    const body = JSON.stringify(foreign === 'location' ? elsewhere(own) : own);
    const signed = (signature === 'forged' ? this.#forger : this.#signer).sign(body);
    const header = signature === 'N/A' ? 'N/A' : signed;
    return {
      body: signature === 'tampered' ? body.replace('{', '{"tampered":true,') : body,
      headers: {
        'content-type': 'application/json',
        ...(signature !== 'none' && { 'X-GHL-Signature': header }),
      },
    };
  }
}

/** An app and a sub-account that this sandbox does not have. */
const OTHER_APP = '65a1b2c3d4e5f60718293a4b';
const OTHER_LOCATION = 'OtherLocation0000001';

/** The event as one of another sub-account. */
function elsewhere(payload: JsonObject): JsonObject {
  return { ...payload, [payload.locationId === undefined ? 'altId' : 'locationId']: OTHER_LOCATION };
}

const SIGNATURES = ['none', 'N/A', 'forged', 'tampered'] as const;
const FOREIGN = ['location', 'app'] as const;

/** Reads a fault that another process asks for. @throws Error that says what is wrong with it */
export function webhookFaultIn(sent: JsonObject): WebhookFault {
  const signature = oneOf(SIGNATURES, sent, 'signature');
  const foreign = oneOf(FOREIGN, sent, 'foreign');
  return {
    ...(sent.event !== undefined && { event: String(sent.event) }),
    ...(sent.times !== undefined && { times: number(sent.times, 1) }),
    ...(sent.repeat !== undefined && { repeat: number(sent.repeat, 1) }),
    ...(sent.delayMs !== undefined && { delayMs: number(sent.delayMs, 0) }),
    ...(sent.behindNext === true && { behindNext: true }),
    ...(signature && { signature }),
    ...(foreign && { foreign }),
  };
}

function oneOf<T extends string>(known: readonly T[], sent: JsonObject, name: string): T | undefined {
  const value = sent[name];
  const found = known.find((one) => one === value);
  if (value !== undefined && !found) throw new Error(`“${name}” is one of ${known.join(', ')}.`);
  return found;
}
