import { text } from '../fields/field';
import type { SearchSpec } from '../operations/search-spec';
import { companyById } from '../reads/companies';

export const companySearches: SearchSpec[] = [
  {
    ...companyById,
    key: 'find_company',
    label: 'Find Agency',
    description: 'Finds the agency of the connection, or another by its ID.',
    most: 1,
    needs: [],
    fields: [
      text(
        'companyId',
        'Agency ID',
        'Leave it empty for the agency of the connection, or map the agency ID from an earlier step.',
      ),
    ],
  },
];
