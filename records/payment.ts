import type { Raw } from '../highlevel/json';
import { ofAccount, outputs, type RecordType, withMoments } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** How payments stand, by the API's names and as people call them. */
export const PAYMENT_STATUSES = {
  succeeded: 'Succeeded',
  pending: 'Pending',
  failed: 'Failed',
  refunded: 'Refunded',
};

/** Whether a payment stands so, however its status is written. */
export const isOfStatus =
  (wanted: unknown) =>
  ({ status }: Raw): boolean =>
    String(status).toLowerCase() === wanted;

/** Whether some of a payment was paid back. Its status does not tell that of a part. */
export const isRefunded = (row: Raw): boolean =>
  Number(row.amountRefunded ?? 0) > 0 || isOfStatus('refunded')(row);

/** Money that somebody paid, or tried to. */
export const payment: RecordType = {
  noun: 'Payment',
  fields: [
    ...outputs('string', { id: 'Payment ID', status: 'Status', currency: 'Currency' }),
    ...outputs('number', { amount: 'Amount', amountRefunded: 'Amount Refunded' }),
    ...outputs('string', {
      contactId: 'Contact ID',
      contactName: 'Contact Name',
      contactEmail: 'Contact Email',
      entityType: 'Paid For',
      entityId: 'Invoice or Order ID',
      entitySourceType: 'Source Type',
      entitySourceSubType: 'Source Subtype',
      entitySourceName: 'Source Name',
      entitySourceId: 'Source ID',
      subscriptionId: 'Subscription ID',
      chargeId: 'Charge ID',
      paymentProviderType: 'Payment Provider',
      paymentMethod__card__brand: 'Card Brand',
      paymentMethod__card__last4: 'Last Digits of Card',
      ipAddress: 'IP Address',
      createdBy: 'Created By User ID',
      mergedFromContactId: 'Merged From Contact ID',
      locationId: 'Sub-Account ID',
    }),
    { key: 'liveMode', label: 'Is Live', type: 'boolean' },
    ...outputs('datetime', {
      createdAt: 'Date Added',
      updatedAt: 'Date Updated',
      fulfilledAt: 'Date Fulfilled',
    }),
  ],
  sample: {
    id: SAMPLE_IDS.Payment,
    status: 'succeeded',
    currency: 'USD',
    amount: 120,
    amountRefunded: 0,
    contactId: SAMPLE_IDS.Contact,
    contactName: 'Amara Okafor',
    contactEmail: 'amara.okafor@example.com',
    entityType: 'invoice',
    entityId: SAMPLE_IDS.Invoice,
    entitySourceType: 'invoice',
    entitySourceSubType: 'card_payment',
    entitySourceName: 'Dental check-up',
    entitySourceId: SAMPLE_IDS.Invoice,
    subscriptionId: 'sub_1QmXk2Lw8nYbVr4T0aZsMdGh',
    chargeId: 'ch_3PqXk2Lw8nYbVr4T0aZsMdGh',
    paymentProviderType: 'stripe',
    paymentMethod: { card: { brand: 'visa', last4: '4242' } },
    ipAddress: '203.0.113.24',
    createdBy: SAMPLE_IDS.User,
    mergedFromContactId: SAMPLE_IDS['Other Contact'],
    locationId: SAMPLE_IDS.Location,
    liveMode: true,
    createdAt: '2026-05-06T08:30:41.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
    fulfilledAt: '2026-05-06T08:30:41.000Z',
  },
  from: (raw) => ofAccount(withMoments(raw, ['createdAt', 'updatedAt', 'fulfilledAt'])),
  added: 'createdAt',
  updated: ['updatedAt'],
};
