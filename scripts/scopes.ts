/**
 * Prints the scopes that the app asks for: on one line, and as a list to tick on the HighLevel app's
 * settings page. They come from the contract, by the endpoints that the operations use.
 *
 *   npm run --silent scopes
 */
import { scopes } from '../authentication';

const needed = scopes();
console.log(needed.join(' '));
console.log(`\nTo tick on the HighLevel app's settings page (${needed.length}):`);
for (const scope of needed) console.log(`  ${scope}`);
