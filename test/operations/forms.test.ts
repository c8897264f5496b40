/** Every operation's form, as the Zap editor shows it to a sub-account and to an agency, choice by choice. */
import { difference, isEqual, omit, uniq } from 'lodash';
import { endpoint } from '../../highlevel/contract';
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import { type App, at, handlerOf, type Item, items, loadApp, type Result, unwrap } from '../../zapier';
import { asked, FORM_CHECKS, type Form, type FormField, readForm } from '../support/forms';
import { first } from '../support/harness';
import { operationsUnderTest, type Subject } from '../support/operations';

let sandbox: Sandbox;
let loaded: App;

beforeAll(async () => {
  sandbox = await startSandbox();
  sandbox.limits = { burst: 1e9, daily: 1e9 };
  const environment = {
    HIGHLEVEL_API_URL: sandbox.url,
    CLIENT_ID: sandbox.clientId,
    CLIENT_SECRET: sandbox.clientSecret,
  };
  loaded = await loadApp(handlerOf(withSharedOperations(app)), { environment });
});
afterAll(() => sandbox.close());

type Level = 'sub-account' | 'agency';

/** A connection, as Zapier stores it. */
function accountOf(level: Level): Item {
  if (level === 'agency') {
    const { accessToken, companyId } = first(sandbox.agencies);
    return { access_token: accessToken, companyId, userType: 'Company' };
  }
  const { accessToken, companyId, locationId } = first(sandbox.locations);
  return { access_token: accessToken, companyId, locationId, userType: 'Location' };
}

const accessOf = ({ spec: { endpoint: key } }: Subject): readonly string[] => {
  const access = key ? endpoint(key).access : [];
  return access.length ? access : ['location', 'agency'];
};

/** Whose forms an operation has: who can't run it does not see it. Sub-accounts run all that is theirs through an agency too. */
const levelsOf = (subject: Subject): Level[] =>
  accessOf(subject).includes('location') ? ['sub-account', 'agency'] : ['agency'];

const deletes = ({ kind, spec: { endpoint: key, record } }: Subject): boolean =>
  kind === 'creates' && key?.startsWith('DELETE ') === true && record.sample.deleted === true;

const isPlace = ({ key }: FormField) => key === 'locationId';

async function render(subject: Subject, level: Level, state: string, inputData: Item): Promise<Form> {
  const { kind, key, note } = subject;
  const answer = unwrap(
    await loaded.call(`${kind}.${key}.operation.inputFields`, { authData: accountOf(level), inputData }),
  );
  const groups = items(at(loaded.definition, kind, key, 'operation', 'inputFieldGroups'));
  return {
    kind,
    key,
    state,
    undecided: level === 'agency' && !inputData.locationId && readForm(answer).some(isPlace),
    fields: readForm(answer).map((field) => ({
      ...field,
      dependsOn: [...field.dependsOn, ...(note.mappedAlone?.[field.key]?.on ?? [])],
    })),
    groups: Object.fromEntries(groups.map((group) => [String(group.key), String(group.label)])),
    deletes: deletes(subject),
    noList: note.noList ?? {},
  };
}

/** An operation's form in every state in which it is another one. */
async function formsOf(subject: Subject): Promise<Form[]> {
  const forms: Form[] = [];
  for (const level of levelsOf(subject)) {
    const whole = await render(subject, level, level, {});
    const { locationId } = first(sandbox.locations);
    const place = whole.undecided ? { locationId } : {};
    const opened = whole.undecided
      ? await render(subject, level, 'agency with its sub-account', place)
      : whole;
    forms.push(...uniq([whole, opened]));
    for (const { key, altersDynamicFields, values } of opened.fields) {
      if (!altersDynamicFields || key === 'locationId') continue;
      for (const value of values.length ? values : ['x1y2z3']) {
        forms.push(await render(subject, level, `${level}, ${key} ${value}`, { ...place, [key]: value }));
      }
    }
  }
  return forms;
}

const rendered = new Map<string, Promise<Form[]>>();

/** The same, rendered once. */
function formsOfSubject(subject: Subject): Promise<Form[]> {
  const known = rendered.get(subject.key) ?? formsOf(subject);
  rendered.set(subject.key, known);
  return known;
}

// `npm run check:operation` runs what is of every operation, by these words.
test.each(FORM_CHECKS.map((check) => [check.demand, check] as const))(
  'in every operation: %s',
  async (_demand, check) => {
    const faults: string[] = [];
    for (const subject of operationsUnderTest()) {
      const found = (await formsOfSubject(subject)).flatMap((form) =>
        check.faults(form).map((fault) => ({ fault, state: form.state })),
      );
      for (const { fault, state } of found) {
        // What is wrong in every state is told once.
        if (!faults.some((one) => one.startsWith(`${subject.key} ${fault}`))) {
          faults.push(`${subject.key} ${fault} (${state})`);
        }
      }
    }
    expect(faults).toEqual([]);
  },
);

test('in every operation each group has fields, and every field that is said to have no list is there', async () => {
  const faults: string[] = [];
  for (const subject of operationsUnderTest()) {
    const forms = await formsOfSubject(subject);
    const fields = forms.flatMap((form) => asked(form.fields)).flatMap((one) => [one, ...one.children]);
    const unused = difference(
      Object.keys(first(forms).groups),
      fields.map(({ group }) => group),
    );
    const needless = Object.keys(subject.note.noList ?? {}).filter(
      (key) => !fields.some((field) => field.key === key && field.choices === 'none'),
    );
    faults.push(
      ...unused.map((group) => `${subject.key} has no field in its group “${group}”.`),
      ...needless.map((key) => `${subject.key} has a needless note on “${key}” in \`noList\`: take it out.`),
    );
  }
  expect(faults).toEqual([]);
});

/** A page of a drop-down: what can be chosen, and what leads to the next one. */
interface Page {
  choices: { id: string; label: string }[];
  next?: Item;
}

/** A field whose choices come from the account, and how it is asked for them. */
interface Dropdown {
  field: FormField;
  method: string;
}

/** The drop-downs of an operation's form, columns of line items among them. */
function dropdownsOf({ kind, key }: Subject, fields: FormField[]): Dropdown[] {
  const form = at(loaded.definition, kind, key, 'operation', 'inputFields');
  const listed: unknown[] = Array.isArray(form) ? form : [];
  const method = (path: string) => `${kind}.${key}.operation.inputFields${path}.choices.perform`;
  return fields.flatMap((field) => {
    const place = listed.findIndex((one) => at(one, 'key') === field.key);
    const own = field.choices === 'account' ? [{ field, method: method(`[${place}]`) }] : [];
    const columns = field.children.flatMap((child, column) =>
      child.choices === 'account' ? [{ field: child, method: method(`[${place}].children[${column}]`) }] : [],
    );
    return [...own, ...columns];
  });
}

/** What a drop-down sends, and what comes of it. */
async function ask({ field, method }: Dropdown, level: Level, inputData: Item, more: Item = {}) {
  const before = sandbox.requests.length;
  const [trigger] = field.dynamic.split('.');
  const result = trigger
    ? await loaded.call(`triggers.${trigger}.operation.perform`, {
        authData: accountOf(level),
        inputData,
        meta: { isFillingDynamicDropdown: true, page: 0, ...more },
      })
    : await loaded.call(method, { authData: accountOf(level), inputData, meta: more });
  const sent = sandbox.requests.slice(before).map(({ method: verb, path, query, body }) =>
    // Windows of time move.
    JSON.stringify([verb, path, query, body]).replace(/\d{13}/g, 'now'),
  );
  return { result, sent: uniq(sent) };
}

async function readPage(dropdown: Dropdown, level: Level, inputData: Item, more: Item = {}): Promise<Page> {
  const { result } = await ask(dropdown, level, inputData, more);
  const answer = unwrap(result);
  if (dropdown.field.dynamic) {
    const [, id = 'id', name = 'name'] = dropdown.field.dynamic.split('.');
    const choices = items(answer).map((one) => ({ id: String(one[id]), label: String(one[name]) }));
    const page = Number(more.page ?? 0) + 1;
    return { choices, ...(choices.length && { next: { page } }) };
  }
  const token = at(answer, 'paging_token');
  const choices = items(at(answer, 'results')).map(({ id, label }) => ({
    id: String(id),
    label: String(label),
  }));
  return { choices, ...(token !== undefined && { next: { paging_token: token } }) };
}

/** More pages than any list of the seeded accounts has. */
const MOST_PAGES = 40;

/** Everything that a drop-down offers, page by page, or what is wrong with it. */
async function readAll(dropdown: Dropdown, level: Level, input: Item): Promise<Page['choices'] | string> {
  const all: Page['choices'] = [];
  let page = await readPage(dropdown, level, input);
  for (let count = 1; ; count += 1) {
    if (page.choices.some(({ id }) => all.some((one) => one.id === id))) return 'gives a choice twice';
    all.push(...page.choices);
    if (!page.next) return all;
    if (count === MOST_PAGES) return 'gives page after page without an end';
    page = await readPage(dropdown, level, input, page.next);
  }
}

/**
 * Values of the fields that a drop-down depends on, with which it offers something: choices of theirs, each
 * tried in turn.
 */
async function filledFor(
  dropdown: Dropdown,
  all: Dropdown[],
  fields: FormField[],
  level: Level,
  input: Item,
): Promise<Item | undefined> {
  const [parent] = dropdown.field.dependsOn.filter((key) => !(key in input));
  if (!parent) {
    const { choices } = await readPage(dropdown, level, input);
    return choices.length ? input : undefined;
  }
  const field = fields.find(({ key }) => key === parent);
  const source = all.find((one) => one.field.key === parent);
  if (!field) return undefined;
  const filled = source ? await filledFor(source, all, fields, level, input) : input;
  if (!filled) return undefined;
  const listed = source ? await readAll(source, level, filled) : field.values.map((id) => ({ id }));
  if (typeof listed === 'string') return undefined;
  for (const { id: value } of listed) {
    const found = await filledFor(dropdown, all, fields, level, { ...filled, [parent]: value });
    if (found) return found;
  }
  return undefined;
}

/** What is wrong with what a drop-down offers. */
async function faultsOfChoices(
  dropdown: Dropdown,
  all: Dropdown[],
  fields: FormField[],
  level: Level,
): Promise<string[]> {
  const name = `offers in “${dropdown.field.key}”`;
  const input = await filledFor(dropdown, all, fields, level, {});
  if (!input) return [`${name} nothing to choose on the seeded accounts.`];
  const choices = await readAll(dropdown, level, input);
  if (typeof choices === 'string') return [`has a drop-down “${dropdown.field.key}” that ${choices}.`];
  const labels = choices.map(({ label }) => label);
  const alike = uniq(labels.filter((label, place) => labels.indexOf(label) !== place));
  const bare = choices.filter(({ id, label }) => !label.trim() || (label === id && /^\w{20}$/.test(id)));
  return [
    ...(alike.length ? [`${name} what can’t be told apart: ${alike.slice(0, 3).join(', ')}`] : []),
    ...(bare.length ? [`${name} bare ids: ${bare.slice(0, 3).map(({ label }) => label)}`] : []),
  ];
}

/**
 * Values for all fields of a form: the first of each one's choices, and the last; or a text that shows where it
 * was sent. One choice may be what a list shows anyway.
 */
async function valuesOf(fields: FormField[], all: Dropdown[], level: Level): Promise<Item[]> {
  const choices: [field: FormField, choices: string[]][] = [];
  for (const field of fields) {
    const source = all.find((one) => one.field.key === field.key && !field.dependsOn.length);
    const listed = source ? (await readPage(source, level, {})).choices.map(({ id }) => id) : field.values;
    choices.push([field, listed.length ? listed : [`mark-${field.key}`]]);
  }
  return [0, -1].map((place) =>
    Object.fromEntries(
      choices.map(([{ key, list }, values]) => [key, list ? [values.at(place)] : values.at(place)]),
    ),
  );
}

const chosenFrom = (result: Result): unknown => (result.ok ? result.value : result.failure.message);

/** The fields of the form whose values change what a drop-down asks for. */
async function dependenciesOf(dropdown: Dropdown, level: Level, whole: Item): Promise<string[]> {
  const full = omit(whole, dropdown.field.key);
  const withAll = await ask(dropdown, level, full);
  const withNone = await ask(dropdown, level, {});
  const differs = (one: typeof withAll, other: typeof withAll) =>
    one.sent.join() !== other.sent.join() || !isEqual(chosenFrom(one.result), chosenFrom(other.result));
  if (!differs(withAll, withNone)) return [];
  const found: string[] = [];
  for (const key of Object.keys(full)) {
    const without = () => ask(dropdown, level, omit(full, key));
    // Once more: a busy machine may make a call fail.
    const isOther = async () => differs(await ask(dropdown, level, full), await without());
    if (differs(withAll, await without()) && (await isOther())) found.push(key);
  }
  return found;
}

/** The form in which a drop-down is looked at, and its connection: the whole, with all that choices bring. */
async function wholeFormOf(subject: Subject): Promise<{ level: Level; fields: FormField[] }> {
  const forms = await formsOfSubject(subject);
  const level = first(levelsOf(subject));
  return { level, fields: first(forms).fields };
}

test('in every operation each drop-down answers, pages, and tells its entries apart', async () => {
  const faults: string[] = [];
  /** What is wrong with the drop-downs that ask the same. */
  const known = new Map<string, string[]>();
  for (const subject of operationsUnderTest()) {
    const { level, fields } = await wholeFormOf(subject);
    const all = dropdownsOf(subject, fields);
    for (const dropdown of all) {
      const { sent } = await ask(dropdown, level, {});
      const signature = JSON.stringify([dropdown.field.key, dropdown.field.dependsOn, level, sent]);
      const found =
        known.get(signature) ??
        (await faultsOfChoices(dropdown, all, fields, level).catch(({ message }: Error) => [
          `has a drop-down “${dropdown.field.key}” that fails: ${message}`,
        ]));
      known.set(signature, found);
      faults.push(...found.map((fault) => `${subject.key} ${fault}`));
    }
  }
  expect(faults).toEqual([]);
});

test('in every operation each drop-down declares the fields that its list depends on, and no others', async () => {
  const faults: string[] = [];
  for (const subject of operationsUnderTest()) {
    const { level, fields } = await wholeFormOf(subject);
    const all = dropdownsOf(subject, fields);
    const others = asked(fields).filter(({ key, children }) => key !== 'locationId' && !children.length);
    const values = await valuesOf(others, all, level);
    for (const dropdown of all) {
      const { key, dependsOn } = dropdown.field;
      const found: string[] = [];
      // One after the other: each looks at what the sandbox got meanwhile.
      for (const one of values) found.push(...(await dependenciesOf(dropdown, level, one)));
      faults.push(
        ...difference(uniq(found), dependsOn).map(
          (parent) => `${subject.key} has “${key}”, whose list depends on “${parent}”, and does not say so.`,
        ),
        ...difference(dependsOn, found).map(
          (parent) =>
            `${subject.key} says that “${key}” depends on “${parent}”, and its list is the same without.`,
        ),
      );
    }
  }
  expect(faults).toEqual([]);
});
