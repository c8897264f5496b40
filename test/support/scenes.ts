/** The stage on which triggers are tried: HighLevel's answers are the test's own, and Zapier's side is a poller. */
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import { withTriggerOnField } from '../../operations/trigger';
import type { ListTriggerSpec, TriggerSpec } from '../../operations/trigger-spec';
import type { Json } from '../../sandbox/json';
import { type App, Connection, handlerOf, type Item, loadApp } from '../../zapier';
import type { Happens } from '../notes/note';
import { exampleInput } from './example-inputs';
import { type Harness, harness } from './harness';
import { isForAgency, listTriggers, type Subject, triggers } from './operations';
import { type Excess, Poller } from './poller';
import { follow, overheard, type Script, ScriptedList, seedRandom } from './scripted';

/** What a trigger may be set to fire on; `new` alone where there is no choice. */
export function choicesOf(spec: TriggerSpec): string[] {
  const field = withTriggerOnField(spec).fields.find((one) => 'key' in one && one.key === 'fireOn');
  return field && 'choices' in field ? Object.keys(Object(field.choices)) : ['new'];
}

/** A trigger with what its form holds, and what HighLevel answers to it. */
export interface Case<Spec extends TriggerSpec = TriggerSpec> {
  /** What the test calls it. */
  name: string;
  key: string;
  spec: Spec;
  input: Item;
  authData: Item;
  /** The sandbox's answer. */
  answer: Json;
}

/** A list trigger with one of its choices. */
export interface ListCase extends Case<ListTriggerSpec> {
  fireOn: string;
  /** The field that tells when a record was added, where its rows tell that. */
  added: string | undefined;
  /** The field that tells when a record changed in the way that is chosen, where its rows tell that. */
  changed: string | undefined;
}

/** A trigger that waits for more than a new record, and how that happens. */
export interface EventCase extends Case<ListTriggerSpec> {
  happens: Happens;
}

/** How a trigger is polled. */
export interface Manner {
  excess?: Excess;
  zapId?: string;
  input?: Item;
}

/** The stage. */
export interface Stage {
  readonly zap: Harness;
  /** Every trigger that lists rows, with each of its choices. */
  readonly lists: ListCase[];
  /** Every other trigger. */
  readonly others: Case[];
  /** Every trigger whose notes say how what it waits for happens. */
  readonly events: EventCase[];
  /** From now on HighLevel answers by this script. */
  play: <S extends Script>(script: S) => S;
  /** From now on HighLevel answers a trigger by a list, which is empty. */
  list: (of: Case<ListTriggerSpec>, sortedBy?: string) => ScriptedList;
  /** Zapier's side of a trigger, which is not turned on yet. */
  poller: (of: Case, how?: Manner) => Poller;
}

/** The list triggers whose answers are no rows. */
const NO_ROWS = ['get_free_slots'];

/** Whether a trigger waits for a file, which comes once and does not change. */
const isForFile = ({ record }: TriggerSpec) => record.updated?.[0] === 'id';

/** Prepares the stage before the tests of a file; each test finds it empty. */
export function stage(): Stage {
  const zap = harness();
  let loaded: App;
  let script: Script | undefined;
  let lists: ListCase[] = [];
  let others: Case[] = [];
  let events: EventCase[] = [];

  beforeAll(async () => {
    loaded = await loadApp(handlerOf(withSharedOperations(app)), {
      environment: { HIGHLEVEL_API_URL: zap.sandbox.url },
    });
    const plain = listTriggers().filter(({ key, spec }) => !NO_ROWS.includes(key) && !spec.event);
    for (const subject of plain) {
      const found = await caseOf(zap, loaded, subject);
      lists.push(...choicesOf(subject.spec).map((fireOn) => withChoice(found, fireOn)));
    }
    for (const subject of listTriggers()) {
      const { happens } = subject.note;
      if (!happens || typeof happens === 'string') continue;
      const found = await caseOf(zap, loaded, subject);
      events.push({ ...found, input: { ...found.input, ...happens.input?.(zap.sandbox) }, happens });
    }
    for (const subject of triggers().filter(({ spec }) => spec.fires !== 'list' && !isForFile(spec))) {
      others.push(await caseOf(zap, loaded, subject));
    }
  });
  beforeEach(() => {
    script = undefined;
    seedRandom(1);
    follow(zap.sandbox, () => script);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => {
    lists = [];
    others = [];
    events = [];
  });

  const play: Stage['play'] = (next) => {
    script = next;
    return next;
  };
  return {
    zap,
    get lists() {
      return lists;
    },
    get others() {
      return others;
    },
    get events() {
      return events;
    },
    play,
    list: (of, sortedBy) => play(listOf(of, sortedBy)),
    poller: ({ key, authData, input }, { excess, zapId, input: more } = {}) =>
      new Poller(
        { app: loaded, trigger: key, authData, input: { ...input, ...more }, ...(zapId && { zapId }) },
        excess,
      ),
  };
}

async function caseOf<Spec extends TriggerSpec>(
  zap: Harness,
  loaded: App,
  { kind, key, spec, note }: Subject<Spec>,
): Promise<Case<Spec>> {
  const authData = isForAgency(spec.endpoint) ? zap.agencyAuthData : zap.authData;
  const connection = new Connection(loaded, authData);
  const reset = () => zap.sandbox.reset();
  const example = await exampleInput(connection, { kind, key }, reset);
  reset();
  const input = { ...example, ...(note.finds?.(zap.sandbox) ?? note.paged?.(zap.sandbox).input) };
  note.paged?.(zap.sandbox).add(Date.now());
  const answer = await overheard(zap.sandbox, spec.endpoint, () => connection.perform(kind, key, input));
  reset();
  return { name: key, key, spec, input, authData, answer };
}

const listOf = ({ spec, answer }: Case<ListTriggerSpec>, field = sortedBy(spec)) =>
  new ScriptedList(spec.endpoint, answer, field, spec.paging !== undefined);

/** By what HighLevel sorts the list, where the request does not say it. */
const sortedBy = ({ sortedBy: field, paging }: ListTriggerSpec) => (paging ? field : undefined);

function withChoice(found: Case<ListTriggerSpec>, fireOn: string): ListCase {
  const { spec, input, key } = found;
  const list = listOf(found);
  const { record, changes } = spec;
  const change = changes && changes !== 'none' ? changes[fireOn]?.time : record.updated?.[0];
  return {
    ...found,
    name: `${key} (${fireOn})`,
    input: { ...input, ...(choicesOf(spec).length > 1 && { fireOn }) },
    fireOn,
    added: [record.added].find((field) => list.tells(field)),
    changed: fireOn === 'new' ? undefined : [change].find((field) => list.tells(field)),
  };
}

/** What is wrong with the cases in a scene, each as a sentence that begins with the case's name. */
export async function faults<C extends Case>(
  cases: C[],
  scene: (one: C) => Promise<string | undefined>,
): Promise<string[]> {
  const found: string[] = [];
  for (const one of cases) {
    const wrong = await scene(one).catch((error: Error) => `threw ${error.message}`);
    if (wrong) found.push(`${one.name} ${wrong}`);
  }
  return found;
}
