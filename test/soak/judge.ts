/**
 * The judge: it hears of every change, and says of each Zap what it has to fire for. It knows the records of the
 * sandbox, the polls and what fired, and nothing of how the app finds out.
 */
import type { Row } from '../../sandbox/table';
import { DAY, HOUR, MINUTE } from './clock';
import type { Fact, ZapKind } from './kinds';
import type { Place, TableName } from './world';

/** What is older than this is no news. */
const NEWS = 3 * DAY;
/** So near to that age either is right: a record is read some time after its moment. */
const NEARLY = HOUR;
/** What is younger than this has to be seen at the next poll, where the list is sorted by it. */
const RECENT = 5.5 * HOUR;
/** Within so many polls what was not recent any more has to be seen: nine in ten polls do not read as far back. */
export const MOST_POLLS = 150;

/** A list of so many is read as a whole at each poll, and the memory has room for all of them. */
const FEW = 400;

export type Wrong = 'missed' | 'double' | 'old' | 'failed' | 'write lost' | 'write twice' | 'budget';

/** A difference between what a Zap did and what it had to do. */
export interface Difference {
  wrong: Wrong;
  at: number;
  account: number;
  zap: string;
  /** The record, or what was said. */
  about: string;
}

/** What is known of one record, for one Zap. Without an entry, it is as it was when the Zap was turned on. */
interface Entry {
  /** What is true of it now; `undefined` where it is not to be seen. */
  now: Fact | undefined;
  /** What of it the Zap has fired for, or has seen when it was turned on. */
  done: string | undefined;
  /** Whether the Zap has to fire, may, or must not. */
  due: 'must' | 'may' | 'no';
  /** In which turn it became due, and how many polls saw nothing since. */
  turn: number;
  polls: number;
  since: number;
  fired: number;
  /** The states that Zapier knows: there when the Zap was turned on, told by the memory then, or fired for. */
  known: Set<string>;
  losses: number;
  /** A poll has seen that it was gone. */
  wasGone: boolean;
  /** The state in which the app has seen it last. */
  sight: string | undefined;
  /** The app may have seen it in another state than the one that the Zap fired for, in an answer that was lost. */
  hasStrayed: boolean;
  /** States of which Zapier may have been told in a lost answer alone: the next time, the memory gives them a number. */
  untaught: Set<string>;
}

/** What a record was while a poll read. */
interface Meanwhile {
  /** Whether it was due at any time of it. */
  isDue: boolean;
  states: Set<string>;
}

/** The states of one record that the app's memory has, since it was lost: turning the Zap off does not end it. */
interface Remembered {
  losses: number;
  must: Set<string>;
  may: Set<string>;
}

/** What one Zap had to do, and did. */
export class Expected {
  events = 0;
  fired = 0;
  /** How many polls later than possible it fired, at most. */
  latest = 0;
  readonly #entries = new Map<string, Entry>();
  readonly #due = new Set<string>();
  readonly #remembered = new Map<string, Remembered>();
  /** The states of each record that Zapier was told of when the Zap was turned on: it keeps them, whatever the app loses. */
  readonly #toldAtFirst = new Map<string, Set<string>>();
  #all = new Map<string, Fact>();
  #openedWith = new Map<string, Fact>();
  #on = false;
  #opening = false;
  /** Whether turning on saw all that was there, and how often the memory had been lost by then. */
  #openedSurely = false;
  #openedAfter = 0;
  #turn = 0;
  #losses = 0;
  /** When the last poll with an answer, or the turning on, began and ended. */
  #lastLook = 0;
  #lastSeen = 0;
  #began = 0;
  #lostAt = 0;
  #inVain = 0;
  #isReading = false;
  /** When it was looked last at what time alone changes. */
  #comparedAt = 0;
  /** The records that changed while a poll read: nobody can tell in which state it saw them. */
  readonly #unsure = new Set<Entry>();
  /** Those of the poll that reads now. */
  readonly #meanwhile = new Map<string, Meanwhile>();

  constructor(
    readonly kind: ZapKind,
    readonly place: Place,
    /** Tells of a difference: what is wrong, and with which record. */
    private readonly differs: (wrong: Wrong, about: string) => void,
  ) {}

  /** The Zap is being turned on: what is there now will be known to it, what happens meanwhile may be. */
  turningOn(): void {
    this.#on = true;
    this.#opening = true;
    this.#entries.clear();
    this.#due.clear();
    this.#unsure.clear();
    this.#meanwhile.clear();
    this.#began = Date.now();
    this.#lastLook = this.#began;
    this.#lastSeen = this.#began;
    if (!this.kind.of || this.kind.moves) this.#all = byKey(this.kind.all(this.place));
    const hasMemory = this.kind.remembers || this.kind.comesBack;
    this.#openedWith = hasMemory ? byKey(this.kind.all(this.place)) : new Map();
    for (const [key, { token }] of this.#openedWith) this.#rememberedOf(key).may.add(token);
    this.#toldAtFirst.clear();
    this.#openedAfter = this.#losses;
    for (const [key, { losses, may }] of this.#remembered)
      if (losses === this.#losses) this.#toldAtFirst.set(key, new Set(may));
  }

  /** @param surely whether the app got all that was there when it began */
  turnedOn(surely: boolean): void {
    this.#opening = false;
    this.#openedSurely = surely;
    if (surely) for (const [key, { token }] of this.#openedWith) this.#rememberedOf(key).must.add(token);
  }

  turnedOff(): void {
    this.#on = false;
    for (const [key, entry] of this.#entries) this.#leave(key, entry);
  }

  /** The app has read, and its answer was lost. */
  sawInVain(): void {
    this.#inVain = Date.now();
    this.#sawMeanwhile(true);
  }

  /** The app has read while these records changed: it may have seen any of the states that they were in. */
  #sawMeanwhile(isLost: boolean): void {
    for (const [key, { states }] of this.#meanwhile) {
      const entry = this.#entries.get(key);
      const { may } = this.#rememberedOf(key);
      for (const state of states) {
        may.add(state);
        if (isLost && !entry?.known.has(state)) entry?.untaught.add(state);
      }
      if (!entry || (entry.now && states.size < 2)) continue;
      this.#unsure.add(entry);
      if (entry.now && entry.due === 'no') entry.due = 'may';
    }
  }

  /** What the app had kept for the connection is lost. */
  lostMemory(): void {
    this.#losses += 1;
    this.#lostAt = Date.now();
    // What only the memory could tell as news, and no poll has seen yet, may be missed.
    for (const key of this.#due) {
      const entry = this.#entries.get(key);
      if (!entry?.now || !this.#isToldByMemory(entry, entry.now)) continue;
      entry.due = 'may';
      this.#due.delete(key);
    }
    // Its number told it from what Zapier knew. Without, it is a state that no answer has brought to Zapier.
    for (const entry of this.#entries.values())
      if (entry.now && entry.untaught.has(entry.now.token) && entry.due === 'no') entry.due = 'may';
  }

  #isToldByMemory({ known }: Entry, { token, atFirst }: Fact): boolean {
    return known.has(token) || (this.kind.changesOnly === true && !atFirst);
  }

  /** A record was added, changed or deleted. */
  changed(table: TableName, before: Row | undefined, after: Row | undefined): void {
    const { kind, place } = this;
    if (!this.#on || !kind.tables.includes(table)) return;
    if (!kind.of) {
      this.#compare();
      return;
    }
    const is = byKey(after ? kind.of(after, place) : []);
    if (!kind.moves) {
      this.#differences(byKey(before ? kind.of(before, place) : []), is);
      return;
    }
    // What was true of it is what the last look at the window said.
    const id = (after ?? before)?.id ?? '';
    const known = this.#all.get(id);
    this.#all.delete(id);
    for (const [key, fact] of is) this.#all.set(key, fact);
    this.#differences(byKey(known ? [known] : []), is);
  }

  /** The Zap is about to be polled: what time alone has changed is noticed. */
  beforePoll(): void {
    if (this.#on && this.kind.moves) this.#compare();
    this.#began = Date.now();
    this.#turn += 1;
    this.#isReading = true;
    this.#meanwhile.clear();
  }

  #compare(): void {
    this.#comparedAt = Date.now();
    const is = byKey(this.kind.all(this.place));
    this.#differences(this.#all, is);
    this.#all = is;
  }

  #differences(was: Map<string, Fact>, is: Map<string, Fact>): void {
    for (const [key, fact] of was) if (!is.has(key)) this.#became(key, fact, undefined);
    for (const [key, fact] of is) {
      const before = was.get(key);
      if (before?.token !== fact.token) this.#became(key, before, fact);
      else if (fact.vague !== before.vague) this.#unclear(key, before);
    }
  }

  /** A record is so near to the edge of a window that it may come and go. */
  #unclear(key: string, before: Fact): void {
    const entry = this.#entryOf(key, before);
    if (entry.due === 'must' && entry.done === undefined) entry.due = 'may';
  }

  #entryOf(key: string, before: Fact | undefined): Entry {
    const known = this.#entries.get(key);
    if (known) return known;
    const token = before?.token;
    const made: Entry = {
      now: before,
      done: token,
      due: 'no',
      turn: this.#turn,
      polls: 0,
      since: 0,
      fired: 0,
      known: new Set([
        ...(token === undefined ? [] : [token]),
        ...(this.#toldAtFirst.get(key) ?? []),
        ...this.#rememberedOf(key).may,
      ]),
      losses: this.#losses,
      wasGone: before === undefined && this.#wasGoneAtFirst(),
      sight: token,
      hasStrayed: false,
      untaught: new Set(),
    };
    this.#entries.set(key, made);
    return made;
  }

  /** Whether the app has seen, when the Zap was turned on, that a record was not there, and remembers it. */
  #wasGoneAtFirst(): boolean {
    return this.kind.comesBack && this.#openedSurely && this.#openedAfter === this.#losses && this.#isWhole();
  }

  #became(key: string, before: Fact | undefined, now: Fact | undefined): void {
    const entry = this.#entryOf(key, before);
    this.#leave(key, entry);
    if (this.#isReading) this.#noteMeanwhile(key, entry, now);
    const wasSeen = before !== undefined && this.#hasSeen(key, entry, before);
    entry.now = now;
    entry.since = Date.now();
    entry.turn = this.#turn;
    entry.polls = 0;
    entry.due = this.kind.changesOnly
      ? this.#dueOfChange(key, entry, before, now, wasSeen)
      : this.#dueOf(key, entry, before, now);
    if (entry.due === 'must') {
      this.events += 1;
      this.#due.add(key);
    } else this.#due.delete(key);
  }

  /** It changes while a poll reads. */
  #noteMeanwhile(key: string, { now: before, due }: Entry, now: Fact | undefined): void {
    const { isDue = false, states = [] } = this.#meanwhile.get(key) ?? {};
    const facts = [before, now].filter((fact) => fact !== undefined);
    this.#meanwhile.set(key, {
      isDue: isDue || due !== 'no',
      states: new Set([...states, ...facts.map(({ token }) => token)]),
    });
  }

  #rememberedOf(key: string): Remembered {
    const known = this.#remembered.get(key);
    if (known?.losses === this.#losses) return known;
    const anew: Remembered = { losses: this.#losses, must: new Set(), may: new Set() };
    this.#remembered.set(key, anew);
    return anew;
  }

  /** Notes whether the app's memory may have seen the state that is left, and whether it must have. */
  #leave(key: string, entry: Entry): void {
    const { must, may } = this.#rememberedOf(key);
    if (entry.losses !== this.#losses) {
      entry.wasGone = false;
      entry.losses = this.#losses;
    }
    const { now, since } = entry;
    const seen = Math.max(this.#lastSeen, this.#inVain);
    if (now && seen > since) {
      const isTold = this.#lastLook > since;
      entry.sight = now.token;
      if (isTold) entry.hasStrayed = false;
      else {
        if (now.token !== entry.done) entry.hasStrayed = true;
        if (this.#inVain > since && !entry.known.has(now.token)) entry.untaught.add(now.token);
      }
    }
    const kept = Math.max(since, this.#lostAt);
    if (now && seen > kept) may.add(now.token);
    if (this.#lastLook <= kept) return;
    if (now) must.add(now.token);
    else if (this.kind.comesBack && this.#isWhole()) entry.wasGone = true;
  }

  /** Whether each poll sees the whole list, and the memory has room for all that is in it. */
  #isWhole(): boolean {
    return this.kind.sight === 'whole' || this.kind.all(this.place).length < FEW;
  }

  /** Whether the app must have seen this state of a record, and remember it. */
  #hasSeen(key: string, entry: Entry, state: Fact): boolean {
    return (
      this.#rememberedOf(key).must.has(state.token) &&
      (!this.#losses || entry.since > this.#lostAt || this.#isWhole())
    );
  }

  /** As `#dueOf`, where only what the app saw otherwise before can be noticed. */
  #dueOfChange(
    key: string,
    entry: Entry,
    before: Fact | undefined,
    now: Fact | undefined,
    wasSeen: boolean,
  ): Entry['due'] {
    if (!now) return 'no';
    const isFirst = !before && entry.done === undefined;
    if (now.fires === false || (isFirst && !now.atFirst)) {
      entry.done = now.token;
      return 'no';
    }
    if (now.token === entry.done && this.#isFiredFor(entry)) return 'no';
    const age = now.since === undefined ? 0 : Date.now() - now.since;
    if (age > NEWS + NEARLY) return 'no';
    if (age > NEWS - NEARLY || now.vague || this.#opening) return 'may';
    if (now.token === entry.done || this.#unsure.has(entry)) return 'may';
    if (!now.atFirst) return wasSeen ? 'must' : 'may';
    // Zapier knows it, and only a memory that saw it too can tell that it is so again.
    return entry.known.has(now.token) && !this.#rememberedOf(key).must.has(now.token) ? 'may' : 'must';
  }

  #dueOf(key: string, entry: Entry, before: Fact | undefined, now: Fact | undefined): Entry['due'] {
    if (!now) return 'no';
    // Whether it was gone is known to the memory, if it has not been lost since.
    const isAgain = this.kind.comesBack && entry.known.has(now.token) && before === undefined;
    // It went there and back. If the app saw what was between, and it did not fire, because an answer or the memory
    // was lost, both are right.
    if (now.token === entry.done && !isAgain) return this.#isFiredFor(entry) ? 'no' : 'may';
    const age = now.since === undefined ? 0 : Date.now() - now.since;
    if (age > NEWS + NEARLY) return 'no';
    if (age > NEWS - NEARLY || now.vague || this.#opening) return 'may';
    const { must } = this.#rememberedOf(key);
    // A change back, which only a memory can tell: it may have been lost, or have seen only a part.
    if (isAgain) {
      const isTold = entry.wasGone && must.has(now.token);
      entry.wasGone = false;
      return isTold ? 'must' : 'may';
    }
    const isBack = this.kind.remembers && entry.known.has(now.token);
    // What was between was there between two polls only, so that for the app nothing has changed.
    if (isBack && (this.#unsure.has(entry) || entry.sight === now.token) && this.kind.sight === 'whole')
      return 'may';
    const isTold = must.has(now.token) && this.kind.sight === 'whole';
    return isBack && !isTold ? 'may' : 'must';
  }

  /** Whether nothing is left to fire for, of a record that is in the state that the Zap has fired for. */
  #isFiredFor(entry: Entry): boolean {
    return entry.sight === entry.done && !entry.hasStrayed && !this.#unsure.has(entry);
  }

  /** The Zap fires for a record. */
  fires(id: string): void {
    this.fired += 1;
    // A poll may wait for its answer: what comes true by then may fire.
    if (this.kind.moves && this.#comparedAt !== Date.now()) this.#compare();
    const key = this.#keyFor(id);
    const entry = this.#entries.get(key);
    const meanwhile = this.#meanwhile.get(key);
    const isDue = (entry?.now && entry.due !== 'no') || meanwhile?.isDue;
    if (!entry || !isDue) {
      this.differs(entry?.fired ? 'double' : 'old', id);
      return;
    }
    this.latest = Math.max(this.latest, entry.polls);
    entry.fired += 1;
    this.#due.delete(key);
    entry.due = 'no';
    entry.hasStrayed = false;
    // Where it fired for a state before this one, it has to fire for this one yet: see #sawMeanwhile.
    if (!meanwhile) this.#unsure.delete(entry);
    for (const state of meanwhile?.states ?? []) entry.known.add(state);
    if (!entry.now) return;
    entry.done = entry.now.token;
    entry.sight = entry.done;
    entry.known.add(entry.done);
  }

  /** A record that has several facts fires for one after the other. */
  #keyFor(id: string): string {
    if (this.kind.of && !this.#isWaiting(id)) {
      for (const key of this.#due) if (key.startsWith(`${id}#`)) return key;
    }
    return this.kind.of || this.kind.moves ? id : '*';
  }

  #isWaiting(id: string): boolean {
    const due = this.#entries.get(id)?.due;
    return due === 'must' || due === 'may';
  }

  /**
   * A poll has ended, and all that it fired for was told.
   * @param saw whether the app got an answer
   * @param disturbed something happened while it read, or went wrong: it may have left some to the next poll
   */
  afterPoll(saw: boolean, disturbed: boolean): void {
    this.#isReading = false;
    if (saw) {
      this.#lastSeen = Date.now();
      this.#lastLook = this.#began;
      if (!disturbed) this.#settle();
      this.#sawMeanwhile(false);
    }
    for (const key of this.#due) {
      const entry = this.#entries.get(key);
      // What happened while the poll went on may be left to the next one.
      if (!entry?.now || entry.turn === this.#turn || !saw || disturbed) continue;
      entry.polls += 1;
      if (this.#isLapsed(entry)) {
        this.#due.delete(key);
        entry.due = 'may';
      }
      if (entry.polls < this.#patience(entry.now)) continue;
      this.#due.delete(key);
      // Told once: should it fire after all, that is no second difference.
      entry.due = 'may';
      this.differs('missed', `${key} (${new Date(entry.since).toISOString()})`);
    }
  }

  /** A poll has seen all there is, and told it: nothing of it is left to fire. */
  #settle(): void {
    if (this.kind.sight !== 'whole') return;
    for (const entry of this.#unsure) {
      if (!entry.now || entry.due === 'must') continue;
      this.#unsure.delete(entry);
      entry.hasStrayed = false;
      entry.due = 'no';
      entry.done = entry.now.token;
      entry.sight = entry.done;
    }
  }

  /** It is no news any more, after polls that failed for days. */
  #isLapsed({ now, polls }: Entry): boolean {
    const isOld = now?.since !== undefined && Date.now() - now.since > NEWS - NEARLY;
    return isOld && polls < MOST_POLLS / 2;
  }

  /** Within how many polls it has to be seen. */
  #patience(now: Fact): number {
    if (this.kind.sight === 'whole') return 1;
    const isRecent = now.sorted !== undefined && Date.now() - now.sorted < RECENT - MINUTE;
    return this.kind.sight === 'sorted' && isRecent ? 1 : MOST_POLLS;
  }

  /** Whether something has yet to fire. */
  get waiting(): number {
    return this.#due.size;
  }
}

const byKey = (facts: Fact[]): Map<string, Fact> => new Map(facts.map((fact) => [fact.key, fact]));
