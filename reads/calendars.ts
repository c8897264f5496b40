import { uniqBy } from 'lodash';
import type { Input } from '../highlevel/compose';
import { MissingContent, requireBareRecord } from '../highlevel/content';
import { BARE_LIST, type Raw } from '../highlevel/json';
import { bySkip, bySkipFromZero, requireItems } from '../highlevel/paging';
import { calendar } from '../records/calendar';
import { calendarGroup, groupSlug } from '../records/calendar-group';
import { calendarNotification } from '../records/calendar-notification';
import { meetingPlacesIn } from '../records/calendar-places';
import { calendarResource } from '../records/calendar-resource';
import { freeSlot, slotsOf } from '../records/free-slot';
import { withId } from '../records/record';
import type { FindRead, ListRead, RecordListRead, RecordRead } from './read';

/** The calendars of the location. */
export const calendars = {
  endpoint: 'GET /calendars/',
  items: 'calendars',
  record: calendar,
} satisfies RecordListRead;

/** One calendar. */
export const oneCalendar = {
  endpoint: 'GET /calendars/{calendarId}',
  answer: 'calendar',
  record: calendar,
} satisfies RecordRead;

/** The places to meet that a calendar has. */
export const meetingPlaces = { endpoint: oneCalendar.endpoint, items: meetingPlacesIn } satisfies ListRead;

/** The pixels that calendars have; HighLevel lists no others. */
export const pixels = {
  endpoint: calendars.endpoint,
  items: (answer: Raw) => {
    const found = requireItems(answer, calendars.items).filter(
      ({ pixelId }) => typeof pixelId === 'string' && pixelId.trim(),
    );
    return uniqBy(found, 'pixelId');
  },
} satisfies ListRead;

/** The groups that calendars are in. */
export const calendarGroups = {
  endpoint: 'GET /calendars/groups',
  items: 'groups',
  record: calendarGroup,
} satisfies RecordListRead;

/** Whether the slug of a calendar group is still free. */
export const freeGroupSlug = {
  endpoint: 'POST /calendars/groups/validate-slug',
  items: ({ available }: Raw, { slug }: Input): Raw[] => {
    if (typeof available !== 'boolean') {
      throw new MissingContent('The answer does not tell whether it is free.');
    }
    return [{ id: slug, slug, available }];
  },
  record: groupSlug,
} satisfies FindRead;

/** HighLevel gives the slots of so many days at most. */
export const MOST_SLOT_DAYS = 31;

/** The times at which a calendar can be booked, the soonest first. */
export const freeSlots = {
  endpoint: 'GET /calendars/{calendarId}/free-slots',
  items: slotsOf,
  record: freeSlot,
} satisfies RecordListRead;

/** An answer that is a list of records with an `_id`. */
const bareList = (answer: Raw): Raw[] => requireItems(answer, BARE_LIST).map((raw) => withId(raw));

/** What a calendar sends, to whom and when. */
export const calendarNotifications = {
  endpoint: 'GET /calendars/{calendarId}/notifications',
  items: bareList,
  paging: bySkip('skip', 100),
  record: calendarNotification,
} satisfies RecordListRead;

/** One notification of a calendar. */
export const oneCalendarNotification = {
  endpoint: 'GET /calendars/{calendarId}/notifications/{notificationId}',
  answer: (answer: Raw, { notificationId }: Input) => withId(requireBareRecord(answer), notificationId),
  record: calendarNotification,
} satisfies RecordRead;

/** Rooms or equipment, of the chosen type. */
export const calendarResources = {
  endpoint: 'GET /calendars/resources/{resourceType}',
  items: bareList,
  paging: bySkipFromZero('skip', 100),
  record: calendarResource,
} satisfies RecordListRead;

/** One room or piece of equipment. */
export const oneCalendarResource = {
  endpoint: 'GET /calendars/resources/{resourceType}/{id}',
  answer: (answer: Raw, { id }: Input) => withId(requireBareRecord(answer), id),
  record: calendarResource,
} satisfies RecordRead;
