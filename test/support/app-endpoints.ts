/** The endpoints that the app names anywhere, found in its source files by the names alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EndpointKey, endpointKeys } from '../../highlevel/contract';

const root = join(__dirname, '..', '..');

/** The rooms that are not the app, and the contract, which names every endpoint that there is. */
const NOT_THE_APP =
  /^(account-check|accounts|node_modules|build|coverage|docs|recipes|sandbox|scripts|test|workbench|zapier|highlevel\/contract|\.\w+)\//;
/** An endpoint that the app names, and a file in which it does. */
export interface Named {
  key: EndpointKey;
  file: string;
}

/** The endpoints of the contract that a text names. */
export function endpointsIn(text: string): EndpointKey[] {
  const names = [...text.matchAll(/(['"`])((?:GET|POST|PUT|PATCH|DELETE) \/.*?)\1/g)].map(
    ([, , name]) => name,
  );
  return endpointKeys().filter((key) => names.includes(key));
}

/** Every endpoint that the app names, and where. */
export function namedEndpoints(): Named[] {
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !NOT_THE_APP.test(path),
  );
  return sources.flatMap((file) =>
    endpointsIn(readFileSync(join(root, file), 'utf8')).map((key) => ({ key, file })),
  );
}
