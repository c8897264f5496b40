import { type CategoryNotes, dated, firstOf, like } from './note';

const BY_PRICES = 'From the product’s prices, which are read by a request of their own.';

export const invoiceNotes = {
  new_payment: {
    paged: like('transactions', ['createdAt', 'updatedAt', 'fulfilledAt']),
    happens: {
      before: (row) => ({ ...row, status: 'pending' }),
      now: (row, at) => ({ ...row, status: 'succeeded', ...dated(at, ['updatedAt', 'fulfilledAt']) }),
      otherwise: (row, at) => ({ ...row, contactName: 'Ada King', ...dated(at, ['updatedAt']) }),
    },
  },
  find_invoice: {
    least: () => ({ status: 'sent' }),
    fillings: [
      { values: (sandbox) => ({ invoiceId: firstOf(sandbox, 'invoices').id }) },
      { without: ['invoiceId'] },
    ],
  },
  find_estimate: {
    finds: (sandbox) => ({ contactId: Object(firstOf(sandbox, 'estimates').contactDetails).id }),
  },
  find_payment: { finds: (sandbox) => ({ contactId: firstOf(sandbox, 'transactions').contactId }) },
  find_product: {
    finds: (sandbox) => ({ search: firstOf(sandbox, 'products').name }),
    requests: 2,
    fillings: [{ values: () => ({ price: 'Standard' }) }],
    adds: {
      price__id: BY_PRICES,
      price__name: BY_PRICES,
      price__amount: BY_PRICES,
      price__currency: BY_PRICES,
      price__type: BY_PRICES,
      'prices[]id': BY_PRICES,
      'prices[]name': BY_PRICES,
      'prices[]amount': BY_PRICES,
      'prices[]currency': BY_PRICES,
      'prices[]type': BY_PRICES,
    },
  },
} satisfies CategoryNotes;
