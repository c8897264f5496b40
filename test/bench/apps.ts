/** The apps that the benchmark runs side by side, each behind a wrapper such as the zip has. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operations } from '../../registry';

const root = join(__dirname, '..', '..');
const folder = join(root, 'build', 'bench');

/** The built app. */
export const BUILT = join(root, 'index.js');

/** How many of the app's operations an app has; `one` is not ours at all, but the least that one can write. */
export type Size = 'one' | 'tenth' | 'half' | 'all';
export const SIZES: readonly Size[] = ['one', 'tenth', 'half', 'all'];

const KEYS = operations.map(({ spec }) => spec.key);
/** Every second operation, or every tenth, so that each kind and category is among them. */
const STEP = { tenth: 10, half: 2 } as const;

/**
 * Writes the apps that have an operation, as many others as their size says, and answers the paths of
 * their wrappers.
 */
export function wrappersFor(key: string): { [size in Size]: string } {
  mkdirSync(folder, { recursive: true });
  const some = (size: keyof typeof STEP) => {
    const keys = KEYS.filter((one, place) => one === key || place % STEP[size] === 0);
    return wrapper(`${key}-${size}`, written(`${key}-${size}-app`, onlyThese(keys)));
  };
  const least = `module.exports = require(${quoted(join(__dirname, 'one-operation.cjs'))}).${key};`;
  return {
    one: wrapper(`${key}-one`, written(`${key}-one-app`, least)),
    tenth: some('tenth'),
    half: some('half'),
    all: wrapper(`${key}-all`, BUILT),
  };
}

/** The built app with these operations alone, each kind in the form that the build gave it. */
const onlyThese = (keys: string[]) => `
const app = require(${quoted(BUILT)});
const keys = new Set(${JSON.stringify(keys)});
const some = (operations) => Object.entries(operations).filter(([key]) => keys.has(key));
const kind = (operations) => Object.assign(() => undefined, Object.fromEntries(some(operations)));
module.exports = {
  ...app,
  triggers: kind(app.triggers),
  creates: kind(app.creates),
  searches: kind(app.searches),
  searchOrCreates: {},
};`;

const wrapper = (name: string, app: string) =>
  written(
    name,
    `module.exports = { handler: require('zapier-platform-core').createAppHandler(${quoted(app)}) };`,
  );

function written(name: string, code: string): string {
  const path = join(folder, `${name}.cjs`);
  writeFileSync(path, `${code}\n`);
  return path;
}

const quoted = (path: string) => JSON.stringify(path);
