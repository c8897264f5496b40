import { collection } from './shared/collection';

export const workflows = collection({
  table: 'workflows',
  noun: 'Workflow',
  many: 'workflows',
  list: 'GET /workflows/',
});
