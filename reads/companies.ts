import { isRecord, type Raw } from '../highlevel/json';
import { company } from '../records/company';
import type { FindRead, RecordRead } from './read';

/** The agency itself. */
export const oneCompany = {
  endpoint: 'GET /companies/{companyId}',
  answer: 'company',
  record: company,
} satisfies RecordRead;

/** The agency of an id, where there is one. */
export const companyById = {
  endpoint: oneCompany.endpoint,
  items: ({ company: found }: Raw) => (isRecord(found) ? [found] : []),
  record: company,
} satisfies FindRead;
