/** What a form can't tell of itself: fields that exclude each other, and values that no drop-down gives. */
import type { Item } from '../../zapier';
import type { Seeded } from '../support/example-inputs';
import { first } from '../support/harness';

/** One way to fill a whole form in. */
interface Filling {
  /** Values in place of what the fields would be given. */
  values?: (sandbox: Seeded) => Item;
  /** Fields that stay empty, because they do not go with the others. */
  without?: readonly string[];
}

/** How an operation's form is filled in, where its fields alone do not say. */
export interface Notes {
  /** The ways to fill it in; together they send every parameter. */
  fillings?: readonly Filling[];
  /** Parameters that no filling of the form sends, and why. */
  never?: { [parameter: string]: string };
}

const CHANNELS = ['SMS', 'Email', 'Custom'];
const LINK = 'https://www.example.com/a.jpg';

/** By the operation's key. */
export const NOTES: { [operation: string]: Notes } = {
  bulk_update_contact_tags: { fillings: [{ values: () => ({ type: 'remove' }) }] },
  bulk_update_contact_business: { fillings: [{ without: ['remove'] }, { without: ['businessId'] }] },
  update_user: { fillings: [{ without: ['permissionsTaken'] }] },
  create_block_slot: { fillings: [{ without: ['calendarId'] }, { without: ['assignedUserId'] }] },
  update_block_slot: { fillings: [{ without: ['calendarId'] }, { without: ['assignedUserId'] }] },
  // The calendars of the seed have no meeting places of their own.
  create_appointment: { fillings: [{ values: () => ({ meetingLocationId: 'custom_0' }) }] },
  update_appointment: { fillings: [{ values: () => ({ meetingLocationId: 'custom_0' }) }] },
  send_message: {
    fillings: CHANNELS.map((type) => ({ values: () => ({ type, attachments: [LINK] }) })),
  },
  api_request: {
    fillings: [
      {
        values: ({ locations }) => ({
          method: 'POST',
          path: '/contacts/search',
          body: JSON.stringify({ locationId: first(locations).locationId, pageLimit: 1 }),
          query: {},
          headers: { 'x-why': 'a test' },
        }),
      },
    ],
  },
};
