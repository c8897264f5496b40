import type { Routes } from '../gateway/call';
import { pick } from '../json';
import type { State } from '../state';

const NAMES = [
  ['Dental Practice Starter', 'own'],
  ['Fitness Studio', 'own'],
  ['Real Estate Launch', 'imported'],
] as const;

/** An agency's snapshots. */
export function plantSnapshots({ snapshots }: State, companyId: string): void {
  for (const [name, type] of NAMES) snapshots.insert({ companyId, name, type });
}

export const snapshots: Routes = {
  'GET /snapshots/': {
    handle: ({ state, companyId }) => ({
      snapshots: state.snapshots
        .where((row) => row.companyId === companyId)
        .map((row) => pick(row, ['id', 'name', 'type'])),
    }),
  },
};
