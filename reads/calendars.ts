import { uniqBy } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { keptFor } from '../highlevel/cache';
import type { Input } from '../highlevel/compose';
import { locationOf } from '../highlevel/connection';
import { MissingContent, requireBareRecord } from '../highlevel/content';
import { BARE_LIST, type Raw } from '../highlevel/json';
import { bySkip, bySkipFromZero, requireItems } from '../highlevel/paging';
import { calendar } from '../records/calendar';
import { calendarGroup, groupSlug } from '../records/calendar-group';
import { calendarNotification } from '../records/calendar-notification';
import { meetingPlacesIn } from '../records/calendar-places';
import { calendarResource } from '../records/calendar-resource';
import { freeSlot, slotsOf } from '../records/free-slot';
import { idOf, withId } from '../records/record';
import { type FindRead, type ListRead, type RecordListRead, type RecordRead, readPage } from './read';

/** The calendars of the location. */
export const calendars = {
  endpoint: 'GET /calendars/',
  items: 'calendars',
  record: calendar,
} satisfies RecordListRead;

/** How long the ids of the active calendars are kept: for so long a new calendar is not known. */
const ACTIVE_KEPT_SECONDS = 10 * 60;

/**
 * The ids of the calendars that are active.
 *
 * @param isNew whether they are asked for anew, and not taken from those of the last minutes
 * @throws z.errors.Error as `request` does
 */
export function activeCalendarIds(z: ZObject, bundle: Bundle, isNew: boolean): Promise<string[]> {
  const read = async () => {
    const wording = { doing: 'Listing the calendars', thing: 'calendars' };
    const { items } = await readPage(z, bundle, calendars, { wording });
    return items.filter(({ isActive }) => isActive !== false).map(idOf);
  };
  const key = `active-calendars:${locationOf(bundle)}`;
  return keptFor(z, key, ACTIVE_KEPT_SECONDS, areIds, read, isNew);
}

const areIds = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'string');

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
