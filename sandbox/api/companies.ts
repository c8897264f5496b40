import type { Routes } from '../gateway/call';
import { notFound } from '../gateway/errors';

export const companies: Routes = {
  'GET /companies/{companyId}': {
    handle({ state, params }) {
      const company = state.companies.get(params.companyId);
      if (!company) throw notFound('Company', params.companyId ?? '');
      const locations = state.locations.where(({ companyId }) => companyId === company.id);
      const { installToFutureLocations: _choice, ...shown } = company;
      return { company: { ...shown, locationCount: locations.length } };
    },
  },
};
