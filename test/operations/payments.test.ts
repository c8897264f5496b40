import { DAY_MS } from '../../fields/dates';
import { first, harness } from '../support/harness';
import { describeCategory, type Row } from './table';

const zap = harness();

/** The sub-account, as requests name it. */
function place() {
  const { locationId } = first(zap.sandbox.locations);
  return { locationId, account: { altId: locationId, altType: 'location' } };
}

const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
/** The days of a window, with a day more on each side. */
const window = (days: number) => ({ startAt: day(-days - 1), endAt: day(1) });
const PAGE = { limit: '100', offset: '0' };

function rows(): Row[] {
  const { locationId, account } = place();
  const { offset: _first, ...page } = PAGE;
  return [
    {
      key: 'new_payment',
      input: { status: 'refunded', entitySourceType: 'Funnel', paymentMode: 'live' },
      sends: {
        call: 'GET /payments/transactions',
        query: {
          ...account,
          locationId,
          ...page,
          entitySourceType: 'funnel',
          paymentMode: 'live',
          ...window(180),
        },
      },
      gives: [{ id: expect.any(String), revision: expect.stringMatching(/^refunded \d+/) }],
      fails: { input: { contactId: 'not an id' }, says: /^“Contact” must be an ID/, sends: 0 },
    },
  ];
}

describeCategory(zap, 'Invoices & Payments', rows);
