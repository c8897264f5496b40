/** What the commands share: how they begin and end, what they take, and how they print. */
import { type ParseArgsOptionsConfig, parseArgs, stripVTControlCharacters, types } from 'node:util';
import wrap from 'wrap-ansi';

/** The width of a terminal that everybody has. */
const COLUMNS = 100;

/** Prints text, its lines wrapped to 100 columns. What is wrapped goes on a little further in. */
export function say(text: string): void {
  process.stdout.write(`${text.split('\n').map(wrapped).join('\n')}\n`);
}

/** Prints a line for a program or for the clipboard: as it is, however long. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints what went wrong to the error output, wrapped as `say` does it. */
export function complain(text: string): void {
  process.stderr.write(`${text.split('\n').map(wrapped).join('\n')}\n`);
}

function wrapped(line: string): string {
  const shown = stripVTControlCharacters(line);
  if (shown.length <= COLUMNS) return line;
  const indent = `${/^ */.exec(shown)?.[0]}  `;
  const [head = '', ...rest] = wrap(line, COLUMNS, { trim: false, hard: true }).split('\n');
  // What is left is wrapped anew, as it begins further in.
  const tail = wrap(rest.join('').trimStart(), COLUMNS - indent.length, { hard: true });
  return [head.trimEnd(), ...tail.split('\n').map((part) => indent + part)].join('\n');
}

const color = process.stdout.isTTY && !process.env.NO_COLOR;

/** A text in a colour of the terminal, where it has any. */
export const paint = (code: number, text: string): string =>
  color ? `\u001b[${code}m${text}\u001b[0m` : text;
export const bold = (text: string): string => paint(1, text);
export const dim = (text: string): string => paint(2, text);

/**
 * What a command was called with.
 *
 * @param names what stands without an option: `['leads.json']` for one file; none unless given
 * @throws Error with a sentence for whoever typed it, if there is no such option, or too much
 */
export function readOptions<T extends ParseArgsOptionsConfig>(
  options: T,
  names: string[] = [],
  args = process.argv.slice(2),
) {
  const takes = [...names, ...Object.keys(options).map((name) => `--${name}`)];
  const refuse = (why: string) =>
    new Error(
      `${why}. ${takes.length ? `The command takes ${takes.join(', ')}` : 'The command takes no options'}.`,
    );
  const parsed = (() => {
    try {
      return parseArgs({ args, options, allowPositionals: true });
    } catch (error) {
      // Node's second sentence is about words that begin with a dash, which no command here takes.
      throw refuse((types.isNativeError(error) ? error.message : String(error)).split(/\.\s/, 1).join(''));
    }
  })();
  const surplus = parsed.positionals[names.length];
  if (surplus !== undefined) throw refuse(`“${surplus}” is too much`);
  return parsed;
}

/** The port that `--port` names. @throws Error with a sentence for whoever typed it */
export function portIn(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Error(`--port takes a number from 0 to 65535 (0 takes any free port), and “${text}” is none.`);
}

/** How often it is looked whether the npm that started this is still there. */
const LOOK_MS = 500;

/**
 * Ends this process when the shell in which npm runs it has ended: where npm is told to end, it tells only
 * that shell, and what it runs would go on without either.
 */
export function endWithNpm(): void {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) process.exit();
  }, LOOK_MS).unref();
}

/** Runs a command: it exits with 1 where it throws, or answers that not all that it checks holds. */
export function run(main: () => Promise<unknown>): void {
  main().then(
    (held) => {
      process.exitCode = held === false ? 1 : 0;
    },
    (error: unknown) => {
      complain(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    },
  );
}
