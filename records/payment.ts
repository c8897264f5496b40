import { ofAccount, outputs, type RecordType, withMoments } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** How payments stand, by the API's names and as people call them. */
export const PAYMENT_STATUSES = {
  succeeded: 'Succeeded',
  pending: 'Pending',
  failed: 'Failed',
  refunded: 'Refunded',
};

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
