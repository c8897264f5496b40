import { compared } from '../fields/compared';
import { businessId, optional } from '../fields/ids';
import { byEmail, byPhone, byWebsite, byWhole } from '../operations/matching';
import { opening, type SearchSpec } from '../operations/search-spec';
import { businesses, oneBusiness } from '../reads/businesses';

/** HighLevel can't search businesses: so many pages of 100 are read at most. */
const PAGES = 10;

export const businessSearches: SearchSpec[] = [
  {
    ...businesses,
    key: 'find_business',
    label: 'Find Business',
    description: 'Finds a business by name, email, phone, website or ID.',
    fields: [
      optional(businessId(), 'Choose one, or map the business ID of an earlier step.'),
      compared(
        'name',
        'Name',
        'The whole name, in capitals or not. The first 1,000 businesses are looked through.',
      ),
      compared('email', 'Email'),
      compared('phone', 'Phone', 'With its country code or without.'),
      compared('website', 'Website', 'Such as example.com.'),
    ],
    ways: [opening(oneBusiness, ['businessId'])],
    match: {
      name: byWhole('name'),
      email: byEmail('email'),
      phone: byPhone('phone'),
      website: byWebsite('website'),
    },
    pages: PAGES,
  },
];
