import { lowerCase, snakeCase } from 'lodash';
import type { Raw } from '../highlevel/json';
import { ofAccount, outputs, type RecordType, withMoments, withMore } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** How subscriptions stand, by the names of most providers of payments and as people call them. */
export const SUBSCRIPTION_STATUSES = {
  canceled: 'Canceled',
  past_due: 'Past Due',
  unpaid: 'Unpaid',
  paused: 'Paused',
  active: 'Active',
  trialing: 'Trialing',
  incomplete: 'Incomplete',
  incomplete_expired: 'Incomplete and Expired',
};

/** The other words that providers have for the same. */
const SAME: { readonly [status: string]: string } = { cancelled: 'canceled', suspended: 'paused' };

/** How a subscription stands, by one name whoever the provider is: `canceled` for `CANCELLED`. */
export function subscriptionStatus({ status }: Raw): string {
  const name = snakeCase(lowerCase(String(status ?? '')));
  return SAME[name] ?? name;
}

/** What somebody pays for regularly. */
export const subscription: RecordType = {
  noun: 'Subscription',
  fields: [
    ...outputs('string', { id: 'Record ID', subscriptionId: 'Subscription ID', status: 'Status' }),
    { key: 'amount', label: 'Amount', type: 'number' },
    ...outputs('string', {
      currency: 'Currency',
      contactId: 'Contact ID',
      contactName: 'Contact Name',
      contactEmail: 'Contact Email',
      entityType: 'Paid For',
      entityId: 'Order or Invoice ID',
      entitySourceType: 'Source Type',
      entitySourceName: 'Source Name',
      entitySourceId: 'Source ID',
      paymentProviderType: 'Payment Provider',
      ipAddress: 'IP Address',
      createdBy: 'Created By User ID',
      locationId: 'Sub-Account ID',
    }),
    { key: 'liveMode', label: 'Is Live', type: 'boolean' },
    ...outputs('datetime', { createdAt: 'Date Added', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS.Subscription,
    subscriptionId: 'sub_1QmXk2Lw8nYbVr4T0aZsMdGh',
    status: 'active',
    amount: 45,
    currency: 'USD',
    contactId: SAMPLE_IDS.Contact,
    contactName: 'Amara Okafor',
    contactEmail: 'amara.okafor@example.com',
    entityType: 'order',
    entityId: SAMPLE_IDS.Order,
    entitySourceType: 'payment_link',
    entitySourceName: 'Membership',
    entitySourceId: '66d9f1a2c3b4e50012a7b8c9',
    paymentProviderType: 'stripe',
    ipAddress: '203.0.113.24',
    createdBy: SAMPLE_IDS.User,
    locationId: SAMPLE_IDS.Location,
    liveMode: true,
    createdAt: '2026-05-06T08:30:41.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: (raw) => ofAccount(withMoments(raw, ['createdAt', 'updatedAt'])),
  added: 'createdAt',
  updated: ['updatedAt'],
};

/** A subscription whose status changed, with the one before, where the app saw that. */
export const changedSubscription: RecordType = withMore(
  subscription,
  [{ key: 'formerStatus', label: 'Former Status', type: 'string' }],
  { status: 'canceled', formerStatus: 'active', updatedAt: '2026-06-09T16:05:27.000Z' },
);
