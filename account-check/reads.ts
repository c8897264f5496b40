/**
 * Runs each operation that reads, once: whether its answers have the shapes that were described and recorded, whether
 * it gives what it promises, in what order and how many to a page its list comes, and whether its scope is there.
 */
import { camelCase, partition, uniq } from 'lodash';
import { isBlank } from '../highlevel/blank';
import { type EndpointKey, endpoint, isAgencyOnly } from '../highlevel/contract';
import type { SearchSpec } from '../operations/search-spec';
import type { OperationSpec } from '../operations/spec';
import type { ListTriggerSpec, TriggerSpec } from '../operations/trigger-spec';
import { toMs } from '../records/record';
import { checkRecorded, recorded, recordedKeys } from '../test/contract/recorded';
import { valuesFor } from '../test/support/example-inputs';
import { isPolling, isSearch, type Subject, subjects } from '../test/support/operations';
import { isPromised, mapped, valuesAt } from '../test/support/promised';
import { at, type Item, isItem, items, type Result } from '../zapier';
import { type Caller, type Heard, heardIn, idsIn, type Listen } from './caller';
import { shapeFaults, wordsOf } from './shapes';
import { confirmed, contradicted, notTold, type Verdict, verdictOf } from './verdict';

/** An operation that reads, with what came of it. */
export interface ReadFinding extends Verdict {
  operation: string;
  endpoint: EndpointKey;
  /** Each difference, by its place. */
  faults: string[];
}

type Reading = Subject<SearchSpec | TriggerSpec> & { spec: { endpoint: EndpointKey } };

/** The operations that read, those that need nothing first: they teach the ids that the others ask for. */
export function readings(): Reading[] {
  const all = subjects().filter((one): one is Reading => isReading(one));
  const [needing, free] = partition(all, ({ spec }) => requiredOf(spec).length > 0);
  return [...free, ...needing];
}

const isReading = ({ spec }: Subject) => spec.endpoint !== undefined && (isSearch(spec) || isPolling(spec));

const requiredOf = (spec: OperationSpec) =>
  spec.fields.filter((field) => 'key' in field && field.required === true);

/** How many inputs are tried until an operation finds something. */
const TRIES = 5;
/** What reading an operation makes, at most but for names that are looked up: its drop-downs, tries and a poll. */
export const MOST_A_READING = 3 * TRIES;

/** Reads with every operation, one after the other. */
export class Reader {
  /** Values that were seen, by the keys of fields that may ask for them. They are sent, and never reported. */
  private readonly seen = new Map<string, unknown>();
  private heard: Heard[] = [];
  /** What the last run was given. */
  private last: Item = {};

  constructor(
    private readonly caller: Caller,
    private readonly listen: Listen,
    private readonly locationId: string,
  ) {}

  async read(subject: Reading): Promise<ReadFinding> {
    const { key, spec } = subject;
    const stop = this.listen((entry) => {
      const heard = heardIn(entry);
      if (heard) this.heard.push(heard);
    });
    this.heard = [];
    try {
      const { faults, ...verdict } = await this.findings(subject);
      return { operation: key, endpoint: spec.endpoint, ...verdict, faults };
    } catch (error) {
      return { operation: key, endpoint: spec.endpoint, ...verdictOf(error), faults: [] };
    } finally {
      stop();
    }
  }

  private async findings(subject: Reading): Promise<Verdict & { faults: string[] }> {
    const { spec } = subject;
    const isAgency = this.caller.connection.authData.userType === 'Company';
    if (isAgencyOnly(endpoint(spec.endpoint)) && !isAgency) {
      return { ...notTold('It needs an agency’s connection.'), faults: [] };
    }
    const result = await this.run(subject);
    if (result === undefined) return { ...notTold('The account has nothing that it asks for.'), faults: [] };
    const records = result.ok ? items(result.value) : [];
    for (const record of records) this.learn(spec, record);
    const order = result.ok && isList(spec) ? await this.poll(subject, spec) : [];
    const faults = uniq([...this.answerFaults(), ...promiseFaults(spec, records), ...order]);
    if (!result.ok) return { ...this.refused(spec), faults };
    if (faults.length) return { ...contradicted(`${faults.length} differences.`), faults };
    return {
      ...(records.length ? confirmed('As described, and as promised.') : notTold('It found nothing.')),
      faults,
    };
  }

  /** Runs an operation with what it requires, and where it finds nothing or wants more, with one more field. */
  private async run(subject: Reading): Promise<Result | undefined> {
    const { kind, key, spec } = subject;
    const { connection } = this.caller;
    const known = items(at(connection.app.definition, kind, key, 'operation', 'inputFields'));
    const base = await this.filled(
      subject,
      known.filter(({ required }) => required === true),
      this.given(),
    );
    if (!base) return undefined;
    const optional = known.filter((field) => field.required !== true && field.key !== undefined);
    const [seen, others] = partition(optional, (field) => this.valueSeen(spec, field) !== undefined);
    let found: Result | undefined;
    for (const field of [undefined, ...seen, ...others].slice(0, TRIES)) {
      const input = field ? await this.filled(subject, [field], base) : base;
      if (!input) continue;
      this.last = input;
      const result = await this.paced(() => connection.perform(kind, key, input, { isLoadingSample: true }));
      found = result.ok || !found?.ok ? result : found;
      if (result.ok && items(result.value).length) return result;
      if (isRefusedForScope(this.heard)) return result;
    }
    return found;
  }

  /** The sub-account, where an agency works in it. */
  private given(): Item {
    return this.caller.connection.authData.userType === 'Company' ? { locationId: this.locationId } : {};
  }

  /** What was seen of the records that an operation gives under a field's key; or an id, of any record. */
  private valueSeen({ record }: OperationSpec, { key, list }: Item): unknown {
    const name = String(key);
    const value =
      this.seen.get(`${record.noun}.${name}`) ??
      this.seen.get(name === 'id' ? `${camelCase(record.noun)}Id` : name);
    return value === undefined || list !== true ? value : [value];
  }

  private async filled(subject: Reading, fields: Item[], given: Item): Promise<Item | undefined> {
    let input = given;
    for (const field of fields) {
      const key = String(field.key);
      if (input[key] !== undefined) continue;
      const value = this.valueSeen(subject.spec, field) ?? (await this.suggested(subject, field, input));
      if (value === undefined) return undefined;
      input = { ...input, [key]: value };
    }
    return input;
  }

  /** The first choice of a field's drop-down, or a typical value. */
  private async suggested(subject: Reading, field: Item, input: Item): Promise<unknown> {
    const [value] = await this.paced(() => valuesFor(this.caller.connection, subject, field, input));
    return value === undefined || field.list !== true ? value : [value];
  }

  private learn({ record }: OperationSpec, found: Item): void {
    const keep = (name: string, value: unknown) => {
      if (typeof value === 'string' && !isBlank(value) && !this.seen.has(name)) this.seen.set(name, value);
    };
    keep(`${camelCase(record.noun)}Id`, found.id);
    for (const [key, value] of Object.entries(found)) {
      keep(`${record.noun}.${key}`, value);
      if (/[a-z]Id$|^email$|^phone$/.test(key)) keep(key, value);
    }
  }

  /**
   * Reads as a Zap does that polls, and asks once more for its first page: that tells the order of the list, and how
   * many are on a page. The app's log does not hold what a poll was answered.
   */
  private async poll({ kind, key }: Reading, spec: ListTriggerSpec): Promise<string[]> {
    const before = this.heard.length;
    await this.paced(() => this.caller.connection.perform(kind, key, this.last, {}));
    const first = this.heard.slice(before).find((one) => one.endpoint === spec.endpoint);
    if (!first || first.status >= 300) return [];
    const { isDone, body } = await this.caller.repeat(first);
    const page = { ...first, body };
    return isDone ? [...orderFaults(spec, page), ...sizeFaults(spec, page)] : [];
  }

  /** Lets the requests of a call go out no faster than those of the check itself. */
  private async paced<T>(call: () => Promise<T>): Promise<T> {
    await this.caller.turn();
    const before = this.heard.length;
    const answer = await call();
    this.caller.madeByOperation(this.heard.length - before);
    return answer;
  }

  private answerFaults(): string[] {
    return this.heard.flatMap((heard) => {
      for (const id of idsIn(heard.body)) this.caller.ids.add(id);
      const { endpoint: key, status, body } = heard;
      if (!key || status >= 300 || !isItem(body)) return [];
      return faultsOf(key, status, body).map((fault) => `${key}: ${fault}`);
    });
  }

  private refused(spec: OperationSpec): Verdict {
    const refused = this.heard.filter(({ status }) => status >= 400).at(-1);
    if (isRefusedForScope(this.heard)) {
      return notTold(`A scope is missing: ${endpoint(spec.endpoint).scopes.join(', ')}.`);
    }
    if (!refused) return notTold('The step refuses what the check could fill in.');
    const said = at(refused.body, 'message');
    return notTold(
      `HighLevel answers ${refused.status}${typeof said === 'string' ? `: ${wordsOf(said)}` : ''}.`,
    );
  }
}

const isList = (spec: OperationSpec): spec is ListTriggerSpec => 'fires' in spec && spec.fires === 'list';

const isRefusedForScope = (heard: Heard[]) =>
  heard.some(({ status, body }) => status === 401 && /scope/i.test(JSON.stringify(body ?? '')));

const withRecording = new Set<string>(recordedKeys());

/** Where an answer is not as described; and where something was recorded, not as that. */
function faultsOf(key: EndpointKey, status: number, body: Item): string[] {
  const faults = shapeFaults(key, body);
  const formats = withRecording.has(key) ? recorded(key).answer : undefined;
  if (!formats) return faults;
  const described = faults.filter((fault) => formats[fault.split(' ', 1)[0] ?? ''] === undefined);
  const others = checkRecorded(key, { status, body: JSON.parse(JSON.stringify(body)) });
  // The words between hold the value.
  const told = others
    .filter((fault) => isOfEvery(key, fault))
    .map((fault) => fault.replace(/ is .*, not /s, ' is not '));
  return [...described, ...told];
}

/**
 * Whether a fault is about what every record has: deep in one, and of a message of another kind than the recorded
 * one, a field may be missing.
 */
const isOfEvery = (key: EndpointKey, fault: string): boolean => {
  if (!fault.endsWith(' is missing')) return true;
  const [path = ''] = fault.split(' ', 1);
  return !key.includes('/messages') && path.split('.').length <= 2;
};

/** Promised fields that come in another type. */
function promiseFaults({ record }: OperationSpec, records: Item[]): string[] {
  return mapped(record.fields).flatMap((field) => {
    const values = records.flatMap((one) => valuesAt(one, field.key));
    return values.some((value) => !isPromised(field, value))
      ? [`${field.key} is promised as another type`]
      : [];
  });
}

function rowsOf({ items: place }: ListTriggerSpec, { body }: Heard): Item[] {
  const found = typeof place === 'string' ? at(body, place) : undefined;
  return items(found ?? (isItem(body) ? Object.values(body).find(Array.isArray) : body));
}

/** Where a list that is said to come by a time, the latest first, does not. */
function orderFaults(spec: ListTriggerSpec, page: Heard): string[] {
  const { sortedBy, event } = spec;
  // A trigger that waits for something may ask for another order.
  if (!sortedBy || event) return [];
  const times = rowsOf(spec, page)
    .map((row) => toMs(row[sortedBy]))
    .filter((time) => time !== undefined);
  const wrong = times.some((time, index) => time > (times[index - 1] ?? time) + 60_000);
  return wrong ? [`${spec.endpoint}: the list does not come by ${sortedBy}, the latest first`] : [];
}

/** Where a page is shorter than asked for, though the list goes on. */
function sizeFaults({ paging, ...spec }: ListTriggerSpec, page: Heard): string[] {
  if (!paging) return [];
  const asked = Number(page.query.get(paging.size.parameter) ?? page.sent[paging.size.parameter]);
  const count = rowsOf({ paging, ...spec }, page).length;
  const total = Number(
    at(page.body, 'total') ?? at(page.body, 'meta', 'total') ?? at(page.body, 'totalCount'),
  );
  return asked > 0 && total > count && count < asked
    ? [`${spec.endpoint}: a page has ${count} of ${asked}, and the list has ${total}`]
    : [];
}
