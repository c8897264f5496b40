import type { Raw } from '../highlevel/json';
import { idOf, type Output, outputs, type RecordType, wordFor } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** The kinds of calendar, by the API's names and as people call them. */
export const CALENDAR_TYPES = {
  round_robin: 'Round Robin',
  personal: 'Personal',
  collective: 'Collective',
  class_booking: 'Class Booking',
  service_booking: 'Service Booking',
  event: 'Event',
};

function fromCalendar(raw: Raw): Output {
  const { calendarType } = raw;
  return {
    ...raw,
    id: idOf(raw),
    ...(typeof calendarType === 'string' && { calendarTypeName: wordFor(CALENDAR_TYPES, calendarType) }),
  };
}

/** What appointments are booked in. */
export const calendar: RecordType = {
  noun: 'Calendar',
  fields: [
    ...outputs('string', {
      id: 'Calendar ID',
      name: 'Name',
      description: 'Description',
      calendarType: 'Calendar Type',
      calendarTypeName: 'Calendar Type Name',
      slug: 'Slug',
      widgetSlug: 'Widget Slug',
      groupId: 'Calendar Group ID',
      locationId: 'Sub-Account ID',
      eventTitle: 'Appointment Title',
      eventColor: 'Color',
    }),
    { key: 'isActive', label: 'Is Active', type: 'boolean' },
    { key: 'slotDuration', label: 'Appointment Length', type: 'number' },
    { key: 'slotDurationUnit', label: 'Appointment Length: Unit', type: 'string' },
    { key: 'slotInterval', label: 'Time Between Starts', type: 'number' },
    { key: 'slotIntervalUnit', label: 'Time Between Starts: Unit', type: 'string' },
    ...outputs('number', {
      appoinmentPerSlot: 'Most Bookings per Slot',
      appoinmentPerDay: 'Most Bookings per Day',
    }),
    ...outputs('boolean', {
      autoConfirm: 'Confirms Automatically',
      allowReschedule: 'Allows Rescheduling',
      allowCancellation: 'Allows Cancellation',
    }),
    { key: 'formId', label: 'Form ID', type: 'string' },
    { key: 'notes', label: 'Notes', type: 'string' },
    { key: 'teamMembers[]userId', label: 'Team Member ID', type: 'string' },
    { key: 'teamMembers[]isPrimary', label: 'Team Member Is Primary', type: 'boolean' },
    { key: 'teamMembers[]priority', label: 'Team Member Priority', type: 'number' },
  ],
  sample: {
    id: SAMPLE_IDS.Calendar,
    name: 'First consultation',
    description: 'Half an hour to get to know each other.',
    calendarType: 'round_robin',
    calendarTypeName: 'Round Robin',
    slug: 'first-consultation',
    widgetSlug: 'first-consultation',
    groupId: SAMPLE_IDS['Calendar Group'],
    locationId: SAMPLE_IDS.Location,
    eventTitle: '{{contact.name}}',
    eventColor: '#039be5',
    isActive: true,
    slotDuration: 30,
    slotDurationUnit: 'mins',
    slotInterval: 30,
    slotIntervalUnit: 'mins',
    appoinmentPerSlot: 1,
    appoinmentPerDay: 8,
    autoConfirm: true,
    allowReschedule: true,
    allowCancellation: true,
    formId: SAMPLE_IDS.Form,
    notes: 'Please bring earlier X-rays.',
    teamMembers: [{ userId: SAMPLE_IDS.User, isPrimary: true, priority: 0.5 }],
  },
  from: fromCalendar,
};
