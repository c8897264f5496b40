import type { Routes } from '../gateway/call';
import { pick } from '../json';

export const snapshots: Routes = {
  'GET /snapshots/': {
    handle: ({ state, companyId }) => ({
      snapshots: state.snapshots
        .where((row) => row.companyId === companyId)
        .map((row) => pick(row, ['id', 'name', 'type'])),
    }),
  },
};
