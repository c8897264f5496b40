/**
 * What a trigger saw of each record, for changes of which HighLevel tells no time: the owner of an opportunity, chosen
 * fields of a contact, the start of an appointment. Such a change is noticed only because another value of the same
 * record was seen before, so what is seen for the first time is noted in silence, and nothing fires falsely. If the
 * memory is lost, changes across the loss are missed, and no others. A simulation found this way to be right.
 *
 * One list may have tens of thousands of records, and how large a value of Zapier's cache may be is not documented, so
 * the records are spread over many small values. A poll reads those alone in which it has something to look up: the
 * records whose time of update is of the last hours.
 */
import { isEqual, uniq } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { cacheOf } from '../highlevel/cache';
import { CacheParts } from '../highlevel/cache-parts';
import { isRecord } from '../highlevel/json';
import type { PageStart } from '../highlevel/paging';
import { KEEP_SECONDS, memoryKey, RENEW_MS } from './memory';
import { NEWS_MS, RECENT_MS } from './news';
import { contentHash } from './revision';

/** So many records share one value of the cache, as far as their number is known when the memory is begun. */
const SHARE = 300;
const MOST_PARTS = 64;
/** So many earlier values of a record are kept as hashes. */
const MOST_EARLIER = 8;
/** As much of a hash as tells the values of one record apart. */
const HASH_LENGTH = 12;

/** What is known of one record. */
interface Seen {
  /** The value as JSON. */
  value: string;
  /** The record's time of update when this value was noted, in epoch milliseconds. */
  at: number;
  /** How often the value changed. */
  changes: number;
  /** The value before this one. */
  former?: string;
  /** The hashes of the values before this one. */
  earlier?: string[];
  /** Whether it had this value before. */
  isBack?: true;
}

/** Some of the records. Numbers of changes are told with `begun`: those of a part that was lost don't come again. */
interface Part {
  begun: number;
  records: { [id: string]: Seen };
}

interface Kept {
  begun: number;
  written: number;
  /** Over how many values of the cache the records are spread. */
  parts: number;
  /** The latest time of update that was seen. */
  latest: number;
  /** Where the part of the list begins that was not seen yet. */
  rest?: PageStart;
}

/** What the memory says of a record that has a value now. */
export interface Noted {
  /** Whether another value was seen before. */
  hasChanged: boolean;
  /** Another text after each change. */
  revision: string;
  /** The same for a value of which the first time needs no proof: without a number the first time. */
  entry: string;
  /** The entries that Zapier must know when a Zap is turned on, beside the present one. */
  before: string[];
  /** The value before this one; `undefined` where none was seen. */
  former: unknown;
  /** The record's time of update when it was seen with this value first, in epoch milliseconds. */
  at: number;
}

/** What one Zap saw of the records of one trigger. */
export class EvidenceMemory {
  #kept: Kept | undefined;
  #parts: CacheParts<Part> | undefined;
  readonly #unseen = new Set<string>();
  /** Where the part of the list begins that was not seen yet. */
  rest: PageStart | undefined;
  /** The latest time of update that is kept. */
  readonly #keptLatest: number;

  private constructor(
    private readonly z: ZObject,
    private readonly key: string,
    kept: unknown,
  ) {
    this.#kept = isKept(kept) ? kept : undefined;
    this.rest = this.#kept?.rest;
    this.#keptLatest = this.#kept?.latest ?? 0;
  }

  static async of(z: ZObject, bundle: Bundle, trigger: string): Promise<EvidenceMemory> {
    const key = memoryKey('evidence', bundle, trigger);
    return new EvidenceMemory(z, key, await cacheOf(z).get(key));
  }

  /** Whether nothing is known yet, because the Zap is being turned on or the memory was lost. */
  get isNew(): boolean {
    return this.#kept === undefined;
  }

  /**
   * Whether a record with this time of update has to be looked up: what is older was looked up before.
   *
   * @param isDeep whether to look back over all that is news, as one poll in some does
   */
  isDue(id: string, time: number | undefined, isDeep: boolean): boolean {
    const { latest = 0 } = this.#kept ?? {};
    return time === undefined || time > latest - (isDeep ? NEWS_MS : RECENT_MS) || this.#unseen.has(id);
  }

  /** Has these records looked up, however old they are. */
  lookUp(ids: string[]): void {
    for (const id of ids) this.#unseen.add(id);
  }

  /**
   * Reads what is known of these records.
   *
   * @param expected how many records the lists have, as far as is known
   */
  async load(ids: string[], expected: number): Promise<void> {
    await this.#partsOf(this.#begun(expected)).load(ids);
  }

  /**
   * Notes the value that a record has now, which was loaded before.
   *
   * @param time the record's time of update: a value counts as another one only if that moved on, so that an index
   * that gives old and new states in turns does not count
   */
  note(id: string, value: unknown, time: number | undefined): Noted {
    const kept = this.#begun();
    const parts = this.#partsOf(kept);
    const part = parts.of(id);
    if (!part) throw new Error('A record must be loaded before its value is noted.');
    const now = JSON.stringify(value) ?? '';
    const at = time ?? Date.now();
    const latest = Math.min(at, Date.now());
    if (latest > kept.latest) this.#kept = { ...kept, latest };
    const seen = part.records[id];
    if (!seen || (seen.value !== now && (time === undefined || time > seen.at))) {
      part.records[id] = seen ? changed(seen, now, at) : { value: now, at, changes: 0 };
      parts.touch(id);
    }
    return noted(part.records[id] ?? { value: now, at, changes: 0 }, part.begun);
  }

  /** Keeps what was noted. If that fails, the poll goes on without. */
  async keep(): Promise<void> {
    if (!this.#kept) return;
    const { rest: before, ...kept } = this.#kept;
    const { rest } = this;
    const written = Date.now();
    const isLater = kept.latest - this.#keptLatest > RECENT_MS / 2;
    const parts = this.#partsOf(this.#kept);
    const isChanged = parts.isChanged || isLater || !isEqual(rest, before);
    if (!isChanged && written - kept.written < RENEW_MS) return;
    await Promise.all([
      cacheOf(this.z).set(this.key, { ...kept, written, ...(rest && { rest }) }, KEEP_SECONDS),
      parts.keep(KEEP_SECONDS),
    ]);
  }

  #begun(expected = 0): Kept {
    if (this.#kept) return this.#kept;
    const parts = Math.min(MOST_PARTS, Math.max(1, Math.ceil(expected / SHARE)));
    this.#kept = { begun: Date.now(), written: 0, parts, latest: 0 };
    return this.#kept;
  }

  #partsOf({ begun, parts }: Kept): CacheParts<Part> {
    this.#parts ??= new CacheParts(this.z, `${this.key}:${begun}`, parts, {
      read: (kept) => (isPart(kept) ? kept : { begun: Date.now(), records: {} }),
      write: (part) => part,
    });
    return this.#parts;
  }
}

function changed({ value: former, changes, earlier = [] }: Seen, value: string, at: number): Seen {
  const isBack = earlier.includes(hashOf(value));
  const kept = [hashOf(former), ...earlier.filter((one) => one !== hashOf(former))].slice(0, MOST_EARLIER);
  return { value, at, changes: changes + 1, former, earlier: kept, ...(isBack && { isBack }) };
}

function noted({ value, at, changes, former, earlier = [], isBack }: Seen, begun: number): Noted {
  const revision = `${hashOf(value)}.${begun.toString(36)}.${changes}`;
  return {
    hasChanged: changes > 0,
    revision,
    entry: isBack ? revision : hashOf(value),
    before: isBack ? uniq([hashOf(value), ...earlier]) : earlier,
    former: former === undefined ? undefined : JSON.parse(former),
    at,
  };
}

const hashOf = (value: string) => contentHash(value).slice(0, HASH_LENGTH);

const isKept = (value: unknown): value is Kept =>
  isRecord(value) && typeof value.begun === 'number' && typeof value.parts === 'number';

const isPart = (value: unknown): value is Part =>
  isRecord(value) && typeof value.begun === 'number' && isRecord(value.records);
