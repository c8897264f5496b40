/** What the commands share that tell their story line by line. */

/** Prints a line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs a command: it exits with 0 where all that it checks holds, with 1 where not, or where it throws. */
export function run(main: () => Promise<boolean>): void {
  main().then(
    (held) => {
      process.exitCode = held ? 0 : 1;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
