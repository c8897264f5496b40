/** An endpoint's name: its method and path, as `'POST /contacts/{contactId}/notes'`. */
export type EndpointKey = keyof typeof import('./requests.json');

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
      pattern?: string;
    };

/** The facts of several values, by name. */
export type Facts = { [name: string]: Fact };

/** How to call an endpoint, as `requests.json` states it. */
export interface RequestFacts {
  version?: string;
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
