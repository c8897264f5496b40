type Entries = typeof import('./requests.json');

/**
 * An endpoint's name, in whichever version: its method and path, as `'POST /contacts/{contactId}/notes'`. The operations
 * of the catalog name those of the dated versions (a test holds it).
 */
export type EndpointKey = keyof Entries;

/** The newest version, and its value for the `Version` header. */
export const V3 = 'v3';

/**
 * Which description of an endpoint is meant: that of the dated versions (such as `2021-07-28`; of these each
 * endpoint has one), or that of v3.
 */
export type ApiVersion = 'dated' | typeof V3;

/** Who may call an endpoint: an agency's token, a sub-account's, or either. */
export type Access = 'agency' | 'location';

/**
 * What is known of one value, in short: `'string'`, `'number!'` (required), `'string[]'`, or an object
 * where more is known. `is` is one of string, number, boolean, object, file, any; `[]` marks a list (then
 * `fields` and `enum` are about its items), `!` marks what is required.
 */
export type Fact =
  | string
  | {
      is: string;
      fields?: Facts;
      enum?: unknown[];
      format?: 'date-time';
      min?: number;
      max?: number;
      minLength?: number;
      maxLength?: number;
      maxItems?: number;
      /** A list that is required, and may be empty. Stated in `corrections.ts` only. */
      mayBeEmpty?: true;
      pattern?: string;
    };

/** The name of a list that is the whole answer: `[…]` is read as `{ [BARE_LIST]: […] }`. */
export const BARE_LIST = '[]';

/** The facts of several values, by name. */
export type Facts = { [name: string]: Fact };

/** How to call an endpoint in one version. */
export interface RequestFacts {
  /** The value of the `Version` header. Where v3 names none, it is `v3`. */
  version?: string;
  /** The heading under which HighLevel describes the endpoint, and its name there. The built app has neither. */
  tag?: string;
  operation?: string;
  access?: Access[];
  scopes?: string[];
  path?: Facts;
  query?: Facts;
  header?: Facts;
  body?: Facts;
  /** The body is a list of such objects, not one. */
  list?: true;
  /** The body's media type, where it is not JSON. */
  encoding?: string;
  deprecated?: true;
  /** A POST that changes nothing. Stated in `corrections.ts` only. */
  reads?: true;
  /** A PUT that has an effect each time, so that a repeat may do harm. Stated in `corrections.ts` only. */
  notRepeatable?: true;
  /** A DELETE that takes one record out of another and deletes neither. Stated in `corrections.ts` only. */
  detaches?: true;
  /** A DELETE that requires the body `{}`. Stated in `corrections.ts` only. */
  emptyBody?: true;
  /** The caller makes the names of the body's files. Stated in `corrections.ts` only. */
  namesFiles?: true;
}

/** The places of parameters. */
export const PLACES = ['path', 'query', 'header', 'body'] as const;

/**
 * The facts that v3 has otherwise than the dated version: of parameters each by itself, and every other fact whole.
 * `null` is what v3 lacks.
 */
export type V3Facts = {
  [name in keyof RequestFacts]?: name extends (typeof PLACES)[number]
    ? { [parameter: string]: Fact | null }
    : RequestFacts[name] | null;
};

/** What `requests.json` states of a method and path: the facts of the dated version, and how v3 differs. */
export interface Entry extends RequestFacts {
  /** How v3 differs (`true`: in its name alone). Not there where v3 does not have the endpoint. */
  v3?: true | V3Facts;
  /** The endpoint is in v3 alone, and the facts are v3's. */
  only?: typeof V3;
}

/** The fields that an endpoint answers, as `answers.json` states them; `true` where v3 answers the same. */
export interface AnswerEntry {
  dated?: Facts;
  v3?: true | Facts;
}

/** A fact, spelled out. */
export interface Shape {
  type: 'string' | 'number' | 'boolean' | 'object' | 'file' | 'any';
  list: boolean;
  required: boolean;
  fields?: Facts;
  enum?: unknown[];
  max?: number;
  maxLength?: number;
}

const TYPES = ['string', 'number', 'boolean', 'object', 'file'] as const;

/** Spells a fact out: `'string[]!'` is a required list of text. */
export function shape(fact: Fact): Shape {
  const details = typeof fact === 'string' ? { is: fact } : fact;
  const [, name, brackets, mark] = /^(\w+)((?:\[\])*)(!?)$/.exec(details.is) ?? [];
  return {
    ...details,
    type: TYPES.find((type) => type === name) ?? 'any',
    list: Boolean(brackets),
    required: Boolean(mark),
  };
}
