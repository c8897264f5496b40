/** The Zaps of the recipes and jobs, turned on, polled and run, and what they do told while they do it. */
import { isEqual } from 'lodash';
import { settled } from '../../../recipes/stage';
import { type HookRequest, type Item, type Run, type StepPlan, type StepRun, Zap } from '../../../zapier';
import type { LifeEvent, SentRequest, ZapAsk, ZapForm, ZapInfo, ZapNews } from '../../wire';
import type { Choices } from '../choices';
import { eventsIn, locationOf } from '../life';
import { Refusal } from '../refusal';
import { APP, type Connected, TIMEZONE } from '../steps';
import type { Told } from '../told';
import type { World } from '../world';
import { infoOf, type Listed, listedZaps } from './catalog';
import { makeOtherApps, type OtherApps } from './other-apps';
import { labelOf, settingsForm, wishedFor } from './settings';
import { OTHER_EVENTS, prepare, type Scene, sentTo, startsOf } from './starts';

/** A Zap that is tried in an account. */
class Tried {
  readonly zap: Zap;
  isOn = false;
  address: string | undefined;
  /** How many of its deliveries the page was told of. */
  seen = 0;
  /** What the page was not told yet. */
  #untold: ZapNews[] = [];
  #tell: ((news: ZapNews) => void) | undefined;
  #requests: SentRequest[] = [];
  #begun = 0;
  #plan: StepPlan | undefined;

  constructor(
    readonly listed: Listed,
    readonly settings: Item,
    connected: Connected,
    private readonly world: World,
    { all }: OtherApps,
  ) {
    this.zap = new Zap(listed.planFor(settings), {
      apps: { ...all, [APP]: connected.connection },
      settings,
      timezone: TIMEZONE,
      // Nobody waits for days at a page: the step says that it did not wait.
      delay: async () => {},
      observer: {
        begins: (item) => this.#say({ news: 'run', item }),
        step: (plan) => this.#begin(plan),
        did: (step) => this.#did(step),
        ended: (run) => this.#say(endOf(run)),
      },
    });
  }

  /** Does something with the Zap, and tells all that comes of it, and what came before and was not told. */
  async telling<T>(tell: (news: ZapNews) => void, task: () => Promise<T>): Promise<T> {
    this.#tell = tell;
    for (const news of this.#untold.splice(0)) tell(news);
    try {
      return await this.hearing(task);
    } finally {
      this.#tell = undefined;
    }
  }

  /** Does something, and keeps the requests that it makes for the step that makes them. */
  hearing<T>(task: () => Promise<T>): Promise<T> {
    return this.world.heard.listen((request) => this.#requests.push(request), task);
  }

  #say(news: ZapNews): void {
    if (this.#tell) this.#tell(news);
    else this.#untold.push(news);
  }

  #begin(plan: StepPlan): void {
    this.#plan = plan;
    this.#requests = [];
    this.#begun = performance.now();
    this.#say({ news: 'step', id: plan.id });
  }

  #did({ id, outcome, input, output, reason = this.#notWaited() }: StepRun): void {
    const ms = Math.round(performance.now() - this.#begun);
    const requests = this.#requests.splice(0);
    const told = { id, outcome, input, output, requests, ms };
    this.#say({ news: 'did', ...told, ...(reason !== undefined && { message: reason }) });
  }

  #notWaited(): string | undefined {
    const plan = this.#plan;
    return plan?.kind === 'delay'
      ? `Waits ${plan.value} ${plan.unit} at Zapier. Here it goes on at once.`
      : undefined;
  }
}

const endOf = ({ outcome, tasks, reason }: Run): ZapNews => ({
  ...{ news: 'ended', outcome, tasks },
  ...(reason !== undefined && { message: reason }),
});

/** The Zaps, by accounts. */
export class Zaps {
  readonly #tried = new Map<string, Tried>();
  readonly #others = new Map<string, OtherApps>();

  constructor(
    private readonly world: World,
    private readonly told: Told,
    private readonly choices: Choices,
  ) {}

  /** All Zaps, as the page lists them. */
  list(): ZapInfo[] {
    const { sandbox, definition } = this.world;
    const [location] = sandbox.locations;
    const scene: Scene = { sandbox, locationId: location?.locationId ?? '', settings: {} };
    return listedZaps.map((listed) => infoOf(listed, definition, Object.keys(startsOf(listed.id, scene))));
  }

  /** A Zap's settings, and what starts it. @throws Refusal if there is no such Zap; CallFailed */
  async form(connected: Connected, id: string, chosen: Item): Promise<Exclude<ZapForm, { refused: string }>> {
    const listed = find(id);
    const scene = this.#sceneOf(connected, chosen);
    const wished = (name: string) => wishedFor(name, scene);
    const { fields, filled } = await settingsForm(connected, listed, chosen, {
      choices: this.choices,
      wished,
    });
    return { settings: fields, events: this.#eventsOf(connected, id, filled) };
  }

  #eventsOf(connected: Connected, id: string, settings: Item): LifeEvent[] {
    if (connected.account.where !== 'sandbox') return [];
    const starts = startsOf(id, this.#sceneOf(connected, settings));
    const [other] = Object.keys(starts).filter((name) => name in OTHER_EVENTS);
    if (other !== undefined) return [{ name: other, label: OTHER_EVENTS[other]?.label ?? other, fields: [] }];
    return Object.keys(starts).length > 0 ? eventsIn(this.world.sandbox, connected, starts) : [];
  }

  /** Lets something happen in another app of an account. @throws Refusal; nothing where there is no such event */
  otherEvent(connected: Connected, name: string): Item | undefined {
    const event = Object.hasOwn(OTHER_EVENTS, name) ? OTHER_EVENTS[name] : undefined;
    if (!event) return undefined;
    try {
      return event.happen(this.#sceneOf(connected, {}), this.#othersOf(connected));
    } catch (error) {
      throw new Refusal(error instanceof Error ? error.message : String(error));
    }
  }

  /** Does what the page asks, and tells what becomes known while it does. @throws Refusal; CallFailed */
  async ask(connected: Connected, ask: ZapAsk, tell: (news: ZapNews) => void): Promise<void> {
    const { account } = connected;
    const runs = ask.do === 'run' || ask.do === 'poll';
    if (runs && account.where === 'highlevel' && !ask.confirmed) {
      const question = `This Zap may change something in ${account.label}, which is a real account of HighLevel. Run it?`;
      tell({ news: 'asks', question });
      return;
    }
    const name = `${account.id} ${ask.zap}`;
    if (ask.do === 'off') {
      this.#turnOff(this.#tried.get(name));
      tell({ news: 'off' });
      return;
    }
    const tried = this.#triedAs(name, connected, ask);
    if (account.where === 'sandbox' && (ask.do === 'on' || ask.do === 'run')) {
      prepare(ask.zap, this.#sceneOf(connected, ask.settings));
    }
    await tried.telling(tell, () => this.#do(connected, ask, tried, tell));
  }

  /** The Zap with these settings; with others than before it is a new one, that is off. */
  #triedAs(name: string, connected: Connected, { zap: id, settings, do: what }: ZapAsk): Tried {
    const known = this.#tried.get(name);
    if (known && what !== 'on' && (known.isOn || isEqual(known.settings, settings))) return known;
    this.#turnOff(known);
    const missing = Object.keys(find(id).settings).find((one) => !settings[one]);
    if (missing) throw new Refusal(`Fill in “${labelOf(missing)}” first.`);
    const tried = new Tried(find(id), settings, connected, this.world, this.#othersOf(connected));
    this.#tried.set(name, tried);
    return tried;
  }

  async #do(connected: Connected, ask: ZapAsk, tried: Tried, tell: (news: ZapNews) => void): Promise<void> {
    const { zap } = tried;
    const { trigger } = zap.plan;
    if (ask.do === 'on') {
      const { failure } = await zap.turnOn();
      tried.isOn = !failure;
      if (failure) throw new Refusal(failure.message);
      const address = this.#addressOf(tried, connected);
      tell({ news: 'on', remembered: zap.remembered, ...(address !== undefined && { address }) });
      return;
    }
    if (ask.do === 'run') {
      await zap.run(await this.#sampleOf(connected, tried));
      return;
    }
    if (!tried.isOn) throw new Refusal('Turn the Zap on first: it then remembers what is there.');
    if (trigger.kind === 'poll') {
      this.world.beforePoll();
      const { polled, runs, held, notice, failure } = await zap.poll();
      const message = failure?.message ?? notice;
      const counts = { polled, fired: runs.length, held: held.length };
      tell({ news: 'polled', ...counts, ...(message !== undefined && { message }) });
      return;
    }
    await settled(this.world);
    const since = zap.deliveries.slice(tried.seen);
    tried.seen += since.length;
    const message = since.find(({ failure }) => failure)?.failure?.message;
    const fired = since.flatMap(({ runs }) => runs).length;
    const counts = { polled: since.length, fired, held: 0 };
    tell({ news: 'polled', ...counts, ...(message !== undefined && { message }) });
  }

  /** Where HighLevel is to send to, of an instant trigger of this app; the sandbox is told of it. */
  #addressOf(tried: Tried, { account }: Connected): string | undefined {
    const { trigger } = tried.zap.plan;
    if (trigger.kind !== 'hook' || trigger.app !== APP || tried.address !== undefined) return tried.address;
    const receive = (request: HookRequest) => tried.hearing(() => tried.zap.receive(request));
    const address = this.world.hooks.addressOf({ receive });
    tried.address = address;
    if (account.where === 'sandbox') {
      this.told.send({ key: trigger.trigger ?? '', input: trigger.input ?? {} }, address);
    }
    return address;
  }

  /** What the Zap runs with: what another app would send, or the trigger's latest record. @throws Refusal */
  async #sampleOf(connected: Connected, { zap, listed, settings }: Tried): Promise<Item> {
    const sent = sentTo(listed.id, this.#sceneOf(connected, settings));
    if (sent) return sent;
    const { samples, failure } = await zap.test();
    if (failure) throw new Refusal(failure.message);
    const [sample] = samples;
    if (!sample)
      throw new Refusal('The trigger has no sample yet. Turn the Zap on, and let something happen.');
    return sample;
  }

  #turnOff(tried: Tried | undefined): void {
    if (!tried) return;
    tried.zap.turnOff();
    tried.isOn = false;
    if (tried.address !== undefined) this.told.stop(tried.address);
  }

  #sceneOf({ connection }: Connected, settings: Item): Scene {
    const { sandbox } = this.world;
    return { sandbox, locationId: locationOf(sandbox, connection), settings };
  }

  #othersOf({ account }: Connected): OtherApps {
    const known = this.#others.get(account.id) ?? makeOtherApps(this.world.sandbox);
    this.#others.set(account.id, known);
    return known;
  }
}

/** @throws Refusal if there is no such Zap */
function find(id: string): Listed {
  const listed = listedZaps.find((one) => one.id === id);
  if (!listed) throw new Refusal('There is no such Zap.');
  return listed;
}
