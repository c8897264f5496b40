/**
 * What an instant trigger remembers of its Zap: which events it took, the last one, and why the last call was
 * refused. All of it may be gone at any time: then an event that comes again starts the Zap again, and a test
 * shows other records.
 */
import { omit } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { DAY_MS } from '../fields/dates';
import { cacheOf } from '../highlevel/cache';
import { isRecord } from '../highlevel/json';
import type { Output } from '../records/record';
import type { Incoming } from './hook-spec';
import { contentHash } from './revision';

/** The last event is kept for so long, so that its own fields can be mapped. */
const LAST_SECONDS = (7 * DAY_MS) / 1000;
/** How long it is told that a call was refused. */
const REFUSED_SECONDS = DAY_MS / 1000;
/** A longer event is not kept. How large a value Zapier keeps is not documented. */
const MOST_CHARACTERS = 200_000;

/** The last event that was taken, and when (ms). */
interface Last {
  at: number;
  record: Output;
}

/** Why a call was refused, and when (ms). */
export interface Refusal {
  at: number;
  why: string;
}

/** The memory of one instant trigger of one Zap. */
export class HookMemory {
  readonly #cache: ReturnType<typeof cacheOf>;
  /** What tells the Zap from others. Without its id, Zaps of one connection with the same form share a memory. */
  readonly #zap: string;
  /** The same for who knows the form and not the Zap's id: it is not said that a test in the editor has that. */
  readonly #form: string;

  constructor(z: ZObject, bundle: Bundle, trigger: string) {
    this.#cache = cacheOf(z);
    // A secret that is entered later must not hide what came before.
    this.#form = `${trigger}:form:${contentHash(omit(bundle.inputData, 'secret'))}`;
    const id = bundle.meta?.zap?.id;
    this.#zap = id ? `${trigger}:zap:${id}` : this.#form;
  }

  /** Whether this Zap took the event before. */
  async has({ id, onceIn }: Incoming): Promise<boolean> {
    const at = await this.#cache.get(`hook-seen:${this.#zap}:${id}`);
    return typeof at === 'number' && Date.now() - at < onceIn * 1000;
  }

  /** Remembers that these events start the Zap, the last of them with its record. */
  async noteTaken(taken: readonly { event: Incoming; record: Output }[]): Promise<void> {
    const at = Date.now();
    const seen = taken.map(({ event: { id, onceIn } }) =>
      this.#cache.set(`hook-seen:${this.#zap}:${id}`, at, onceIn),
    );
    const record = taken.at(-1)?.record;
    const isKept = record && JSON.stringify(record).length <= MOST_CHARACTERS;
    await Promise.all([...seen, ...(isKept ? this.#set('hook-last', { at, record }, LAST_SECONDS) : [])]);
  }

  async noteRefused(why: string): Promise<void> {
    await Promise.all(this.#set('hook-refused', { at: Date.now(), why }, REFUSED_SECONDS));
  }

  /** The last event that was taken. */
  async last(): Promise<Last | undefined> {
    const last = await this.#get('hook-last');
    return isLast(last) && isWithin(last.at, LAST_SECONDS) ? last : undefined;
  }

  /** Why the last call was refused; `undefined` where it was taken, or none came. */
  async refusal(): Promise<Refusal | undefined> {
    const [refused, last] = await Promise.all([this.#get('hook-refused'), this.last()]);
    if (!isRefusal(refused) || !isWithin(refused.at, REFUSED_SECONDS)) return undefined;
    return last && last.at >= refused.at ? undefined : refused;
  }

  #set(name: string, value: object, seconds: number): Promise<unknown>[] {
    const places = new Set([this.#zap, this.#form]);
    return [...places].map((place) => this.#cache.set(`${name}:${place}`, value, seconds));
  }

  async #get(name: string): Promise<unknown> {
    return (await this.#cache.get(`${name}:${this.#zap}`)) ?? this.#cache.get(`${name}:${this.#form}`);
  }
}

const isWithin = (at: number, seconds: number) => Date.now() - at < seconds * 1000;

const isLast = (value: unknown): value is Last =>
  isRecord(value) &&
  typeof value.at === 'number' &&
  isRecord(value.record) &&
  typeof value.record.id === 'string';

const isRefusal = (value: unknown): value is Refusal =>
  isRecord(value) && typeof value.at === 'number' && typeof value.why === 'string';
