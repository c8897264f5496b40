import type { Raw } from '../highlevel/json';
import { readCustomFields } from './custom-fields/values';
import { type Output, outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

const withDates = plainRecord('createdAt', 'updatedAt');

/** One source saw custom fields in an answer (2026); where there are none, nothing is said of them. */
function fromBusiness(raw: Raw): Output {
  const { customFields } = raw;
  return {
    ...withDates(raw),
    ...(Array.isArray(customFields) && { customFields: readCustomFields(customFields) }),
  };
}

/** A company that contacts belong to. */
export const business: RecordType = {
  noun: 'Business',
  fields: [
    ...outputs('string', {
      id: 'Business ID',
      name: 'Name',
      phone: 'Phone',
      email: 'Email',
      website: 'Website',
      address: 'Street Address',
      city: 'City',
      state: 'State',
      postalCode: 'Postal Code',
      country: 'Country',
      description: 'Description',
      locationId: 'Sub-Account ID',
    }),
    ...outputs('datetime', { createdAt: 'Date Added', updatedAt: 'Date Updated' }),
  ],
  sample: {
    id: SAMPLE_IDS.Business,
    name: 'Okafor Interiors',
    phone: '+13125550163',
    email: 'studio@okaforinteriors.example.com',
    website: 'https://okaforinteriors.example.com',
    address: '225 West Wacker Drive',
    city: 'Chicago',
    state: 'IL',
    postalCode: '60606',
    country: 'US',
    description: 'Kitchens and bathrooms.',
    locationId: SAMPLE_IDS.Location,
    createdAt: '2026-03-02T09:40:12.000Z',
    updatedAt: '2026-05-06T08:30:41.000Z',
  },
  from: fromBusiness,
  added: 'createdAt',
  updated: ['updatedAt'],
};
