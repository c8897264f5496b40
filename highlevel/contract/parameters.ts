/** How the parameters of an endpoint are called in the input of a call. */
import type { Endpoint } from '.';
import { accountParameters } from './account';

/** Where parameters are sent, in the order of a form. */
export const PLACES = ['path', 'query', 'header', 'body'] as const;
export type Place = (typeof PLACES)[number];

/**
 * A parameter's name in the input of a call: the API's own. Where another place has one of that name, the later one is
 * `body__type`; what names the account, or stands in the path too, is the same wherever it stands.
 */
export function parameterKey(facts: Endpoint, place: Place, name: string): string {
  const first = PLACES.find((one) => Object.hasOwn(facts[one] ?? {}, name));
  if (first === place || first === 'path') return name;
  return accountParameters(facts).some((account) => account.name === name) ? name : `${place}__${name}`;
}
