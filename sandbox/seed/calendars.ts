import type { Location, LocationRow, State, User } from '../state';

const WEEKDAYS = [1, 2, 3, 4, 5];
const openAt = (openHour: number, closeHour: number) => ({
  openHour,
  openMinute: 0,
  closeHour,
  closeMinute: 0,
});

/**
 * Adds a sub-account's calendars with what belongs to them: groups, notifications, resources, forms,
 * templates.
 * Answers the two that can be booked.
 */
export function addCalendars(state: State, { id: locationId, name }: Location, users: User[]): LocationRow[] {
  const [visits] = [`Visits to ${name}`, 'Online'].map((group) =>
    state.calendarGroups.insert({
      locationId,
      name: group,
      description: `All calendars for ${group.toLowerCase()}`,
      slug: group.toLowerCase().replaceAll(' ', '-'),
      isActive: true,
    }),
  );
  const form = state.forms.insert({ locationId, name: 'Booking form' });
  state.forms.insert({ locationId, name: 'Feedback form' });
  addTemplates(state, locationId);
  const planted = ['Consultation', 'Follow-up', 'Open Day'].map((calendar, i) =>
    state.calendars.insert({
      locationId,
      name: calendar,
      description: `${calendar} with ${name}`,
      slug: calendar.toLowerCase().replaceAll(' ', '-'),
      widgetSlug: calendar.toLowerCase().replaceAll(' ', '-'),
      widgetType: 'classic',
      calendarType: 'round_robin',
      eventType: 'RoundRobin_OptimizeForAvailability',
      eventTitle: '{{contact.name}}',
      eventColor: '#039be5',
      groupId: visits?.id,
      isActive: calendar !== 'Open Day',
      slotDuration: 30,
      slotDurationUnit: 'mins',
      slotInterval: 30,
      slotIntervalUnit: 'mins',
      appoinmentPerSlot: 1,
      openHours: WEEKDAYS.map((day) => ({ daysOfTheWeek: [day], hours: [openAt(9, 12), openAt(13, 17)] })),
      availabilities: [],
      autoConfirm: true,
      allowReschedule: true,
      allowCancellation: true,
      formId: form.id,
      formSubmitType: 'ThankYouMessage',
      notes: '',
      ...(i === 0 && { pixelId: '730415982640173' }),
      teamMembers: users.map(({ id }, index) => ({ userId: id, priority: 0.5, isPrimary: index === 0 })),
    }),
  );
  const calendarIds = planted.map(({ id }) => id);
  for (const calendarId of calendarIds) addNotifications(state, locationId, calendarId);
  addResources(state, locationId, calendarIds);
  return planted.slice(0, 2);
}

function addNotifications(state: State, locationId: string, calendarId: string): void {
  const common = { locationId, calendarId, receiverType: 'contact', isActive: true, deleted: false };
  state.calendarNotifications.insert({
    ...common,
    channel: 'email',
    notificationType: 'confirmation',
    subject: 'Your appointment is confirmed',
    body: 'We look forward to seeing you.',
  });
  state.calendarNotifications.insert({
    ...common,
    channel: 'sms',
    notificationType: 'reminder',
    body: 'See you tomorrow!',
    beforeTime: [{ timeOffset: 1, unit: 'days' }],
  });
}

function addResources(state: State, locationId: string, calendarIds: string[]): void {
  const common = { locationId, isActive: true, outOfService: 0, quantity: 1, capacity: 1 };
  for (const room of ['Green room', 'Garden room']) {
    state.calendarResources.insert({
      ...common,
      resourceType: 'rooms',
      name: room,
      description: `The ${room.toLowerCase()}, on the ground floor`,
      capacity: 6,
      calendarIds,
    });
  }
  state.calendarResources.insert({
    ...common,
    resourceType: 'equipments',
    name: 'Projector',
    description: 'With its own cables',
    quantity: 2,
    calendarIds: calendarIds.slice(0, 1),
  });
}

function addTemplates(state: State, locationId: string): void {
  for (const [type, name] of [
    ['email', 'Appointment reminder'],
    ['email', 'Thank you for your visit'],
    ['sms', 'Running late'],
  ]) {
    const words = `${name}, {{contact.first_name}}.`;
    const template = type === 'email' ? { subject: name, html: `<p>${words}</p>` } : { body: words };
    state.templates.insert({ locationId, type, name, template: { ...template, attachments: [] } });
  }
}
