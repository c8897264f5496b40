/**
 * What a trigger saw before, for records of which HighLevel tells no time of change: Zapier remembers what it
 * was given, so a record that goes from one state to another and back would fire once only.
 *
 * The memory is a help that may be gone at any time. A state that is seen for the first time is told as it is,
 * so that Zapier itself knows it; only a state that is seen again is told with a number. If the memory is lost,
 * nothing fires that did not happen: the state is told as it is again, and Zapier knows it. Missed is a change back
 * to a state that was seen last before the loss. A simulation found this way to be right, and numbers alone to fire
 * falsely.
 *
 * One case is left. Where the answer that told a state first got lost on its way to Zapier, and the record came back
 * to that state, Zapier knows the state by its number alone. If the memory is lost then, it fires once more. The app
 * can't know which answers got lost.
 */
import { isEqual } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { DAY_MS } from '../fields/dates';
import { cacheOf } from '../highlevel/cache';
import { locationOf } from '../highlevel/connection';
import { isRecord } from '../highlevel/json';
import { NEWS_MS } from './news';
import { contentHash } from './revision';

/** Of so many records of a list the states are kept. How large a value Zapier keeps is not documented. */
export const MOST_RECORDS = 500;
/** More records than these don't leave a list all at once. */
const FEW = 10;
/** So many states of a record are kept. */
const MOST_STATES = 20;
/** Kept for so long after it was written last. Zapier does not say how long it keeps a value. */
export const KEEP_SECONDS = (90 * DAY_MS) / 1000;
/** A memory that does not change is written again after so long, so that it does not end. */
export const RENEW_MS = DAY_MS;
/** As much of a hash as tells the states of one record apart. */
const STATE_LENGTH = 16;

/** What is known of one record: the states that were seen, the present one first. */
interface Seen {
  states: string[];
  /** How often it came back to a state that was seen before. */
  returns: number;
  /** Whether it came back to the present one. */
  isBack: boolean;
  /** Whether it was missing when its list was read last. */
  isGone?: true;
}

interface Kept {
  /** When this memory was begun: numbers of another one, which was lost, don't come again. */
  begun: number;
  written: number;
  records: { [id: string]: Seen };
  /** When each part of a row that grows was seen first; 0 if it was there when the row was. */
  parts?: { [id: string]: { [part: string]: number } };
  /** What is known of each list, by its name. */
  lists?: { [name: string]: KnownList };
}

/** What is known of a list. */
export interface KnownList {
  /** How many pages it has, where its answers don't count them. */
  pages?: number;
  /** Whether it was too long to be read as a whole when the Zap was turned on. */
  isPartial?: boolean;
  /** When the next of its rows is due, in epoch milliseconds; none is where it is `null`. */
  due?: number | null;
}

/**
 * The key of what a Zap remembers of a trigger with this form. Without the Zap's id, Zaps of one connection with the
 * same form share it, which does no harm.
 */
export function memoryKey(kind: string, bundle: Bundle, trigger: string): string {
  const form = contentHash([locationOf(bundle) ?? '', bundle.inputData ?? {}]);
  return [kind, trigger, bundle.meta?.zap?.id ?? '', form].join(':');
}

/** The memory of one trigger of one Zap. */
export class Memory {
  #kept: Kept;
  #isChanged = false;

  private constructor(
    private readonly z: ZObject,
    private readonly key: string,
    kept: unknown,
  ) {
    this.#kept = isKept(kept) ? kept : { begun: Date.now(), written: 0, records: {} };
  }

  /** The memory that a Zap has of this trigger with this form; an empty one where there is none. */
  static async of(z: ZObject, bundle: Bundle, trigger: string): Promise<Memory> {
    const key = memoryKey('seen', bundle, trigger);
    return new Memory(z, key, await cacheOf(z).get(key));
  }

  /**
   * The revision of a record that is in this state now, and the states that it had before: Zapier must know
   * them all when a Zap is turned on.
   */
  note(id: string, state: string): { revision: string; before: string[] } {
    const short = state.slice(0, STATE_LENGTH);
    const seen = this.#kept.records[id];
    if (!seen) {
      this.#add(id, state);
      return { revision: state, before: [] };
    }
    const present = seen.states[0];
    if (present !== state || seen.isGone) {
      const isBack = seen.states.includes(state);
      const states = [state, ...seen.states.filter((one) => one !== state)].slice(0, MOST_STATES);
      this.#set(id, { states, returns: seen.returns + (isBack ? 1 : 0), isBack });
    }
    const { states, returns, isBack } = this.#kept.records[id] ?? seen;
    const revision = isBack ? `${short}.${this.#kept.begun.toString(36)}.${returns}` : state;
    return { revision, before: isBack ? states : states.slice(1) };
  }

  /**
   * Notes which of its records are there, of a list that was read as a whole: those that are not are gone.
   *
   * @param noted the ids of those that are noted by themselves
   */
  notePresent(present: ReadonlySet<string>, noted: ReadonlySet<string>): void {
    // An empty answer where many were is rather a fault, after which all of them would fire.
    if (!present.size && Object.keys(this.#kept.records).length > FEW) return;
    for (const [id, { isGone = false, ...seen }] of Object.entries(this.#kept.records)) {
      if (isGone === present.has(id) && !noted.has(id))
        this.#set(id, isGone ? seen : { ...seen, isGone: true });
    }
  }

  /** The records that are gone, with the states that were seen of each: they may come back after a loss, too. */
  get gone(): { id: string; states: string[] }[] {
    return Object.entries(this.#kept.records).flatMap(([id, { isGone, states }]) =>
      isGone ? [{ id, states }] : [],
    );
  }

  /**
   * Notes the parts of a row, and answers those that came since the row was seen first and are news: none of a
   * row that is not known yet.
   */
  noteParts(id: string, parts: string[]): string[] {
    const rows = this.#kept.parts ?? {};
    const known = rows[id];
    if (!known && Object.keys(rows).length >= MOST_RECORDS) return [];
    const unknown = parts.filter((part) => known?.[part] === undefined);
    if (unknown.length) {
      const seen = known ? Date.now() : 0;
      rows[id] = { ...known, ...Object.fromEntries(unknown.map((part) => [part, seen])) };
      this.#kept.parts = rows;
      this.#isChanged = true;
    }
    return parts.filter((part) => (rows[id]?.[part] ?? 0) > Date.now() - NEWS_MS);
  }

  /** What is known of a list. */
  listOf(name: string): KnownList {
    return this.#kept.lists?.[name] ?? {};
  }

  /** Notes what was found out about a list. */
  noteList(name: string, known: KnownList): void {
    const before = this.listOf(name);
    const now = { ...before, ...known };
    if (isEqual(before, now)) return;
    this.#kept.lists = { ...this.#kept.lists, [name]: now };
    this.#isChanged = true;
  }

  /** Keeps what was noted. If that fails, the poll goes on without. */
  async keep(): Promise<void> {
    const now = Date.now();
    const { written } = this.#kept;
    const isToBeRenewed = written > 0 && now - written >= RENEW_MS;
    if (!this.#isChanged && !isToBeRenewed) return;
    await cacheOf(this.z).set(this.key, { ...this.#kept, written: now }, KEEP_SECONDS);
  }

  /** Notes a record that was not seen before, as long as there is room; one that is gone makes room. */
  #add(id: string, state: string): void {
    const { records } = this.#kept;
    if (Object.keys(records).length >= MOST_RECORDS) {
      const gone = Object.keys(records).find((one) => records[one]?.isGone);
      if (gone === undefined) return;
      delete records[gone];
    }
    this.#set(id, { states: [state], returns: 0, isBack: false });
  }

  #set(id: string, seen: Seen): void {
    this.#kept.records[id] = seen;
    this.#isChanged = true;
  }
}

const isKept = (value: unknown): value is Kept =>
  isRecord(value) && typeof value.begun === 'number' && isRecord(value.records);
