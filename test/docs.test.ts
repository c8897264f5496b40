/** The documents for people, as the app and the recipes are now. */
import { readFileSync } from 'node:fs';
import { difference, groupBy, range, uniq } from 'lodash';
import { jobs } from '../recipes/jobs';
import { operations } from '../registry';
import { DOCUMENT, operationsDocument } from '../scripts/docs';
import { described, JOBS, jobsDocument } from '../scripts/docs-jobs';
import { anchor, wholeForm } from './support/documents';
import { isInstant, operationsUnderTest } from './support/operations';

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
    const gives = `*Gives:* ${spec.record.fields[0]?.label}`;
    const without = isInstant(spec) ? 'At once' : 'Any endpoint';
    const wanted = [spec.description, spec.endpoint ?? without, gives, ...labels];
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

describe('docs/jobs.md', () => {
  const ofJobs = readFileSync(JOBS, 'utf8');

  test('is what “npm run docs” writes: run that, and commit what it wrote', () => {
    expect(ofJobs).toBe(jobsDocument());
  });

  test('has each job once, in their order, and none of the thirty is missing', () => {
    expect(jobs.map(({ number }) => number)).toEqual(range(1, jobs.length + 1));
    expect(jobs.length).toBeGreaterThanOrEqual(30);
  });

  test('is reached from the operations that its jobs use', () => {
    const headings = [...ofJobs.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => anchor(heading));
    const links = [...written.matchAll(/\(jobs\.md#([^)]+)\)/g)].map(([, link]) => link);
    expect(difference(links, headings)).toEqual([]);
    expect(uniq(links)).toHaveLength(jobs.length);
    const section = written.split('\n#### Find Workflow\n')[1]?.split('\n#### ')[0];
    expect(section).toContain('*Used in:* [job 2](jobs.md#2-a-facebook-lead');
  });

  test.each([
    ['fills in a field that the form has not', { surname: 'Diaz' }, 'the form has no such field'],
    ['maps what a step does not promise', { lastName: '{{lead.surname}}' }, 'that step does not promise it'],
    ['leaves open what its owner decides', { source: '{{settings.source}}' }, 'does not say what source is'],
  ])('can’t be written of a Zap that %s', (_, input, says) => {
    const job = jobs.find(({ number }) => number === 2);
    const [zap] = job?.zaps ?? [];
    const [step, ...rest] = zap?.steps ?? [];
    if (!job || !zap || step?.kind !== 'create') throw new Error('Job 2 creates a contact first.');
    const changed = { ...zap, steps: [{ ...step, input }, ...rest] };
    expect(() => described(job, zap)).not.toThrow();
    expect(() => described(job, changed)).toThrow(says);
  });

  test('speaks of no “undefined”', () => {
    expect(ofJobs).not.toMatch(/undefined|\[object|\n{3}/);
  });
});
