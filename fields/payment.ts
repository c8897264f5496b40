/** Fields of triggers about what is sold and paid. */
import { choice, type Field } from './field';

/** Where a sale came from, by the API's names and as people call them. */
const SOURCES = {
  funnel: 'Funnel',
  website: 'Website',
  invoice: 'Invoice',
  payment_link: 'Payment Link',
  calendar: 'Calendar',
  form: 'Form',
  survey: 'Survey',
  membership: 'Membership',
  communities: 'Community',
  document_contracts: 'Document or Contract',
  text2Pay: 'Text2Pay',
  point_of_sale: 'Point of Sale',
  mobile_app: 'Mobile App',
  manual: 'By Hand',
  external: 'Another App',
};

/** Where it came from. */
export const saleSource = (helpText: string): Field =>
  choice('entitySourceType', 'Source', SOURCES, helpText);

/** What is taken where the mode is left empty. */
export const LIVE = { paymentMode: 'live' };

/** Whether it is about real money. */
export const paymentMode = (): Field =>
  choice(
    'paymentMode',
    'Mode',
    { live: 'Live', test: 'Test' },
    { default: LIVE.paymentMode, helpText: 'Live is real money, Test is what was done to try it out.' },
  );
