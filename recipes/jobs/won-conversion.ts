import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { contactOf } from './steps';

const wonToAds: ZapPlan = {
  name: 'HighLevel won opportunity → Google Ads and Facebook conversions',
  trigger: {
    kind: 'poll',
    id: 'deal',
    app: 'highlevel',
    trigger: 'opportunity_status_changed',
    input: { status: ['won'] },
  },
  steps: [
    contactOf('{{deal.contactId}}', 'finds who bought, with the click on the ad'),
    {
      id: 'ways',
      does: 'goes the ways of the ads on which the contact clicked',
      kind: 'paths',
      paths: [
        {
          name: 'Clicked on a Google ad',
          match: 'all',
          onlyIf: [{ value: '{{contact.attributionSource__gclid}}', is: 'present' }],
          steps: [
            {
              id: 'google',
              does: 'reports the sale',
              kind: 'create',
              app: 'googleAds',
              create: 'offline_conversion',
              input: {
                conversion: '{{settings.conversion}}',
                gclid: '{{contact.attributionSource__gclid}}',
                time: '{{deal.lastStatusChangeAt}}',
                value: '{{deal.monetaryValue}}',
                currency: '{{settings.currency}}',
              },
            },
          ],
        },
        {
          name: 'Clicked on a Facebook ad',
          match: 'all',
          onlyIf: [{ value: '{{contact.attributionSource__fbclid}}', is: 'present' }],
          steps: [
            {
              id: 'facebook',
              does: 'reports the sale',
              kind: 'create',
              app: 'facebookConversions',
              create: 'purchase_event',
              input: {
                pixel: '{{settings.pixel}}',
                event_id: '{{deal.id}}',
                event_time: '{{deal.lastStatusChangeAt}}',
                value: '{{deal.monetaryValue}}',
                currency: '{{settings.currency}}',
                email: '{{contact.email}}',
                phone: '{{contact.phone}}',
                click_id: '{{contact.attributionSource__fbc}}',
              },
            },
          ],
        },
      ],
    },
  ],
};

/** Sales, told to the ads that brought them. */
export const wonConversion: Job = {
  number: 20,
  title: 'A won deal goes back to Google and Facebook Ads as a conversion',
  zaps: [wonToAds],
  settings: {
    conversion: 'your conversion action',
    pixel: 'your pixel',
    currency: 'the currency of your deals',
  },
  hints: [
    'HighLevel keeps the click of the page on which the contact came first, if that page has HighLevel’s tracking. Contacts that are imported, or made by hand, have none, and nothing is reported.',
    'A value in HighLevel has no currency: type yours.',
    'A deal that is won, opened and won again is reported twice. Facebook counts one event ID once; for Google choose “One” as the count of the conversion action.',
    'Google takes a conversion up to 90 days after the click.',
  ],
};
