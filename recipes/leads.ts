import { readFileSync } from 'node:fs';
import { type Item, isItem, type Run } from '../zapier';
import { UPSERT } from './new-lead';

/** What became of the leads. Each is in exactly one of the three. */
export interface Account {
  created: number;
  updated: number;
  /** How many were refused, by the reason. */
  refused: Map<string, number>;
}

/** What stands before the text in files that some Windows programs write. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * Reads a file of leads: a JSON list of objects as LocaliQ's webhook delivers them, each with its `lead_id`
 * (text or a number), by which a second delivery is known.
 *
 * @throws Error with a sentence that says what is wrong with the file
 */
export function readLeads(path: string): Item[] {
  const parsed = parse(path);
  if (!Array.isArray(parsed) || !parsed.every(isItem)) {
    throw new Error(`${path} holds no list of leads: a list of objects in JSON is wanted.`);
  }
  return parsed.map((lead, index) => {
    const { lead_id: id, received_at: at } = lead;
    const name = `Lead ${index + 1} of ${path}`;
    if ((typeof id !== 'string' && typeof id !== 'number') || id === '') {
      throw new Error(`${name} has no lead_id.`);
    }
    if (isDated(lead) && Number.isNaN(Date.parse(String(at)))) {
      throw new Error(`${name} was received at “${at}”: a date such as 2026-11-09T07:34:59-06:00 is wanted.`);
    }
    return { ...lead, lead_id: String(id) };
  });
}

/** Whether a lead says when it came. */
export const isDated = ({ received_at: at }: Item): boolean => at !== undefined && at !== null && at !== '';

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8').replace(BYTE_ORDER_MARK, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} can't be read as JSON: ${why}.`);
  }
}

/** Counts what became of the leads, by their runs. */
export function account(runs: Run[]): Account {
  const total: Account = { created: 0, updated: 0, refused: new Map() };
  for (const run of runs) {
    const upsert = run.steps.find(({ id }) => id === UPSERT);
    if (upsert?.outcome === 'done') total[upsert.output.new === true ? 'created' : 'updated'] += 1;
    else count(total.refused, withoutTrace(run.reason ?? 'No reason was given.'));
  }
  return total;
}

/** The leads that an account speaks for. */
export function accountedFor({ created, updated, refused }: Account): number {
  return created + updated + sum(refused);
}

/** How many leads were refused, whatever the reason. */
export function sum(refused: Map<string, number>): number {
  return [...refused.values()].reduce((total, times) => total + times, 0);
}

/** A reason without its trace id, which is another each time, so that no two reasons would be the same. */
export function withoutTrace(reason: string): string {
  return reason.replace(/\s*\(trace id: [^)]*\)/i, '');
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
