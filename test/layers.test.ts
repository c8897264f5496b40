/** The rooms of the app: imports point down, and nothing goes round in a circle. */
import { uniq } from 'lodash';
import { filesOf, importsOf, reached } from './support/imports';

/** From the top to the bottom; those in one row import nothing of each other. */
const ROWS = [
  ['index.ts'],
  ['authentication.ts'],
  ['registry.ts'],
  ['triggers', 'creates', 'searches'],
  ['operations'],
  ['fields'],
  ['reads'],
  ['records'],
  ['highlevel'],
];

/** The rooms around the app, which it imports nothing of, and what each may import beside its own files. */
const AROUND: { [room: string]: string[] } = {
  zapier: [],
  accounts: [...ROWS.flat(), 'zapier'],
  'account-check': [...ROWS.flat(), 'accounts', 'sandbox', 'test/contract', 'test/support', 'zapier'],
  'workbench/page': ['workbench/wire.ts', 'zapier'],
  'workbench/server': ['workbench/wire.ts', 'registry.ts', 'accounts', 'recipes', 'sandbox', 'zapier'],
};

const roomOf = (file: string) => file.split('/')[0] ?? file;
const rowOf = (room: string) => ROWS.findIndex((row) => row.includes(room));
const isFile = (room: string) => room.endsWith('.ts');
const FILES = ROWS.flat().flatMap((room) => (isFile(room) ? [room] : filesOf(room)));

const mayImport = (from: string, to: string) => from === to || rowOf(from) < rowOf(to);

test('each room has files', () => {
  expect([...new Set(FILES.map(roomOf))]).toEqual(ROWS.flat());
});

test('a file imports from its own room and those below it, and from none around the app', () => {
  const arrows = FILES.flatMap((file) => importsOf(file).map((imported) => ({ file, imported })));
  const wrong = arrows.filter(
    ({ file, imported }) => imported !== 'package.json' && !mayImport(roomOf(file), roomOf(imported)),
  );
  expect(wrong.map(({ file, imported }) => `${file} → ${imported}`)).toEqual([]);
});

test.each(Object.keys(AROUND))('%s imports of the rooms around it what it may, and no other', (room) => {
  const imported = uniq(filesOf(room).flatMap(importsOf));
  const isOf = (file: string) => (other: string) => file === other || file.startsWith(`${other}/`);
  expect(imported.some((file) => isOf(file)(room))).toBe(true);
  expect(imported.filter((file) => ![room, ...(AROUND[room] ?? [])].some(isOf(file)))).toEqual([]);
});

test('no file imports itself, by way of others', () => {
  expect(FILES.filter((file) => reached(importsOf(file)).includes(file))).toEqual([]);
});
