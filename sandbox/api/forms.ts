import { collection } from './shared/collection';

/** Forms and message templates, as far as drop-downs need them. */
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
