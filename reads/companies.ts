import { company } from '../records/company';
import type { RecordRead } from './read';

/** The agency itself. */
export const oneCompany = {
  endpoint: 'GET /companies/{companyId}',
  answer: 'company',
  record: company,
} satisfies RecordRead;
