/** `docs/operations.md`: the catalog for people, as the app is now. */
import { readFileSync } from 'node:fs';
import { groupBy } from 'lodash';
import { operations } from '../registry';
import { DOCUMENT, operationsDocument, wholeForm } from '../scripts/docs';
import { operationsUnderTest } from './support/operations';

const written = readFileSync(DOCUMENT, 'utf8');
const sections = new Map(written.split('\n## ').map((section) => [section.split('\n')[0], section]));

test('it is what “npm run docs” writes: run that, and commit what it wrote', () => {
  expect(written).toBe(operationsDocument());
});

test('it has the operations of each category, by kind, and no others', () => {
  for (const [category, list] of Object.entries(groupBy(operations, 'category'))) {
    const found = [...(sections.get(category) ?? '').matchAll(/^#### (.+)$/gm)].map(([, name]) => name);
    expect([category, ...found.sort()]).toEqual([category, ...list.map(({ spec }) => spec.label).sort()]);
  }
});

test('it tells of every operation what it does, its endpoint, and each of its fields', () => {
  const faults = operationsUnderTest().flatMap(({ kind, category, spec }) => {
    const section = sections.get(category) ?? '';
    const heading = { triggers: 'Triggers', creates: 'Actions', searches: 'Searches' }[kind];
    const part = section.split(`\n### ${heading}\n`)[1]?.split('\n### ')[0] ?? '';
    const said = part.split('\n#### ').find((one) => one.startsWith(`${spec.label}\n`)) ?? '';
    const labels = wholeForm(spec).fields.flatMap((field) =>
      'label' in field ? [`**${field.label}**`] : [],
    );
    const wanted = [spec.description, spec.endpoint ?? 'Any endpoint', ...labels];
    const missing = wanted.filter((one) => !said.includes(one)).map((one) => `“${one}”`);
    return missing.length
      ? [`${spec.key} has no ${missing.join(', ')} in docs/operations.md: run “npm run docs”.`]
      : [];
  });
  expect(faults).toEqual([]);
});

test('it speaks in whole sentences, and of no “undefined”', () => {
  expect(written).not.toMatch(/undefined|\[object|\ba [aeio]\w+ starts| {2}\S|\n{3}/);
});
