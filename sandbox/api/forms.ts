import { collection } from './shared/collection';

/** Forms and message templates: what drop-downs need of them. */
export const formsAndTemplates = {
  ...collection({
    table: 'forms',
    noun: 'Form',
    many: 'forms',
    list: 'GET /forms/',
    answers: { list: (forms, total) => ({ forms, total }) },
  }),
  ...collection({
    table: 'templates',
    noun: 'Template',
    many: 'templates',
    list: 'GET /locations/{locationId}/templates',
    filters: ['type'],
    answers: { list: (templates, totalCount) => ({ templates, totalCount }) },
  }),
};
