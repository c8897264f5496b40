/**
 * Checks all that concerns one operation, and says what is wrong with it in sentences:
 *
 *   npm run check:operation -- create_tag
 *
 * It runs the general tests on this operation alone, its row in `test/operations/`, and the tests that name
 * it. `npm test` runs the same tests on all operations.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { escapeRegExp, uniq } from 'lodash';
import { type Operation, operations } from '../registry';
import { complain, paint, readOptions, run, say } from '../test/support/command';
import { isInstant } from '../test/support/operations';
import { at, type Item, items } from '../zapier';

const root = join(__dirname, '..');
const modules = join(root, 'node_modules');

/** The general tests, and what they show of an operation. */
const GENERAL: { [file: string]: string } = {
  'test/endpoints.test.ts': 'the app asks for its scopes, and the sandbox answers its endpoint',
  'test/operations/conformance.test.ts': 'its form is what its endpoint takes',
  'test/operations/outputs.test.ts': 'its outputs and its sample are what its endpoint answers',
  'test/operations/promises.test.ts': 'what it promises is in the answer that HighLevel gives',
  'test/definition.test.ts': 'Zapier’s checks and rules for copy pass',
  'test/operations/wording.test.ts': 'its words are like those of the others',
  'test/operations/forms.test.ts': 'its form is in groups, and its drop-downs answer',
  'test/operations/clear.test.ts': 'what it can’t empty is known',
  'test/notes.test.ts': 'the notes of its category are of its operations',
  'test/operations/lambda.test.ts':
    'it runs through the Lambda handler, with the least and with all filled in',
  'test/operations/v3.test.ts': 'it runs on v3, and sends what that describes',
  'test/agency.test.ts': 'it runs with an agency’s connection, and keeps sub-accounts apart',
  'test/bench/requests.test.ts': 'a search makes no more requests than it may',
  'test/polls.test.ts': 'it fires as Zapier polls it',
  'test/secrets-everywhere.test.ts': 'it logs and throws no secret, whatever goes wrong',
  'test/docs.test.ts': 'docs/operations.md tells of it',
};

/** The files that hold a category's rows, and those that name the operation. */
function ownTests({ category, spec }: Operation): string[] {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => join('test', path));
  return files.filter((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return text.includes(`describeCategory(zap, '${category}'`) || text.includes(`'${spec.key}'`);
  });
}

/** What a test file found: how many tests passed, and what is wrong. */
interface Found {
  file: string;
  passed: number;
  faults: string[];
}

async function main(): Promise<boolean> {
  const { positionals } = readOptions({}, ['<key of an operation>']);
  const [key = ''] = positionals;
  const operation = operations.find(({ spec }) => spec.key === key);
  if (!operation) {
    throw new Error(
      key
        ? `There is no operation “${key}”: add its spec to its category’s file in triggers/, creates/ or searches/.`
        : 'Say which operation: npm run check:operation -- create_contact',
    );
  }
  const { spec, kind, category } = operation;
  say(
    `${spec.label} (${key}): ${kind}, ${category}, ${spec.endpoint ?? (isInstant(spec) ? 'at once' : 'any endpoint')}`,
  );
  const [types, found] = await Promise.all([typeFaults(), testFaults(operation)]);
  const all = [{ about: 'the types are sound', faults: types, passed: 1 }, ...found.map(withWords)];
  for (const { about, faults, passed } of all) {
    if (faults.length) for (const fault of uniq(faults)) say(`${paint(31, '✗')} ${fault}`);
    else if (passed) say(`${paint(32, '✓')} ${about}`);
  }
  const wrong = uniq(all.flatMap(({ faults }) => faults)).length;
  if (wrong) complain(`${wrong === 1 ? 'One thing is' : `${wrong} things are`} to be mended.`);
  return wrong === 0;
}

const withWords = ({ file, ...found }: Found) => ({
  ...found,
  about: GENERAL[file] ?? `its tests in ${file} pass (${found.passed})`,
});

/** What the compiler says of the project. */
async function typeFaults(): Promise<string[]> {
  const { output } = await ran(join(modules, 'typescript', 'bin', 'tsc'), ['--pretty', 'false']);
  return output.split('\n').filter((line) => /error TS\d+/.test(line));
}

async function testFaults(operation: Operation): Promise<Found[]> {
  const { key, label } = operation.spec;
  const files = uniq([...Object.keys(GENERAL), ...ownTests(operation)]);
  const missing = Object.keys(GENERAL).filter((file) => !existsSync(join(root, file)));
  if (missing.length) throw new Error(`There is no ${missing.join(', ')}: mend scripts/check-operation.ts.`);
  // “Get Contact” is not “Get Contact Tasks”.
  const names = `every operation|\\b${key}\\b|\\b${escapeRegExp(label)}(?! [A-Z])`;
  const options = ['--json', '--testNamePattern', names, '--runTestsByPath', ...files];
  const { output, complaint } = await ran(join(modules, 'jest', 'bin', 'jest.js'), options, {
    OPERATION: key,
  });
  const results = items(at(parsed(output), 'testResults'));
  if (!results.length) throw new Error(complaint || 'The tests did not run.');
  const found = results.map(foundIn);
  return files.flatMap((file) => found.filter((one) => one.file === file));
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return {};
  }
}

function foundIn({ name, message, assertionResults }: Item): Found {
  const tests = items(assertionResults);
  const failed = tests.filter(({ status }) => status === 'failed');
  const file = relative(root, String(name));
  const faults = failed.flatMap((test) =>
    sentencesOf(test).map((fault) => fault || `${test.fullName} fails.`),
  );
  return {
    file,
    passed: tests.filter(({ status }) => status === 'passed').length,
    // A file that could not run has a message and no tests.
    faults: tests.length ? faults : [`${file} does not run: ${plain(message)}`],
  };
}

/** What a failed test says: the faults that it collected, else its title with the beginning of its message. */
function sentencesOf({ fullName, failureDetails, failureMessages }: Item): string[] {
  const collected = items(failureDetails).flatMap((detail) => {
    const faults = at(detail, 'matcherResult', 'actual');
    return Array.isArray(faults) && faults.every((fault) => typeof fault === 'string') ? faults : [];
  });
  if (collected.length) return collected;
  const [first = ''] = Array.isArray(failureMessages) ? failureMessages : [];
  const said = plain(first).split(/\n\s+at /)[0] ?? '';
  const thrown = /^Error: (.*)/s.exec(said)?.[1];
  return [thrown?.startsWith('expect(') === false ? thrown : `${fullName}: ${said}`];
}

const plain = (text: unknown) => stripVTControlCharacters(String(text)).trim();

/** Runs one of the project's tools to its end. */
function ran(
  tool: string,
  options: string[],
  environment: { [name: string]: string } = {},
): Promise<{ output: string; complaint: string }> {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [tool, ...options], { cwd: root, env });
  const said = { output: '', complaint: '' };
  child.stdout.on('data', (data) => {
    said.output += data;
  });
  child.stderr.on('data', (data) => {
    said.complaint += data;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(said));
  });
}

run(main);
