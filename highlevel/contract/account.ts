/** Which parameters of an endpoint name the account that a call works in. */
import { type Endpoint, isAgencyOnly, isLocationOnly } from '.';
import { shape } from './facts';

/** The ids of the account that a call works in: a connection has them, or the step's Location field. */
export interface AccountIds {
  /** The sub-account. */
  locationId: string | undefined;
  /** The agency. */
  companyId: string | undefined;
}

/** The name of a parameter that names the account, and how it is filled. */
interface AccountName {
  /** The id that fills it. It is left out where that id is not known. */
  from: keyof AccountIds;
  /** What is sent in the place of the id. */
  value?: string;
}

/** A parameter that names the account. */
export interface AccountParameter extends AccountName {
  name: string;
  /** Where it is sent. */
  place: 'path' | 'query' | 'body';
  required: boolean;
}

/** Every name under which the API takes the account. `altType` says which kind of account `altId` names. */
const ACCOUNT_NAMES: { [name: string]: AccountName } = {
  locationId: { from: 'locationId' },
  location_id: { from: 'locationId' },
  altId: { from: 'locationId' },
  altType: { from: 'locationId', value: 'location' },
  companyId: { from: 'companyId' },
};

const PLACES = ['path', 'query', 'body'] as const;

/** The parameters of an endpoint that name the account. Nobody is asked for them: the connection fills them. */
export function accountParameters(facts: Endpoint): AccountParameter[] {
  return PLACES.flatMap((place) =>
    Object.entries(ACCOUNT_NAMES).flatMap(([name, rule]): AccountParameter[] => {
      const fact = Object.hasOwn(facts[place], name) ? facts[place][name] : undefined;
      if (fact === undefined || isExternalId(facts, place, name)) return [];
      return [{ name, place, required: shape(fact).required, ...rule }];
    }),
  );
}

/** The parameters of an endpoint that take the id of the sub-account. */
export const locationParameters = (facts: Endpoint): AccountParameter[] =>
  accountParameters(facts).filter(({ from, value }) => from === 'locationId' && value === undefined);

/**
 * Whether a call works in one sub-account: its endpoint takes no other token, or requires the sub-account's
 * id. A path that has the id is about the sub-account itself, which an agency may read and change.
 */
export const isOfLocation = (facts: Endpoint): boolean =>
  isLocationOnly(facts) ||
  (!isAgencyOnly(facts) &&
    locationParameters(facts).some(({ place, required }) => required && place !== 'path'));

/** In a body without `altType`, `altId` is the id of a message in another system ("External Id", as described). */
const isExternalId = (facts: Endpoint, place: AccountParameter['place'], name: string) =>
  name === 'altId' && place === 'body' && !Object.hasOwn(facts.body, 'altType');
