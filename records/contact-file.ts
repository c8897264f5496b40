import { done } from './outcomes';

/** What comes of files that were put into a field of a contact. */
export const contactFile = done(
  'Contact',
  { customFieldId: 'Custom Field' },
  [
    { key: 'fileNames', label: 'File Names', type: 'string', list: true },
    { key: 'fileLinks', label: 'Links to All Files of the Field', type: 'string', list: true },
  ],
  {
    fileNames: ['insurance-card.pdf'],
    fileLinks: ['https://storage.example.com/contacts/insurance-card.pdf'],
  },
);
