import type { ApiVersion, EndpointKey } from '../../highlevel/contract';
import type { Clock } from '../clock';
import type { Ids } from '../ids';
import type { Json, JsonObject } from '../json';
import type { State } from '../state';
import type { Refusal } from './errors';
import type { Token, Tokens } from './tokens';

/** What every handler can reach. */
export interface World {
  readonly state: State;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly client: { id: string; secret: string; appId: string };
  /** How long a contact, a task or an opportunity stays out of searches after it was added, in ms. */
  indexLagMs: number;
}

/** A request that passed every check, as a handler gets it. */
export interface Call extends World {
  readonly endpoint: EndpointKey;
  /** Which description of the endpoint the request followed. Query and body come in the dated names all the same. */
  readonly version: ApiVersion;
  /** The path's parameters, decoded. */
  readonly params: { readonly [name: string]: string };
  /** The query's known parameters, with the types that the contract says. */
  readonly query: JsonObject;
  readonly body: JsonObject;
  /** The body where it is a list. */
  readonly items: Json[];
  readonly token: Token | undefined;
  /** The token's location, or the one that an agency's request names; empty if there is neither. */
  readonly locationId: string;
  /** The token's agency; empty where the endpoint needs no token. */
  readonly companyId: string;
}

/** What a handler answers: a body, or bytes with their media type. */
export type Answer = Json | { bytes: Buffer; type: string };

/** How an endpoint answers, and where it differs from most. */
export interface Route {
  handle: (call: Call) => Answer;
  /**
   * Checks the query before it is validated.
   * @throws Refusal where the API answers something else than 422.
   */
  before?: (query: JsonObject) => void;
  /** The refusal of a request without its location, where the API has another than 403. */
  withoutLocation?: () => Refusal;
  /** The status of a success; 200 unless said. */
  status?: number;
  /** Set for an endpoint that needs no token and no version. */
  open?: true;
  /** Body properties that may be null though they are required. */
  nullable?: readonly string[];
  /** Query parameters that this endpoint refuses with 422; elsewhere an unknown one is ignored. */
  refuses?: readonly string[];
}

/** The behaviour of some endpoints, by their names in the contract. */
export type Routes = { [endpoint in EndpointKey]?: Route };
