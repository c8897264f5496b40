/** How the commands print, and how they refuse what they do not take. */
import { stripVTControlCharacters } from 'node:util';
import { complain, paint, print, readOptions, run, say } from './support/command';

let printed: string[];

/** What is written to the two outputs is kept here. */
beforeEach(() => {
  printed = [];
  for (const output of [process.stdout, process.stderr]) {
    jest.spyOn(output, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  }
});
afterEach(() => jest.restoreAllMocks());

const lines = () => printed.join('').split('\n').slice(0, -1);

describe('what a command says', () => {
  test('stays as it is where it fits', () => {
    say('   ✓ A line\n\nand another');
    expect(lines()).toEqual(['   ✓ A line', '', 'and another']);
  });

  test.each([
    ['words', 'word '.repeat(60).trim()],
    ['words that are indented', `   ✓ ${'word '.repeat(60).trim()}`],
    ['a word that is longer than a line', `  ${'a'.repeat(250)}`],
    ['colours', `  \u001b[2m${'word '.repeat(60)}\u001b[0m`],
  ])('is wrapped to 100 columns, and loses nothing: %s', (_, text) => {
    say(text);
    const all = lines().map(stripVTControlCharacters);
    expect(all.length).toBeGreaterThan(1);
    expect(all.filter((line) => line.length > 100)).toEqual([]);
    const letters = (shown: string) => stripVTControlCharacters(shown).replaceAll(/\s/g, '');
    expect(letters(all.join(''))).toBe(letters(text));
  });

  test('goes on further in than it began', () => {
    say(`   ✓ ${'word '.repeat(30)}`);
    expect(lines()[1]).toMatch(/^ {5}word/);
  });

  test('is one line for a program, however long', () => {
    print('a '.repeat(100));
    expect(lines()).toEqual(['a '.repeat(100)]);
  });

  test('is wrapped where it complains, too', () => {
    complain('word '.repeat(30));
    expect(lines()).toHaveLength(2);
  });

  test('has no colours where no terminal shows them', () => {
    expect(paint(31, 'red')).toBe('red');
  });
});

describe('what a command does not take', () => {
  const given = (words: string, names: string[] = []) => {
    return () => readOptions({ verbose: { type: 'boolean' } }, names, words.split(' '));
  };

  test.each([
    ['--verbos', [], "Unknown option '--verbos'. The command takes --verbose."],
    ['--verbose=1', [], /^Option .*--verbose' does not take an argument\. The command takes --verbose\.$/],
    ['a.json', [], '“a.json” is too much. The command takes --verbose.'],
    ['a.json b.json', ['leads.json'], '“b.json” is too much. The command takes leads.json, --verbose.'],
  ])('is refused in a sentence: %s', (words, names, says) => {
    expect(given(words, names)).toThrow(says);
  });

  test('what it takes is read', () => {
    expect(given('a.json --verbose', ['leads.json'])()).toMatchObject({
      values: { verbose: true },
      positionals: ['a.json'],
    });
  });
});

test('a command that throws says why in a sentence, and exits with 1', async () => {
  const { exitCode } = process;
  run(() => Promise.reject(new Error('It is not there.')));
  await new Promise(setImmediate);
  expect([lines(), process.exitCode]).toEqual([['It is not there.'], 1]);
  process.exitCode = exitCode;
});
