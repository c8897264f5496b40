/** A test that asserts nothing makes the suite fail. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { at, items } from '../../zapier';

const root = join(__dirname, '..', '..');

/** Runs the tests of the fixture with the suite's own settings: each test's title, and what it failed with. */
function fixture(): { title: string; says: string }[] {
  const options = ['--json', '--runInBand', '--testMatch', '**/fixtures/asserted.fixture.ts'];
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const { stdout } = spawnSync(process.execPath, [jest, ...options], { cwd: root, encoding: 'utf8' });
  const [file] = items(at(JSON.parse(stdout), 'testResults'));
  return items(file?.assertionResults).map(({ title, failureMessages }) => ({
    title: String(title),
    says: String(failureMessages).split('\n')[0] ?? '',
  }));
}

test('a test that asserts nothing fails, in a sentence that says what to do; one that asserts passes', () => {
  const empty = expect.stringMatching(/^Error: This test asserted nothing\. Call expect\(…\) in it/);
  expect(fixture()).toEqual([
    { title: 'asserts', says: '' },
    { title: 'asserts in a helper', says: '' },
    { title: 'asserts in a property', says: '' },
    { title: 'is empty', says: empty },
    { title: 'makes an expectation, and holds nothing against it', says: empty },
    { title: 'returns early', says: empty },
    { title: 'is empty too', says: empty },
  ]);
});
