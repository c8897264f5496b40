/**
 * Prints the scopes that the app asks for, as a list to tick on the HighLevel app's settings page. They come
 * from the contract, by the endpoints that the operations use.
 *
 *   npm run --silent scopes [-- --line]
 *
 * `--line` prints them on one line, as `HIGHLEVEL_SCOPES` takes them.
 */
import { scopes } from '../authentication';
import { print, readOptions, run, say } from '../test/support/command';

async function main(): Promise<void> {
  const { values } = readOptions({ line: { type: 'boolean', default: false } });
  const needed = scopes();
  if (values.line) {
    print(needed.join(' '));
    return;
  }
  say(`To tick on the HighLevel app's settings page (${needed.length}):`);
  for (const scope of needed) say(`  ${scope}`);
}

run(main);
