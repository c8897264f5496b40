/** What a drop-down offers, a page at a time. */
import { at, type Connection, type Item, items, unwrap } from '../../zapier';
import type { Choice, ChoicesAsk } from '../wire';
import { filledIn, methodOf, rawFields } from './forms';
import { Refusal } from './refusal';

/** A page of choices, and whether a further one is worth asking for. */
interface Page {
  choices: Choice[];
  more: boolean;
}

/** So many drop-downs are remembered: where their pages begin. */
const MOST_REMEMBERED = 200;

/** Loads the choices of drop-downs, as Zapier's editor does. */
export class Choices {
  /** What the app gave to go on with, by the page that it leads to; of each drop-down with what it depends on. */
  readonly #tokens = new Map<string, Map<number, string>>();

  /** @throws Refusal where the field offers nothing; CallFailed where the app can't load it */
  async pageOf(connection: Connection, ask: ChoicesAsk): Promise<Page> {
    const page = await this.#load(connection, ask);
    const sought = ask.search?.toLowerCase();
    if (!sought) return page;
    return { ...page, choices: page.choices.filter(({ label }) => label.toLowerCase().includes(sought)) };
  }

  async #load(connection: Connection, ask: ChoicesAsk): Promise<Page> {
    const inputData = filledIn(ask);
    const method = methodOf(connection.app.definition, ask, ask.field);
    if (method) return this.#byToken(connection, method, inputData, ask.page);
    const fields = await rawFields(connection, ask, inputData);
    const field = fields.flatMap((one) => [one, ...items(one.children)]).find(({ key }) => key === ask.field);
    if (typeof field?.dynamic !== 'string') throw new Refusal('This field has no choices to load.');
    return byNumber(connection, field.dynamic, inputData, ask.page);
  }

  /** A page of the newer kind of drop-down: each page gives a token for the next one. */
  async #byToken(connection: Connection, method: string, inputData: Item, page: number): Promise<Page> {
    const tokens = this.#tokensOf(JSON.stringify([connection.id, method, inputData]));
    // Pages can be read in their order alone: what is not known yet is read on the way.
    let number = tokens.has(page) ? page : 0;
    for (;;) {
      const token = tokens.get(number);
      if (number > 0 && token === undefined) return { choices: [], more: false };
      const meta = { page: number, ...(token !== undefined && { paging_token: token }) };
      const answer = unwrap(await connection.call(method, { inputData, meta }));
      const next = at(answer, 'paging_token');
      if (typeof next === 'string' && next) tokens.set(number + 1, next);
      else tokens.delete(number + 1);
      if (number === page)
        return { choices: choicesIn(at(answer, 'results') ?? answer), more: tokens.has(page + 1) };
      number += 1;
    }
  }

  #tokensOf(name: string): Map<number, string> {
    const tokens = this.#tokens.get(name) ?? new Map<number, string>();
    // What was asked for last stands last.
    this.#tokens.delete(name);
    this.#tokens.set(name, tokens);
    const [oldest] = this.#tokens.keys();
    if (this.#tokens.size > MOST_REMEMBERED && oldest !== undefined) this.#tokens.delete(oldest);
    return tokens;
  }
}

/** A page of the older kind: a trigger of the app lists what can be chosen. */
async function byNumber(
  connection: Connection,
  dynamic: string,
  inputData: Item,
  page: number,
): Promise<Page> {
  const [trigger = '', id = 'id', label = id] = dynamic.split('.');
  const meta = { isFillingDynamicDropdown: true, page };
  const answer = await connection.call(`triggers.${trigger}.operation.perform`, { inputData, meta });
  const choices = choicesIn(unwrap(answer), id, label);
  const pages = at(connection.app.definition, 'triggers', trigger, 'operation', 'canPaginate') === true;
  return { choices, more: pages && choices.length > 0 };
}

const choicesIn = (rows: unknown, id = 'id', label = 'label'): Choice[] =>
  items(rows).map((row) => ({ value: String(row[id]), label: String(row[label] ?? row[id]) }));
