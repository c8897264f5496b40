import { collection } from './shared/collection';

export const campaigns = collection({
  table: 'campaigns',
  noun: 'Campaign',
  many: 'campaigns',
  list: 'GET /campaigns/',
  filters: ['status'],
});
