/** How a question is put to an account; or why no machine can. */
import type { Lab } from './lab';
import type { Verdict } from './verdict';

/** A question that the check can put. */
export interface Probe {
  /** The requests that it makes, at most. */
  requests: number;
  /** It makes records, and is put only where that is allowed. */
  writes?: true;
  put: (lab: Lab) => Promise<Verdict>;
}

/** A question that it can't put. */
export interface NoProbe {
  /** What it would take, as in “It needs a webhook”. */
  needs: string;
  /** Why, as a sentence. */
  because: string;
}

export type Question = Probe | NoProbe;
/** The questions of an area, by their ids in `test/contract/open-questions.ts`. */
export type Questions = { readonly [id: string]: Question };

export const isProbe = (question: Question): question is Probe => 'put' in question;

export const reads = (requests: number, put: Probe['put']): Probe => ({ requests, put });
export const writes = (requests: number, put: Probe['put']): Probe => ({ requests, writes: true, put });
export const needs = (what: string, because: string): NoProbe => ({ needs: what, because });
