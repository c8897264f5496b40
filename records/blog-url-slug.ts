import { idOf, outputs, type RecordType } from './record';

/** Whether a post has this URL slug already. */
export const blogUrlSlug: RecordType = {
  noun: 'URL Slug',
  fields: [
    ...outputs('string', { id: 'ID', urlSlug: 'URL Slug' }),
    { key: 'exists', label: 'Is Taken', type: 'boolean' },
  ],
  sample: { id: 'five-habits-for-healthy-gums', urlSlug: 'five-habits-for-healthy-gums', exists: true },
  from: (raw) => ({ ...raw, id: idOf(raw) }),
};
