/** `docs/operations.md`: the catalog for people, as the app is now. */
import { readFileSync } from 'node:fs';
import { operations } from '../registry';
import { DOCUMENT, operationsDocument, wholeForm } from '../scripts/docs';
import catalog from './catalog.json';

const written = readFileSync(DOCUMENT, 'utf8');
const sections = new Map(written.split('\n## ').map((section) => [section.split('\n')[0], section]));

test('it is what “npm run docs” writes: run that, and commit what it wrote', () => {
  expect(written).toBe(operationsDocument());
});

test.each(Object.entries(catalog))('it has each operation of %s, by kind', (category, kinds) => {
  const section = sections.get(category) ?? '';
  const found = [...section.matchAll(/^#### (.+)$/gm)].map(([, name]) => name);
  expect(found.sort()).toEqual(
    Object.values<object>(kinds)
      .flatMap((names) => Object.values(names))
      .sort(),
  );
});

test.each(operations.map((operation) => [operation.spec.key, operation] as const))(
  'it tells of %s what it does, its endpoint, and each of its fields',
  (_key, { kind, category, spec }) => {
    const section = sections.get(category) ?? '';
    const heading = { trigger: 'Triggers', create: 'Actions', search: 'Searches' }[kind];
    const part = section.split(`\n### ${heading}\n`)[1]?.split('\n### ')[0] ?? '';
    const said = part.split('\n#### ').find((one) => one.startsWith(`${spec.label}\n`)) ?? '';
    const labels = wholeForm(spec).fields.flatMap((field) =>
      'label' in field ? [`**${field.label}**`] : [],
    );
    for (const wanted of [spec.description, spec.endpoint ?? 'Any endpoint', ...labels]) {
      expect(said).toContain(wanted);
    }
  },
);

test('it speaks in whole sentences, and of no “undefined”', () => {
  expect(written).not.toMatch(/undefined|\[object|\ba [aeio]\w+ starts| {2}\S|\n{3}/);
});
