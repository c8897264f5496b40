import type { Company, Location } from '../state';

/** The day that the seed is made for: its records were added before it, its appointments are around it. */
export const TODAY = Date.UTC(2026, 0, 15, 15);

/** What differs between the seed's sub-accounts. */
export interface Plan {
  location: Partial<Location> & { name: string };
  /** What the contacts' phone numbers begin with. */
  dialling: string;
  contacts: number;
  tags: string[];
}

/** The seed's agencies, with their sub-accounts. */
export const AGENCIES: (Omit<Company, 'id'> & { name: string; plans: Plan[] })[] = [
  {
    name: 'Brightside Marketing',
    email: 'hello@brightside.example.com',
    phone: '+12125550173',
    website: 'https://brightside.example.com',
    currency: 'USD',
    city: 'New York',
    country: 'US',
    timezone: 'America/New_York',
    plans: [
      {
        location: {
          name: 'Acme Dental',
          address: '47 W 13th St',
          city: 'New York',
          state: 'NY',
          postalCode: '10011',
          country: 'US',
          timezone: 'America/New_York',
          website: 'https://acmedental.example.com',
          email: 'hello@acmedental.example.com',
          phone: '+12125550100',
        },
        dialling: '+1212555',
        contacts: 140,
        tags: ['new patient', 'newsletter', 'vip', 'recall due', 'insurance pending'],
      },
      {
        location: {
          name: 'Harbour Yoga',
          address: '8 Quay Street',
          city: 'Bristol',
          state: 'Bristol',
          postalCode: 'BS1 4DB',
          country: 'GB',
          timezone: 'Europe/London',
          website: 'https://harbouryoga.example.com',
          email: 'studio@harbouryoga.example.com',
          phone: '+441174960100',
        },
        dialling: '+44117496',
        contacts: 90,
        tags: ['member', 'trial class', 'newsletter', 'teacher training'],
      },
    ],
  },
  {
    name: 'Northwind Growth',
    email: 'hello@northwind.example.com',
    phone: '+61255501730',
    website: 'https://northwind.example.com',
    currency: 'AUD',
    city: 'Sydney',
    country: 'AU',
    timezone: 'Australia/Sydney',
    plans: [
      {
        location: {
          name: 'Coastline Realty',
          address: '120 Ocean Road',
          city: 'Manly',
          state: 'NSW',
          postalCode: '2095',
          country: 'AU',
          timezone: 'Australia/Sydney',
          website: 'https://coastlinerealty.example.com',
          email: 'office@coastlinerealty.example.com',
          phone: '+61291550100',
        },
        dialling: '+6129155',
        contacts: 90,
        tags: ['buyer', 'seller', 'open house', 'newsletter'],
      },
    ],
  },
];

/** A custom field to add; it belongs to contacts unless `model` says otherwise. */
export interface FieldPlan {
  name: string;
  dataType: string;
  options?: string[];
  model?: string;
}

/** A custom field of every data type, the same in each sub-account (with other ids). */
export const FIELDS: readonly FieldPlan[] = [
  { name: 'Insurance Provider', dataType: 'TEXT' },
  { name: 'Background', dataType: 'LARGE_TEXT' },
  { name: 'Household Size', dataType: 'NUMERICAL' },
  { name: 'Emergency Phone', dataType: 'PHONE' },
  { name: 'Lifetime Value', dataType: 'MONETORY' },
  { name: 'Interests', dataType: 'CHECKBOX', options: ['Check-up', 'Whitening', 'Classes', 'Viewings'] },
  { name: 'Referral Source', dataType: 'SINGLE_OPTIONS', options: ['Friend', 'Search', 'Advert', 'Walk-in'] },
  {
    name: 'Preferred Days',
    dataType: 'MULTIPLE_OPTIONS',
    options: ['Monday', 'Wednesday', 'Friday', 'Saturday'],
  },
  { name: 'Satisfaction Score', dataType: 'FLOAT' },
  { name: 'Preferred Time', dataType: 'TIME' },
  { name: 'Policy Start Date', dataType: 'DATE' },
  { name: 'Family Members', dataType: 'TEXTBOX_LIST', options: ['Partner', 'First Child', 'Second Child'] },
  { name: 'Insurance Card', dataType: 'FILE_UPLOAD' },
  { name: 'Consent Signature', dataType: 'SIGNATURE' },
  { name: 'Contact Preference', dataType: 'RADIO', options: ['Phone', 'Email', 'SMS'] },
  { name: 'Deal Reference', dataType: 'TEXT', model: 'opportunity' },
  { name: 'Expected Commission', dataType: 'MONETORY', model: 'opportunity' },
];
