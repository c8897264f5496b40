import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const ROOT = join(__dirname, '../..');

/** The files of the project that a file imports, for types too; packages are left out. */
function importsOf(file: string): string[] {
  const named = readFileSync(file, 'utf8').matchAll(/\b(?:from|import|require)\s*\(?\s*'(\.[^']*)'/g);
  return [...named].map(([, name = '']) => {
    const path = resolve(file, '..', name);
    const found = [path, `${path}.ts`, join(path, 'index.ts')].find(
      (one) => /\.\w+$/.test(one) && existsSync(one),
    );
    if (!found) throw new Error(`${file} imports ${name}, which is no file.`);
    return found;
  });
}

/** These files and all that they import, directly or not, by their paths within the project. */
function reached(files: string[]): string[] {
  const seen = new Set(files);
  for (const file of seen) {
    if (file.endsWith('.ts')) for (const imported of importsOf(file)) seen.add(imported);
  }
  return [...seen].map((file) => relative(ROOT, file));
}

function filesOf(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return files.filter((file) => file.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

// If the app and the sandbox shared more, they would make the same mistakes, and the tests would not see them.
test('the sandbox shares the contract with the app, and no other code', () => {
  // The command that starts it prints as the other commands do.
  const files = reached(filesOf('sandbox').filter((file) => !file.endsWith('sandbox/cli.ts')));
  expect(files).toContain('highlevel/contract/requests.json');
  expect(files.filter((file) => !/^(sandbox|highlevel\/contract)\//.test(file))).toEqual([]);
});

test('the runtime for Zaps shares no code with the app or the sandbox', () => {
  expect(reached(filesOf('zapier')).filter((file) => !file.startsWith('zapier/'))).toEqual([]);
});
