import type { State } from '../state';

const SNAPSHOTS = [
  { name: 'Dental Practice Starter', type: 'own' },
  { name: 'Fitness Studio', type: 'own' },
  { name: 'Real Estate Launch', type: 'imported' },
];

/** Adds an agency's snapshots. */
export function addSnapshots({ snapshots }: State, companyId: string): void {
  for (const snapshot of SNAPSHOTS) snapshots.insert({ companyId, ...snapshot });
}
