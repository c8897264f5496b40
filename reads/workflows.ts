import { campaign } from '../records/campaign';
import { snapshot } from '../records/snapshot';
import { workflow } from '../records/workflow';
import type { RecordListRead } from './read';

/** The workflows of the location. */
export const workflows = {
  endpoint: 'GET /workflows/',
  items: 'workflows',
  record: workflow,
} satisfies RecordListRead;

/** The campaigns of the location. */
export const campaigns = {
  endpoint: 'GET /campaigns/',
  items: 'campaigns',
  record: campaign,
} satisfies RecordListRead;

/** What the agency can set up sub-accounts with. */
export const snapshots = {
  endpoint: 'GET /snapshots/',
  items: 'snapshots',
  record: snapshot,
} satisfies RecordListRead;
