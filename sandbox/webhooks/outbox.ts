import { type Clock, MINUTE_MS } from '../clock';
import { LOOPBACK } from '../gateway/http';

/** A request to an address. */
export interface Outgoing {
  event: string;
  url: string;
  headers: { [name: string]: string };
  /** The exact text. */
  body: string;
  /** Whether a 429 is followed by another try. */
  retries: boolean;
}

/** A request that waits to be sent, or was. */
export interface Delivery extends Outgoing {
  /** The status of each try; 0 where there was no answer. */
  statuses: number[];
  /** The next try, in ms since 1970; undefined where there is none. */
  dueAt: number | undefined;
}

/**
 * HighLevel tries again after a 429 alone: six times, 10 minutes apart and a little more at random. All other
 * answers are final. Sources: WebhookIntegrationGuide of its documentation; help article 155000007071.
 */
const RETRIES = 6;
const RETRY_MS = 10 * MINUTE_MS;
const JITTER_MS = MINUTE_MS;

/** An address that does not answer for so long has not answered. How long HighLevel waits is not known. */
const TIMEOUT_MS = 10_000;

/** Taken at import: a test that later replaces `setTimeout` to hurry the app does not hurry the sandbox. */
const later = setTimeout;

/** Sends requests one after the other, each when it is due by the sandbox's clock. */
export class Outbox {
  /** All that was sent or waits, since the last {@link clear}. */
  readonly log: Delivery[] = [];
  /** What is to be sent, now or later, in the order in which it was added. */
  readonly #waiting = new Set<Delivery>();
  readonly #clock: Clock;
  #sending: Promise<void> | undefined;
  #alarm: NodeJS.Timeout | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    clock.onMove = () => this.#wake();
  }

  /** Adds requests, which are sent in this order. @param delayMs how long they wait, by the sandbox's clock */
  add(deliveries: Outgoing[], delayMs = 0): void {
    const dueAt = this.#clock.ms() + delayMs;
    for (const delivery of deliveries) {
      const added = { ...delivery, statuses: [], dueAt };
      this.log.push(added);
      this.#waiting.add(added);
    }
    this.#wake();
  }

  /** Resolves when nothing is due any more. What waits for a later moment stays. */
  async settled(): Promise<void> {
    while (this.#sending) await this.#sending;
  }

  /** Forgets all requests, those that wait among them. */
  clear(): void {
    this.log.length = 0;
    this.#waiting.clear();
    clearTimeout(this.#alarm);
  }

  #wake(): void {
    clearTimeout(this.#alarm);
    if (this.#nextDue()) this.#sending ??= this.#sendDue().finally(() => this.#rest());
    else this.#setAlarm();
  }

  #rest(): void {
    this.#sending = undefined;
    this.#wake();
  }

  async #sendDue(): Promise<void> {
    for (let delivery = this.#nextDue(); delivery; delivery = this.#nextDue()) {
      const status = await post(delivery);
      delivery.statuses.push(status);
      const isTriedAgain = status === 429 && delivery.retries && delivery.statuses.length <= RETRIES;
      delivery.dueAt = isTriedAgain ? this.#clock.ms() + RETRY_MS + Math.random() * JITTER_MS : undefined;
      if (!isTriedAgain) this.#waiting.delete(delivery);
    }
  }

  #nextDue(): Delivery | undefined {
    const now = this.#clock.ms();
    for (const delivery of this.#waiting) if (Number(delivery.dueAt) <= now) return delivery;
    return undefined;
  }

  /** Where the clock runs by itself, what waits is sent when its time has come. */
  #setAlarm(): void {
    if (!this.#waiting.size) return;
    const soonest = Math.min(...[...this.#waiting].map(({ dueAt }) => Number(dueAt)));
    this.#alarm = later(() => this.#wake(), Math.min(soonest - this.#clock.ms(), RETRY_MS)).unref();
  }
}

/** The status of the answer; 0 where there is none. */
async function post({ url, headers, body }: Delivery): Promise<number> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return 0;
  }
}

/** The address, where it is on this machine. @throws Error where it is not: nothing is sent elsewhere */
export function loopbackAddress(address: string): string {
  const { protocol, hostname } = URL.canParse(address) ? new URL(address) : { protocol: '', hostname: '' };
  if (protocol === 'http:' && LOOPBACK.includes(hostname)) return address;
  throw new Error(`The sandbox calls this machine alone (http://127.0.0.1:…), and not “${address}”.`);
}
