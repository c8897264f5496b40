import type { Routes } from './call';
import { notFound } from './errors';

export const companies: Routes = {
  'GET /companies/{companyId}': {
    handle({ state, params }) {
      const company = state.companies.get(params.companyId);
      if (!company) throw notFound('Company', params.companyId ?? '');
      return { company };
    },
  },
};
