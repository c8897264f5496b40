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

/**
 * Reads a file of leads: a JSON list of objects as LocaliQ's webhook delivers them, each with its `lead_id`.
 *
 * @throws Error if the file is no such list
 */
export function readLeads(path: string): Item[] {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(parsed) || !parsed.every(isItem)) throw new Error(`${path} holds no list of leads.`);
  const nameless = parsed.findIndex(({ lead_id: id }) => typeof id !== 'string' || id === '');
  if (nameless >= 0) throw new Error(`Lead ${nameless + 1} of ${path} has no lead_id.`);
  return parsed;
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
