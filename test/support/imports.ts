/** Which files of the project import which. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { memoize } from 'lodash';

const ROOT = join(__dirname, '../..');

/** The files of the project that a file imports, for types too, by their paths within it; packages are left out. */
export const importsOf = memoize((file: string): string[] => {
  if (!/\.tsx?$/.test(file)) return [];
  const named = readFileSync(join(ROOT, file), 'utf8').matchAll(
    /\b(?:from|import|require)\s*\(?\s*'(\.[^']*)'/g,
  );
  return [...named].map(([, name = '']) => {
    const path = resolve(ROOT, file, '..', name);
    const found = [path, `${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find(
      (one) => /\.\w+$/.test(one) && existsSync(one),
    );
    if (!found) throw new Error(`${file} imports ${name}, which is no file.`);
    return relative(ROOT, found);
  });
});

/** These files and all that they import, directly or not. */
export function reached(files: string[]): string[] {
  const seen = new Set(files);
  for (const file of seen) for (const imported of importsOf(file)) seen.add(imported);
  return [...seen];
}

/** The files of a folder and of those in it, by their paths within the project. */
export function filesOf(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name)));
}
