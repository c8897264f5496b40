/** Zapier's side of a polling trigger, without a Zap around it: what it remembers, and what it takes of a poll. */
import { type App, type Item, items, MOST_NEW_ITEMS, unwrap } from '../../zapier';

/** What a trigger is polled with. */
interface Polled {
  app: App;
  trigger: string;
  authData: Item;
  input: Item;
  /** Zapier's id of the Zap, where it gives one. */
  zapId?: string;
}

/** What becomes of more than 100 new items of a poll. */
export type Excess =
  /** All of them are remembered and run, at once or when they are released. */
  | 'taken'
  /** Only the 100 oldest are remembered; the others are left to a later poll. */
  | 'left';

/** The meta of an ordinary run. */
const META = {
  isLoadingSample: false,
  isPopulatingDedupe: false,
  isFillingDynamicDropdown: false,
  limit: -1,
  page: 0,
};

/** A polling trigger that is on. */
export class Poller {
  /** What `z.cache` keeps. */
  cache: Item = {};
  private readonly seen = new Set<string>();
  private readonly primary: string[];

  constructor(
    private readonly polled: Polled,
    private readonly excess: Excess = 'taken',
  ) {
    const { outputFields } = Object(polled.app.definition.triggers)[polled.trigger].operation;
    this.primary = items(outputFields).flatMap(({ key, primary }) => (primary === true ? [String(key)] : []));
  }

  /** Turns the Zap on: what the trigger answers now is remembered, and nothing from before. */
  async on(): Promise<this> {
    const found = await this.ask({ isPopulatingDedupe: true });
    this.seen.clear();
    for (const item of found) this.seen.add(this.keyOf(item));
    return this;
  }

  /** What fires, the oldest first. */
  async poll(): Promise<Item[]> {
    const found = await this.ask({});
    const fresh = new Map<string, Item>();
    for (const item of found) {
      const key = this.keyOf(item);
      if (!this.seen.has(key) && !fresh.has(key)) fresh.set(key, item);
    }
    const all = [...fresh].reverse();
    const taken = this.excess === 'left' ? all.slice(0, MOST_NEW_ITEMS) : all;
    for (const [key] of taken) this.seen.add(key);
    return taken.map(([, item]) => item);
  }

  /** Polls, and the answer gets lost on its way to Zapier. */
  async pollInVain(): Promise<void> {
    await this.ask({});
  }

  /** The few items that the editor shows. */
  sample(): Promise<Item[]> {
    return this.ask({ isLoadingSample: true, limit: 3 });
  }

  private async ask(meta: Item): Promise<Item[]> {
    const { app, trigger, authData, input, zapId } = this.polled;
    const bundle = {
      authData,
      inputData: input,
      inputDataRaw: input,
      meta: { ...META, ...meta, ...(zapId && { zap: { id: zapId } }) },
    };
    const memory = { cache: this.cache, cursor: {} };
    return items(unwrap(await app.call(`triggers.${trigger}.operation.perform`, bundle, memory)));
  }

  private keyOf(item: Item): string {
    return JSON.stringify(this.primary.map((key) => item[key] ?? null));
  }
}
