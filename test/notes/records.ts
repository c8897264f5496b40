/** Output fields that the app adds to what several operations answer, or says in another type, and why. */
import type { Reasons } from './note';

/** Of any record. */
export const everywhere: Reasons = {
  success: 'The API spells it in three ways, or answers nothing.',
  unsavedFields: 'What the answer shows not to be saved, against what was sent.',
  unsavedNote: 'As above, in a sentence.',
  deleted: 'A delete’s answer says it in three ways, or not at all.',
};

/** Of one kind of record, by its noun. */
export const byNoun: { readonly [noun: string]: Reasons } = {
  Conversation: {
    type: 'A number where one is read, a name in a search: here always the name.',
    lastMessageType: 'As above.',
    typeName: 'What people call the type.',
    lastMessageTypeName: 'As above.',
    messageTypes: 'Names, from numbers.',
  },
  Message: {
    callDuration: 'A number, from text.',
    typeName: 'What people call the message’s type.',
    emailMessageIds: 'From deep in the message, where only emails have them.',
  },
  Appointment: { appointmentStatusName: 'What people call the status.' },
  Calendar: { calendarTypeName: 'What people call the type.' },
  'Custom Field': { dataTypeName: 'What people call the data type.' },
  Invoice: { locationId: 'It comes as `altId`.' },
  Estimate: { locationId: 'As above.' },
  Subscription: { locationId: 'As above.' },
  'Media File': { locationId: 'As above.' },
  Recording: { file: 'The answer is the file itself.' },
};
