import type { Raw } from '../highlevel/json';
import { billLabel, customer, lines, SAMPLE_CUSTOMER, SAMPLE_LINES, withDays } from './invoice';
import { ofAccount, outputs, type RecordType, withMoments, wordFor } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** How estimates stand, by the API's names and as people call them. */
export const ESTIMATE_STATUSES = {
  draft: 'Draft',
  sent: 'Sent',
  viewed: 'Viewed',
  accepted: 'Accepted',
  declined: 'Declined',
  invoiced: 'Invoiced',
};

/** How an estimate is named in a drop-down: `#508 · Dental implant · Amara Okafor · 120 USD (sent)`. */
export const estimateLabel = (raw: Raw): string =>
  billLabel(raw, raw.estimateNumber, wordFor(ESTIMATE_STATUSES, String(raw.estimateStatus)));

/** An offer, before it becomes an invoice. */
export const estimate: RecordType = {
  noun: 'Estimate',
  fields: [
    { key: 'id', label: 'Estimate ID', type: 'string' },
    { key: 'estimateNumber', label: 'Estimate Number', type: 'integer' },
    ...outputs('string', {
      estimateNumberPrefix: 'Estimate Number Prefix',
      name: 'Name',
      title: 'Title',
      estimateStatus: 'Status',
      currency: 'Currency',
    }),
    { key: 'total', label: 'Total', type: 'number' },
    ...outputs('string', { issueDate: 'Issue Date', expiryDate: 'Expiry Date' }),
    ...customer,
    lines('items'),
    { key: 'liveMode', label: 'Is Live', type: 'boolean' },
    { key: 'locationId', label: 'Sub-Account ID', type: 'string' },
    ...outputs('datetime', { createdAt: 'Date Added', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS.Estimate,
    estimateNumber: 508,
    estimateNumberPrefix: 'EST-',
    name: 'Dental implant',
    title: 'ESTIMATE',
    estimateStatus: 'sent',
    currency: 'USD',
    total: 120,
    issueDate: '2026-05-04',
    expiryDate: '2026-06-03',
    contactDetails: SAMPLE_CUSTOMER,
    items: SAMPLE_LINES,
    liveMode: true,
    locationId: SAMPLE_IDS.Location,
    createdAt: '2026-05-04T14:12:09.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: (raw) =>
    withDays(ofAccount(withMoments(raw, ['createdAt', 'updatedAt', 'lastVisitedAt'])), [
      'issueDate',
      'expiryDate',
    ]),
  added: 'createdAt',
  updated: ['updatedAt'],
};
