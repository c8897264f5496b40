/** Triggers that are tried: each is a Zap without steps, which the page names. */
import { settled } from '../../recipes/stage';
import { at, type Failure, type HookRequest, type Item, type Poll, Zap } from '../../zapier';
import type { SentRequest, TriggerAnswer, TriggerAsk } from '../wire';
import { Refusal } from './refusal';
import { APP, type Connected, questionBefore, shownIn, TIMEZONE } from './steps';
import type { Told } from './told';
import type { World } from './world';

/** What came of it: what fired, what is shown as items, and why nothing did. */
interface Happened {
  items: Item[];
  fired?: Item[];
  polled?: number;
  failure?: Failure;
  message?: string;
}

/** A Zap of one trigger, as the page tries it. */
interface Tried {
  zap: Zap;
  /** What the trigger is, and what is filled in: with another, it is another Zap. */
  of: string;
  isOn: boolean;
  /** How many of its deliveries the page has seen, and the requests that came of the others. */
  seen: number;
  heard: SentRequest[];
  /** Where HighLevel is to send to, of an instant trigger. */
  address?: string;
}

/** Why an instant trigger waits in vain in a real account. */
const UNREACHABLE =
  'HighLevel can’t reach this address, which is on your machine. Test the trigger: it then reads the latest records.';

/** Tries triggers, and remembers for each Zap of the page what Zapier would. */
export class Triggers {
  readonly #tried = new Map<string, Tried>();

  constructor(
    private readonly world: World,
    private readonly told: Told,
  ) {}

  async answer(connected: Connected, ask: TriggerAsk): Promise<TriggerAnswer> {
    const question = questionBefore(connected, ask);
    if (question && !ask.confirmed) return { outcome: 'asks', question };
    const tried = this.#find(connected, ask);
    const { result, requests, ms } = await this.world.heard.during(() => this.#do(connected, ask, tried));
    const { items, fired, polled, failure, message = failure?.message } = result;
    return {
      outcome: outcomeOf(result),
      items,
      shown: await shownIn(connected, ask, items),
      requests: [...tried.heard.splice(0), ...requests],
      ms,
      on: tried.isOn,
      remembered: tried.zap.remembered,
      ...(message !== undefined && { message }),
      ...(polled !== undefined && { polled }),
      ...(fired && { fired }),
      ...(tried.address !== undefined && { address: tried.address }),
    };
  }

  /** The Zap of this name; a new one, that is off, where another form is filled in. */
  #find({ account, connection }: Connected, { zap: name, key, input }: TriggerAsk): Tried {
    const of = JSON.stringify([account.id, key, input]);
    const known = this.#tried.get(name);
    if (known?.of === of) return known;
    if (known) this.#turnOff(known);
    const isInstant = at(connection.app.definition, 'triggers', key, 'operation', 'type') === 'hook';
    const about = { id: 'trigger', app: APP, trigger: key, input };
    const zap = new Zap(
      { name, trigger: { kind: isInstant ? 'hook' : 'poll', ...about }, steps: [] },
      { apps: { [APP]: connection }, timezone: TIMEZONE },
    );
    const heard: SentRequest[] = [];
    const hear = (request: SentRequest) => heard.push(request);
    const receive = (request: HookRequest) => this.world.heard.listen(hear, () => zap.receive(request));
    const address = isInstant ? { address: this.world.hooks.addressOf({ receive }) } : {};
    const tried: Tried = { zap, of, isOn: false, seen: 0, heard, ...address };
    this.#tried.set(name, tried);
    return tried;
  }

  async #do({ account }: Connected, ask: TriggerAsk, tried: Tried): Promise<Happened> {
    const { zap, address } = tried;
    switch (ask.do) {
      case 'sample': {
        const { samples, failure } = await zap.test();
        return { items: samples, ...(failure && { failure }) };
      }
      case 'on': {
        const { polled, failure } = await zap.turnOn();
        tried.isOn = !failure;
        if (address === undefined) return { items: [], polled, ...(failure && { failure }) };
        if (account.where === 'highlevel') return { items: [], message: UNREACHABLE };
        this.told.send(ask, address);
        return { items: [] };
      }
      case 'poll': {
        if (!tried.isOn) throw new Refusal('Turn the trigger on first: it then remembers what is there.');
        if (address !== undefined) return this.#delivered(tried);
        this.world.beforePoll();
        return firedBy(await zap.poll());
      }
      case 'off': {
        this.#turnOff(tried);
        return { items: [] };
      }
    }
  }

  /** What came in to an instant trigger since the page last asked. */
  async #delivered(tried: Tried): Promise<Happened> {
    await settled(this.world);
    const since = tried.zap.deliveries.slice(tried.seen);
    tried.seen += since.length;
    const all = since.map(firedBy);
    const failure = all.find((one) => one.failure)?.failure;
    const fired = all.flatMap((one) => one.fired ?? []);
    return { items: fired.toReversed(), fired, polled: since.length, ...(failure && { failure }) };
  }

  #turnOff(tried: Tried): void {
    tried.zap.turnOff();
    tried.isOn = false;
    if (tried.address !== undefined) this.told.stop(tried.address);
  }
}

/** What a poll fired, oldest first. What is held fires nothing, and its owner is told. */
function firedBy({ polled, runs, failure, notice }: Poll): Happened & { fired: Item[] } {
  const fired = runs.map(({ item }) => item);
  return {
    items: fired.toReversed(),
    fired,
    polled,
    ...(failure && { failure }),
    ...(notice && { message: notice }),
  };
}

function outcomeOf({ items, failure }: Happened) {
  if (failure) return failure.kind === 'halted' ? 'stopped' : 'failed';
  return items.length > 0 ? 'done' : 'nothing found';
}
