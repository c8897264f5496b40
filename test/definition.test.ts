/** The app's definition: what it offers, and that Zapier would take it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { difference, omit, uniq } from 'lodash';
import app from '../index';
import { operations } from '../registry';
import { type Item, isItem, items } from '../zapier';
import catalog from './catalog.json';
import { type Definition, type Operation, readDefinition, withOutputs } from './support/compiled';
import { CHECKS, PUBLIC_CHECKS } from './support/d-checks';
import { isInstant, isUnderTest } from './support/operations';

const root = join(__dirname, '..');

/** Core, with the export that its types leave out. */
const core: {
  createAppHandler: (app: object) => (event: object) => Promise<{ results?: unknown }>;
} = require('zapier-platform-core');

/** What core answers to a command that runs no operation. */
async function ask(definedApp: object, command: 'definition' | 'validate'): Promise<unknown> {
  const { results } = await core.createAppHandler(definedApp)({ command, bundle: {}, calledFromCli: true });
  return results;
}

/** The operations of a catalog as `kind key: name`. */
function listed(categories: { [category: string]: { [kind: string]: { [key: string]: string } } }): string[] {
  return Object.entries(categories).flatMap(([, kinds]) =>
    Object.entries(kinds).flatMap(([kind, names]) =>
      Object.entries(names).map(([key, name]) => `${kind} ${key}: ${name}`),
    ),
  );
}

/** What an operation's record gives; a trigger states the record's id itself. */
function outputsOf({ kind, key }: Pick<Operation, 'kind' | 'key'>) {
  const fields =
    operations.find((one) => one.kind === kind && one.spec.key === key)?.spec.record.fields ?? [];
  return fields.filter((field) => kind !== 'trigger' || field.key !== 'id');
}

let definition: Definition;

beforeAll(async () => {
  definition = withOutputs(readDefinition(await ask(app, 'definition')), outputsOf);
});

/** What was promised by key and name; what the app offers beside it needs no entry there. */
describe('the catalog', () => {
  const offered = ({ kind, key, label }: Operation) => `${kind} ${key}: ${label}`;

  test('is offered whole, by these keys and names', () => {
    const missing = listed(catalog).filter(
      (wanted) => !definition.operations.some((operation) => offered(operation) === wanted),
    );
    expect(missing).toEqual([]);
  });

  test('has each of its operations in the category that the app has it in', () => {
    const placed = operations.map(({ category, kind, spec }) => `${category}: ${kind} ${spec.key}`);
    const wanted = Object.entries(catalog).flatMap(([category, kinds]) =>
      Object.entries(kinds).flatMap(([kind, names]) =>
        Object.keys(names).map((key) => `${category}: ${kind} ${key}`),
      ),
    );
    expect(difference(wanted, placed)).toEqual([]);
  });

  test('has no less than the 126 operations that were ordered', () => {
    expect(listed(catalog).length).toBeGreaterThanOrEqual(126);
  });

  const source = join(root, '..', 'shared', 'catalog.json');
  const whereOrderIs = existsSync(source) ? test : test.skip;

  whereOrderIs('has all that was ordered, in its categories', () => {
    const ordered = items(JSON.parse(readFileSync(source, 'utf8')));
    expect(ordered.length).toBeGreaterThan(0);
    const names = ordered.map(({ kind, key, name }) => `${kind} ${key}: ${name}`);
    expect(names.filter((name) => !listed(catalog).includes(name))).toEqual([]);
    for (const { category } of ordered) expect(Object.keys(catalog)).toContain(category);
  });
});

test('every operation of the registry is in the definition, each kind by its key, and no other', () => {
  const names = ({ kind, key }: Pick<Operation, 'kind' | 'key'>) => `${kind} ${key}`;
  const wanted = operations.map(({ kind, spec: { key } }) => names({ kind, key }));
  expect(definition.operations.map(names).sort()).toEqual(wanted.sort());
});

describe('Zapier', () => {
  test('finds the definition valid', async () => {
    expect(await ask(app, 'validate')).toEqual([]);
  });

  test('would find a fault', async () => {
    const [[key, first] = []] = Object.entries(app.creates);
    const broken = { ...app, creates: { ...app.creates, [String(key)]: omit(first, 'noun') } };
    expect(await ask(broken, 'validate')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('noun') }),
    ]);
  });

  test.each(CHECKS.map((check) => [check.id, check.demand, check] as const))(
    'finds no fault in every operation by %s: %s',
    (_id, _demand, check) => {
      expect(check.failures(definition).filter(isUnderTest)).toEqual([]);
    },
  );
});

test('a public app could not have the instant triggers: by D017 it must be a private one', () => {
  const found = PUBLIC_CHECKS.flatMap((check) =>
    check.failures(definition).map((failure) => [check.id, failure]),
  );
  const instant = operations.filter(({ spec }) => isInstant(spec)).map(({ spec }) => spec.key);
  expect(found.sort()).toEqual(
    instant
      .sort()
      .map((key) => ['D017', expect.stringMatching(`^trigger ${key}: has an address that people paste`)]),
  );
});

describe('core', () => {
  const parts = (): Item[] =>
    [app.triggers, app.creates, app.searches].flatMap((group) => Object.values(group)).filter(isItem);
  /** Every function of an operation, with its place. */
  const functions = (value: unknown, place: string): [place: string, fn: unknown][] => {
    if (typeof value === 'function') return [[place, value]];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => functions(inner, `${place}.${key}`));
  };
  const all = parts().flatMap((operation) => functions(operation, String(operation.key)));

  test('takes no function for a callback: none has three parameters', () => {
    expect(all.filter(([, fn]) => typeof fn === 'function' && fn.length > 2).map(([place]) => place)).toEqual(
      [],
    );
  });

  test('tells operations apart: none of their functions is another operation’s too', () => {
    expect(all.filter(([place]) => place.endsWith('.operation.perform'))).toHaveLength(parts().length);
    const shared = uniq(all.map(([, fn]) => fn))
      .map((fn) => all.filter(([, one]) => one === fn).map(([place]) => place))
      .filter((places) => places.length > 1);
    expect(shared).toEqual([]);
  });
});
