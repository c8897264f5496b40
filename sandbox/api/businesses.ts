import { collection } from './shared/collection';

export const businesses = collection({
  table: 'businesses',
  noun: 'Business',
  one: 'business',
  many: 'businesses',
  create: 'POST /businesses/',
  list: 'GET /businesses/',
  get: 'GET /businesses/{businessId}',
  update: 'PUT /businesses/{businessId}',
  delete: 'DELETE /businesses/{businessId}',
  answers: {
    // The API spells it so.
    create: (business) => ({ success: true, buiseness: business }),
    update: (business) => ({ success: true, buiseness: business }),
    delete: { success: true },
  },
});
