import type { Raw } from '../highlevel/json';
import { outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

const from = plainRecord('updatedAt');

/** What posts are sorted by. */
export const blogCategory: RecordType = {
  noun: 'Category',
  fields: [
    ...outputs('string', {
      id: 'Category ID',
      label: 'Name',
      urlSlug: 'URL Slug',
      canonicalLink: 'Link',
      locationId: 'Sub-Account ID',
    }),
    { key: 'updatedAt', label: 'Date Updated', type: 'datetime' },
  ],
  sample: {
    id: SAMPLE_IDS['Blog Category'],
    label: 'Prevention',
    urlSlug: 'prevention',
    canonicalLink: 'https://blog.example.com/category/prevention',
    locationId: SAMPLE_IDS.Location,
    updatedAt: '2026-01-03T11:06:35.822Z',
  },
  from: (raw) => from({ ...raw, label: nameOf(raw) }),
  updated: ['updatedAt'],
};

/** A category's name: HighLevel describes it as `label`, and requires a `name`. */
export const nameOf = ({ label, name }: Raw): unknown => label ?? name;
