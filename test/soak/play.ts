/** Plays a history to the Zaps of some sub-accounts, on a virtual clock, and tells what came of it. */
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import type { Fault } from '../../sandbox/gateway/faults';
import type { Outgoing } from '../../sandbox/gateway/http';
import { text } from '../../sandbox/json';
import {
  CacheServer,
  Connection,
  handlerOf,
  type Item,
  loadApp,
  type OperationKind,
  type Result,
  type Run,
  Zap,
  type ZapApp,
} from '../../zapier';
import { DAY, MINUTE, SECOND, type VirtualClock } from './clock';
import { type FleetZap, MARK, planOf } from './fleet';
import { type Happening, isTrouble } from './history';
import { type Difference, Expected, MOST_POLLS, type Wrong } from './judge';
import { LIFE } from './life';
import { chanceOf, dataOf, seedOf } from './random';
import { startWorld, type World } from './world';

/** What is played. */
export interface Play {
  /** Of the sandbox, and of the app's own chance. */
  seed: number;
  start: number;
  days: number;
  /** Minutes between two polls. */
  every: number;
  zaps: readonly FleetZap[];
  /** How many Zaps a sub-account has in the whole fleet: so many share what happens to one of them. */
  each: number;
  history: readonly Happening[];
  /** Ends at the first difference. */
  stopEarly?: boolean;
}

/** What came of it. */
export interface Played {
  polls: number;
  failed: number;
  requests: number;
  events: number;
  fired: number;
  held: number;
  writes: number;
  /** The most requests of one account within ten seconds, and within a day. */
  burst: number;
  daily: number;
  /** How many polls it took at most until something was seen. */
  latest: number;
  differences: Difference[];
  /** How often each kind of Zap fired. */
  firedOf: { [kind: string]: number };
}

/** How long HighLevel takes for an answer. */
const ANSWER = 120;
/** In so many ms of real time half an answer has been read. */
const HALF_READ = 100;
/** The window that HighLevel counts requests in. */
const BURST = 10 * SECOND;

/** An app whose next answer may get lost on its way to Zapier. */
class LossyApp implements ZapApp {
  losesNext = false;

  constructor(private readonly to: Connection) {}

  async perform(kind: OperationKind, key: string, input: Item, meta?: Item): Promise<Result> {
    const answer = await this.to.perform(kind, key, input, meta);
    if (!this.losesNext || kind !== 'triggers') return answer;
    const failure = { kind: 'error', message: 'The answer was lost.' } as const;
    return { ok: false, failure, requests: answer.requests };
  }

  fields(kind: OperationKind, key: string, input: Item) {
    return this.to.fields(kind, key, input);
  }

  primaryKeys(trigger: string): string[] {
    return this.to.primaryKeys(trigger);
  }
}

/** A Zap of the fleet that runs. */
interface Running {
  fleet: FleetZap;
  zap: Zap;
  app: LossyApp;
  expected: Expected;
  isOn: boolean;
  /** Until when its owner has turned it off. */
  offUntil: number;
  nextPoll: number;
}

/** Plays it. The process's clock goes on by so many days; chance is the seed's. */
export async function play(plan: Play, clock: VirtualClock): Promise<Played> {
  clock.restart(plan.start);
  const world = await startWorld(plan.seed, clock);
  const cache = await new CacheServer().start();
  const chance = Math.random;
  try {
    return await new Player(plan, clock, world, cache).play();
  } finally {
    Math.random = chance;
    await Promise.all([world.sandbox.close(), cache.close()]);
  }
}

class Player {
  readonly #played: Played = {
    polls: 0,
    failed: 0,
    requests: 0,
    events: 0,
    fired: 0,
    held: 0,
    writes: 0,
    burst: 0,
    daily: 0,
    latest: 0,
    differences: [],
    firedOf: {},
  };
  /** The troubles that last. */
  #troubles: Happening[] = [];
  /** What is to happen before the nth request of the next poll. */
  #during: Happening[] = [];
  #requestsOfPoll = 0;
  #disturbed = false;
  #refuses = false;
  /** Ends the wait for the rest of an answer. */
  #endOfHalf: NodeJS.Timeout | undefined;
  /** When each account has sent its requests, in the last ten seconds, and how many on which day. */
  readonly #sent = new Map<string, number[]>();
  readonly #days = new Map<string, number>();
  /** How often each task was written. */
  readonly #written = new Map<string, number>();
  #running: Running[] = [];

  constructor(
    private readonly plan: Play,
    private readonly clock: VirtualClock,
    private readonly world: World,
    private readonly cache: CacheServer,
  ) {}

  async play(): Promise<Played> {
    await this.#start();
    const { start, days, history } = this.plan;
    const end = start + days * DAY;
    let next = 0;
    for (;;) {
      const poll = this.#nextPoll();
      const happening = history[next];
      if (happening && happening.at <= (poll?.nextPoll ?? end)) {
        this.clock.goTo(happening.at);
        this.#happen(happening);
        next += 1;
        continue;
      }
      if (!poll || poll.nextPoll >= end || this.#isOver()) break;
      await this.#turn(poll);
    }
    await this.#finish();
    return this.#sum();
  }

  #isOver(): boolean {
    return this.plan.stopEarly === true && this.#played.differences.length > 0;
  }

  /** Loads the app and its connections, and builds the Zaps. */
  async #start(): Promise<void> {
    const { sandbox, places } = this.world;
    const loaded = await loadApp(handlerOf(withSharedOperations(app)), {
      environment: {
        CLIENT_ID: sandbox.clientId,
        CLIENT_SECRET: sandbox.clientSecret,
        HIGHLEVEL_API_URL: sandbox.url,
        HIGHLEVEL_MARKETPLACE_URL: sandbox.url,
      },
      cache: this.cache,
    });
    this.#overhear();
    const connect = (userType: string, account: { accessToken: string; refreshToken: string }, ids: Item) =>
      new Connection(loaded, {
        access_token: account.accessToken,
        refresh_token: account.refreshToken,
        userType,
        ...ids,
      });
    const agencies = new Map(
      sandbox.agencies.map((agency) => [
        agency.companyId,
        connect('Company', agency, { companyId: agency.companyId }),
      ]),
    );
    const own = sandbox.locations.map((location) => {
      const { locationId, companyId } = location;
      return connect('Location', location, { locationId, companyId });
    });
    const step = this.plan.every * MINUTE;
    this.#running = this.plan.zaps.flatMap((fleet): Running[] => {
      const place = places[fleet.account % places.length];
      const agency = agencies.get(place?.companyId ?? '');
      const location = own[fleet.account % places.length];
      if (!place || !agency || !location) return [];
      const zapPlan = planOf(fleet, place);
      const { trigger } = zapPlan;
      const through = new LossyApp(trigger.app === 'agency' ? agency : location);
      const apps = { location, agency, [trigger.app]: through };
      const zap = new Zap(zapPlan, { apps, sleep: async (seconds) => this.clock.pass(seconds * SECOND) });
      const expected = new Expected(fleet.kind, place, (wrong, about) => this.#differs(wrong, fleet, about));
      const nextPoll = this.plan.start + Math.floor(fleet.turn * step);
      return [{ fleet, zap, app: through, expected, isOn: false, offUntil: 0, nextPoll }];
    });
    this.world.listen((table, before, after) => {
      for (const { expected } of this.#running) expected.changed(table, before, after);
      const title = table === 'tasks' && !before ? text(after?.title) : undefined;
      if (title?.startsWith(MARK)) this.#written.set(title, (this.#written.get(title) ?? 0) + 1);
    });
  }

  #differs(wrong: Wrong, { name, account }: FleetZap, about: string): void {
    this.#played.differences.push({ wrong, at: Date.now(), account, zap: name, about });
  }

  /** Counts each request before it is answered, and lets things happen between two of one poll. */
  #overhear(): void {
    const { sandbox } = this.world;
    const { pipeline, requests } = sandbox;
    const answer = pipeline.answer.bind(pipeline);
    pipeline.answer = async (incoming): Promise<Outgoing> => {
      this.clock.pass(ANSWER);
      this.#requestsOfPoll += 1;
      this.#interrupt(this.#requestsOfPoll);
      const answered = await answer(incoming);
      this.#count(incoming.headers.authorization ?? '');
      // Nobody reads what a request was, and its answer may be long.
      requests.length = 0;
      // The rest of its body never comes, and nobody here has the time to wait for that.
      if (answered.cut === 'midway') this.#endOfHalf = setTimeout(() => this.clock.endTimeouts(), HALF_READ);
      if (answered.status === 429 && !this.#refuses) {
        const [any] = this.#running;
        if (any) this.#differs('budget', any.fleet, 'HighLevel got too many requests.');
      }
      return answered;
    };
  }

  #count(owner: string): void {
    const now = Date.now();
    this.#played.requests += 1;
    const recent = (this.#sent.get(owner) ?? []).filter((at) => at > now - BURST);
    recent.push(now);
    this.#sent.set(owner, recent);
    const day = `${owner} ${Math.floor(now / DAY)}`;
    const count = (this.#days.get(day) ?? 0) + 1;
    this.#days.set(day, count);
    this.#played.burst = Math.max(this.#played.burst, recent.length);
    this.#played.daily = Math.max(this.#played.daily, count);
  }

  #interrupt(request: number): void {
    const due = this.#during.filter(({ during = 1 }) => during <= request);
    if (!due.length) return;
    this.#during = this.#during.filter((one) => !due.includes(one));
    this.#disturbed = true;
    for (const one of due) this.#live(one);
  }

  #nextPoll(): Running | undefined {
    let first: Running | undefined;
    for (const one of this.#running) if (!first || one.nextPoll < first.nextPoll) first = one;
    return first;
  }

  #live({ what, account, seed, size }: Happening): void {
    const place = this.world.places[account % this.world.places.length];
    if (place) LIFE[what]?.act(place, dataOf(seed), size);
  }

  /** Something happens: to the records, or to the connection and its Zaps. */
  #happen(happening: Happening): void {
    const { what, account, at, lasts } = happening;
    if (!isTrouble(what)) {
      if (happening.during) this.#during.push(happening);
      else this.#live(happening);
      return;
    }
    if (what === 'the token ends') this.world.sandbox.expireTokens();
    else if (what === 'what the app kept is lost') {
      this.cache.forget();
      for (const { expected } of this.#running) expected.lostMemory();
    } else if (what === 'a Zap is turned off for some hours') {
      for (const one of this.#of(account)) {
        if (!this.#meets(happening, one)) continue;
        one.isOn = false;
        one.offUntil = at + lasts;
        one.expected.turnedOff();
      }
    } else this.#troubles.push(happening);
  }

  #of(account: number): Running[] {
    return this.#running.filter(({ fleet }) => fleet.account === account);
  }

  /** Whether something happens to this Zap: by chance, whatever other Zaps there are. */
  #meets({ seed, what }: Happening, { fleet }: Running, share = 1.5 / this.plan.each): boolean {
    return chanceOf(seedOf(seed, what, fleet.name))() < share;
  }

  /** A Zap's turn: it is turned on, or polled. */
  async #turn(one: Running): Promise<void> {
    const { fleet, expected } = one;
    const at = one.nextPoll;
    const isFast = fleet.fast && at < this.plan.start + DAY;
    one.nextPoll += (isFast ? 1 : this.plan.every) * MINUTE;
    this.clock.goTo(at);
    if (!one.isOn && one.offUntil > Date.now()) return;
    Math.random = chanceOf(seedOf(this.plan.seed, fleet.name, at));
    this.#requestsOfPoll = 0;
    this.#disturbed = false;
    const isTroubled = this.#setTroubles(one, at);
    if (this.#isLookedAt(one, at)) await one.zap.sample();
    if (one.isOn) await this.#poll(one, isTroubled);
    else {
      expected.turningOn();
      // Zapier begins anew, and may give what it gave before.
      for (const title of this.#written.keys())
        if (title.startsWith(`${MARK}${fleet.name} · `)) this.#written.delete(title);
      const { failure } = await one.zap.turnOn();
      expected.turnedOn(!failure && !this.#disturbed && !isTroubled);
      one.isOn = !failure;
      if (failure) expected.turnedOff();
      if (failure && !isTroubled) this.#differs('failed', fleet, failure.message);
    }
    this.world.sandbox.faults.clear();
    clearTimeout(this.#endOfHalf);
    this.#interrupt(Number.POSITIVE_INFINITY);
  }

  /** Whether its owner tests the trigger in the editor now. */
  #isLookedAt({ fleet }: Running, at: number): boolean {
    return this.#troubles.some((trouble) => {
      const { what, account, at: begun } = trouble;
      const isNow = begun <= at && begun > at - this.plan.every * MINUTE;
      return what === 'an owner looks at a sample' && account === fleet.account && isNow;
    });
  }

  async #poll(one: Running, isTroubled: boolean): Promise<void> {
    const { zap, fleet, expected } = one;
    expected.beforePoll();
    const { runs, held, failure } = await zap.poll();
    const { played } = this;
    played.polls += 1;
    for (const { item } of runs) expected.fires(String(item.id));
    for (const item of held) expected.fires(String(item.id));
    const fired = runs.length + held.length;
    played.held += held.length;
    played.firedOf[fleet.kind.name] = (played.firedOf[fleet.kind.name] ?? 0) + fired;
    if (failure) {
      played.failed += 1;
      const isGone = fleet.kind.all(expected.place).length === 0;
      if (!isTroubled && !isGone) this.#differs('failed', fleet, failure.message);
    }
    if (one.app.losesNext) expected.sawInVain();
    expected.afterPoll(!failure, this.#disturbed || isTroubled);
    this.#checkWrites(one, [...runs, ...(held.length ? await zap.release() : [])]);
    // What ran is judged; to keep it all would take the memory.
    zap.history.length = 0;
  }

  get played(): Played {
    return this.#played;
  }

  /** Each run that succeeded has written its task once; one that failed may have, and not twice. */
  #checkWrites({ fleet }: Running, runs: Run[]): void {
    if (!fleet.writes) return;
    for (const { item, outcome } of runs) {
      const title = `${MARK}${fleet.name} · ${item.id} · ${item.revision}`;
      const times = this.#written.get(title) ?? 0;
      this.#played.writes += times;
      if (outcome === 'success' && times === 0) this.#differs('write lost', fleet, String(item.id));
      if (times > 1) this.#differs('write twice', fleet, String(item.id));
    }
  }

  /** Switches on what goes wrong at this poll. Answers whether anything does. */
  #setTroubles(one: Running, at: number): boolean {
    this.#troubles = this.#troubles.filter(({ at: begun, lasts }) => begun + lasts > at - DAY);
    one.app.losesNext = false;
    this.#refuses = false;
    let found = false;
    for (const trouble of this.#troubles) {
      if (trouble.account !== one.fleet.account || trouble.at + trouble.lasts < at) continue;
      found = this.#setTrouble(trouble, one, at) || found;
    }
    return found;
  }

  #setTrouble(trouble: Happening, one: Running, at: number): boolean {
    const chance = chanceOf(seedOf(trouble.seed, one.fleet.name, at));
    const { faults } = this.world.sandbox;
    const add = (fault: Fault) => {
      faults.add({ endpoint: NOT_TOKENS, ...fault });
      return true;
    };
    const few = 1 + Math.floor(chance() * 4);
    const later = chance() < 0.5;
    switch (trouble.what) {
      case 'HighLevel says too many requests':
        this.#refuses = true;
        return add({ ...TOO_MANY, times: few });
      case 'the day has no requests left':
        this.#refuses = true;
        return add({ ...NONE_LEFT, times: 20 });
      case 'HighLevel fails':
        return add({
          status: [500, 502, 503, 504][few % 4] ?? 500,
          times: few,
          ...(later && { after: true }),
        });
      case 'a connection is cut':
        return add({ cut: true, times: few, ...(later && { after: true }) });
      case 'an answer breaks off':
        return add({ cut: 'midway', times: few });
      case 'answers are slow':
        return add({ delayMs: Math.floor(chance() * 12 * SECOND), times: few });
      case 'all polls of a Zap fail for a day':
        return this.#meets(trouble, one) && add({ status: 500, times: 50 });
      case 'an answer is lost on its way to Zapier':
        one.app.losesNext = this.#meets(trouble, one, 0.3);
        return one.app.losesNext;
      default:
        return false;
    }
  }

  /** Polls on without any trouble, until nothing is left that has to be seen. */
  async #finish(): Promise<void> {
    this.#troubles = [];
    this.#during = [];
    for (let polls = 0; polls <= MOST_POLLS && !this.#isOver(); polls += 1) {
      const waiting = this.#running.filter(({ isOn, expected }) => isOn && expected.waiting > 0);
      if (!waiting.length) break;
      for (const one of waiting) await this.#turn(one);
    }
  }

  #sum(): Played {
    const { played } = this;
    for (const { expected } of this.#running) {
      played.events += expected.events;
      played.fired += expected.fired;
      played.latest = Math.max(played.latest, expected.latest);
    }
    return played;
  }
}

/** A refresh whose answer is lost ends a connection, whatever the app does: its owner has to reconnect. */
const NOT_TOKENS = /^(?!POST \/oauth\/token)/;

const TOO_MANY: Fault = {
  status: 429,
  body: { statusCode: 429, message: 'Too Many Requests' },
  headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-interval-milliseconds': '10000' },
};

const NONE_LEFT: Fault = {
  status: 429,
  body: { statusCode: 429, message: 'Too Many Requests' },
  headers: { 'x-ratelimit-daily-remaining': '0', 'x-ratelimit-daily-reset': '7200000' },
};
