/**
 * Mistakes that the polling could have: each is put into a copy of the project, and the soak has to find it. Where the
 * code that one changes reads differently by now, it says so, and has to be written anew.
 */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const PROJECT = join(__dirname, '..', '..');

/** What is not copied: what can be made again, or is linked. */
const LEFT = ['node_modules', 'build', '.git', 'coverage'];

/** A mistake. */
export interface Mutation {
  name: string;
  says: string;
  file: string;
  /** What stands there, once, and what is put in its place. */
  edits: readonly (readonly [from: string, to: string])[];
}

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'depth',
    says: 'a poll reads one page only',
    file: 'operations/poll-reading.ts',
    edits: [
      ['poll: { records: 5000, pages: 50 }', 'poll: { records: 5000, pages: 1 }'],
      ['morePages: 4,', 'morePages: 0,'],
    ],
  },
  {
    name: 'age',
    says: 'nothing is too old to be news',
    file: 'operations/news.ts',
    edits: [['NEWS_MS = NEWS_DAYS * DAY_MS;', 'NEWS_MS = 1000 * NEWS_DAYS * DAY_MS;']],
  },
  {
    name: 'order',
    says: 'every list is believed to have the newest first',
    file: 'operations/poll-reading.ts',
    edits: [
      [
        "return { is, by, hasNewsFirst: is === 'newest first' && isByNews };",
        "return { is: 'newest first', by, hasNewsFirst: true };",
      ],
    ],
  },
  {
    name: 'memory',
    says: 'nothing that was seen before is remembered',
    file: 'operations/memory.ts',
    edits: [
      [
        'return new Memory(z, key, await cacheOf(z).get(key));',
        'return new Memory(z, key, (await cacheOf(z).get(key)) && undefined);',
      ],
    ],
  },
  {
    name: 'numbers',
    says: 'every state is told with the number of its memory, the first time too',
    file: 'operations/memory.ts',
    edits: [
      ['const revision = isBack ?', 'const revision = isBack || true ?'],
      [
        'return { revision: state, before: [] };',
        'return { revision: [short, this.#kept.begun, 0].join(), before: [] };',
      ],
    ],
  },
];

/**
 * The file of a mistake as it reads with it.
 *
 * @throws Error where the code that it changes is not there, or more than once
 */
export async function withEdits({ name, file, edits }: Mutation, project = PROJECT): Promise<string> {
  const code = await readFile(join(project, file), 'utf8');
  return edits.reduce((so, [from, to]) => {
    const times = so.split(from).length - 1;
    if (times === 1) return so.replace(from, () => to);
    throw new Error(
      `The mutation “${name}” does not fit any more: ${file} has this ${times} times, and not once:\n  ${from}\nWrite it anew in test/soak/mutations.ts.`,
    );
  }, code);
}

/**
 * Does something with a copy of the project that has the mistake, and throws the copy away.
 *
 * @throws Error where the code that it changes is not there, or more than once
 */
export async function withMutation<T>(mutation: Mutation, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), `soak-${mutation.name}-`));
  try {
    await cp(PROJECT, folder, {
      recursive: true,
      filter: (source) => source === PROJECT || !LEFT.includes(basename(source)),
    });
    await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, mutation.file), await withEdits(mutation, folder));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
