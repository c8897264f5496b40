import type { ListRead } from './read';

/** The phone numbers of the location. Their pages are counted from 0; one of the largest size holds them all. */
export const phoneNumbers = {
  endpoint: 'GET /phone-system/numbers/location/{locationId}',
  items: 'numbers',
} satisfies ListRead;
