/** An event that HighLevel reports of an app, and the records that no endpoint of this app gives. */
import { omit } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import { type Raw, rowsOf } from '../highlevel/json';
import { idOf, ofAccount, outputs, type RecordType, rawOf, toIsoMoment, withId, withMoments } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** What every event has beside its record. */
export const appEvent: RecordType = {
  noun: 'App Event',
  fields: [
    ...outputs('string', {
      id: 'Record ID',
      event: 'Event',
      eventName: 'Event Name',
      eventId: 'Event ID',
    }),
    { key: 'eventTime', label: 'Event Time', type: 'datetime' },
    ...outputs('string', { contactId: 'Contact ID', locationId: 'Sub-Account ID' }),
  ],
  sample: {
    id: SAMPLE_IDS.Note,
    event: 'NoteCreate',
    eventName: 'Note Added',
    eventId: SAMPLE_IDS['App Event'],
    eventTime: '2026-05-06T08:30:41.000Z',
    contactId: SAMPLE_IDS.Contact,
    locationId: SAMPLE_IDS.Location,
  },
  from: withId,
};

/** That the record is no longer there. */
export const DELETED: PlainOutputField = { key: 'deleted', label: 'Is Deleted', type: 'boolean' };

/** The lines of an order. Its products and prices come whole, with all their variants. */
const linesOf = (items: unknown): Raw[] =>
  rowsOf(items).map(({ product, price, ...line }) => ({
    ...line,
    productId: idOf(rawOf(product)),
    priceId: idOf(rawOf(price)),
  }));

/** What somebody bought. */
export const order: RecordType = {
  noun: 'Order',
  fields: [
    ...outputs('string', {
      id: 'Order ID',
      status: 'Status',
      fulfillmentStatus: 'Fulfillment Status',
      currency: 'Currency',
    }),
    { key: 'amount', label: 'Amount', type: 'number' },
    ...outputs('string', {
      contactSnapshot__name: 'Contact Name',
      contactSnapshot__email: 'Contact Email',
      source__type: 'Source Type',
      source__name: 'Source Name',
    }),
    {
      key: 'items',
      label: 'Items',
      children: [
        { key: 'name', label: 'Item Name', type: 'string' },
        { key: 'qty', label: 'Quantity', type: 'number' },
        ...outputs('string', { productId: 'Product ID', priceId: 'Price ID' }),
      ],
    },
    ...outputs('datetime', { createdAt: 'Date Added', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS.Order,
    status: 'completed',
    fulfillmentStatus: 'unfulfilled',
    currency: 'USD',
    amount: 120,
    contactSnapshot: { name: 'Amara Okafor', email: 'amara.okafor@example.com' },
    source: { type: 'funnel', name: 'Spring offer' },
    items: [{ name: 'Dental check-up', qty: 1, productId: SAMPLE_IDS.Product, priceId: SAMPLE_IDS.Price }],
    createdAt: '2026-05-06T08:30:41.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: ({ items, ...raw }) => ({
    ...ofAccount(withMoments(raw, ['createdAt', 'updatedAt'])),
    items: linesOf(items),
  }),
};

/** What became of an email: it comes as the mail service reports it, with the time in seconds. */
export const emailActivity: RecordType = {
  noun: 'Email Activity',
  fields: [
    ...outputs('string', { id: 'Activity ID', action: 'What Happened', recipient: 'Recipient' }),
    { key: 'occurredAt', label: 'Date Occurred', type: 'datetime' },
    ...outputs('string', { from: 'From', to: 'To' }),
  ],
  sample: {
    id: SAMPLE_IDS['Email Activity'],
    action: 'opened',
    recipient: 'amara.okafor@example.com',
    occurredAt: '2026-05-06T08:30:41.000Z',
    from: 'Lakeside Dental <office@example.com>',
    to: 'amara.okafor@example.com',
  },
  from: ({ event, timestamp, ...raw }) => {
    const headers = rawOf(rawOf(raw.message).headers);
    const occurredAt = toIsoMoment(timestamp);
    return {
      ...raw,
      id: idOf(raw),
      action: event,
      ...(occurredAt && { occurredAt }),
      from: headers.from,
      to: headers.to,
    };
  },
};

/** How a contact stands in a campaign. */
export const campaignStatus: RecordType = {
  noun: 'Campaign Status',
  fields: [
    ...outputs('string', {
      id: 'Campaign ID',
      status: 'Status',
      templateId: 'Template ID',
      replied: 'Has Replied',
    }),
    { key: 'dateAdded', label: 'Date Added', type: 'datetime' },
  ],
  sample: {
    id: SAMPLE_IDS.Campaign,
    status: 'started',
    templateId: SAMPLE_IDS.Template,
    replied: 'false',
    dateAdded: '2026-05-06T08:30:41.000Z',
  },
  from: (raw) => withId(withMoments(raw, ['dateAdded'])),
};

/** What a product costs. Its `type` is its own: `one_time`, `recurring`. */
export const price: RecordType = {
  noun: 'Price',
  fields: [
    ...outputs('string', {
      id: 'Price ID',
      name: 'Name',
      type: 'Type',
      currency: 'Currency',
      product: 'Product ID',
    }),
    { key: 'amount', label: 'Amount', type: 'number' },
    ...outputs('datetime', { createdAt: 'Date Added', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS.Price,
    name: 'Dental check-up',
    type: 'one_time',
    currency: 'USD',
    product: SAMPLE_IDS.Product,
    amount: 120,
    createdAt: '2026-05-04T14:12:09.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: ({ priceType, ...raw }) => ({
    ...withId(withMoments(raw, ['createdAt', 'updatedAt'])),
    ...(raw.type === undefined && priceType !== undefined && { type: priceType }),
  }),
};

/** A kind of records that an account has defined. */
export const customObject: RecordType = {
  noun: 'Custom Object',
  fields: outputs('string', {
    id: 'Custom Object ID',
    key: 'Key',
    labels__singular: 'Name of One',
    labels__plural: 'Name of Several',
    description: 'Description',
  }),
  sample: {
    id: SAMPLE_IDS['Custom Object'],
    key: 'custom_objects.pet',
    labels: { singular: 'Pet', plural: 'Pets' },
    description: 'The pets of our customers.',
  },
  from: (raw) => withId(omit(withMoments(raw, ['createdAt', 'updatedAt']), ['searchableProperties'])),
};
