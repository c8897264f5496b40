/** What the commands share: how they begin and end, and how they print. */

/** Prints a line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const color = process.stdout.isTTY && !process.env.NO_COLOR;

/** A text in a colour of the terminal, where it has any. */
export const paint = (code: number, text: string): string =>
  color ? `\u001b[${code}m${text}\u001b[0m` : text;
export const bold = (text: string): string => paint(1, text);
export const dim = (text: string): string => paint(2, text);

/** Runs a command: it exits with 1 where it throws, or answers that not all that it checks holds. */
export function run(main: () => Promise<unknown>): void {
  main().then(
    (held) => {
      process.exitCode = held === false ? 1 : 0;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
