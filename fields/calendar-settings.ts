/** The form of a calendar: all that one may say of it when it is made or changed, in parts. */

import { isBlank } from '../highlevel/blank';
import { CALENDAR_TYPES } from '../records/calendar';
import { MEETING_PLACES } from '../records/calendar-places';
import { groupId } from './calendar';
import { choicesOf } from './dropdowns';
import {
  BadValue,
  choice,
  type Field,
  inGroup,
  longText,
  number,
  text,
  type Use,
  wholeList,
  wholeNumber,
  yesNo,
} from './field';
import { user } from './ids';
import { dateOverrides, openHours } from './opening-hours';
import { inputRows, toNames, toNumber, toText } from './values';

/** The parts of the form. */
export const CALENDAR_GROUPS = {
  team: 'Team and Meeting Place',
  slots: 'Length and Limits of Appointments',
  hours: 'Availability',
  recurring: 'Recurring Appointments',
  form: 'Form and Confirmation',
  after: 'After Booking',
  look: 'Look',
};

/** Why parameters of calendars are no fields. */
export const CALENDAR_LEFT_OUT = {
  meetingLocation: 'HighLevel no longer takes it: a meeting place says the same.',
};

type Group = keyof typeof CALENDAR_GROUPS;

const SHORT_UNITS = { mins: 'Minutes', hours: 'Hours' };
const LONG_UNITS = { days: 'Days', weeks: 'Weeks', months: 'Months' };

/** A length of time and its unit, side by side. */
const duration = (key: string, label: string, units: { [unit: string]: string }, helpText?: string) => [
  number(key, label, helpText),
  choice(`${key}Unit`, `${label}: Unit`, units),
];

const PRIORITIES = [
  { value: '0', sample: '0', label: 'Low' },
  { value: '0.5', sample: '0.5', label: 'Medium' },
  { value: '1', sample: '1', label: 'High' },
];

const teamMembers = (): Field => ({
  key: 'teamMembers',
  label: 'Team Members',
  children: [
    user('userId', 'Team Member', 'Who takes the appointments.'),
    number('priority', 'Priority', { choices: PRIORITIES }),
    yesNo('isPrimary', 'Is Primary', 'A collective calendar needs one primary member.'),
    choice('memberPlace', 'How This Member Meets', MEETING_PLACES),
    text('memberAddress', 'Address, Number or Link of This Member'),
  ],
  send: toTeamMembers,
});

/** A member with several meeting places has a row for each. */
function toTeamMembers(value: unknown) {
  const members = new Map<string, { places: object[]; [field: string]: unknown }>();
  for (const { userId, priority, isPrimary, memberPlace: kind, memberAddress: location } of inputRows(
    value,
  )) {
    if (isBlank(userId)) throw new BadValue('a team member in every row', 'have');
    const before = members.get(toText(userId));
    members.set(toText(userId), {
      ...before,
      ...(priority !== undefined && { priority: toNumber(priority) }),
      ...(isPrimary !== undefined && { isPrimary }),
      places: [...(before?.places ?? []), ...toPlaces([{ kind, location }])],
    });
  }
  return [...members].map(([userId, { places, ...member }]) => ({
    userId,
    ...member,
    ...(places.length && { locationConfigurations: places }),
  }));
}

const meetingPlaces = (): Field => ({
  key: 'locationConfigurations',
  label: 'Meeting Places',
  children: [choice('kind', 'How One Meets', MEETING_PLACES), text('location', 'Address, Number or Link')],
  send: toPlaces,
});

function toPlaces(value: unknown): object[] {
  const places = inputRows(value).filter((place) => !isBlank(place));
  if (places.some(({ kind }) => isBlank(kind))) throw new BadValue('rows that say how one meets');
  return places;
}

const emails = (): Field => ({
  key: 'notifications',
  label: 'Email Notifications',
  children: [
    text('selectedUsers', 'Emails to Notify', 'With commas between them.'),
    yesNo('shouldSendToContact', 'Notify the Contact'),
    yesNo('shouldSendToGuest', 'Notify Guests'),
    yesNo('shouldSendToUser', 'Notify the Assigned User'),
  ],
  send: toEmails,
});

function toEmails(value: unknown) {
  return inputRows(value).map(
    ({ selectedUsers, shouldSendToContact, shouldSendToGuest, shouldSendToUser }) => {
      if (isBlank(selectedUsers)) throw new BadValue('rows with an email to notify each');
      return {
        type: 'email',
        shouldSendToContact: shouldSendToContact === true,
        shouldSendToGuest: shouldSendToGuest === true,
        shouldSendToUser: shouldSendToUser === true,
        shouldSendToSelectedUsers: true,
        selectedUsers: toNames(selectedUsers).join(','),
      };
    },
  );
}

/** Which hours count; both is what HighLevel calls `null`. */
const BOTH = '2';
const availabilityType = (): Field =>
  wholeNumber('availabilityType', 'Hours That Count', {
    choices: [
      { value: '0', sample: '0', label: 'Opening Hours Only' },
      { value: '1', sample: '1', label: 'Date Overrides Only' },
      { value: BOTH, sample: BOTH, label: 'Opening Hours and Date Overrides' },
    ],
    send: (value) => (toText(value) === BOTH ? null : toNumber(value)),
  });

/** A calendar's settings. An update has no fields for what HighLevel takes with a new calendar only. */
export const calendarSettings = (use: Use): Field[] => [
  text('name', 'Name', { ...(use === 'create' && { required: true }) }),
  ...(use === 'create' ? [choice('calendarType', 'Calendar Type', CALENDAR_TYPES)] : []),
  longText('description', 'Description'),
  { ...groupId(), required: false },
  yesNo('isActive', 'Is Active', 'No keeps the calendar as a draft.'),
  text('slug', 'Slug', "The last part of the calendar's web address."),
  ...inGroup<Group>('team', [
    wholeList(use, teamMembers()),
    choice('eventType', 'Round Robin: Optimize For', {
      RoundRobin_OptimizeForAvailability: 'Availability',
      RoundRobin_OptimizeForEqualDistribution: 'Equal Distribution',
    }),
    wholeList(use, meetingPlaces()),
  ]),
  ...inGroup<Group>('slots', [
    ...duration('slotDuration', 'Appointment Length', SHORT_UNITS),
    ...duration('slotInterval', 'Time Between Starts', SHORT_UNITS),
    ...duration('preBuffer', 'Buffer Before', SHORT_UNITS),
    ...(use === 'update'
      ? [
          number(
            'slotBuffer',
            'Buffer After',
            'In minutes, or in hours if the calendar was created with hours.',
          ),
        ]
      : duration('slotBuffer', 'Buffer After', SHORT_UNITS)),
    number('appoinmentPerSlot', 'Most Bookings per Slot', 'For a class, the number of seats.'),
    number('appoinmentPerDay', 'Most Bookings per Day'),
    ...duration('allowBookingAfter', 'Shortest Notice', { hours: 'Hours', ...LONG_UNITS }),
    ...duration('allowBookingFor', 'Bookable for the Next', LONG_UNITS),
    yesNo('lookBusyConfig__enabled', 'Look Busy', 'Yes hides some of the free slots.'),
    number(
      'lookBusyConfig__LookBusyPercentage',
      'Look Busy: Percentage Hidden',
      'Such as 30. Only with Look Busy.',
    ),
  ]),
  ...inGroup<Group>('hours', [wholeList(use, openHours()), dateOverrides(use), availabilityType()]),
  ...inGroup<Group>('recurring', [
    yesNo('enableRecurring', 'Allow Recurring Appointments', 'Only with a single team member.'),
    choice('recurring__freq', 'Repeats', { DAILY: 'Daily', WEEKLY: 'Weekly', MONTHLY: 'Monthly' }),
    number('recurring__count', 'Number of Repeats', 'At most 24.'),
    choice('recurring__bookingOption', 'If a Repeat Is Not Free', {
      skip: 'Skip It',
      continue: 'Book It Anyway',
      book_next: 'Book the Next Free Slot',
    }),
    choice('recurring__bookingOverlapDefaultStatus', 'Status of an Overlapping Repeat', {
      confirmed: 'Confirmed',
      new: 'New',
    }),
  ]),
  ...inGroup<Group>('form', [
    choice('formId', 'Form', choicesOf('forms'), 'What people fill in when they book.'),
    yesNo('stickyContact', 'Remember the Contact', 'Yes fills in the form for a contact who comes back.'),
    choice('guestType', 'Guests', {
      count_only: 'Number of Guests Only',
      collect_detail: 'Details of Guests',
    }),
    text('consentLabel', 'Consent Text'),
    yesNo('autoConfirm', 'Confirm Automatically'),
    yesNo('isLivePaymentMode', 'Take Live Payments'),
    choice('formSubmitType', 'After the Form', {
      ThankYouMessage: 'Show a Thank-You Message',
      RedirectURL: 'Go to a Web Address',
    }),
    text('formSubmitThanksMessage', 'Thank-You Message'),
    text('formSubmitRedirectURL', 'Web Address to Go To'),
  ]),
  ...inGroup<Group>('after', [
    wholeList(use, emails()),
    yesNo('shouldSendAlertEmailsToAssignedMember', 'Send Alerts to the Assigned Member'),
    text('alertEmail', 'Alert Email'),
    yesNo('googleInvitationEmails', 'Send Google Invitations'),
    yesNo('allowReschedule', 'Allow Rescheduling'),
    yesNo('allowCancellation', 'Allow Cancellation'),
    yesNo('shouldAssignContactToTeamMember', 'Assign the Contact to the Team Member'),
    yesNo('shouldSkipAssigningContactForExisting', 'Keep the Owner of an Existing Contact'),
    longText('notes', 'Notes'),
    choice(
      'pixelId',
      'Pixel ID',
      choicesOf('pixels'),
      'Choose one that a calendar has already, or type another.',
    ),
  ]),
  ...inGroup<Group>('look', [
    text('eventTitle', 'Appointment Title', 'It may have merge tags, such as `{{contact.name}}`.'),
    text('eventColor', 'Color', { helpText: 'As a hex code.', placeholder: '#039BE5' }),
    choice('widgetType', 'Widget Layout', { default: 'Neo', classic: 'Classic' }),
    text('widgetSlug', 'Widget Slug', "The last part of the booking widget's web address."),
    text('calendarCoverImage', 'Cover Image', 'A link to it.'),
  ]),
];

/** What an update can clear. */
export const CALENDAR_CLEARABLE = [
  'description',
  'groupId',
  'teamMembers',
  'locationConfigurations',
  'openHours',
  'availabilities',
  'formId',
  'notifications',
  'notes',
  'alertEmail',
  'consentLabel',
  'formSubmitThanksMessage',
  'formSubmitRedirectURL',
  'pixelId',
  'calendarCoverImage',
];
