/**
 * Prints the scopes that the app asks for, as a list to tick on the HighLevel app's settings page. They come
 * from the contract, by the endpoints that the operations use.
 *
 *   npm run --silent scopes [-- --line]
 *
 * `--line` prints them on one line, as `HIGHLEVEL_SCOPES` takes them.
 */
import { authKind } from '../highlevel/auth-kind';
import { print, readOptions, run, say } from '../test/support/command';

async function main(): Promise<void> {
  const { values } = readOptions({ line: { type: 'boolean', default: false } });
  const place =
    authKind() === 'token'
      ? "in HighLevel's Settings, Private Integrations"
      : "on the HighLevel app's settings page";
  // Not before the setting is known to be one.
  const { scopes } = await import('../authentication');
  const needed = scopes();
  if (values.line) {
    print(needed.join(' '));
    return;
  }
  say(`To tick ${place} (${needed.length}):`);
  for (const scope of needed) say(`  ${scope}`);
}

run(main);
